import {
  type ClipboardEvent,
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
} from 'react'
import { draftTextOf, keepDraft, useDraftRevision } from '../../state/drafts.ts'
import { MESSAGE_FIELD_ID } from '../../state/go.ts'
import { keepDraftsNow } from '../../state/kept-drafts.ts'
import { currentSettings } from '../../state/profile.ts'
import { quoteDraft } from '../../state/quotes.ts'
import { draftIdNow, endRewriting, rewritingNow, useDraftId } from '../../state/rewriting.ts'
import { sendWritten } from '../../state/send-comparison.ts'
import { forgetProblem } from '../../state/sending.ts'
import { say } from '../../words/say.tsx'
import { fetchChatParts } from './fetched-parts.ts'

/** A pasted text longer than this may well be a file. */
const LONG_CHARACTERS = 8_000

/**
 * Uncontrolled: a key press costs what it costs in a bare text field. The draft is kept by
 * conversation, so that it is there again after looking elsewhere.
 */
export const MessageField = memo(function MessageField({
  fieldRef,
  onFiles,
  onPastedLong,
  onSlash,
}: {
  fieldRef: RefObject<HTMLTextAreaElement | null>
  onFiles: (files: readonly File[]) => void
  /** So much text was pasted that it may rather be a file. */
  onPastedLong: (text: string) => void
  /** A slash was typed, and nothing else stands there. */
  onSlash: () => void
}): ReactNode {
  const draftId = useDraftId()
  const revision = useDraftRevision()
  useEffect(() => {
    const field = fieldRef.current
    if (!field) return
    field.value = draftTextOf(draftId)
    field.setSelectionRange(field.value.length, field.value.length)
    quoteDraft()
    // The revision is there to show what was changed from outside.
  }, [draftId, revision, fieldRef])
  useEffect(() => fieldRef.current?.focus(), [draftId, fieldRef])
  useEffect(() => keepDraftsNow, [])
  return (
    <textarea
      ref={fieldRef}
      id={MESSAGE_FIELD_ID}
      aria-label={say('composer.message')}
      aria-describedby="cost"
      placeholder={say('composer.hint')}
      rows={1}
      className="peer block max-h-[40vh] w-full resize-none px-4.25 pt-3.25 pb-2.5 text-talk caret-copper outline-none [field-sizing:content]"
      onInput={({ currentTarget }) => {
        const { value } = currentTarget
        keepDraft(draftIdNow(), value)
        forgetProblem()
        quoteDraft()
        fetchChatParts()
        if (value === '/') onSlash()
      }}
      onKeyDown={onKeyDown}
      onBlur={keepDraftsNow}
      onPaste={(event) => {
        const files = pastedFiles(event)
        if (files.length > 0) {
          event.preventDefault()
          onFiles(files)
          return
        }
        // As the field will hold it.
        const text = event.clipboardData.getData('text/plain').replace(/\r\n?/gu, '\n')
        if (text.length > LONG_CHARACTERS) onPastedLong(text)
      }}
    />
  )
})

/** None where words come with an image of themselves, as from a spreadsheet. */
function pastedFiles({ clipboardData: { files, types } }: ClipboardEvent): File[] {
  const isWords = types.includes('text/plain') && types.includes('text/html')
  return isWords ? [] : [...files]
}

/** The keys of sending are the person's choice. Enter that ends a composed word is never one. */
function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.nativeEvent.isComposing) return
  if (event.key === 'Escape' && rewritingNow()) {
    event.preventDefault()
    endRewriting()
  } else if (event.key === 'Enter' && sends(event)) {
    event.preventDefault()
    void sendWritten()
  }
}

function sends({ shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (currentSettings()?.sendsWith === 'mod-enter') return ctrlKey || metaKey
  return !shiftKey
}
