import { createHash } from 'node:crypto'
import { type Result, done, failed } from '../../shared/result.ts'
import { featuredIds } from './featured.ts'
import {
  looseListSchema,
  modelCount,
  modelsOf,
  type PricedModel,
  pricedModelSchema,
  type PriceList,
} from './price-list.ts'
import { type ReadList, readGenaiPrices, type RefusedModel } from './read-genai-prices.ts'

/** Characters; the list in use today has about two million. */
const MAX_CHARACTERS = 30_000_000
/** Models of all books; the list in use today has about a thousand. */
const MAX_MODELS = 20_000

/** Of its models, a list may have lost or got wrong one in so many before it is refused as a whole. */
const ONE_IN = 10

type Reason = 'not-json' | 'not-a-price-list' | 'too-large' | 'older' | 'absurd'

/**
 * Reads a price list given by a person: genai-prices' `data.json`, or our own form. Single models are
 * refused by name; the whole list where it is no such list, is older than the one this version was
 * built with, or has figures no price list has. `publishedOn` is the day its server or file gives it.
 */
export function readPriceList(
  text: string,
  from: string,
  publishedOn: string | null,
  today: string,
  bundled: PriceList,
): Result<ReadList> {
  if (text.length > MAX_CHARACTERS) return refuse('too-large', `${text.length} characters`)
  const json = parse(text)
  if (json === undefined) return refuse('not-json', from)
  const sourceSha256 = createHash('sha256').update(text).digest('hex')
  // One of a day to come would stand above the list of every later version.
  const latest = later(today, bundled.takenOn)
  const heading = {
    version: `genai-prices ${sourceSha256.slice(0, 12)}`,
    takenOn: earlier(publishedOn ?? today, latest),
    source: from.slice(0, 8_000),
    sourceSha256,
  }
  const read = readGenaiPrices(json, heading) ?? readOwnForm(json, latest)
  if (!read || modelCount(read.list) === 0) return refuse('not-a-price-list', from)
  return checked(read, bundled, Array.isArray(json))
}

/** `isWhole`: the list has every model there is, so that one it lacks is gone. */
function checked(read: ReadList, bundled: PriceList, isWhole: boolean): Result<ReadList> {
  const { list, refused } = read
  const count = modelCount(list)
  if (count > MAX_MODELS) return refuse('too-large', `${count} models`)
  const absurdCount = refused.filter(({ kind }) => kind === 'absurd').length
  const allCount = count + absurdCount
  if (absurdCount * ONE_IN > allCount) {
    return refuse('absurd', `${absurdCount} of ${allCount} models`)
  }
  const farCount = farFrom(bundled, list)
  if (farCount * 2 > commonCount(bundled, list)) {
    return refuse('absurd', `${farCount} prices are more than ten times what they were`)
  }
  if (list.takenOn < bundled.takenOn) {
    return refuse('older', `${list.takenOn}, and the list in use is of ${bundled.takenOn}`)
  }
  const missing = isWhole ? missingFrom(list, bundled) : null
  return missing === null ? done(read) : refuse('older', `It lacks ${missing}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, '')) as unknown
  } catch {
    return undefined
  }
}

function readOwnForm(json: unknown, latest: string): ReadList | null {
  const parsed = looseListSchema.safeParse(json)
  if (!parsed.success) return null
  const refused: RefusedModel[] = []
  const books: Record<string, PricedModel[]> = {}
  for (const [providerId, models] of Object.entries(parsed.data.books)) {
    books[providerId] = models.flatMap((model) => {
      const read = pricedModelSchema.safeParse(model)
      if (read.success) return [read.data]
      const [issue] = read.error.issues
      const path = issue?.path.join('.') ?? ''
      const isPrice = issue?.path[0] === 'prices'
      refused.push({
        providerId,
        modelId: idOf(model),
        kind: isPrice ? 'absurd' : 'not-understood',
        reason: `${path}: ${issue?.message ?? ''}`.slice(0, 200),
      })
      return []
    })
  }
  const takenOn = earlier(parsed.data.takenOn, latest)
  return { list: { ...parsed.data, takenOn, books }, refused }
}

function idOf(model: unknown): string {
  const id = typeof model === 'object' && model !== null && 'id' in model ? model.id : null
  return typeof id === 'string' ? id.slice(0, 400) : '?'
}

/** What of the bundled list is missing, in a few words, if it is too much for chance. */
function missingFrom(list: PriceList, bundled: PriceList): string | null {
  let [lostCount, lostFeatured, featuredCount] = [0, 0, 0]
  for (const [bookId, models] of Object.entries(bundled.books)) {
    const kept = new Set(modelsOf(list, bookId).map(({ id }) => id))
    const featured = new Set(featuredIds(bookId))
    for (const { id } of models) {
      const isFeatured = featured.has(id)
      featuredCount += Number(isFeatured)
      if (kept.has(id)) continue
      lostCount += 1
      lostFeatured += Number(isFeatured)
    }
  }
  const total = modelCount(bundled)
  if (lostCount * ONE_IN > total) return `${lostCount} of ${total} models`
  if (lostFeatured * ONE_IN > featuredCount) return `${lostFeatured} of the newest models`
  return null
}

/** Half of all prices do not become more than this many times what they were: their unit does. */
const FAR = 10

/** Too few to compare say nothing about the unit of the whole. */
const FEWEST_TO_COMPARE = 10

function commonCount(bundled: PriceList, list: PriceList): number {
  const count = pairs(bundled, list).length
  return count < FEWEST_TO_COMPARE ? Infinity : count
}

/** How many models cost more than ten times, or less than a tenth, of what they did. */
function farFrom(bundled: PriceList, list: PriceList): number {
  return pairs(bundled, list).filter(([before, after]) => isFar(before, after)).length
}

function pairs(bundled: PriceList, list: PriceList): [PricedModel, PricedModel][] {
  return Object.entries(bundled.books).flatMap(([bookId, models]) => {
    const after = new Map(modelsOf(list, bookId).map((model) => [model.id, model]))
    return models.flatMap((before): [PricedModel, PricedModel][] => {
      const other = after.get(before.id)
      return other ? [[before, other]] : []
    })
  })
}

function isFar(before: PricedModel, after: PricedModel): boolean {
  const [one, other] = [before, after].map(({ prices }) => prices.at(-1)?.rates.output ?? 0)
  if (one === undefined || other === undefined) return false
  return one > other * FAR || other > one * FAR
}

/** Days as YYYY-MM-DD go in the order of their letters. */
function earlier(one: string, other: string): string {
  return one < other ? one : other
}

function later(one: string, other: string): string {
  return one < other ? other : one
}

function refuse(reason: Reason, detail: string): ReturnType<typeof failed> {
  return failed({ kind: 'price-list-refused', reason, detail: detail.slice(0, 200) })
}
