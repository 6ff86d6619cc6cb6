import type { EnvelopeOf } from './ipc/shapes.ts'

/**
 * Every failure that can be expected, with the figures its sentence needs. The sentences stand in
 * `renderer/words`; the compiler asks for one when a member is added.
 */
export type Failure =
  // Budget
  | {
      kind: 'not-enough-credits'
      neededNanoUsd: number
      availableNanoUsd: number
      shortNanoUsd: number
      periodEndsAtMs: number
    }
  | { kind: 'over-budget'; overrunNanoUsd: number; periodEndsAtMs: number }
  | { kind: 'no-budget' }
  /** More than the person wants any single turn to cost without being asked. */
  | {
      kind: 'above-turn-limit'
      expectedNanoUsd: number
      ceilingNanoUsd: number
      limitNanoUsd: number
    }
  /** It fits the budget, and not the part of it that its folder, provider or model may use. */
  | {
      kind: 'envelope-short'
      of: EnvelopeOf
      neededNanoUsd: number
      availableNanoUsd: number
      shortNanoUsd: number
      periodEndsAtMs: number
    }
  | { kind: 'unknown-envelope' }
  /** The clock says that more than a month went by: asked about before a new period is opened. */
  | { kind: 'clock-jumped'; lastEntryAtMs: number; nowMs: number }
  | {
      kind: 'bad-amount'
      typed: string
      reason: 'not-a-number' | 'negative' | 'zero' | 'too-large'
    }
  | { kind: 'no-price'; modelName: string }
  // Before sending
  | { kind: 'no-key'; providerName: string }
  | { kind: 'key-unreadable'; providerName: string }
  | { kind: 'bad-key'; reason: 'empty' | 'not-printable' | 'too-long' }
  | {
      kind: 'bad-address'
      typed: string
      reason: 'not-a-url' | 'not-https' | 'has-credentials' | 'forbidden-host'
    }
  | { kind: 'unknown-model'; modelName: string }
  | { kind: 'unknown-conversation' }
  | { kind: 'unknown-turn' }
  | { kind: 'turn-in-progress' }
  | { kind: 'empty-message' }
  /** What would be sent is more than the model can read, with room for an answer. */
  | { kind: 'too-long-for-model'; modelName: string; inputTokens: number; contextTokens: number }
  | {
      kind: 'attachment-refused'
      name: string
      reason:
        | 'empty'
        | 'too-large'
        | 'too-much-text'
        | 'too-many-pixels'
        | 'not-an-image'
        | 'not-text'
        | 'pdf-locked'
        | 'pdf-damaged'
        | 'pdf-no-text'
      limit: number | null
    }
  | { kind: 'unknown-attachment' }
  // Files that are read or written
  | {
      kind: 'import-refused'
      fileName: string
      reason: 'not-readable' | 'not-an-export' | 'too-large' | 'damaged' | 'newer-version'
    }
  | { kind: 'cannot-write-file'; path: string; message: string }
  /** A provider's export of its usage; where one line is to blame, its number, column and cell. */
  | {
      kind: 'usage-export-refused'
      fileName: string
      reason:
        | 'not-readable'
        | 'too-large'
        | 'not-a-table'
        | 'unknown-columns'
        | 'no-days'
        | 'bad-row'
        | 'bad-cell'
        | 'other-currency'
      line: number | null
      column: string | null
      found: string | null
    }
  | {
      kind: 'image-not-fetched'
      host: string
      reason: 'forbidden' | 'unreachable' | 'too-large' | 'not-an-image'
    }
  | { kind: 'unknown-folder' }
  // Prices
  | {
      kind: 'price-list-refused'
      reason: 'not-json' | 'not-a-price-list' | 'too-large' | 'older' | 'absurd' | 'unreachable'
      detail: string
    }
  | { kind: 'unknown-price-list' }
  // From the provider
  | { kind: 'key-refused'; providerName: string; message: string }
  | { kind: 'not-allowed'; providerName: string; message: string }
  | { kind: 'no-money-at-provider'; providerName: string; message: string }
  | { kind: 'rate-limited'; providerName: string; retryAfterMs: number | null }
  | { kind: 'provider-busy'; providerName: string; status: number | null }
  | { kind: 'model-not-found'; providerName: string; modelName: string }
  | { kind: 'context-too-long'; providerName: string; message: string }
  | { kind: 'request-too-large'; providerName: string; message: string }
  | { kind: 'request-refused'; providerName: string; status: number; message: string }
  | { kind: 'unreachable'; providerName: string; host: string; reason: string }
  | { kind: 'not-an-api'; providerName: string; host: string; contentType: string }
  | { kind: 'connection-ended'; providerName: string }
  | { kind: 'stalled'; providerName: string; silentMs: number }
  | { kind: 'answer-too-large'; providerName: string; limitBytes: number }
  | { kind: 'answer-too-long'; providerName: string; limitMs: number }
  | { kind: 'stream-damaged'; providerName: string; message: string }
  /** The provider cannot be asked what an attempt cost, or does not know it (yet). */
  | { kind: 'cost-not-found'; providerName: string }
  /** The provider cannot be asked what was spent with a key. */
  | { kind: 'usage-not-told'; providerName: string }
  // This computer
  | { kind: 'database-damaged'; path: string | null }
  | { kind: 'database-newer'; foundVersion: number; supportedVersion: number }
  | { kind: 'database-unusable'; message: string }
  | { kind: 'disk-full'; message: string }
  /** Too little room to be sure that an answer and its cost can be kept: nothing was sent. */
  | { kind: 'disk-nearly-full'; freeBytes: number; neededBytes: number }
  | { kind: 'backup-unusable'; backupName: string }
  | { kind: 'read-only'; message: string }
  | { kind: 'already-ended' }
  // The boundary between window and main process
  | { kind: 'bad-request'; call: string; message: string }
  | { kind: 'untrusted-sender'; call: string }
  | { kind: 'internal'; message: string }

export type FailureKind = Failure['kind']
