import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Backup } from '../../../shared/ipc/shapes.ts'
import { Figure } from '../../parts/figure.tsx'
import { say, sayCount, sayDay, sayMegabytes, sayTime } from '../../words/say.tsx'

/** Which backup to go back to, newest first: when it was taken, and how much is in it. */
export function Backups({
  backups,
  chosen,
  onChoose,
}: {
  backups: readonly Backup[]
  chosen: Backup
  onChoose: (backupName: string) => void
}): ReactNode {
  return (
    <div
      role="radiogroup"
      aria-labelledby="restore"
      className="mt-3 divide-y divide-line rounded-card border border-line bg-raised"
    >
      {backups.map((backup, place) => (
        <label
          key={backup.backupName}
          className={clsx(
            'backup-grid h-10 px-4 first:rounded-t-card last:rounded-b-card has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-copper',
            backup === chosen ? 'bg-copper-wash' : 'hover:bg-hover',
          )}
        >
          <input
            type="radio"
            name="backup"
            className="radio outline-none"
            checked={backup === chosen}
            onChange={() => onChoose(backup.backupName)}
          />
          <span>
            <Figure className="font-medium">
              {say('problem.backup', {
                day: sayDay(backup.takenAtMs),
                time: sayTime(backup.takenAtMs),
              })}
            </Figure>{' '}
            {place === 0 && <span className="text-ink-2">{say('problem.newest')}</span>}
          </span>
          <Figure className="text-right text-ink-2">
            {say('problem.entries', {
              count: backup.entryCount,
              shown: sayCount(backup.entryCount),
            })}
          </Figure>
          <Figure className="text-right text-ink-2">
            {say('problem.size', { megabytes: sayMegabytes(backup.sizeBytes) })}
          </Figure>
        </label>
      ))}
    </div>
  )
}
