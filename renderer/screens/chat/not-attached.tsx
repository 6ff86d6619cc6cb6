import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../parts/button.tsx'
import type { NotAttached } from '../../state/attach.ts'
import { useCreditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'

/** Why something was not attached, one line each, until it is closed or more is attached. */
export function NotAttachedLines({
  notAttached,
  onClose,
}: {
  notAttached: readonly NotAttached[]
  onClose: () => void
}): ReactNode {
  const credits = useCreditsText()
  if (notAttached.length === 0) return null
  const lines = notAttached.map((why) =>
    why.kind === 'refused'
      ? failureWords(why.failure, credits).text
      : say('attach.too-many', { limit: why.limit }),
  )
  return (
    <div role="alert" className="my-2 flex items-start justify-between gap-4 px-4">
      <ul className="min-w-0 text-ink wrap-anywhere">
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <IconButton name={say('attach.close')} className="-my-1" onClick={onClose}>
        <X aria-hidden="true" size={14} strokeWidth={1.6} />
      </IconButton>
    </div>
  )
}
