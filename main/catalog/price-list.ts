import { z } from 'zod'
import { MAX_PICO_USD_PER_SEARCH, MAX_PICO_USD_PER_TOKEN } from '../../shared/money/price.ts'

/*
 * Our own form of a price list, the same for the list this version was built with, an update a
 * person took, and our corrections. Whole numbers only: pico-USD per token, the same digits as
 * micro-USD per million tokens. What is left out is unknown, never nothing.
 */

/** A list of today has about seven hundred models of one provider; more is not a price list. */
const MAX_MODELS_PER_BOOK = 20_000
const MAX_PRICES_PER_MODEL = 50
const MAX_TESTS_PER_MODEL = 60
const MAX_BOOKS = 200

const ratePicoUsd = z.number().int().min(0).max(MAX_PICO_USD_PER_TOKEN)
/** Nothing is free elsewhere: a list that says so has left the price out. */
const paidPicoUsd = ratePicoUsd.min(1)

const listedRatesSchema = z.strictObject({
  input: paidPicoUsd,
  output: paidPicoUsd,
  cacheRead: ratePicoUsd.optional(),
  cacheWriteShort: ratePicoUsd.optional(),
  cacheWriteLong: ratePicoUsd.optional(),
})
/** Pico-USD per token. */
export type ListedRates = z.infer<typeof listedRatesSchema>

const secondOfDay = z.number().int().min(0).max(86_400)

const listedPriceSchema = z.strictObject({
  /** Holds from the first moment of this day on, in UTC. */
  from: z.iso.date().optional(),
  /** Holds from one second of each day, in UTC, until before another; past midnight if it is less. */
  hours: z.tuple([secondOfDay, secondOfDay]).optional(),
  rates: listedRatesSchema,
  /** The rates of the whole request once it has more input tokens than this. */
  long: z.strictObject({ above: z.number().int().positive(), rates: listedRatesSchema }).optional(),
  /** Pico-USD for one web search. */
  searchPicoUsd: z.number().int().min(1).max(MAX_PICO_USD_PER_SEARCH).optional(),
})
/** One price and when it holds. */
export type ListedPrice = z.infer<typeof listedPriceSchema>

/** Part of an id in small letters, in which `#` stands for any digit. */
const pattern = z.string().min(1).max(400)
const idTestSchema = z.union([
  z.strictObject({ begins: pattern }),
  z.strictObject({ ends: pattern }),
  z.strictObject({ contains: pattern }),
  z.strictObject({ lacks: pattern }),
])
export type IdTest = z.infer<typeof idTestSchema>

export const pricedModelSchema = z.strictObject({
  id: z.string().min(1).max(400),
  name: z.string().min(1).max(200).optional(),
  /** Other names of the same model. */
  aliases: z.array(pattern).max(MAX_TESTS_PER_MODEL).optional(),
  /** What a model of this price looks like: all tests of any one group hold. */
  alike: z.array(z.array(idTestSchema).min(1).max(10)).max(MAX_TESTS_PER_MODEL).optional(),
  contextTokens: z.number().int().positive().max(1_000_000_000).optional(),
  deprecated: z.literal(true).optional(),
  /** The last one that holds at a moment is the price at that moment. */
  prices: z.array(listedPriceSchema).min(1).max(MAX_PRICES_PER_MODEL),
})
/** A model as a price list knows it. */
export type PricedModel = z.infer<typeof pricedModelSchema>

export const PRICE_LIST_FORMAT = 'farthing-prices-1'

const heading = {
  format: z.literal(PRICE_LIST_FORMAT),
  /** Names this edition. */
  version: z.string().min(1).max(120),
  /** The day the figures were taken. */
  takenOn: z.iso.date(),
  /** Where they are from: a package, a file or a web address. */
  source: z.string().max(8_000),
  /** SHA-256 of what they were made from, in hex. */
  sourceSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .optional(),
}

/** What a list says of itself; its models are read one by one, so that one bad one costs only itself. */
export const looseListSchema = z.strictObject({
  ...heading,
  books: z
    .record(z.string().min(1).max(120), z.array(z.unknown()).max(MAX_MODELS_PER_BOOK))
    .refine((books) => Object.keys(books).length <= MAX_BOOKS),
})

export const priceListSchema = z.strictObject({
  ...heading,
  /** One book a provider. */
  books: z.record(z.string().min(1).max(120), z.array(pricedModelSchema).max(MAX_MODELS_PER_BOOK)),
})
export type PriceList = z.infer<typeof priceListSchema>

/** The models a list has of one provider. */
export function modelsOf(list: PriceList, bookId: string): readonly PricedModel[] {
  return (Object.hasOwn(list.books, bookId) ? list.books[bookId] : null) ?? []
}

/** How many models a list has a price for. */
export function modelCount(list: PriceList): number {
  return Object.values(list.books).reduce((sum, models) => sum + models.length, 0)
}
