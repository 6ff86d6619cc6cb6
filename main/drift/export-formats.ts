import {
  type DriftFigures,
  type DriftFormat,
  type DriftMeasure,
  noFigures,
} from '../../shared/usage/drift.ts'
import { readCountCell, readUsdCell, type Signed } from './read-cell.ts'

/** The figures of one line. A cost is kept as it was written, to be rounded once a row is complete. */
export type LineFigures = Omit<DriftFigures, 'costNanoUsd'> & { costUsd: Signed | null }

/** What a cell of a column cannot be read as. */
export class UnreadableCell extends Error {
  readonly column: string
  constructor(column: string) {
    super(`The cell of ${column} cannot be read`)
    this.column = column
  }
}

/** The cells of one line, by the name of their column. An absent column is an empty cell. */
export type Cells = (column: string) => string

/** How one export is read. A new one is a row here, and a name in `DriftFormat`. */
export type ExportFormat = {
  format: DriftFormat
  providerId: string
  providerName: string
  /** It is this export if it has all of these. */
  columns: readonly string[]
  /** Where the day stands; the first that is there. */
  dayColumns: readonly string[]
  measures: readonly DriftMeasure[]
  /** The model as the provider calls it; empty for none. */
  model: (cells: Cells) => string
  figures: (cells: Cells) => LineFigures
}

const unknown: LineFigures = { ...noFiguresButCost(), costUsd: null }
const openAi = { providerId: 'openai', providerName: 'OpenAI' } as const
const anthropic = { providerId: 'anthropic', providerName: 'Anthropic' } as const
const openAiDays = ['start_time_iso', 'start_time'] as const

/** The exports that are known, the more particular first. Read in November 2026. */
export const exportFormats: readonly ExportFormat[] = [
  {
    ...openAi,
    format: 'openai-usage',
    columns: ['model', 'input_tokens', 'output_tokens'],
    dayColumns: openAiDays,
    measures: ['inputTokens', 'outputTokens', 'requestCount'],
    model: (cells) => cells('model'),
    // What was read from a cache is part of the input.
    figures: (cells) => ({
      ...unknown,
      inputTokens: count(cells, 'input_tokens'),
      outputTokens: count(cells, 'output_tokens'),
      requestCount: count(cells, 'num_model_requests'),
    }),
  },
  {
    ...openAi,
    format: 'openai-costs',
    columns: ['amount_value'],
    dayColumns: openAiDays,
    measures: ['costNanoUsd'],
    // "gpt-6-sol-2026-08-07, cached input"
    model: (cells) => cells('line_item').replace(/,.*$/su, ''),
    figures: (cells) => ({ ...unknown, costUsd: usd(cells, 'amount_value', 'amount_currency') }),
  },
  {
    ...anthropic,
    format: 'anthropic-usage',
    columns: ['model_version', 'usage_input_tokens_no_cache', 'usage_output_tokens'],
    dayColumns: ['usage_date_utc'],
    measures: ['inputTokens', 'outputTokens'],
    model: (cells) => cells('model_version'),
    figures: (cells) => ({
      ...unknown,
      inputTokens: sum(
        count(cells, 'usage_input_tokens_no_cache'),
        ...cacheColumns.map((column) => count(cells, column) ?? 0),
      ),
      outputTokens: count(cells, 'usage_output_tokens'),
    }),
  },
  {
    ...anthropic,
    format: 'anthropic-costs',
    columns: ['cost_usd', 'token_type'],
    dayColumns: ['usage_date_utc'],
    measures: ['costNanoUsd'],
    model: (cells) => cells('model'),
    figures: (cells) => ({ ...unknown, costUsd: usd(cells, 'cost_usd', null) }),
  },
]

/** Input that was kept or found in a cache; older exports have one column for what was kept. */
const cacheColumns = [
  'usage_input_tokens_cache_write',
  'usage_input_tokens_cache_write_5m',
  'usage_input_tokens_cache_write_1h',
  'usage_input_tokens_cache_read',
] as const

function noFiguresButCost(): Omit<DriftFigures, 'costNanoUsd'> {
  const { costNanoUsd: _cost, ...others } = noFigures
  return others
}

function count(cells: Cells, column: string): number | null {
  const read = readCountCell(cells(column))
  if (read === undefined) throw new UnreadableCell(column)
  return read
}

/** Other currencies than USD cannot be read: the ledger has none. */
function usd(cells: Cells, column: string, currencyColumn: string | null): Signed | null {
  const read = readUsdCell(cells(column))
  if (read === undefined) throw new UnreadableCell(column)
  if (currencyColumn !== null && read !== null) {
    const currency = cells(currencyColumn).toLowerCase()
    if (currency !== '' && currency !== 'usd') throw new UnreadableCell(currencyColumn)
  }
  return read
}

function sum(first: number | null, ...others: number[]): number | null {
  return first === null ? null : others.reduce((total, other) => total + other, first)
}
