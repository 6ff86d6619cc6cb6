import { type ReactNode, useEffect, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Backup } from '../../../shared/ipc/shapes.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { say, sayDay, sayTime } from '../../words/say.tsx'
import { Backups } from './backups.tsx'

/** A damaged database: going back to a backup first, beginning with nothing as the second choice. */
export function Damaged({ path }: { path: string | null }): ReactNode {
  const [backups, setBackups] = useState<Backup[] | null>(null)
  const [chosenName, setChosenName] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    void call('profile.backups', {}).then((result) => setBackups(result.ok ? result.value : []))
  }, [])
  /** The window is loaded anew once it is done, so nothing follows. */
  const run = async (saying: string, asked: Promise<Result<void>>): Promise<void> => {
    setBusy(saying)
    setFailure(null)
    const result = await asked
    if (result.ok) return
    setBusy(null)
    setFailure(result.failure)
  }
  if (!backups) return null
  const choose = (backupName: string): void => {
    setChosenName(backupName)
    setFailure(null)
  }
  const chosen = backups.find(({ backupName }) => backupName === chosenName) ?? backups[0]
  return (
    <>
      {path !== null && (
        <p className="mt-3 text-ink-2 wrap-anywhere">{say('problem.moved', { path })}</p>
      )}
      {chosen && (
        <section aria-labelledby="restore" className="mt-6">
          <h2 id="restore" className="text-section">
            {say('problem.restore')}
          </h2>
          <p className="text-ink-2">{say('problem.restore-text')}</p>
          <Backups backups={backups} chosen={chosen} onChoose={choose} />
          <Button
            look="main"
            className="mt-4"
            disabled={busy !== null}
            onClick={() =>
              run(
                say('problem.restoring'),
                call('profile.restore', { backupName: chosen.backupName }),
              )
            }
          >
            {say('problem.restore-do', { when: whenTaken(chosen) })}
          </Button>
        </section>
      )}
      {failure && (
        <div className="mt-4">
          {failure.kind === 'backup-unusable' && chosen ? (
            <p role="alert">{say('problem.unusable-backup', { when: whenTaken(chosen) })}</p>
          ) : (
            <ProblemLine failure={failure} role="alert" />
          )}
        </div>
      )}
      <section aria-labelledby="afresh" className="mt-6 border-t border-line pt-5">
        <h2 id="afresh" className="text-section">
          {say(chosen ? 'problem.afresh' : 'problem.afresh-only')}
        </h2>
        <p className="text-ink-2">
          {!chosen && `${say('problem.no-backups')} `}
          {say('problem.afresh-text')}
        </p>
        <Button
          look={chosen ? 'plain' : 'main'}
          className="mt-4"
          disabled={busy !== null}
          onClick={() => run(say('problem.starting'), call('profile.startAfresh', {}))}
        >
          {say('problem.start-afresh')}
        </Button>
      </section>
      <p role="status" className="mt-3 text-ink-2">
        {busy}
      </p>
    </>
  )
}

function whenTaken({ takenAtMs }: Backup): string {
  return say('problem.backup', { day: sayDay(takenAtMs), time: sayTime(takenAtMs) })
}
