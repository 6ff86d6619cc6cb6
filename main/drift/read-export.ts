import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Failure } from '../../shared/failures.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import {
  type Cells,
  type ExportFormat,
  exportFormats,
  type LineFigures,
  UnreadableCell,
} from './export-formats.ts'
import { readDayCell } from './read-cell.ts'
import { readTable, type Table, type TableRow } from './read-table.ts'

/** An export of a month has some thousand lines; so many bytes are about fifty thousand. */
const MAX_FILE_BYTES = 8_000_000

/** Lines in one go: some milliseconds. */
const LINES_A_GO = 1_000

/** A name of a model, or of a column, as much as a sentence can show of it. */
const MAX_NAME_CHARACTERS = 200
const MAX_SHOWN_COLUMNS = 8
const MAX_SHOWN_CHARACTERS = 60

type Refused = Extract<Failure, { kind: 'usage-export-refused' }>

/** What an export says on one line. */
export type ExportLine = {
  day: string
  /** As the provider writes it; null: put down to no model. */
  model: string | null
  figures: LineFigures
}

export type ReadExport = {
  fileName: string
  format: ExportFormat
  firstDay: string
  lastDay: string
  lines: ExportLine[]
}

/** Reads an export whole, or says which line cannot be read: nothing is left out in silence. */
export async function readExport(path: string): Promise<Result<ReadExport>> {
  const fileName = basename(path)
  const text = await readText(path)
  if (typeof text !== 'string') return refused(fileName, text)
  return readExportText(text, fileName)
}

/** The same for what stands in a file. */
export async function readExportText(text: string, fileName: string): Promise<Result<ReadExport>> {
  const table = await readTable(text)
  if ('reason' in table) return refused(fileName, table)
  const format = exportFormats.find(({ columns, dayColumns }) => isOf(table, columns, dayColumns))
  if (!format) {
    return refused(fileName, { reason: 'unknown-columns', found: shownColumns(table.columns) })
  }
  const dayColumn = format.dayColumns.find((column) => table.columns.includes(column)) ?? ''
  const days = new Set<string>()
  const lines: ExportLine[] = []
  for (const [place, row] of table.rows.entries()) {
    if (place % LINES_A_GO === 0) await setImmediate()
    try {
      const line = readLine(cellsOf(table, row), format, dayColumn)
      days.add(line.day)
      if (hasFigures(line)) lines.push(line)
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error
      const { column } = error
      const found = shown(cellsOf(table, row)(column))
      const reason = column === 'amount_currency' ? 'other-currency' : 'bad-cell'
      return refused(fileName, { reason, line: row.line, column, found })
    }
  }
  const [firstDay, ...others] = [...days].toSorted()
  if (firstDay === undefined) return refused(fileName, { reason: 'no-days' })
  return done({ fileName, format, firstDay, lastDay: others.at(-1) ?? firstDay, lines })
}

/** Each of its columns once: of two with one name nobody knows which is meant. */
function isOf(
  { columns }: Table,
  wanted: readonly string[],
  dayColumns: readonly string[],
): boolean {
  const isOnce = (name: string): boolean => columns.indexOf(name) === columns.lastIndexOf(name)
  const hasDay = dayColumns.some((name) => columns.includes(name) && isOnce(name))
  return hasDay && wanted.every((name) => columns.includes(name) && isOnce(name))
}

function cellsOf({ columns }: Table, { cells }: TableRow): Cells {
  return (column) => cells[columns.indexOf(column)] ?? ''
}

function readLine(cells: Cells, format: ExportFormat, dayColumn: string): ExportLine {
  const day = readDayCell(cells(dayColumn))
  if (day === undefined || day === null) throw new UnreadableCell(dayColumn)
  const model = format.model(cells).trim().slice(0, MAX_NAME_CHARACTERS)
  return { day, model: model === '' ? null : model, figures: format.figures(cells) }
}

/** A day without any use has a line of its own in some exports. */
function hasFigures({ figures, model }: ExportLine): boolean {
  return model !== null || Object.values(figures).some((figure) => figure !== null)
}

/** As UTF-8, or as UTF-16 where a spreadsheet wrote it so; null where it is neither. */
async function readText(path: string): Promise<string | Partial<Refused>> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size > MAX_FILE_BYTES) return { reason: 'too-large' }
      return decode(await file.readFile())
    } finally {
      await file.close()
    }
  } catch {
    return { reason: 'not-readable' }
  }
}

function decode(bytes: Buffer): string | Partial<Refused> {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? { reason: 'not-a-table' } : text
  } catch {
    return { reason: 'not-a-table' }
  }
}

function shownColumns(columns: readonly string[]): string {
  const named = columns.slice(0, MAX_SHOWN_COLUMNS).map(shown).join(', ')
  return columns.length > MAX_SHOWN_COLUMNS ? `${named}, …` : named
}

function shown(text: string): string {
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text
}

function refused(fileName: string, why: Partial<Refused>) {
  const nothing = { line: null, column: null, found: null, reason: 'not-a-table' } as const
  return failed({ ...nothing, ...why, kind: 'usage-export-refused', fileName } satisfies Refused)
}
