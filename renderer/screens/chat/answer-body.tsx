import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { isPaid, type PaidAnswer, type Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { act } from '../../state/act.ts'
import { isTooLong, offerWaysAgain, sendAgain } from '../../state/sending.ts'
import { isReadOn } from '../../words/receipt-words.ts'
import { EndingLine, ReadOnLine, RetryLine } from './answer-state.tsx'
import { Markdown, Thinking, UncertainBox } from './fetched-parts.ts'
import { PlainText } from './plain-text.tsx'
import { ToolCalls } from './tool-calls.tsx'

/** What a model wrote, and how it ended if not well. */
export function AnswerBody({
  turn,
  isCompared = false,
}: {
  turn: Turn
  /** It stands beside others: one is kept before anything is sent again. */
  isCompared?: boolean
}): ReactNode {
  const { answer } = turn
  const paid = isPaid(answer) ? answer : null
  const text = textOf(answer.parts)
  const thinking = textOf(answer.parts, 'thinking')
  const isWriting = answer.state === 'writing'
  return (
    <>
      {thinking !== '' && <Thinking text={thinking} answer={answer} />}
      {text !== '' && <Markdown text={text} isWriting={isWriting} />}
      <ToolCalls parts={answer.parts} />
      <EndingLine answer={answer} />
      {text === '' && isWriting && !answer.retry && <PlainText text="" isWriting />}
      {answer.retry && <RetryLine answer={answer} retry={answer.retry} />}
      {paid && isReadOn(paid) && <ReadOnLine answer={answer} />}
      {paid?.receipt.state === 'uncertain' && <UncertainBox answer={paid} />}
      {paid && isBroken(paid) && paid.receipt.failure && (
        <div
          className={clsx('rounded-card border border-line-2 px-4 py-3', text !== '' && 'mt-2.5')}
        >
          <Problem turn={turn} answer={paid} isCompared={isCompared} />
        </div>
      )}
    </>
  )
}

function Problem({
  turn,
  answer: { model, receipt },
  isCompared,
}: {
  turn: Turn
  answer: PaidAnswer
  isCompared: boolean
}): ReactNode {
  const { failure } = receipt
  if (!failure) return null
  if (isCompared) return <ProblemLine failure={failure} />
  const again = (): void => void sendAgain(turn)
  return (
    <ProblemLine
      failure={failure}
      onAction={(action) => {
        if (action === 'send-again') again()
        else if (action === 'trim' && isTooLong(failure)) {
          void offerWaysAgain(turn, { why: failure, model })
        } else act(action, model.providerId, model)
      }}
      onSendAgain={again}
    />
  )
}

/** An uncertain answer has its own box, and a model that declined said so itself. */
function isBroken({ state, receipt }: PaidAnswer): boolean {
  if (receipt.state === 'uncertain') return false
  return state === 'failed' || state === 'truncated' || state === 'interrupted'
}
