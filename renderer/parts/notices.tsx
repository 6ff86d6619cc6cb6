import { X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { dropNotice, type Notice, useNotices } from '../state/notices.ts'
import { say } from '../words/say.tsx'
import { Button, IconButton } from './button.tsx'

const SHOWN_MS = 8_000

/**
 * Short news, bottom right. Each stays for eight seconds, longer under the pointer or the focus,
 * and what must not be missed until it is closed.
 */
export function Notices(): ReactNode {
  const { notices } = useNotices()
  return (
    <div className="fixed right-6 bottom-34 z-30 flex w-[min(460px,80vw)] flex-col gap-3">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function NoticeCard({ notice: { id, text, isLasting, action } }: { notice: Notice }): ReactNode {
  const [isPointed, setPointed] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const isKept = isLasting || isPointed || isFocused
  useEffect(() => {
    if (isKept) return
    const timer = setTimeout(() => dropNotice(id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [id, isKept])
  return (
    <div
      className="flex items-center justify-between gap-3 rounded-card border border-line-2 bg-raised py-1.5 pr-2 pl-3.5 shadow-mid"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <p className="min-w-0 flex-1 wrap-anywhere">{text}</p>
      {action && (
        <Button
          look="link"
          onClick={() => {
            dropNotice(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton name={say('app.close')} onClick={() => dropNotice(id)}>
        <X aria-hidden="true" size={14} strokeWidth={1.6} />
      </IconButton>
    </div>
  )
}
