import type { Database } from 'better-sqlite3'
import type { ImageType } from '../../shared/chat/part.ts'

export type AttachmentRow = {
  attachmentId: string
  mediaType: ImageType
  widthPx: number
  heightPx: number
  sizeBytes: number
}

type NewAttachmentRow = Omit<AttachmentRow, 'sizeBytes'> & { createdAtMs: number }

/** Images of messages, each kept once under the SHA-256 of its bytes. */
export function openAttachments(database: Database) {
  const insert = database.prepare<NewAttachmentRow & { bytes: Uint8Array }>(
    `INSERT INTO attachment(id, media_type, width_px, height_px, bytes, created_at_ms)
     VALUES(@attachmentId, @mediaType, @widthPx, @heightPx, @bytes, @createdAtMs)
     ON CONFLICT(id) DO NOTHING`,
  )
  const find = database.prepare<[string], AttachmentRow>(
    `SELECT id AS attachmentId, media_type AS mediaType, width_px AS widthPx,
       height_px AS heightPx, length(bytes) AS sizeBytes
     FROM attachment WHERE id = ?`,
  )
  const bytesOf = database
    .prepare<[string], Buffer>('SELECT bytes FROM attachment WHERE id = ?')
    .pluck()
  const usedBetween = database
    .prepare<[number, number], string>(
      `SELECT part.value ->> 'attachmentId' FROM message, json_each(parts_json) AS part
       WHERE message.id >= ? AND message.id < ? AND role = 'user'
         AND instr(parts_json, '"attachmentId"') AND part.value ->> 'type' = 'image'`,
    )
    .pluck()
  const lastMessageId = database.prepare<[], number | null>('SELECT max(id) FROM message').pluck()
  // From its index alone: when a row was added stands behind its bytes, all of which would be read.
  const ids = database.prepare<[], string>('SELECT id FROM attachment').pluck()
  const dropIfBefore = database.prepare<[string, number]>(
    'DELETE FROM attachment WHERE id = ? AND created_at_ms < ?',
  )
  return {
    /** Adds it unless it is there already. */
    add: (row: NewAttachmentRow, bytes: Uint8Array): void => void insert.run({ ...row, bytes }),
    find: (attachmentId: string): AttachmentRow | null => find.get(attachmentId) ?? null,
    bytes: (attachmentId: string): Buffer | null => bytesOf.get(attachmentId) ?? null,
    /** What messages of these ids name, the first of them included and the last not. */
    usedBetween: (fromId: number, untilId: number): string[] => usedBetween.all(fromId, untilId),
    isPastLastMessage: (messageId: number): boolean => messageId > (lastMessageId.get() ?? 0),
    /** Deletes those added before a moment that are not among these. */
    dropUnused(used: ReadonlySet<string>, beforeMs: number): void {
      for (const id of ids.all()) if (!used.has(id)) dropIfBefore.run(id, beforeMs)
    },
  }
}
