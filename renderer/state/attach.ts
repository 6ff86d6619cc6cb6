import {
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  MAX_TEXT_CHARACTERS,
} from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import { call } from '../api.ts'
import { decodeText } from '../files/decode-text.ts'
import { isPdf, pdfText } from '../files/pdf-text.ts'
import {
  type Attached,
  attachmentsOf,
  dropAttached,
  putAttached,
  type Reading,
} from './attachments.ts'
import { quoteDraft } from './quotes.ts'

/** Why something was not attached: as the file itself says, or because there are enough. */
export type NotAttached =
  | { kind: 'refused'; failure: Failure }
  | { kind: 'too-many'; limit: number }

/**
 * Attaches files to a draft, in their order: images as images, the text of a PDF, everything else
 * as text if it is text. Returns what was not attached.
 */
export async function attachFiles(draftId: string, files: readonly File[]): Promise<NotAttached[]> {
  const notAttached: NotAttached[] = []
  for (const file of files) {
    if (attachmentsOf(draftId).length >= MAX_ATTACHMENTS) {
      return [...notAttached, { kind: 'too-many', limit: MAX_ATTACHMENTS }]
    }
    const read = await readFile(file)
    if (!read.ok) notAttached.push({ kind: 'refused', failure: read.failure })
    else {
      putAttached(draftId, { localId: crypto.randomUUID(), ...read.value })
      quoteDraft()
    }
  }
  return notAttached
}

export function detach(draftId: string, localId: string): void {
  dropAttached(draftId, [localId])
  quoteDraft()
}

/** Hands the text of a file over once; the draft names it from then on. */
export async function keepText(name: string, text: string): Promise<Result<DraftAttachment>> {
  const kept = await call('attachments.addText', { name, text })
  if (!kept.ok) return kept
  return done({ type: 'file', attachmentId: kept.value.attachmentId, name })
}

type Read = Omit<Attached, 'localId'>
type Reason = Extract<Failure, { kind: 'attachment-refused' }>['reason']

async function readFile(file: File): Promise<Result<Read>> {
  const name = file.name || 'file'
  if (file.size > MAX_ATTACHMENT_BYTES) return refused(name, 'too-large', MAX_ATTACHMENT_BYTES)
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes.length === 0) return refused(name, 'empty')
  if (isPdf(bytes)) return readPdf(name, bytes)
  return file.type.startsWith('image/') && file.type !== 'image/svg+xml'
    ? readImage(name, bytes)
    : readText(name, bytes)
}

async function readImage(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Result<Read>> {
  const result = await call('attachments.add', { name, bytes })
  if (!result.ok) return result
  const image = result.value
  const { attachmentId } = image
  return done({ attachment: { type: 'image', attachmentId, name }, image, reading: null })
}

async function readPdf(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Result<Read>> {
  const found = await pdfText(bytes)
  if (found.kind !== 'text') return refused(name, `pdf-${found.kind}`)
  const { text, pageCount, blankCount } = found
  return readAs(name, text, { kind: 'pdf', pageCount, blankCount })
}

async function readText(name: string, bytes: Uint8Array): Promise<Result<Read>> {
  const found = decodeText(bytes)
  if (!found) return refused(name, 'not-text')
  return readAs(name, found.text, found.encoding === 'latin-1' ? { kind: 'latin-1' } : null)
}

async function readAs(name: string, text: string, reading: Reading | null): Promise<Result<Read>> {
  if (text.length > MAX_TEXT_CHARACTERS) return refused(name, 'too-much-text', MAX_TEXT_CHARACTERS)
  const kept = await keepText(name, text)
  return kept.ok ? done({ attachment: kept.value, image: null, reading }) : kept
}

function refused(name: string, reason: Reason, limit: number | null = null) {
  return failed({ kind: 'attachment-refused', name, reason, limit })
}
