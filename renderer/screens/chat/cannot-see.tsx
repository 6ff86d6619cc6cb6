import type { ReactNode } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { useAttachments } from '../../state/attachments.ts'
import { useOptions } from '../../state/chat-options.ts'
import { useConversations } from '../../state/conversations.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { useDraftId } from '../../state/rewriting.ts'
import { say } from '../../words/say.tsx'
import { openPickerAt } from './picker-words.ts'

/** Said before sending: the model chosen is given the names of images, and not what is on them. */
export function CannotSeeLine(): ReactNode {
  const conversationId = useConversations(({ currentId }) => currentId)
  const attached = useAttachments(useDraftId())
  const { leftOutTurns } = useOptions(conversationId)
  const sentCount = useConversations(({ turns }) => imageCount(turns ?? [], leftOutTurns))
  const model = useChosenModel()
  const count = sentCount + attached.filter(({ image }) => image !== null).length
  if (!model || model.seesImages || count === 0) return null
  return (
    <div role="status" className="my-2 flex items-center justify-between gap-4 px-4">
      <p className="text-ink-2">{say('sees.not', { model: model.name, count })}</p>
      <Button small onClick={() => openPickerAt(say('picker.sees'))}>
        {say('sees.pick')}
      </Button>
    </div>
  )
}

function imageCount(turns: readonly Turn[], leftOutTurns: number): number {
  return turns
    .filter(({ position }) => position > leftOutTurns)
    .reduce((sum, { user }) => sum + user.parts.filter(({ type }) => type === 'image').length, 0)
}
