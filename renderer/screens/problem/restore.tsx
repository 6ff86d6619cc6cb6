import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import type { Backup } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { say, sayCount, sayDay, sayMegabytes, sayTime } from '../../words/say.tsx'

/** Which backup to go back to, newest first, and what happens to the damaged file. */
export function Restore({
  backups,
  isBusy,
  isUnusable,
  onChoose,
  onRestore,
}: {
  backups: readonly Backup[]
  isBusy: boolean
  /** The one that was tried is damaged as well. */
  isUnusable: boolean
  onChoose: () => void
  onRestore: (backup: Backup) => void
}): ReactNode {
  const [chosenName, setChosenName] = useState<string | null>(null)
  const chosen = backups.find(({ backupName }) => backupName === chosenName) ?? backups[0]
  if (!chosen) return null
  const when = whenTaken(chosen)
  return (
    <section aria-labelledby="restore" className="mt-6">
      <h2 id="restore" className="text-section">
        {say('problem.restore')}
      </h2>
      <p className="text-ink-2">{say('problem.restore-text')}</p>
      <div
        role="radiogroup"
        aria-labelledby="restore"
        className="mt-3 divide-y divide-line rounded-card border border-line bg-raised"
      >
        {backups.map((backup) => (
          <BackupRow
            key={backup.backupName}
            backup={backup}
            isNewest={backup === backups[0]}
            isChosen={backup === chosen}
            onChoose={() => {
              setChosenName(backup.backupName)
              onChoose()
            }}
          />
        ))}
      </div>
      {isUnusable && (
        <p role="alert" className="mt-4">
          {say('problem.unusable-backup', { when })}
        </p>
      )}
      <Button look="main" className="mt-4" disabled={isBusy} onClick={() => onRestore(chosen)}>
        {say('problem.restore-do', { when })}
      </Button>
    </section>
  )
}

/** When it was taken, and how much is in it. */
function BackupRow({
  backup,
  isNewest,
  isChosen,
  onChoose,
}: {
  backup: Backup
  isNewest: boolean
  isChosen: boolean
  onChoose: () => void
}): ReactNode {
  const { entryCount, sizeBytes } = backup
  return (
    <label
      className={clsx(
        'backup-grid h-10 px-4 first:rounded-t-card last:rounded-b-card',
        'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-copper',
        isChosen ? 'bg-copper-wash' : 'hover:bg-hover',
      )}
    >
      <input
        type="radio"
        name="backup"
        className="radio outline-none"
        checked={isChosen}
        onChange={onChoose}
      />
      <span>
        <Figure className="font-medium">{whenTaken(backup)}</Figure>{' '}
        {isNewest && <span className="text-ink-2">{say('problem.newest')}</span>}
      </span>
      <Figure className="text-right text-ink-2">
        {say('problem.entries', { count: entryCount, shown: sayCount(entryCount) })}
      </Figure>
      <Figure className="text-right text-ink-2">
        {say('problem.size', { megabytes: sayMegabytes(sizeBytes) })}
      </Figure>
    </label>
  )
}

function whenTaken({ takenAtMs }: Backup): string {
  return say('problem.backup', { day: sayDay(takenAtMs), time: sayTime(takenAtMs) })
}
