import type { PriceFigures } from './price-at.ts'
import type { ListedPrice, PricedModel, PriceList } from './price-list.ts'

/*
 * Our own corrections: what the list this version was built with does not have, or has wrong. They
 * stand above it and above an update, and below what a person typed. A row says who said so and when,
 * and goes once a list has it.
 */

type OverlayRow = PricedModel & {
  providerId: string
  /** Who gives this price. */
  source: string
  /** The day it was read there. */
  readOn: string
}

/** USD per million tokens times this is pico-USD per token. */
const USD_PER_MILLION = 1_000_000

const sonnet55: ListedPrice = {
  rates: {
    input: 2 * USD_PER_MILLION,
    output: 10 * USD_PER_MILLION,
    cacheRead: 200_000,
    cacheWriteShort: 2_500_000,
    cacheWriteLong: 4 * USD_PER_MILLION,
  },
  searchPicoUsd: 10_000_000_000,
}

/** Beyond 272,000 input tokens the whole request costs twice for input and 1.5 times for output. */
const gpt61Sol: ListedPrice = {
  rates: {
    input: 2 * USD_PER_MILLION,
    output: 10 * USD_PER_MILLION,
    cacheRead: 100_000,
    /** Not given there: 1.25 times the input, as of every OpenAI model since GPT-5.6. */
    cacheWriteShort: 2_500_000,
  },
  long: {
    above: 272_000,
    rates: {
      input: 4 * USD_PER_MILLION,
      output: 15 * USD_PER_MILLION,
      cacheRead: 200_000,
      cacheWriteShort: 5 * USD_PER_MILLION,
    },
  },
  searchPicoUsd: 10_000_000_000,
}

const rows: readonly OverlayRow[] = [
  {
    providerId: 'openai',
    id: 'gpt-6.1-sol',
    name: 'GPT-6.1 Sol',
    aliases: ['gpt-6.1-sol-####-##-##'],
    prices: [gpt61Sol],
    source: 'https://github.com/TheKrush/PromptFuel v1.0.22',
    readOn: '2026-11-21',
  },
  {
    providerId: 'anthropic',
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    aliases: ['claude-sonnet-5-5-########'],
    prices: [sonnet55],
    source: 'https://github.com/TheKrush/PromptFuel v1.0.22',
    readOn: '2026-11-21',
  },
]

/** The rows as a list of prices. */
export const overlayList: PriceList = {
  format: 'farthing-prices-1',
  version: 'corrections 2026-11-21',
  takenOn: '2026-11-21',
  source: 'Farthing',
  books: Object.fromEntries(
    [...Map.groupBy(rows, ({ providerId }) => providerId)].map(([providerId, own]) => [
      providerId,
      own.map(modelOf),
    ]),
  ),
}

function modelOf({ providerId: _of, source: _by, readOn: _on, ...model }: OverlayRow): PricedModel {
  return model
}

/**
 * OpenAI sells cache writes that last twelve hours since November 2026 and no list names their rate
 * (none was found on 2026-11-21). Assumed to be twice the input, as with Anthropic's of one hour,
 * wherever short writes have a rate of their own.
 */
export function withAssumedRates(bookId: string, figures: PriceFigures): PriceFigures {
  if (bookId !== 'openai') return figures
  const { rates, longContext } = figures
  if (rates.cacheWriteShortPicoUsd === null) return figures
  const assumed = <R extends PriceFigures['rates']>(known: R): R => ({
    ...known,
    cacheWriteLongPicoUsd: known.cacheWriteLongPicoUsd ?? 2 * known.inputPicoUsd,
  })
  return {
    ...figures,
    rates: assumed(rates),
    longContext: longContext && { ...longContext, rates: assumed(longContext.rates) },
  }
}
