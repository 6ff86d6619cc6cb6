import { type ReactNode, useEffect, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Backup } from '../../../shared/ipc/shapes.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { say } from '../../words/say.tsx'
import { Restore } from './restore.tsx'
import { StartAfresh } from './start-afresh.tsx'

/** A damaged database: going back to a backup first, beginning with nothing as the second choice. */
export function Damaged({ path }: { path: string | null }): ReactNode {
  const backups = useBackups()
  const [busy, setBusy] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  if (!backups) return null
  /** The window is loaded anew once it is done, so nothing follows. */
  const run = async (saying: string, asked: () => Promise<Result<void>>): Promise<void> => {
    setBusy(saying)
    setFailure(null)
    const result = await asked()
    if (result.ok) return
    setBusy(null)
    setFailure(result.failure)
  }
  const hasBackups = backups.length > 0
  return (
    <>
      {path !== null && (
        <p className="mt-3 text-ink-2 wrap-anywhere">{say('problem.moved', { path })}</p>
      )}
      {hasBackups && (
        <Restore
          backups={backups}
          isBusy={busy !== null}
          isUnusable={failure?.kind === 'backup-unusable'}
          onChoose={() => setFailure(null)}
          onRestore={({ backupName }) =>
            run(say('problem.restoring'), () => call('profile.restore', { backupName }))
          }
        />
      )}
      {failure && failure.kind !== 'backup-unusable' && (
        <div className="mt-4">
          <ProblemLine failure={failure} role="alert" />
        </div>
      )}
      <StartAfresh
        isOnlyWay={!hasBackups}
        isBusy={busy !== null}
        onStart={() => run(say('problem.starting'), () => call('profile.startAfresh', {}))}
      />
      <p role="status" className="mt-3 text-ink-2">
        {busy}
      </p>
    </>
  )
}

/** Null while they are read; none if they cannot be. */
function useBackups(): Backup[] | null {
  const [backups, setBackups] = useState<Backup[] | null>(null)
  useEffect(() => {
    void call('profile.backups', {}).then((result) => setBackups(result.ok ? result.value : []))
  }, [])
  return backups
}
