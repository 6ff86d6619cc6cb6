import { csvOf } from '../../shared/csv.ts'
import { exactCredits } from '../../shared/money/credits.ts'
import { columns } from '../columns.ts'
import type { Book, Incident, Line, PeriodSums } from './read.ts'

/** The book as a table for a person: entries, then what each period sums to. */
export function asTable({ creditsPerUsd, lines, periods, incidents }: Book): string {
  const credits = (nanoUsd: number): string => exactCredits(nanoUsd, creditsPerUsd)
  const entries = columns(
    ['entry', 'time', 'kind', 'USD', 'credits', 'available', 'model', 'attempt', 'note'],
    lines.map((line) => [
      String(line.sequence),
      localTime(line.atMs),
      line.kind,
      usdOf(line.amountNanoUsd),
      credits(line.amountNanoUsd),
      credits(line.availableNanoUsd),
      modelOf(line),
      line.attemptId?.slice(0, 8) ?? '',
      noteOn(line, creditsPerUsd),
    ]),
    ['entry', 'USD', 'credits', 'available'],
  )
  const sums = columns(
    ['period', 'until', 'granted', 'added', 'reserved', 'spent', 'overrun', 'available', ''],
    periods.map((period) => [
      period.periodId,
      localTime(period.endsAtMs),
      ...amounts.map((name) => usdOf(period[name])),
      'USD',
    ]),
    ['granted', 'added', 'reserved', 'spent', 'overrun', 'available'],
  )
  const past = incidents.map((incident) => `${localTime(incident.atMs)}  ${sentenceOn(incident)}\n`)
  return [entries, sums, past.join('')].filter((part) => part !== '').join('\n')
}

/** What happened to the ledger once, as far as figures were kept of it. */
function sentenceOn({ kind, detail }: Incident): string {
  const figure = (name: string): string => {
    const value = detail[name]
    const isFigure = typeof value === 'number' || typeof value === 'string'
    return isFigure ? String(value) : 'an unknown number of'
  }
  switch (kind) {
    case 'entries-lost':
      return `Entries were found to be gone: ${figure('lostEntryCount')} or more.`
    case 'balances-rebuilt':
      return 'Balances did not agree with their entries and were added up again.'
    case 'restored':
      return [
        `Restored from ${figure('backupName')}: `,
        `${figure('broughtBackCount')} later entries brought back, `,
        `${figure('lostEntryCount')} known lost.`,
      ].join('')
    default:
      return kind
  }
}

const amounts = [
  'grantedNanoUsd',
  'addedNanoUsd',
  'reservedNanoUsd',
  'spentNanoUsd',
  'overrunNanoUsd',
  'availableNanoUsd',
] as const satisfies readonly (keyof PeriodSums)[]

/** The entries for a spreadsheet: exact amounts, times in UTC. */
export function asCsv({ creditsPerUsd, lines }: Book): string {
  const head = [
    'entry',
    'time_utc',
    'kind',
    'period',
    'amount_usd',
    'amount_credits',
    'available_usd',
    'provider',
    'model',
    'attempt',
    'note',
  ]
  const rows = lines.map((line) => [
    String(line.sequence),
    new Date(line.atMs).toISOString(),
    line.kind,
    line.periodId,
    usdOf(line.amountNanoUsd),
    exactCredits(line.amountNanoUsd, creditsPerUsd),
    usdOf(line.availableNanoUsd),
    line.providerId ?? '',
    line.modelId ?? '',
    line.attemptId ?? '',
    noteOn(line, creditsPerUsd),
  ])
  return csvOf([head, ...rows])
}

/** Nano-USD as USD with all nine decimals, so that columns add up to the last one. */
function usdOf(nanoUsd: number): string {
  return decimal(nanoUsd, 9)
}

/** A whole number with a point before its last so many digits. */
function decimal(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function modelOf({ providerId, modelId }: Line): string {
  return providerId === null ? '' : `${providerId}/${modelId}`
}

/** Words that a bookkeeper would write beside an entry. */
function noteOn(line: Line, creditsPerUsd: number): string {
  const { kind, grantId, amountNanoUsd } = line
  const figure = line.isCorrected ? 'corrected later' : `figure: ${line.quality ?? 'unknown'}`
  switch (kind) {
    case 'grant':
      return grantId?.startsWith('month:') ? 'the budget of the month' : 'the budget was raised'
    case 'topup':
      return 'added to this month'
    case 'carry':
      return 'left over from the month before'
    case 'allow':
      return 'allowed beyond the budget, for this attempt'
    case 'lower':
      return grantId?.startsWith('carried:') ? 'carried into the next month' : 'taken back'
    case 'reserve':
      return noteOnReserve(line, creditsPerUsd)
    case 'settle': {
      const releasedNanoUsd = (line.reservedNanoUsd ?? 0) - amountNanoUsd
      return `${exactCredits(releasedNanoUsd, creditsPerUsd)} released; ${figure}`
    }
    case 'release':
      return line.isCorrected ? 'corrected later' : 'nothing was spent'
    case 'overrun':
      return 'more than was reserved'
    case 'cover':
      return 'overrun paid from what was available'
    case 'adjust':
      return line.isCorrected ? figure : `better ${figure}`
  }
}

function noteOnReserve(line: Line, creditsPerUsd: number): string {
  const { state, agreedNanoUsd, beyondEnvelopeNanoUsd } = line
  const isOver = state === 'settled' || state === 'released'
  const notes = [isOver ? '' : `open: ${state ?? 'unknown'}`]
  if (agreedNanoUsd !== null) {
    notes.push(`agreed to ${exactCredits(agreedNanoUsd, creditsPerUsd)} expected`)
  }
  if (beyondEnvelopeNanoUsd !== null && beyondEnvelopeNanoUsd > 0) {
    notes.push(`${exactCredits(beyondEnvelopeNanoUsd, creditsPerUsd)} beyond an envelope`)
  }
  return notes.filter((note) => note !== '').join('; ')
}

function localTime(atMs: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const at = new Date(atMs)
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}
