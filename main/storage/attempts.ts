import type { Database } from 'better-sqlite3'
import type { Effort } from '../../shared/chat/message.ts'
import type { AttemptState, Quality } from '../../shared/chat/receipt.ts'

type Purpose = 'answer' | 'title' | 'summary' | 'tool' | 'image' | 'compare' | 'gateway'

/** What an attempt is from its first moment; frozen by the database. */
export type AttemptFacts = {
  attemptId: string
  turnId: string
  number: number
  purpose: Purpose
  periodId: string
  providerId: string
  modelId: string
  priceId: number
  /** How hard the model was told to think; null: it was left to it. */
  effort: Effort | null
  /** Tokens of the text that was sent as o200k counts them, before any factor; null: not counted. */
  textTokens: number | null
  /** Estimated; what it was reported to be stands in the usage reports. */
  inputTokens: number
  maxOutputTokens: number
  expectedNanoUsd: number
  /** What the person agreed that its turn costs, above their limit for one; null: not asked. */
  agreedNanoUsd: number | null
  reservedNanoUsd: number
  createdAtMs: number
}

export type Attempt = AttemptFacts & {
  state: AttemptState
  /** Null until it ended. */
  spentNanoUsd: number | null
  quality: Quality | null
  reference: string | null
  updatedAtMs: number
}

type Standing = Pick<Attempt, 'state' | 'periodId' | 'reservedNanoUsd' | 'spentNanoUsd'>

const columns = `id AS attemptId, turn_id AS turnId, number, purpose, period_id AS periodId,
  provider_id AS providerId, model_id AS modelId, price_id AS priceId,
  effort, text_tokens AS textTokens,
  input_tokens AS inputTokens, max_output_tokens AS maxOutputTokens,
  expected_nano_usd AS expectedNanoUsd, agreed_nano_usd AS agreedNanoUsd,
  reserved_nano_usd AS reservedNanoUsd, spent_nano_usd AS spentNanoUsd, state, quality, reference,
  created_at_ms AS createdAtMs, updated_at_ms AS updatedAtMs`

export function openAttempts(database: Database) {
  const insert = database.prepare<
    [
      string,
      string,
      number,
      Purpose,
      string,
      string,
      string,
      number,
      Effort | null,
      ...(number | null)[],
    ]
  >(
    `INSERT INTO attempt(id, turn_id, number, purpose, period_id, provider_id, model_id, price_id,
       effort, text_tokens, input_tokens, max_output_tokens, expected_nano_usd, agreed_nano_usd,
       reserved_nano_usd, created_at_ms, updated_at_ms)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const select = database.prepare<[string], Attempt>(`SELECT ${columns} FROM attempt WHERE id = ?`)
  const inState = (condition: string) =>
    database.prepare<[], Attempt>(
      `SELECT ${columns} FROM attempt WHERE ${condition} ORDER BY created_at_ms, id`,
    )
  const uncertain = inState("state = 'uncertain'")
  const inFlight = inState("state IN ('reserved','dispatched')")
  const standing = database.prepare<[string], Standing>(
    `SELECT state, period_id AS periodId, reserved_nano_usd AS reservedNanoUsd,
       spent_nano_usd AS spentNanoUsd FROM attempt WHERE id = ?`,
  )
  const move = database.prepare<[AttemptState, number, string]>(
    'UPDATE attempt SET state = ?, updated_at_ms = ? WHERE id = ?',
  )
  const describe = database.prepare<[Quality, string]>(
    'UPDATE attempt SET quality = ? WHERE id = ?',
  )
  const describeOpen = database.prepare<[Quality, string], Standing>(
    `UPDATE attempt SET quality = ? WHERE id = ? AND spent_nano_usd IS NULL
     RETURNING state, period_id AS periodId, reserved_nano_usd AS reservedNanoUsd,
       spent_nano_usd AS spentNanoUsd`,
  )
  const refer = database.prepare<[string, string]>('UPDATE attempt SET reference = ? WHERE id = ?')
  return {
    add(facts: AttemptFacts): void {
      const { attemptId, turnId, number, purpose, periodId, providerId, modelId } = facts
      const {
        priceId,
        effort,
        textTokens,
        inputTokens,
        maxOutputTokens,
        expectedNanoUsd,
        agreedNanoUsd,
        reservedNanoUsd,
      } = facts
      const { createdAtMs } = facts
      insert.run(
        attemptId,
        turnId,
        number,
        purpose,
        periodId,
        providerId,
        modelId,
        priceId,
        effort,
        textTokens,
        inputTokens,
        maxOutputTokens,
        expectedNanoUsd,
        agreedNanoUsd,
        reservedNanoUsd,
        createdAtMs,
        createdAtMs,
      )
    },
    find: (attemptId: string): Attempt | null => select.get(attemptId) ?? null,
    /** What an ending has to know. */
    standing: (attemptId: string): Standing | null => standing.get(attemptId) ?? null,
    /** Oldest first. */
    uncertain: (): Attempt[] => uncertain.all(),
    /** What a run that ended unexpectedly left between reserve and ending. Reads every attempt. */
    inFlight: (): Attempt[] => inFlight.all(),
    /** To dispatched or uncertain; settled and released come by an entry alone. */
    move(attemptId: string, state: 'dispatched' | 'uncertain', atMs: number): void {
      const { changes } = move.run(state, atMs, attemptId)
      if (changes !== 1) throw new Error(`Attempt ${attemptId} was never reserved`)
    },
    setQuality: (attemptId: string, quality: Quality): void =>
      void describe.run(quality, attemptId),
    /** The same for an attempt that is about to end; null if it has ended, or is not there. */
    setQualityOfOpen: (attemptId: string, quality: Quality): Standing | null =>
      describeOpen.get(quality, attemptId) ?? null,
    setReference: (attemptId: string, reference: string): void =>
      void refer.run(reference, attemptId),
  }
}
