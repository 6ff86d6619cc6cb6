import { parseArgs } from 'node:util'
import type { Database } from 'better-sqlite3'
import { faultsOf } from '../ledger/faults.ts'
import { type Book, readBook } from '../ledger/read.ts'
import { openToRead, sentenceFor } from '../ledger/open.ts'
import { databaseMeant } from '../ledger/where.ts'
import { asCsv, asTable } from '../ledger/write.ts'
import { print } from '../print.ts'
import { productName } from '../product-name.ts'
import { Problem } from '../setup/problem.mjs'
import { say } from '../setup/say.mjs'

const usage =
  'npm run ledger -- <personal | practice | path> [--json | --csv] [--period 2026-11-01]'

const options = {
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  period: { type: 'string' },
} as const

/**
 * `npm run ledger -- <profile>`: checks a ledger and prints it as a book. Only reads. Ends with 1
 * if anything is wrong.
 */
export async function runTask(args: readonly string[]): Promise<number> {
  const { values, given } = parsed(args)
  const file = databaseMeant(given, productName())
  const database = openToRead(file)
  try {
    const faults = faultsOf(database, file)
    const book = ofPeriod(bookOf(database, faults), values.period)
    await print(textOf(book, faults, file, values))
    if (values.csv) say(verdict(book, faults))
    return faults.length === 0 ? 0 : 1
  } catch (error) {
    throw sentenceFor(error, file)
  } finally {
    database.close()
  }
}

/** What is wrong may be that it cannot be read as a book; then that is all there is to say. */
function bookOf(database: Database, faults: readonly string[]): Book {
  try {
    return readBook(database)
  } catch (error) {
    if (faults.length === 0) throw error
    throw new Problem(['Not sound.', ...faults].join('\n'))
  }
}

type Values = { json?: boolean; csv?: boolean; period?: string }

function parsed(args: readonly string[]): { values: Values; given: string } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [given, ...others] = positionals
    if (given !== undefined && others.length === 0) return { values, given }
  } catch {
    // Said below.
  }
  throw new Problem(`Name one profile: ${usage}`)
}

function textOf(book: Book, faults: readonly string[], file: string, values: Values): string {
  if (values.json) {
    return `${JSON.stringify({ file, sound: faults.length === 0, faults, ...book }, null, 2)}\n`
  }
  return values.csv ? asCsv(book) : `${asTable(book)}\n${verdict(book, faults)}\n`
}

function verdict({ lines, periods }: Book, faults: readonly string[]): string {
  if (faults.length > 0) return ['Not sound.', ...faults].join('\n')
  return `Sound. ${counted(lines.length, 'entry', 'entries')} in ${counted(periods.length, 'period', 'periods')}.`
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`
}

function ofPeriod(book: Book, periodId: string | undefined): Book {
  if (periodId === undefined) return book
  const known = book.periods.map((period) => period.periodId)
  if (!known.includes(periodId)) {
    throw new Problem(`There is no period ${periodId}. There are: ${known.join(', ') || 'none'}.`)
  }
  const isMeant = (part: { periodId: string }): boolean => part.periodId === periodId
  return { ...book, lines: book.lines.filter(isMeant), periods: book.periods.filter(isMeant) }
}
