import { bundledList } from '../../main/catalog/bundled-list.ts'
import { openBook } from '../../main/catalog/id-tests.ts'
import { figuresAt, nextChangeMs } from '../../main/catalog/price-at.ts'
import { type PricedModel, type PriceList, priceListSchema } from '../../main/catalog/price-list.ts'
import { readPriceList } from '../../main/catalog/read-price-list.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { type Price, priceSchema } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { mutateJson } from '../torture/mutation/mutate-json.ts'
import { type Random, randomOf } from '../torture/part.ts'
import { genaiText, ownForm, type GenaiProvider } from './price-lists-to-try.ts'

/*
 * Price lists with something wrong in their JSON or their bytes. Each is read into prices that can
 * be counted with, or refused in a known way; what was there before is as it was.
 */

const reasons = ['not-json', 'not-a-price-list', 'too-large', 'older', 'absurd']
const MODELS_EACH = 1

/** A few models of each provider, so that a change hits something that matters; none can be changed. */
const smallBundle = deepFrozen(ownForm(fewOf(bundledList.books), { takenOn: '2026-09-23' }))
const smallGenai = (JSON.parse(genaiText) as GenaiProvider[]).map(({ id, models }) => {
  const kept = new Set(smallBundle.books[id === 'x-ai' ? 'xai' : id]?.map((model) => model.id))
  return { id, models: models.filter((model) => kept.has(model.id)) }
})

/**
 * A price list that was altered: the same one for the same seed. Half of them are hit where the money
 * and the names are.
 */
export function mutatePriceFile(seed: number): string {
  const random = randomOf(seed)
  const original: unknown = random.chance(0.5) ? smallGenai : smallBundle
  const altered = random.chance(0.5) ? aimed(original, random) : mutateJson(original, random)
  const text = altered === undefined ? '' : JSON.stringify(altered)
  if (!random.chance(0.1)) return text
  const at = random.integer(0, text.length)
  return random.chance(0.5)
    ? text.slice(0, at)
    : text.slice(0, at) + random.pick(['-', '9', 'e', '"', ',', '0', '}']) + text.slice(at + 1)
}

/** Reads an altered price list; null if every promise was kept, else which was not. */
export function brokenByPriceFile(seed: number): string | null {
  const text = mutatePriceFile(seed)
  try {
    const read = readPriceList(text, 'a file', null, '2026-11-22', smallBundle)
    return read.ok ? brokenList(read.value.list) : brokenFailure(read.failure)
  } catch (error) {
    return `it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

function brokenFailure(failure: { kind: string }): string | null {
  const { kind, reason, detail } = failure as { kind: string; reason?: string; detail?: string }
  if (kind !== 'price-list-refused') return `it was refused as ${kind}`
  if (!reasons.includes(reason ?? '')) return `it was refused for ${reason}`
  return detail !== undefined && detail.length <= 200 ? null : 'it was refused without a detail'
}

function brokenList(list: PriceList): string | null {
  const parsed = priceListSchema.safeParse(list)
  if (!parsed.success) return `its list is none: ${parsed.error.message}`
  for (const models of Object.values(list.books)) {
    const book = openBook(models)
    for (const model of models) {
      const found = book.find(model.id)
      if (found?.match !== 'exact') return `${model.id} is not found by its own id`
      const broken = brokenModel(model)
      if (broken !== null) return `${model.id}: ${broken}`
    }
  }
  return null
}

function brokenModel(model: PricedModel): string | null {
  for (const atMs of [0, Date.UTC(2026, 10, 22, 7), Date.UTC(2027, 5, 1)]) {
    if (!(nextChangeMs(model, atMs) > atMs)) return 'its price never changes in time'
    const figures = figuresAt(model, atMs)
    if (!figures) continue
    const price: Price = {
      ...figures,
      source: 'downloaded',
      match: 'exact',
      takenOn: '2026-11-22',
      version: 'x',
    }
    if (!priceSchema.safeParse(price).success) return 'its price is none'
    const cost = costNanoUsd(price, { ...unknownUsage, inputTokens: 300_000, outputTokens: 9 })
    if (cost === null || !Number.isSafeInteger(cost) || cost <= 0) return `it costs ${cost}`
  }
  return null
}

const oddFigures: readonly [unknown, ...unknown[]] = [
  -1,
  0,
  0.5,
  1e-9,
  1e9,
  1e21,
  1e308,
  '1',
  null,
  true,
  [],
  {},
  { base: 1, tiers: [{ start: -1, price: 2 }] },
  { base: 1, tiers: [{ start: 1e300, price: 2 }] },
  { base: null, tiers: [] },
  Number.MAX_SAFE_INTEGER,
  -0,
]
const oddNames: readonly [string, ...string[]] = [
  '',
  '__proto__',
  'constructor',
  '####',
  'a'.repeat(500),
  '\u0000',
  '💸',
]

/** The same list with one figure, time or name of one model made odd. */
function aimed(original: unknown, random: Random): unknown {
  const copy = structuredClone(original) as { models: unknown[] }[] | { books: object }
  const lists: unknown[] = Array.isArray(copy)
    ? copy.map(({ models }) => models)
    : Object.values(copy.books)
  const models = lists.flat() as Record<string, unknown>[]
  for (let left = random.integer(1, 3); left > 0; left -= 1) {
    const model = models[random.integer(0, models.length - 1)]
    if (model) aim(model, random)
  }
  return copy
}

function aim(model: Record<string, unknown>, random: Random): void {
  switch (random.integer(0, 4)) {
    case 0:
      model.id = random.pick(oddNames)
      break
    case 1:
      model.match = {
        or: [{ equals: random.pick(oddNames) }, { regex: `^${random.pick(oddNames)}$` }],
      }
      model.aliases = [random.pick(oddNames)]
      break
    case 2:
      model.prices = [
        { from: random.pick(oddNames), hours: [random.pick(oddFigures), 5] },
        {
          constraint: { start_date: random.pick(oddNames) },
          prices: { input_mtok: 1, output_mtok: 1 },
        },
      ]
      break
    default:
      spoilFigure(model.prices, random)
  }
}

/** Follows the prices down to one figure. */
function spoilFigure(prices: unknown, random: Random): void {
  let parent = prices
  for (;;) {
    if (typeof parent !== 'object' || parent === null) return
    const fields = parent as Record<string, unknown>
    const [first, ...others] = Object.keys(fields)
    if (first === undefined) return
    const name = random.pick([first, ...others])
    if (typeof fields[name] !== 'object' || fields[name] === null) {
      fields[name] = random.pick(oddFigures)
      return
    }
    parent = fields[name]
  }
}

function fewOf(books: PriceList['books']): PriceList['books'] {
  return Object.fromEntries(
    Object.entries(books).map(([providerId, models]) => {
      const telling = models.filter(({ prices, alike }) => prices.length > 1 || alike)
      return [
        providerId,
        [...new Set([...telling.slice(0, MODELS_EACH), ...models.slice(-MODELS_EACH)])],
      ]
    }),
  )
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    Object.values(Object.freeze(value)).forEach(deepFrozen)
  return value
}
