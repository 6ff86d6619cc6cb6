import { Check, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCopy } from '../../../parts/use-copy.ts'
import { say } from '../../../words/say.tsx'

/** Copies, and says for a moment that it did. The text is put together when it is asked for. */
export function CopyButton({ name, text }: { name: string; text: () => string }): ReactNode {
  const { isCopied, copy } = useCopy()
  const Icon = isCopied ? Check : Copy
  return (
    <button type="button" className="copy" onClick={() => void copy(text())}>
      <Icon aria-hidden="true" size={14} strokeWidth={1.6} />
      {isCopied ? say('app.copied') : name}
    </button>
  )
}
