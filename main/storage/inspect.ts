import type { Database } from 'better-sqlite3'
import { type Result, done, failed } from '../../shared/result.ts'
import { partialIndexesAgree } from './partial-indexes.ts'
import { expectedSchema, schemaOf } from './schema.ts'
import {
  type AddedUp,
  addUp,
  attemptsAgree,
  canBeKept,
  type UnequalBalances,
  unequalBalances,
} from './sound.ts'

/** 'FRTH', so that a foreign SQLite file is not taken for one of ours. */
export const APPLICATION_ID = 0x46525448

/** However well every run ended, the whole file is read again after this long. */
const FULL_CHECK_EVERY_MS = 7 * 24 * 60 * 60 * 1000

/**
 * The tables whose pages are read at every start: the ledger and what else is small. What was said,
 * and its index, may be thousands of times as much; damage there is met where it is read.
 */
const READ_AT_EVERY_START = [
  'setting',
  'incident',
  'budget',
  'period',
  'balance',
  'price',
  'attempt',
  'entry',
  'usage_report',
  'envelope',
  'envelope_balance',
  'envelope_attempt',
  'folder',
  'conversation',
  'draft',
  'preset',
  'prompt',
] as const

export type InspectOptions = {
  path: string
  steps: readonly string[]
  nowMs: () => number
  nativeBinding?: string | undefined
  /** Read everything, whenever that was done last. */
  thorough?: boolean
}

/** What was found in a database that can be opened. */
export type Inspection = {
  /** How many migrations it has run; 0 is a new one. */
  version: number
  /** Set if everything was read: the sums of its ledger, and the balances that differ from them. */
  ledger: { addedUp: AddedUp; unequal: UnequalBalances[] } | null
}

/**
 * Looks at a database before anything is written to it. Foreign, newer, damaged, with another
 * schema than its version has: a failure. After a run that did not close in order, and each week,
 * every page and every entry is read. Throws what SQLite throws.
 */
export function inspect(database: Database, options: InspectOptions): Result<Inspection> {
  const { path, steps, nativeBinding } = options
  const damaged = failed({ kind: 'database-damaged', path })
  const number = (pragma: string): number => Number(database.pragma(pragma, { simple: true }))
  const version = number('user_version')
  const schema = schemaOf(database)
  if (schema !== '' && number('application_id') !== APPLICATION_ID) return damaged
  if (version > steps.length) {
    return failed({
      kind: 'database-newer',
      foundVersion: version,
      supportedVersion: steps.length,
    })
  }
  if (schema !== expectedSchema(steps, version, nativeBinding)) return damaged
  const isDue = version > 0 && (options.thorough === true || isFullCheckDue(database, options))
  const checks = isDue
    ? ['integrity_check(1)']
    : READ_AT_EVERY_START.map((table) => `quick_check(${table})`)
  // A new one has no tables, and nothing in it to be damaged.
  const isSound = (check: string): boolean => database.pragma(check, { simple: true }) === 'ok'
  if (!(version === 0 ? isSound('quick_check(1)') : checks.every(isSound))) return damaged
  if (!isDue) return done({ version, ledger: null })
  if ((database.pragma('foreign_key_check') as unknown[]).length > 0) return damaged
  if (!partialIndexesAgree(database)) return damaged
  const addedUp = addUp(database)
  const isWrong = addedUp.brokenAtSequence !== null || !attemptsAgree(database, addedUp)
  if (isWrong || ![...addedUp.balances.values()].every(canBeKept)) return damaged
  return done({ version, ledger: { addedUp, unequal: unequalBalances(database, addedUp) } })
}

function isFullCheckDue(database: Database, { nowMs }: InspectOptions): boolean {
  const settings = new Map(
    database
      .prepare<[], { key: string; valueJson: string }>(
        `SELECT key, value_json AS valueJson FROM setting
         WHERE key IN ('closedInOrder', 'fullyCheckedAtMs')`,
      )
      .all()
      .map(({ key, valueJson }) => [key, valueJson]),
  )
  const ageMs = nowMs() - Number(settings.get('fullyCheckedAtMs') ?? 0)
  const isRecent = ageMs >= 0 && ageMs < FULL_CHECK_EVERY_MS
  return settings.get('closedInOrder') !== 'true' || !isRecent
}
