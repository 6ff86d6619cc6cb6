import { setImmediate } from 'node:timers/promises'
import { type CsvError, type Info, parse } from 'csv-parse'

/** A table as it stands in a file: what each column is called, and the rows below. */
export type Table = {
  /** In lower case, with one underscore for each gap. */
  columns: string[]
  rows: TableRow[]
}

/** `line` counts from 1, as an editor does; of a row over several lines it is the last. */
export type TableRow = { line: number; cells: string[] }

/** What is wrong with a file that is no table, and where. */
export type TableProblem = { reason: 'not-a-table' | 'too-large' | 'bad-row'; line: number | null }

/** Rows and characters of one row; exports have a few thousand rows of a few hundred. */
const MAX_ROWS = 50_000
const MAX_ROW_CHARACTERS = 20_000

/** So much text is read in one go: some milliseconds. */
const CHARACTERS_A_GO = 32_000

/**
 * Reads values with commas, semicolons or tabs between them, in goes between which all else goes on.
 * A row with other columns than the first is none: its cells may have moved, or its end is missing.
 * Empty rows are passed over.
 */
export async function readTable(text: string): Promise<Table | TableProblem> {
  const records = await readRecords(text)
  if ('reason' in records) return records
  const [header, ...others] = records
  if (!header || header.cells.length < 2) return { reason: 'not-a-table', line: null }
  if (others.length > MAX_ROWS) return { reason: 'too-large', line: null }
  const rows = others.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const count = header.cells.length
  const odd = rows.find(({ cells }) => lengthOf(cells) > count || cells.length < count)
  if (odd) return { reason: 'bad-row', line: odd.line }
  return { columns: header.cells.map(plainName), rows }
}

/** Without empty cells at the end. */
function lengthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1
}

async function readRecords(text: string): Promise<TableRow[] | TableProblem> {
  const rows: TableRow[] = []
  let problem: TableProblem | null = null
  const parser = parse({
    delimiter: delimiterOf(text),
    info: true,
    max_record_size: MAX_ROW_CHARACTERS,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    to: MAX_ROWS + 2,
    trim: true,
  })
  const ended = Promise.withResolvers<void>()
  parser.on('error', (error: Partial<CsvError & { lines: number }>) => {
    problem = { reason: 'not-a-table', line: error.lines ?? null }
    ended.resolve()
  })
  parser.on('data', ({ record, info }: { record: string[]; info: Info }) => {
    rows.push({ line: info.lines, cells: record })
  })
  parser.on('end', () => ended.resolve())
  const plain = text.replaceAll(/\r\n?/gu, '\n')
  for (let at = 0; at < plain.length && problem === null; at += CHARACTERS_A_GO) {
    parser.write(plain.slice(at, at + CHARACTERS_A_GO))
    await setImmediate()
  }
  parser.end()
  await ended.promise
  return problem ?? rows
}

/** Whichever stands most often in the first line. */
function delimiterOf(text: string): string {
  const [head = ''] = text.slice(0, MAX_ROW_CHARACTERS).split(/[\r\n]/u, 1)
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }))
  return counts.toSorted((one, other) => other.count - one.count)[0]?.sign ?? ','
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s-]+/gu, '_')
}
