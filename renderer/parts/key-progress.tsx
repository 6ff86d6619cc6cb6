import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { KeyProgress } from './use-key.ts'

/** The result of saving and trying a key, said once. */
export function KeyProgressLine({ progress }: { progress: KeyProgress }): ReactNode {
  return (
    <p role="status" className="flex items-center gap-2 text-note text-ink-2 empty:hidden">
      {progress.kind === 'works' && (
        <Check aria-hidden="true" size={14} strokeWidth={1.6} className="flex-none" />
      )}
      {progress.kind !== 'idle' && progress.text}
    </p>
  )
}
