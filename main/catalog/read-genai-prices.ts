import { isOtherKind } from './other-kinds.ts'
import {
  type ListedPrice,
  type PricedModel,
  pricedModelSchema,
  type PriceList,
  PRICE_LIST_FORMAT,
} from './price-list.ts'
import { readMatch } from './read-match.ts'
import { type PriceProblem, readPrice } from './read-prices.ts'

/*
 * genai-prices (MIT) in the form of its `data.json`, version 2: an array of providers. Read when this
 * version was built, and again for each update a person takes.
 */

/** Its providers, by the name of our book. */
const bookOfGenaiProvider = new Map([
  ['openai', 'openai'],
  ['anthropic', 'anthropic'],
  ['google', 'google'],
  ['mistral', 'mistral'],
  ['groq', 'groq'],
  ['deepseek', 'deepseek'],
  ['x-ai', 'xai'],
  ['openrouter', 'openrouter'],
  ['together', 'together'],
])

export type RefusedModel = { providerId: string; modelId: string } & PriceProblem

/** A list read from elsewhere, and what of it could not be taken. */
export type ReadList = { list: PriceList; refused: readonly RefusedModel[] }

type Heading = Omit<PriceList, 'format' | 'books'>

/**
 * Reads the providers we know. Whatever does not answer in text, or has no price at all, is left out;
 * what has a price that cannot be counted exactly is refused by name, with the reason. Null when it is
 * no such list.
 */
export function readGenaiPrices(data: unknown, heading: Heading): ReadList | null {
  if (!Array.isArray(data)) return null
  const refused: RefusedModel[] = []
  const books: Record<string, PricedModel[]> = {}
  for (const provider of data.map(fieldsOf)) {
    const providerId = bookOfGenaiProvider.get(text(provider.id))
    if (providerId === undefined || !Array.isArray(provider.models)) continue
    books[providerId] = provider.models.flatMap((model: unknown) => {
      const read = readModel(fieldsOf(model))
      if (read !== null && 'kind' in read) refused.push({ providerId, ...read })
      return read !== null && !('kind' in read) ? [read] : []
    })
  }
  if (Object.keys(books).length === 0) return null
  return { list: { format: PRICE_LIST_FORMAT, ...heading, books }, refused }
}

type Problem = { modelId: string } & PriceProblem

function readModel(model: Fields): PricedModel | Problem | null {
  const id = text(model.id)
  if (id === '' || isOtherKind(id)) return null
  const prices: ListedPrice[] = []
  const listed: unknown[] = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }]
  for (const one of listed.map(fieldsOf)) {
    const price = readPrice(one.prices)
    if (!price.ok) {
      if (price.kind === 'other-kind') return null
      return { modelId: id.slice(0, 400), kind: price.kind, reason: price.reason }
    }
    if (price.value === null) return null
    const { input, output } = price.value.rates
    if (input === 0 && output === 0) return null
    if (input === 0 || output === 0)
      return problem(id, 'It costs nothing for input, or for output.')
    const time = readTime(one.constraint)
    if (time === null) return problem(id, 'When its price holds is not understood.')
    prices.push({ ...time, ...price.value })
  }
  const { aliases, alike } = readMatch(model.match)
  const others = aliases.filter((alias) => alias !== id.toLowerCase())
  const { name, context_window: contextTokens } = model
  const parsed = pricedModelSchema.safeParse({
    id,
    ...(typeof name === 'string' && name !== '' && { name: name.slice(0, 200) }),
    ...(others.length > 0 && { aliases: others }),
    ...(alike.length > 0 && { alike }),
    ...(isWindow(contextTokens) && { contextTokens }),
    ...(model.deprecated === true && { deprecated: true }),
    prices,
  })
  if (parsed.success) return parsed.data
  return {
    modelId: id.slice(0, 400),
    kind: 'absurd',
    reason: 'A figure of it is beyond every price there is.',
  }
}

function problem(modelId: string, reason: string): Problem {
  return { modelId: modelId.slice(0, 400), kind: 'not-understood', reason }
}

/** Empty for always; null for a constraint that is not understood. */
function readTime(constraint: unknown): Pick<ListedPrice, 'from' | 'hours'> | null {
  if (constraint === undefined || constraint === null) return {}
  const {
    start_date: from,
    start_time: start,
    end_time: end,
    type,
    ...others
  } = fieldsOf(constraint)
  if (Object.keys(others).length > 0 || (type !== undefined && typeof type !== 'string'))
    return null
  if (typeof from === 'string' && start === undefined && end === undefined) return { from }
  const hours = [readSecond(start), readSecond(end)] as const
  if (from !== undefined || hours[0] === null || hours[1] === null) return null
  return { hours: [hours[0], hours[1]] }
}

/** `16:30:00Z` or `00:30:00+08:00` as a second of the day in UTC. */
function readSecond(time: unknown): number | null {
  if (typeof time !== 'string') return null
  const match = /^(\d{2}):(\d{2}):(\d{2})(?:\.0+)?(?:Z|([+-])(\d{2}):(\d{2}))$/u.exec(time)
  if (!match) return null
  const [hour = 0, minute = 0, second = 0] = match.slice(1, 4).map(Number)
  const [aheadHour = 0, aheadMinute = 0] = match.slice(5, 7).map((part) => Number(part ?? 0))
  if (hour > 23 || minute > 59 || second > 59 || aheadHour > 23 || aheadMinute > 59) return null
  const aheadSeconds = (aheadHour * 60 + aheadMinute) * 60 * (match[4] === '-' ? -1 : 1)
  return ((hour * 60 + minute) * 60 + second - aheadSeconds + 86_400) % 86_400
}

function isWindow(tokens: unknown): tokens is number {
  return (
    typeof tokens === 'number' &&
    Number.isSafeInteger(tokens) &&
    tokens > 0 &&
    tokens <= 1_000_000_000
  )
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
