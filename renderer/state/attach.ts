import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import { call } from '../api.ts'
import { type Attached, attachmentsOf, dropAttached, putAttached, setAdds } from './attachments.ts'
import { draftTextOf } from './drafts.ts'
import { draftQuestion, quoteDraft } from './quotes.ts'

/** Why something was not attached: as the file itself says, or because there are enough. */
export type NotAttached =
  | { kind: 'refused'; failure: Failure }
  | { kind: 'too-many'; limit: number }

/**
 * Attaches files to the draft of a conversation, in their order: images as images, everything
 * else as text if it is text. Returns what was not attached.
 */
export async function attachFiles(
  conversationId: string,
  files: readonly File[],
): Promise<NotAttached[]> {
  const notAttached: NotAttached[] = []
  for (const file of files) {
    if (attachmentsOf(conversationId).length >= MAX_ATTACHMENTS) {
      return [...notAttached, { kind: 'too-many', limit: MAX_ATTACHMENTS }]
    }
    const read = await readFile(file)
    if (!read.ok) notAttached.push({ kind: 'refused', failure: read.failure })
    else {
      putAttached(conversationId, read.value)
      quoteDraft()
      void weighAttached(conversationId, read.value)
    }
  }
  return notAttached
}

export function detach(conversationId: string, localId: string): void {
  dropAttached(conversationId, [localId])
  quoteDraft()
}

async function readFile(file: File): Promise<Result<Attached>> {
  const name = file.name || 'file'
  if (file.size > MAX_ATTACHMENT_BYTES) {
    return failed({
      kind: 'attachment-refused',
      name,
      reason: 'too-large',
      limit: MAX_ATTACHMENT_BYTES,
    })
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  return file.type.startsWith('image/') && file.type !== 'image/svg+xml'
    ? readImage(name, bytes)
    : readText(name, bytes)
}

async function readImage(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Result<Attached>> {
  const result = await call('attachments.add', { name, bytes })
  if (!result.ok) return result
  const image = result.value
  return done(attached({ type: 'image', attachmentId: image.attachmentId, name }, image))
}

async function readText(name: string, bytes: Uint8Array): Promise<Result<Attached>> {
  const refused = (reason: 'empty' | 'not-text') =>
    failed({ kind: 'attachment-refused', name, reason, limit: null })
  if (bytes.length === 0) return refused('empty')
  // A zero byte stands in no text, and in almost every other kind of file.
  if (bytes.includes(0)) return refused('not-text')
  const text = utf8(bytes)
  if (text === null) return refused('not-text')
  const kept = await keepText(name, text)
  return kept.ok ? done(attached(kept.value, null)) : kept
}

/** Hands the text of a file over once; the draft names it from then on. */
export async function keepText(name: string, text: string): Promise<Result<DraftAttachment>> {
  const kept = await call('attachments.addText', { name, text })
  if (!kept.ok) return kept
  return done({ type: 'file', attachmentId: kept.value.attachmentId, name })
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function attached(attachment: DraftAttachment, image: Attached['image']): Attached {
  return { localId: crypto.randomUUID(), attachment, image, adds: null }
}

/** What it adds to this turn on each model: asked once, as the difference it makes to the words. */
async function weighAttached(conversationId: string, added: Attached): Promise<void> {
  const question = { ...draftQuestion(), draft: draftTextOf(conversationId) }
  const [without, withIt] = await Promise.all([
    call('estimate.quote', { ...question, attachments: [] }),
    call('estimate.quote', { ...question, attachments: [added.attachment] }),
  ])
  if (!without.ok || !withIt.ok) return
  const { catalogRevision } = withIt.value
  if (without.value.catalogRevision !== catalogRevision) return
  const nanoUsd = withIt.value.expectedNanoUsd.map(
    (expected, place) => expected - (without.value.expectedNanoUsd[place] ?? Number.NaN),
  )
  setAdds(conversationId, added.localId, { catalogRevision, nanoUsd })
}
