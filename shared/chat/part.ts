/**
 * A message is a list of parts. `provider` and `opaque` keep what a provider needs back word for
 * word (signatures, encrypted reasoning); another provider never sees them.
 */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string; provider: string | null; opaque: string | null }
  /** A tool the model wanted to have run. It is kept and shown, and not run. */
  | { type: 'tool-call'; callId: string; name: string; argumentsJson: string }
  /** The bytes stand by themselves, under the id. */
  | ({ type: 'image' } & ImageAttachment)
  /** A text file: its text goes to the model word for word, under its name. */
  | { type: 'file'; name: string; text: string }

export type ImageAttachment = {
  attachmentId: string
  name: string
  mediaType: ImageType
  widthPx: number
  heightPx: number
  sizeBytes: number
}

/** Images as they can be attached. A provider that cannot read one of these kinds gets its name. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
export type ImageType = (typeof imageTypes)[number]

/** No provider takes a larger image. */
export const MAX_ATTACHMENT_BYTES = 20_000_000
/** Of one message. */
export const MAX_ATTACHMENTS = 20

/** Of a message or a file. Longer than any context window of today; more is refused, not cut. */
export const MAX_TEXT_CHARACTERS = 5_000_000

/** The text of one type of part, joined: what the model says, or what it thinks. */
export function textOf(parts: readonly Part[], type: 'text' | 'thinking' = 'text'): string {
  return parts.map((part) => (part.type === type ? part.text : '')).join('')
}

/** What `attachments.addText` keeps of a text, code or PDF file until it is sent. */
export type TextAttachment = { attachmentId: string; name: string; characters: number }
