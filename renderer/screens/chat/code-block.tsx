import { Check, Copy } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useCopy } from '../../parts/use-copy.ts'
import { say } from '../../words/say.tsx'

/** Code that stands by itself: its language, a way to copy it, and the lines as they are. */
export function CodeBlock({ className, children }: ComponentProps<'code'>): ReactNode {
  const language = /language-(\S+)/u.exec(className ?? '')?.[1] ?? say('chat.code')
  const code = textOf(children).replace(/\n$/u, '')
  const { isCopied, copy } = useCopy()
  const Icon = isCopied ? Check : Copy
  return (
    <div className="code-block">
      <div className="code-head">
        <span>{language}</span>
        <button type="button" onClick={() => copy(code)}>
          <Icon aria-hidden="true" size={14} strokeWidth={1.6} />
          {say(isCopied ? 'app.copied' : 'app.copy')}
        </button>
      </div>
      {/* Long lines scroll, so the keyboard must reach them */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </div>
  )
}

function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  return Array.isArray(node) ? node.map(textOf).join('') : ''
}
