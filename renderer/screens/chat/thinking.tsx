import { type ReactNode, useState } from 'react'
import type { AnswerMessage } from '../../../shared/chat/message.ts'
import { useCreditsText, useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { Markdown } from './markdown.tsx'
import { createWordCount, roughly } from './markdown/count-words.ts'
import { receiptTable } from './receipt-table.ts'

/** What a model thought, folded away under its length and its price. */
export function Thinking({ text, answer }: { text: string; answer: AnswerMessage }): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  const isThinking =
    answer.state === 'writing' && answer.parts.every(({ type }) => type === 'thinking')
  return (
    <details className="thinking" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded-code text-note text-ink-3 hover:text-ink">
        <Length text={text} answer={answer} isThinking={isThinking} />
      </summary>
      {isOpen && (
        <div className="thought">
          <Markdown text={text} isWriting={isThinking} />
        </div>
      )}
    </details>
  )
}

function Length({
  text,
  answer,
  isThinking,
}: {
  text: string
  answer: AnswerMessage
  isThinking: boolean
}): ReactNode {
  const [countWords] = useState(createWordCount)
  const count = roughly(countWords(text))
  const cost = useThinkingCost(answer)
  const credits = useCreditsText()
  if (isThinking) return say('read.thinking-now', { count })
  if (cost === null) return say('read.thought', { count })
  return say('read.thought-priced', { count, credits: credits(cost) })
}

/** As its receipt shows it: the thinking tokens at their rate. Null while or where it is not known. */
function useThinkingCost({ receipt }: AnswerMessage): number | null {
  const { creditsPerUsd } = useProfile().settings
  const table = receipt && receiptTable(receipt, creditsPerUsd)
  return table?.rows.find((row) => row.class === 'reasoning')?.shownNanoUsd ?? null
}
