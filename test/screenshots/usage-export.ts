import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { openProviderAttempts } from '../../main/storage/provider-attempts.ts'

const DAYS = { providerId: 'openai', fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER }

/** Days a person looks at: a week fits the picture. */
const LAST_DAYS = 5

/**
 * Writes what OpenAI would export of the costs of a profile that is open: the ledger's own figures
 * of its last days, and a search that some other program asked for. Returns where.
 */
export async function writeCosts(profileFolder: string, to: string): Promise<string> {
  await mkdir(to, { recursive: true })
  const image = join(to, 'farthing.db')
  for (const suffix of ['', '-wal']) {
    await cp(join(profileFolder, `farthing.db${suffix}`), image + suffix)
  }
  const database = new SqliteDatabase(image)
  const all = openProviderAttempts(database).days(DAYS)
  database.close()
  const days = [...new Set(all.map(({ day }) => day))].slice(-LAST_DAYS)
  const lines = all
    .filter(({ day }) => days.includes(day))
    .map(({ day, modelId, spentNanoUsd }) => lineOf(day, spentNanoUsd / 1e9, `${modelId}, output`))
  const other = lineOf(days.at(-1) ?? '', 0.01, 'web search tool calls')
  const path = join(to, 'costs-2026-11.csv')
  const head = 'start_time_iso,amount_value,amount_currency,line_item'
  await writeFile(path, [head, ...lines, other, ''].join('\n'))
  return path
}

function lineOf(day: string, amountUsd: number, item: string): string {
  return `${day}T00:00:00+00:00,${amountUsd.toFixed(16)},usd,"${item}"`
}
