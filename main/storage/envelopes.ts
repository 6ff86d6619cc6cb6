import type { Database } from 'better-sqlite3'
import type { EnvelopeOf } from '../../shared/ipc/shapes.ts'

export type EnvelopeRow = { envelopeId: string; of: EnvelopeOf; monthlyNanoUsd: number }

/** What the attempts in an envelope come to in one period. */
export type EnvelopeSums = { reservedNanoUsd: number; spentNanoUsd: number }

type Row = {
  envelopeId: string
  folderId: string | null
  providerId: string | null
  modelId: string | null
  monthlyNanoUsd: number
}

const noSums: EnvelopeSums = { reservedNanoUsd: 0, spentNanoUsd: 0 }

/** Envelopes, and which attempts count in each. Their balances move by triggers only. */
export function openEnvelopes(database: Database) {
  const list = database.prepare<[], Row>(
    `SELECT id AS envelopeId, folder_id AS folderId, provider_id AS providerId,
       model_id AS modelId, monthly_nano_usd AS monthlyNanoUsd
     FROM envelope ORDER BY created_at_ms, id`,
  )
  const sums = database.prepare<[string, string], EnvelopeSums>(
    `SELECT reserved_nano_usd AS reservedNanoUsd, spent_nano_usd AS spentNanoUsd
     FROM envelope_balance WHERE envelope_id = ? AND period_id = ?`,
  )
  const insert = database.prepare<Row & { createdAtMs: number }>(
    `INSERT INTO envelope(id, folder_id, provider_id, model_id, monthly_nano_usd, created_at_ms)
     VALUES(@envelopeId, @folderId, @providerId, @modelId, @monthlyNanoUsd, @createdAtMs)`,
  )
  const setAmount = database.prepare<[number, string]>(
    'UPDATE envelope SET monthly_nano_usd = ? WHERE id = ?',
  )
  const remove = database.prepare<[string]>('DELETE FROM envelope WHERE id = ?')
  const count = database.prepare<[string, string, number]>(
    'INSERT INTO envelope_attempt(attempt_id, envelope_id, allowed_nano_usd) VALUES(?, ?, ?)',
  )
  const countSoFar = database.prepare<{ envelopeId: string; periodId: string }>(
    `INSERT INTO envelope_attempt(attempt_id, envelope_id, allowed_nano_usd)
     SELECT attempt.id, envelope.id, 0
     FROM envelope JOIN attempt ON envelope.provider_id = attempt.provider_id
         AND (envelope.model_id IS NULL OR envelope.model_id = attempt.model_id)
       OR envelope.folder_id = (
         SELECT conversation.folder_id FROM turn
         JOIN conversation ON conversation.id = turn.conversation_id
         WHERE turn.id = attempt.turn_id)
     WHERE envelope.id = @envelopeId AND attempt.period_id = @periodId AND NOT EXISTS(
       SELECT 1 FROM envelope_attempt
       WHERE attempt_id = attempt.id AND envelope_id = envelope.id)`,
  )
  const folderOf = database
    .prepare<[string], string | null>('SELECT folder_id FROM conversation WHERE id = ?')
    .pluck()
  /** The rows, kept: this connection is the only one. Null until they are read. */
  let kept: readonly EnvelopeRow[] | null = null

  return {
    /** Oldest first. */
    list(): readonly EnvelopeRow[] {
      kept ??= list.all().map(read)
      return kept
    },
    /** What was written since may be undone, or went with its folder: the rows are read anew. */
    rolledBack(): void {
      kept = null
    },
    sums: (envelopeId: string, periodId: string): EnvelopeSums =>
      sums.get(envelopeId, periodId) ?? noSums,
    add({ envelopeId, of, monthlyNanoUsd }: EnvelopeRow, createdAtMs: number): void {
      kept = null
      insert.run({ envelopeId, ...columnsOf(of), monthlyNanoUsd, createdAtMs })
    },
    setAmount(envelopeId: string, monthlyNanoUsd: number): void {
      kept = null
      setAmount.run(monthlyNanoUsd, envelopeId)
    },
    /** What was spent stays where it is entered. */
    remove(envelopeId: string): void {
      kept = null
      remove.run(envelopeId)
    },
    /** Before the attempt is reserved; `allowedNanoUsd` is how far beyond the envelope it goes. */
    count: (attemptId: string, envelopeId: string, allowedNanoUsd: number): void =>
      void count.run(attemptId, envelopeId, allowedNanoUsd),
    /** All that is in its folder, or of its provider or model, in this period. Reads every attempt. */
    countSoFar: (envelopeId: string, periodId: string): void =>
      void countSoFar.run({ envelopeId, periodId }),
    /** Null for none; undefined if the conversation is not stored. */
    folderOf: (conversationId: string): string | null | undefined => folderOf.get(conversationId),
  }
}

function read({ envelopeId, folderId, providerId, modelId, monthlyNanoUsd }: Row): EnvelopeRow {
  const of = ((): EnvelopeOf => {
    if (folderId !== null) return { kind: 'folder', folderId }
    if (providerId === null) throw new Error(`Envelope ${envelopeId} is for nothing`)
    if (modelId === null) return { kind: 'provider', providerId }
    return { kind: 'model', model: { providerId, modelId } }
  })()
  return { envelopeId, of, monthlyNanoUsd }
}

function columnsOf(of: EnvelopeOf): Pick<Row, 'folderId' | 'providerId' | 'modelId'> {
  switch (of.kind) {
    case 'folder':
      return { folderId: of.folderId, providerId: null, modelId: null }
    case 'provider':
      return { folderId: null, providerId: of.providerId, modelId: null }
    case 'model':
      return { folderId: null, ...of.model }
  }
}
