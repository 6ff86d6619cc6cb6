import type { Price, PriceSource } from '../../shared/money/price.ts'
import { type Book, type MatchKind, openBook } from './id-tests.ts'
import { withAssumedRates } from './overlay.ts'
import { figuresAt, nextChangeMs, type PriceFigures } from './price-at.ts'
import { modelsOf, type PricedModel, type PriceList } from './price-list.ts'

/** Price lists over one another, the one that counts most first. */
export type PriceLayers = {
  find: (bookId: string, modelId: string, atMs: number, named: NamedPrice | null) => Found
  /** Whether a list has a model of this very id. */
  has: (bookId: string, modelId: string) => boolean
}

/** A price the provider's own list of models names. */
export type NamedPrice = { figures: PriceFigures; takenOn: string }

export type Found = {
  price: Price | null
  /** What lists tell of the model itself; null where it only looks like one of theirs. */
  about: PricedModel | null
  isExact: boolean
  /** The next moment at which another price may be in force; infinite if none. */
  untilMs: number
}

export type Layer = { source: PriceSource; list: PriceList }

/** Our name of a provider's book; a provider may be known by more names than one. */
export function bookIdOf(providerId: string): string {
  return otherNames.get(providerId) ?? providerId
}
const otherNames = new Map([
  ['gemini', 'google'],
  ['x-ai', 'xai'],
])

/**
 * Looks a model up in each list in turn. A price of its own in any list goes before one that it only
 * looks to have; what the provider's own list names stands just above the list of this version.
 */
export function openPriceLayers(layers: readonly Layer[]): PriceLayers {
  const opened = layers.map(openLayer)
  return {
    find(bookId, modelId, atMs, named) {
      const hits = opened.flatMap((layer) => layer.find(bookId, modelId))
      const own = hits.filter(({ match }) => match !== 'inferred')
      const about = own[0]?.model ?? null
      const untilMs = hits.reduce(
        (next, { model }) => Math.min(next, nextChangeMs(model, atMs)),
        Infinity,
      )
      const isBelow = ({ source }: Hit): boolean => source === 'bundled'
      const price =
        firstPrice(
          own.filter((hit) => !isBelow(hit)),
          bookId,
          atMs,
        ) ??
        (named && priceNamed(named)) ??
        firstPrice(own.filter(isBelow), bookId, atMs) ??
        firstPrice(
          hits.filter(({ match }) => match === 'inferred'),
          bookId,
          atMs,
        )
      return { price, about, isExact: own[0]?.match === 'exact', untilMs }
    },
    has: (bookId, modelId) =>
      opened.some((layer) => layer.find(bookId, modelId)[0]?.match === 'exact'),
  }
}

type Hit = { model: PricedModel; match: MatchKind; source: PriceSource; list: PriceList }

/** Books are opened when they are first asked. */
function openLayer({ source, list }: Layer) {
  const books = new Map<string, Book>()
  return {
    find(bookId: string, modelId: string): Hit[] {
      const book = books.get(bookId) ?? openBook(modelsOf(list, bookId))
      books.set(bookId, book)
      const found = book.find(modelId)
      return found ? [{ ...found, source, list }] : []
    },
  }
}

function firstPrice(hits: readonly Hit[], bookId: string, atMs: number): Price | null {
  for (const { model, match, source, list } of hits) {
    const figures = figuresAt(model, atMs)
    if (!figures) continue
    const { takenOn, version } = list
    return { ...withAssumedRates(bookId, figures), source, match, takenOn, version }
  }
  return null
}

function priceNamed({ figures, takenOn }: NamedPrice): Price {
  return { ...figures, source: 'provider', match: 'exact', takenOn, version: null }
}
