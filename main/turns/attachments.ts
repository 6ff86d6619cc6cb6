import { createHash } from 'node:crypto'
import type { ImageAttachment, ImageType, Part } from '../../shared/chat/part.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { Storage } from '../storage/storage.ts'
import { imageFacts } from './image-facts.ts'

/** The tightest limit of the providers that see images: Anthropic's, in each direction. */
const MOST_PIXELS = 8_000

/** Anthropic takes 10 MB of base64 an image; a third of that is the encoding. */
const MOST_IMAGE_BYTES = 7_500_000

/** Images of drafts and messages: checked by their own bytes, kept once, named by their hash. */
export function openAttachments(storage: Storage, nowMs: () => number) {
  /** Null if it is not there. */
  function imageOf(attachmentId: string, name: string): ImageAttachment | null {
    const row = storage.attachments.find(attachmentId)
    if (!row) return null
    const { mediaType, widthPx, heightPx, sizeBytes } = row
    return { attachmentId, name, mediaType, widthPx, heightPx, sizeBytes }
  }

  return {
    add(name: string, bytes: Uint8Array): Result<ImageAttachment> {
      const refuse = (
        reason: 'empty' | 'too-large' | 'too-many-pixels' | 'not-an-image',
        limit: number | null = null,
      ) => failed({ kind: 'attachment-refused', name, reason, limit })
      if (bytes.length === 0) return refuse('empty')
      if (bytes.length > MOST_IMAGE_BYTES) return refuse('too-large', MOST_IMAGE_BYTES)
      const facts = imageFacts(bytes)
      if (!facts) return refuse('not-an-image')
      if (Math.max(facts.widthPx, facts.heightPx) > MOST_PIXELS) {
        return refuse('too-many-pixels', MOST_PIXELS)
      }
      const attachmentId = createHash('sha256').update(bytes).digest('hex')
      storage.attachments.add({ attachmentId, ...facts, createdAtMs: nowMs() }, bytes)
      return done({ attachmentId, name, ...facts, sizeBytes: bytes.length })
    },

    read(attachmentId: string): Result<{ mediaType: ImageType; bytes: Uint8Array }> {
      const row = storage.attachments.find(attachmentId)
      const bytes = storage.attachments.bytes(attachmentId)
      if (!row || !bytes) return failed({ kind: 'unknown-attachment' })
      return done({ mediaType: row.mediaType, bytes })
    },

    /** The parts of a message: what is attached comes before the words about it. */
    partsOf(text: string, attachments: readonly DraftAttachment[]): Result<Part[]> {
      const parts: Part[] = []
      for (const attachment of attachments) {
        if (attachment.type === 'file') {
          parts.push(attachment)
          continue
        }
        const image = imageOf(attachment.attachmentId, attachment.name)
        if (!image) return failed({ kind: 'unknown-attachment' })
        parts.push({ type: 'image', ...image })
      }
      if (text !== '') parts.push({ type: 'text', text })
      return done(parts)
    },
  }
}
