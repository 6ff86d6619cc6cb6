import { keepDraft } from '../../state/drafts.ts'
import { quoteDraft } from '../../state/quotes.ts'
import { draftIdNow } from '../../state/rewriting.ts'

/** Puts a text into the message in place of what stands there, and the caret behind it. */
export function putInField(
  field: HTMLTextAreaElement,
  text: string,
  { start, end }: { start: number; end: number },
): void {
  field.setRangeText(text, start, end, 'end')
  keepDraft(draftIdNow(), field.value)
  quoteDraft()
}
