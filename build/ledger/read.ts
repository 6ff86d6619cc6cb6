import type { Database } from 'better-sqlite3'
import type { AttemptState, Quality } from '../../shared/chat/receipt.ts'
import { availableNanoUsd, type Balances, startFold } from '../../shared/ledger/balances.ts'
import type { Entry } from '../../shared/ledger/entry.ts'
import { DEFAULT_CREDITS_PER_USD } from '../../shared/money/credits.ts'

type Row = Entry & {
  grantId: string | null
  providerId: string | null
  modelId: string | null
  state: AttemptState | null
  quality: Quality | null
  reservedNanoUsd: number | null
  /** What the person agreed that it costs, above their limit for a turn. */
  agreedNanoUsd: number | null
  /** How far it went beyond an envelope; null: it counts in none. */
  beyondEnvelopeNanoUsd: number | null
}

/** An entry as a line of the book. */
export type Line = Row & {
  /** In its period, after this entry. */
  availableNanoUsd: number
  /** Whether a better figure of its attempt came later. */
  isCorrected: boolean
}

export type PeriodSums = Balances & {
  periodId: string
  startsAtMs: number
  endsAtMs: number
  availableNanoUsd: number
}

/** What once went wrong with this profile and was put right. */
export type Incident = { kind: string; atMs: number; detail: Readonly<Record<string, unknown>> }

export type Book = {
  creditsPerUsd: number
  lines: Line[]
  periods: PeriodSums[]
  incidents: Incident[]
}

/** Every entry with what it left available, and what each period sums to. */
export function readBook(database: Database): Book {
  const folds = new Map<string, ReturnType<typeof startFold>>()
  const foldOf = (periodId: string): ReturnType<typeof startFold> => {
    const fold = folds.get(periodId) ?? startFold()
    folds.set(periodId, fold)
    return fold
  }
  const rows = database.prepare<[], Row>(
    `SELECT entry.sequence, entry.kind, entry.period_id AS periodId,
       entry.attempt_id AS attemptId, entry.grant_id AS grantId,
       entry.amount_nano_usd AS amountNanoUsd, entry.at_ms AS atMs,
       attempt.provider_id AS providerId, attempt.model_id AS modelId, attempt.state,
       attempt.quality, attempt.reserved_nano_usd AS reservedNanoUsd,
       attempt.agreed_nano_usd AS agreedNanoUsd,
       (SELECT max(allowed_nano_usd) FROM envelope_attempt WHERE attempt_id = attempt.id)
         AS beyondEnvelopeNanoUsd
     FROM entry LEFT JOIN attempt ON attempt.id = entry.attempt_id ORDER BY entry.sequence`,
  )
  const entries = rows.all()
  const lastFigures = new Map(
    entries.filter(isFigure).map(({ attemptId, sequence }) => [attemptId, sequence]),
  )
  const lines = entries.map((row) => {
    const fold = foldOf(row.periodId)
    fold.add(row)
    const isCorrected = isFigure(row) && lastFigures.get(row.attemptId) !== row.sequence
    return { ...row, availableNanoUsd: availableNanoUsd(fold.balances), isCorrected }
  })
  const periods = database
    .prepare<[], Pick<PeriodSums, 'periodId' | 'startsAtMs' | 'endsAtMs'>>(
      `SELECT id AS periodId, starts_at_ms AS startsAtMs, ends_at_ms AS endsAtMs
       FROM period ORDER BY starts_at_ms`,
    )
    .all()
    .map((period) => {
      const { balances } = foldOf(period.periodId)
      return { ...period, ...balances, availableNanoUsd: availableNanoUsd(balances) }
    })
  const creditsPerUsd = creditsPerUsdIn(database)
  return { creditsPerUsd, lines, periods, incidents: incidentsIn(database) }
}

/** Entries that say what an attempt cost; the last of them counts. */
function isFigure({ kind }: Entry): boolean {
  return kind === 'settle' || kind === 'release' || kind === 'adjust'
}

function incidentsIn(database: Database): Incident[] {
  return database
    .prepare<[], { kind: string; atMs: number; detailJson: string }>(
      'SELECT kind, at_ms AS atMs, detail_json AS detailJson FROM incident ORDER BY id',
    )
    .all()
    .map(({ kind, atMs, detailJson }) => ({ kind, atMs, detail: JSON.parse(detailJson) }))
}

/** The size of a credit that the person chose, or the one it has at first. */
function creditsPerUsdIn(database: Database): number {
  const found = database
    .prepare<[], number | null>(
      "SELECT json_extract(value_json, '$.creditsPerUsd') FROM setting WHERE key = 'settings'",
    )
    .pluck()
    .get()
  return found ?? DEFAULT_CREDITS_PER_USD
}
