import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { AnswerState } from '../../shared/chat/message.ts'
import { imageTypes, type Part } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'

export type MessageRow = {
  messageId: number
  turnId: string
  role: 'user' | 'assistant'
  state: 'written' | AnswerState
  partsJson: string
  attemptId: string | null
  /** Who wrote it; null for a person, and where nobody knows. */
  providerId: string | null
  modelId: string | null
  providerName: string | null
  modelName: string | null
  failureJson: string | null
  createdAtMs: number
}

export type ChunkType = 'text' | 'thinking'

/** Named so that they can be told from those of a turn. */
const columns = `message.id AS messageId, turn_id AS turnId, role, state, parts_json AS partsJson,
  attempt_id AS attemptId, provider_id AS providerId, model_id AS modelId, provider_name AS providerName, model_name AS modelName,
  failure_json AS failureJson, message.created_at_ms AS createdAtMs`

const partSchema: z.ZodType<Part> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('thinking'),
    text: z.string(),
    provider: z.string().nullable(),
    opaque: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal('tool-call'),
    callId: z.string(),
    name: z.string(),
    argumentsJson: z.string(),
  }),
  z.strictObject({
    type: z.literal('image'),
    attachmentId: z.string(),
    name: z.string(),
    mediaType: z.enum(imageTypes),
    widthPx: z.number(),
    heightPx: z.number(),
    sizeBytes: z.number(),
  }),
  z.strictObject({ type: z.literal('file'), name: z.string(), text: z.string() }),
])

/**
 * Messages. An answer being written grows by chunk rows, a fraction of the log that rewriting the
 * whole text each second would fill; the chunks become its parts when it ends.
 */
export function openMessages(database: Database) {
  const insert = database.prepare<Omit<MessageRow, 'messageId'>>(
    `INSERT INTO message(turn_id, role, state, parts_json, attempt_id, provider_id, model_id,
       provider_name, model_name, failure_json, created_at_ms)
     VALUES(@turnId, @role, @state, @partsJson, @attemptId, @providerId, @modelId,
       @providerName, @modelName, @failureJson, @createdAtMs)`,
  )
  const finish = database.prepare<
    Pick<MessageRow, 'messageId' | 'state' | 'partsJson' | 'failureJson'>
  >(
    `UPDATE message SET state = @state, parts_json = @partsJson, failure_json = @failureJson
     WHERE id = @messageId`,
  )
  const setAttempt = database.prepare<[string, number]>(
    'UPDATE message SET attempt_id = ? WHERE id = ?',
  )
  const dropChunks = database.prepare<[number]>('DELETE FROM message_chunk WHERE message_id = ?')
  const insertChunk = database.prepare<[number, number, ChunkType, string]>(
    'INSERT INTO message_chunk(message_id, number, type, text) VALUES(?, ?, ?, ?)',
  )
  const chunks = database.prepare<[number], { type: ChunkType; text: string }>(
    'SELECT type, text FROM message_chunk WHERE message_id = ? ORDER BY number',
  )
  const ofTurn = database.prepare<[string], MessageRow>(
    `SELECT ${columns} FROM message WHERE turn_id = ? ORDER BY id`,
  )
  const writing = database.prepare<[], MessageRow>(
    `SELECT ${columns} FROM message WHERE state = 'writing' ORDER BY id`,
  )
  return {
    add: (row: Omit<MessageRow, 'messageId'>): number => Number(insert.run(row).lastInsertRowid),
    addChunk: (messageId: number, number: number, type: ChunkType, text: string): void =>
      void insertChunk.run(messageId, number, type, text),
    /** The answer now comes from another attempt of the same turn. */
    setAttempt: (messageId: number, attemptId: string): void =>
      void setAttempt.run(attemptId, messageId),
    /** What is on disk of an answer that is being written. */
    partsSoFar: (messageId: number): Part[] => joinChunks(chunks.all(messageId)),
    finish(
      messageId: number,
      end: { state: AnswerState; parts: readonly Part[]; failure: Failure | null },
    ): void {
      finish.run({
        messageId,
        state: end.state,
        partsJson: JSON.stringify(end.parts),
        failureJson: end.failure && JSON.stringify(end.failure),
      })
      dropChunks.run(messageId)
    },
    ofTurn: (turnId: string): MessageRow[] => ofTurn.all(turnId),
    writing: (): MessageRow[] => writing.all(),
  }
}

/** The parts of a stored message. Parts that no longer parse are left out, the rest is shown. */
export function readParts(partsJson: string): Part[] {
  const found: unknown = JSON.parse(partsJson)
  if (!Array.isArray(found)) return []
  return found.flatMap((part) => {
    const parsed = partSchema.safeParse(part)
    return parsed.success ? [parsed.data] : []
  })
}

function joinChunks(found: readonly { type: ChunkType; text: string }[]): Part[] {
  const joined = (type: ChunkType): string =>
    found.map((chunk) => (chunk.type === type ? chunk.text : '')).join('')
  const thinking = joined('thinking')
  const text = joined('text')
  return [
    ...(thinking
      ? [{ type: 'thinking' as const, text: thinking, provider: null, opaque: null }]
      : []),
    ...(text ? [{ type: 'text' as const, text }] : []),
  ]
}
