import { type KeyboardEvent, memo, type ReactNode, type RefObject, useEffect } from 'react'
import { useConversations } from '../../state/conversations.ts'
import { draftTextOf, keepDraft, useDraftRevision } from '../../state/drafts.ts'
import { MESSAGE_FIELD_ID } from '../../state/go.ts'
import { quoteDraft } from '../../state/quotes.ts'
import { forgetProblem, sendDraft } from '../../state/sending.ts'
import { say } from '../../words/say.tsx'
import { fetchChatParts } from './fetched-parts.ts'

/**
 * Uncontrolled: a key press costs what it costs in a bare text field. The draft is kept by
 * conversation, so that it is there again after looking elsewhere.
 */
export const MessageField = memo(function MessageField({
  fieldRef,
  onFiles,
}: {
  fieldRef: RefObject<HTMLTextAreaElement | null>
  onFiles: (files: readonly File[]) => void
}): ReactNode {
  const currentId = useConversations((state) => state.currentId)
  const revision = useDraftRevision()
  useEffect(() => {
    const field = fieldRef.current
    if (!field) return
    field.value = draftTextOf(currentId)
    field.setSelectionRange(field.value.length, field.value.length)
    quoteDraft()
    // The revision is there to show what was changed from outside.
  }, [currentId, revision, fieldRef])
  useEffect(() => fieldRef.current?.focus(), [currentId, fieldRef])
  return (
    <textarea
      ref={fieldRef}
      id={MESSAGE_FIELD_ID}
      aria-label={say('composer.message')}
      aria-describedby="cost"
      placeholder={say('composer.hint')}
      rows={1}
      className="peer block max-h-[40vh] w-full resize-none px-4.25 pt-3.25 pb-2.5 text-talk caret-copper outline-none [field-sizing:content]"
      onInput={(event) => {
        keepDraft(useConversations.getState().currentId, event.currentTarget.value)
        forgetProblem()
        quoteDraft()
        fetchChatParts()
      }}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        const files = [...event.clipboardData.files]
        if (files.length === 0) return
        event.preventDefault()
        onFiles(files)
      }}
    />
  )
})

/** Enter sends, Shift+Enter is a new line, and Enter that ends a composed word is neither. */
function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  event.preventDefault()
  void sendDraft()
}
