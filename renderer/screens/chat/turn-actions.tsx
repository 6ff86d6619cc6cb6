import { ArrowRightLeft, Check, Copy, GitBranch, Pencil, RotateCcw } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import { IconButton } from '../../parts/button.tsx'
import { useCopy } from '../../parts/use-copy.ts'
import { useConversations, writingTurn } from '../../state/conversations.ts'
import { answerWithAnother, editMessage } from '../../state/rewrite.ts'
import { sendAgain } from '../../state/sending.ts'
import { tellFailure } from '../../state/tell-failure.ts'
import { branchFrom } from '../../state/versions.ts'
import { say } from '../../words/say.tsx'
import { ActionRow } from './action-row.tsx'

/** Beside what the person wrote. */
export function MessageActions({ turn }: { turn: Turn }): ReactNode {
  const text = textOf(turn.user.parts)
  return (
    <ActionRow
      name={say('turn.message-actions')}
      className="mb-1.5 group-hover/message:opacity-100"
    >
      <Action name={say('turn.edit')} icon={Pencil} onClick={() => editMessage(turn)} />
      {text !== '' && <CopyAction name={say('turn.copy-message')} text={text} tabIndex={-1} />}
    </ActionRow>
  )
}

/** At the end of the line under an answer. `text` is the model's own markdown. */
export function AnswerActions({ turn, text }: { turn: Turn; text: string }): ReactNode {
  const { model } = turn.answer
  const isFirst = text === ''
  return (
    <ActionRow name={say('turn.answer-actions')} className="-mr-1.5 group-hover/answer:opacity-100">
      {text !== '' && <CopyAction name={say('app.copy-answer')} text={text} />}
      <Action
        name={say('turn.again')}
        icon={RotateCcw}
        tabIndex={isFirst ? 0 : -1}
        onClick={() => unlessWriting(() => sendAgain(turn, model ?? undefined))}
      />
      <Action
        name={say('turn.with-another')}
        icon={ArrowRightLeft}
        tabIndex={-1}
        onClick={() => unlessWriting(() => answerWithAnother(turn))}
      />
      <Action
        name={say('turn.branch')}
        icon={GitBranch}
        tabIndex={-1}
        onClick={() => branchFrom(turn)}
      />
    </ActionRow>
  )
}

/** One answer is written at a time in a conversation. */
function unlessWriting(act: () => Promise<void>): void {
  if (writingTurn(useConversations.getState())) tellFailure({ kind: 'turn-in-progress' })
  else void act()
}

type ActionProps = Omit<ComponentProps<typeof IconButton>, 'children'>

function Action({ icon: Icon, ...rest }: ActionProps & { icon: typeof Copy }): ReactNode {
  return (
    <IconButton className="focus-inside" {...rest}>
      <Icon aria-hidden="true" size={16} strokeWidth={1.6} />
    </IconButton>
  )
}

function CopyAction({ name, text, ...rest }: ActionProps & { text: string }): ReactNode {
  const { isCopied, copy } = useCopy()
  return (
    <Action
      {...rest}
      name={isCopied ? say('app.copied') : name}
      icon={isCopied ? Check : Copy}
      onClick={() => copy(text)}
    />
  )
}
