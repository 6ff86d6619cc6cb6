import type { Database } from 'better-sqlite3'
import type { ImageType } from '../../shared/chat/part.ts'

export type AttachmentRow = {
  attachmentId: string
  mediaType: ImageType
  widthPx: number
  heightPx: number
  sizeBytes: number
  createdAtMs: number
}

/** Images of messages, each kept once under the SHA-256 of its bytes. */
export function openAttachments(database: Database) {
  const insert = database.prepare<Omit<AttachmentRow, 'sizeBytes'> & { bytes: Uint8Array }>(
    `INSERT INTO attachment(id, media_type, width_px, height_px, bytes, created_at_ms)
     VALUES(@attachmentId, @mediaType, @widthPx, @heightPx, @bytes, @createdAtMs)
     ON CONFLICT(id) DO NOTHING`,
  )
  const find = database.prepare<[string], AttachmentRow>(
    `SELECT id AS attachmentId, media_type AS mediaType, width_px AS widthPx,
       height_px AS heightPx, length(bytes) AS sizeBytes, created_at_ms AS createdAtMs
     FROM attachment WHERE id = ?`,
  )
  const bytesOf = database
    .prepare<[string], Buffer>('SELECT bytes FROM attachment WHERE id = ?')
    .pluck()
  return {
    /** Adds it unless it is there already. */
    add: (row: Omit<AttachmentRow, 'sizeBytes'>, bytes: Uint8Array): void =>
      void insert.run({ ...row, bytes }),
    find: (attachmentId: string): AttachmentRow | null => find.get(attachmentId) ?? null,
    bytes: (attachmentId: string): Buffer | null => bytesOf.get(attachmentId) ?? null,
  }
}
