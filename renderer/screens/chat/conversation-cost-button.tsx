import { type ReactNode, useRef, useState } from 'react'
import type { ConversationSummary } from '../../../shared/chat/message.ts'
import { Credits } from '../../parts/figure.tsx'
import { Say, say } from '../../words/say.tsx'
import { ConversationCost } from './fetched-parts.ts'

/** What a conversation has cost so far; opens what it costs next, and what makes that less. */
export function ConversationCostButton({
  conversationId,
  spentNanoUsd,
  uncertainNanoUsd,
}: Pick<ConversationSummary, 'conversationId' | 'spentNanoUsd' | 'uncertainNanoUsd'>): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const credits = <Credits nanoUsd={spentNanoUsd} />
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={say('savings.open')}
        className="h-7 flex-none rounded-row px-2 text-note text-ink-2 hover:bg-hover hover:text-ink"
        onPointerEnter={ConversationCost.fetch}
        onFocus={ConversationCost.fetch}
        onClick={() => setIsOpen(!isOpen)}
      >
        {uncertainNanoUsd > 0 ? (
          <Say
            id="chat.so-far-uncertain"
            values={{ credits, reserved: <Credits nanoUsd={uncertainNanoUsd} /> }}
          />
        ) : (
          <Say id="chat.so-far" values={{ credits }} />
        )}
      </button>
      {isOpen && (
        <ConversationCost
          key={conversationId}
          anchor={button}
          uncertainNanoUsd={uncertainNanoUsd}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}
