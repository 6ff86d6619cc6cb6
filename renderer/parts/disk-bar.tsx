import type { ReactNode } from 'react'
import type { Failure } from '../../shared/failures.ts'
import { useDiskFailure } from '../state/disk.ts'
import { say } from '../words/say.tsx'

/** Stands on every screen while the disk refuses what has to be written, and says what is safe. */
export function DiskBar(): ReactNode {
  const failure = useDiskFailure()
  if (!failure) return null
  const isFull = failure.kind === 'disk-full' || failure.kind === 'disk-nearly-full'
  return (
    <div role="alert" className="flex-none border-b border-line-2 bg-raised px-4 py-2">
      <p className="text-ink-2">
        <b className="font-semibold text-ink">{isFull ? say('disk.full') : titleOf(failure)}</b>{' '}
        {say(isFull ? 'disk.kept' : 'disk.kept-otherwise')}
      </p>
    </div>
  )
}

function titleOf({ kind }: Failure): string {
  return say(kind === 'read-only' ? 'disk.read-only' : 'disk.refuses')
}
