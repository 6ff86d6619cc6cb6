import type { ReactNode } from 'react'
import { isPaid, type Turn } from '../../../shared/chat/message.ts'
import { ReceiptLine, UnpaidLine, WritingLine } from './receipt-line.tsx'
import { AnswerActions } from './turn-actions.tsx'
import { VersionPager } from './version-pager.tsx'

/** Under an answer: which version it is, who wrote it for how much, and what can be done with it. */
export function AnswerFoot({ turn, text }: { turn: Turn; text: string }): ReactNode {
  return (
    <div className="mt-2.5 flex flex-wrap items-center">
      {/* Not by turn: paging on keeps the button that has the focus. */}
      <VersionPager turn={turn} />
      <Line key={turn.turnId} turn={turn} text={text} />
    </div>
  )
}

function Line({ turn, text }: { turn: Turn; text: string }): ReactNode {
  const { answer, background } = turn
  const paid = isPaid(answer) ? answer : null
  if (paid && answer.state === 'writing') return <WritingLine answer={paid} />
  const actions = <AnswerActions turn={turn} text={text} />
  if (!paid) return <UnpaidLine answer={answer}>{actions}</UnpaidLine>
  return (
    <ReceiptLine answer={paid} background={background}>
      {actions}
    </ReceiptLine>
  )
}
