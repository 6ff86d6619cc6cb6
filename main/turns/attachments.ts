import { createHash } from 'node:crypto'
import type { ImageAttachment, ImageType, Part, TextAttachment } from '../../shared/chat/part.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { Storage } from '../storage/storage.ts'
import { type ImageFacts, imageFacts } from './image-facts.ts'

/** The tightest limit of the providers that see images: Anthropic's, in each direction. */
const MOST_PIXELS = 8_000

/** Anthropic takes 10 MB of base64 an image; a third of that is the encoding. */
const MOST_IMAGE_BYTES = 7_500_000

/** Images of drafts are forgotten, oldest first, beyond so many bytes: those of forty long drafts. */
const MOST_UNSENT_BYTES = 300_000_000

/** Texts of drafts the same: as many characters as one message can have attached. */
const MOST_UNSENT_CHARACTERS = 100_000_000

type Unsent = ImageFacts & { bytes: Uint8Array }

export type Attachments = ReturnType<typeof openAttachments>

/**
 * Images of drafts and messages: checked by their own bytes, named by their hash. Those of drafts
 * are in memory alone; what is sent is kept once. Texts of files are in memory under their hash
 * until they are sent, and then stand in their message.
 */
export function openAttachments(storage: Storage, nowMs: () => number) {
  const unsent = new Map<string, Unsent>()
  const texts = new Map<string, string>()

  /** Null if it is not there. */
  function imageOf(attachmentId: string, name: string): ImageAttachment | null {
    const image = unsent.get(attachmentId)
    if (image) {
      const { bytes, ...facts } = image
      return { attachmentId, name, ...facts, sizeBytes: bytes.length }
    }
    const row = storage.attachments.find(attachmentId)
    if (!row) return null
    const { mediaType, widthPx, heightPx, sizeBytes } = row
    return { attachmentId, name, mediaType, widthPx, heightPx, sizeBytes }
  }

  function forgetOldest(): void {
    let sizeBytes = [...unsent.values()].reduce((sum, { bytes }) => sum + bytes.length, 0)
    for (const [attachmentId, { bytes }] of unsent) {
      if (sizeBytes <= MOST_UNSENT_BYTES) return
      unsent.delete(attachmentId)
      sizeBytes -= bytes.length
    }
  }

  function bytesOf(attachmentId: string): Uint8Array | null {
    return unsent.get(attachmentId)?.bytes ?? storage.attachments.bytes(attachmentId)
  }

  function add(name: string, bytes: Uint8Array): Result<ImageAttachment> {
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
    unsent.delete(attachmentId)
    unsent.set(attachmentId, { ...facts, bytes })
    forgetOldest()
    return done({ attachmentId, name, ...facts, sizeBytes: bytes.length })
  }

  function addText(name: string, text: string): Result<TextAttachment> {
    if (text.trim() === '') {
      return failed({ kind: 'attachment-refused', name, reason: 'empty', limit: null })
    }
    const attachmentId = createHash('sha256').update(text).digest('hex')
    putText(attachmentId, text)
    let characters = [...texts.values()].reduce((sum, { length }) => sum + length, 0)
    for (const [oldestId, { length }] of texts) {
      if (characters <= MOST_UNSENT_CHARACTERS) break
      texts.delete(oldestId)
      characters -= length
    }
    return done({ attachmentId, name, characters: text.length })
  }

  /** As the newest of them. */
  function putText(attachmentId: string, text: string): void {
    texts.delete(attachmentId)
    texts.set(attachmentId, text)
  }

  function read(attachmentId: string): Result<{ mediaType: ImageType; bytes: Uint8Array }> {
    const image = imageOf(attachmentId, '')
    const bytes = bytesOf(attachmentId)
    if (!image || !bytes) return failed({ kind: 'unknown-attachment' })
    return done({ mediaType: image.mediaType, bytes })
  }

  /** Keeps the images of a message that is sent, in whatever is under way. */
  function keep(parts: readonly Part[]): void {
    for (const part of parts) {
      const image = part.type === 'image' ? unsent.get(part.attachmentId) : undefined
      if (part.type !== 'image' || !image) continue
      const { bytes, ...facts } = image
      const { attachmentId } = part
      storage.attachments.add({ attachmentId, ...facts, createdAtMs: nowMs() }, bytes)
    }
  }

  /** What was kept is read from the disk from now on. Only after it is there for good. */
  function sent(parts: readonly Part[]): void {
    for (const part of parts) if (part.type === 'image') unsent.delete(part.attachmentId)
  }

  /** The parts of a message: what is attached comes before the words about it. */
  function partsOf(text: string, attachments: readonly DraftAttachment[]): Result<Part[]> {
    const parts: Part[] = []
    for (const attachment of attachments) {
      const { type, attachmentId, name } = attachment
      if (type === 'file') {
        const file = texts.get(attachmentId)
        if (file === undefined) return failed({ kind: 'unknown-attachment' })
        putText(attachmentId, file)
        parts.push({ type, name, text: file })
        continue
      }
      const image = imageOf(attachmentId, name)
      if (!image) return failed({ kind: 'unknown-attachment' })
      parts.push({ type: 'image', ...image })
    }
    if (text !== '') parts.push({ type: 'text', text })
    return done(parts)
  }

  return {
    add,
    addText,
    read,
    /** Null if it is not there. */
    bytes: bytesOf,
    keep,
    sent,
    partsOf,
  }
}
