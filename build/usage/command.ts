import { parseArgs } from 'node:util'
import type { Database } from 'better-sqlite3'
import { openLedger } from '../../main/ledger/ledger.ts'
import type { Period } from '../../main/storage/periods.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import { foldAll } from '../../main/usage/fold-all.ts'
import { openFold } from '../../main/usage/fold.ts'
import { tableSource } from '../../main/usage/source.ts'
import { differences, joined, type UsageTable } from '../../main/usage/table.ts'
import { titlesIn, usageIn } from '../../main/usage/usage.ts'
import { usageCsv, usageJson } from '../../main/usage/write-usage.ts'
import { lastDayOf } from '../../main/usage/days.ts'
import { DEFAULT_CREDITS_PER_USD } from '../../shared/money/credits.ts'
import type { UsageSpan } from '../../shared/usage/usage.ts'
import { settingsSchema } from '../../main/settings.ts'
import { faultsOf } from '../ledger/faults.ts'
import { Problem } from '../setup/problem.mjs'
import { asTable } from './as-table.ts'

const USAGE = `npm run usage -- [--profile personal | practice | <path>] [--month 2026-11]
  [--day | --week | --all] [--on 2026-11-22] [--json | --csv]`

export type UsageCommand = {
  profile: string
  span: UsageSpan
  /** YYYY-MM-DD or YYYY-MM; null: today. */
  on: string | null
  format: 'table' | 'json' | 'csv'
}

/** What a command line asks for. Throws a problem that says how it is used. */
export function usageCommand(args: readonly string[]): UsageCommand {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        profile: { type: 'string' },
        month: { type: 'string' },
        on: { type: 'string' },
        day: { type: 'boolean' },
        week: { type: 'boolean' },
        all: { type: 'boolean' },
        json: { type: 'boolean' },
        csv: { type: 'boolean' },
      },
    })
    const { month, on } = values
    const spans = (['day', 'week', 'all'] as const).filter((name) => values[name] === true)
    const given = [...positionals, ...(values.profile === undefined ? [] : [values.profile])]
    const isSane =
      given.length <= 1 &&
      spans.length + (month === undefined ? 0 : 1) <= 1 &&
      !(values.json && values.csv) &&
      (month === undefined || (/^\d{4}-\d{2}$/u.test(month) && on === undefined)) &&
      (on === undefined || (isDay(on) && spans[0] !== 'all'))
    if (isSane) {
      return {
        profile: given[0] ?? 'personal',
        span: spans[0] ?? 'month',
        on: month ?? on ?? null,
        format: values.json ? 'json' : values.csv ? 'csv' : 'table',
      }
    }
  } catch {
    // Said below.
  }
  throw new Problem(`${USAGE}\nA month is YYYY-MM, a day YYYY-MM-DD.`)
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text))
}

/**
 * Usage of a profile, folded from its first entry to its last. `wrong` is what the rows that the app
 * keeps say otherwise, a line each; the text is right all the same.
 */
export function usageOf(
  database: Database,
  file: string,
  { span, on, format }: UsageCommand,
  around: { nowMs: number; timeZone: string },
): { text: string; wrong: string[] } {
  const faults = faultsOf(database, file)
  if (faults.length > 0) throw new Problem(['The ledger is not sound.', ...faults].join('\n'))
  const storage = openStorage(database)
  const ledger = openLedger(storage, {
    nowMs: () => around.nowMs,
    timeZone: () => around.timeZone,
  })
  const table = foldAll(storage)
  const options = { storage, ledger, modelName: () => null, providerName: () => null }
  const day = on !== null && on.length === 7 ? monthDay(storage.periods.all(), on) : on
  const usage = usageIn(options, tableSource(table, titlesIn(storage)), span, day)
  const creditsPerUsd =
    storage.settings.read('settings', settingsSchema)?.creditsPerUsd ?? DEFAULT_CREDITS_PER_USD
  const text = { table: asTable, json: usageJson, csv: usageCsv }[format](usage, creditsPerUsd)
  return { text, wrong: wrongRows(storage, table) }
}

/** A day of the budget month that begins in a month, or else of the one that its first day is in. */
function monthDay(periods: readonly Period[], month: string): string {
  const begins = periods.find(({ id }) => id.startsWith(month))
  const first = `${month}-01`
  const holds = periods.find((period) => period.id <= first && lastDayOf(period) >= first)
  const found = begins?.id ?? holds?.id
  if (found !== undefined) return found
  const known = periods.map(({ id }) => id).join(', ')
  throw new Problem(`There is no budget month in ${month}. They begin on: ${known || 'none yet'}.`)
}

/** Where the rows that are kept, with what they still lack, say something else than the entries. */
function wrongRows(storage: Storage, table: UsageTable): string[] {
  const rest = openFold(storage).rest()
  // Those of another ledger are made anew before anybody sees them.
  if (rest === null) return []
  const kept = { days: storage.usageRows.all(), conversations: storage.usageConversations.all() }
  // What it lacks is kept of a deleted one as well, which can still be brought back.
  const conversations = rest.conversations.filter(
    ({ conversationId }) => !storage.arrangement.isRemoved(conversationId),
  )
  return differences(joined(kept, { ...rest, conversations }), table)
}
