/** What a model costs, as price lists print it: USD per million tokens, a decimal number as text. */
export type FakePrice = {
  inputUsd: string
  outputUsd: string
  cacheReadUsd?: string
  cacheWriteShortUsd?: string
  cacheWriteLongUsd?: string
}

/** What one request used. `inputTokens` includes the three cache classes. */
export type BilledUsage = {
  inputTokens: number
  cacheReadTokens: number
  cacheWriteShortTokens: number
  cacheWriteLongTokens: number
  outputTokens: number
}

export type BillRow = BilledUsage & {
  requestNumber: number
  /** The provider's own name for the request. */
  reference: string
  path: string
  modelId: string
  costNanoUsd: number
  /** The client hung up before the answer was whole. */
  closedEarly: boolean
}

export type Bill = {
  rows: readonly BillRow[]
  costNanoUsd: number
  inputTokens: number
  outputTokens: number
}

/** Decimal places a price may have; more than any price list uses. */
const SCALE_DIGITS = 12

/** USD per million tokens, in this scale, times tokens; so many of them are one nano-USD. */
const SCALED_PER_NANO_USD = 10n ** BigInt(SCALE_DIGITS - 3)

/**
 * The provider's own sum for one request, rounded up once. It shares no code with the app, whose
 * figures are held against it.
 */
export function costOf(price: FakePrice, usage: BilledUsage): number {
  const { cacheReadTokens, cacheWriteShortTokens, cacheWriteLongTokens } = usage
  const plainTokens =
    usage.inputTokens - cacheReadTokens - cacheWriteShortTokens - cacheWriteLongTokens
  const sum =
    BigInt(plainTokens) * scaled(price.inputUsd) +
    BigInt(cacheReadTokens) * scaled(price.cacheReadUsd ?? price.inputUsd) +
    BigInt(cacheWriteShortTokens) * scaled(price.cacheWriteShortUsd ?? price.inputUsd) +
    BigInt(cacheWriteLongTokens) * scaled(price.cacheWriteLongUsd ?? price.inputUsd) +
    BigInt(usage.outputTokens) * scaled(price.outputUsd)
  const whole = sum / SCALED_PER_NANO_USD
  return Number(sum % SCALED_PER_NANO_USD === 0n ? whole : whole + 1n)
}

export function billOf(rows: readonly BillRow[]): Bill {
  const total = (read: (row: BillRow) => number): number =>
    rows.reduce((sum, row) => sum + read(row), 0)
  return {
    rows,
    costNanoUsd: total((row) => row.costNanoUsd),
    inputTokens: total((row) => row.inputTokens),
    outputTokens: total((row) => row.outputTokens),
  }
}

function scaled(usdPerMillion: string): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(usdPerMillion)
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > SCALE_DIGITS) throw new Error(`Not a price: ${usdPerMillion}`)
  return BigInt(`${match[1]}${fraction.padEnd(SCALE_DIGITS, '0')}`)
}
