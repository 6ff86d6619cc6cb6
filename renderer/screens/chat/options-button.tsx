import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { defaultChatOptions } from '../../../shared/chat/message.ts'
import { IconButton } from '../../parts/button.tsx'
import { useOptions } from '../../state/chat-options.ts'
import { useConversations } from '../../state/conversations.ts'
import { say } from '../../words/say.tsx'
import { OptionsPanel } from './fetched-parts.ts'

/** Opens what is set for this conversation. A dot, and its name, say that something is. */
export function OptionsButton(): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const conversationId = useConversations(({ currentId }) => currentId)
  const options = useOptions(conversationId)
  const isChanged = JSON.stringify(options) !== JSON.stringify(defaultChatOptions)
  return (
    <>
      <IconButton
        ref={button}
        name={say(isChanged ? 'options.open-changed' : 'options.open')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className="relative"
        onPointerEnter={OptionsPanel.fetch}
        onClick={() => setIsOpen(!isOpen)}
      >
        <SlidersHorizontal aria-hidden="true" size={16} strokeWidth={1.6} />
        {isChanged && (
          <span
            aria-hidden="true"
            className="absolute top-0.5 right-0.5 size-1.5 rounded-full bg-copper"
          />
        )}
      </IconButton>
      {isOpen && (
        <OptionsPanel key={conversationId} anchor={button} onClose={() => setIsOpen(false)} />
      )}
    </>
  )
}
