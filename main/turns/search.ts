import type { Input } from '../../shared/ipc/contract.ts'
import type { SearchHit, SearchPage } from '../../shared/ipc/shapes.ts'
import { excerptOf } from '../../shared/search/excerpt.ts'
import { findPhrases } from '../../shared/search/find.ts'
import { readQuery, type SearchQuery } from '../../shared/search/query.ts'
import { readParts } from '../storage/messages.ts'
import type { Search, SearchRow } from '../storage/search.ts'
import { searchableText } from '../storage/searchable-text.ts'
import type { Storage } from '../storage/storage.ts'

const HITS_A_PAGE = 30

/** So many messages that may be meant are looked into at most; then the index is asked outright. */
const MOST_CANDIDATES = 1_500
const CANDIDATES_AT_ONCE = 60

/** So much text of theirs, in UTF-16 units: a few tenths of a second. */
const MOST_LOOKED_INTO = 4_000_000

const IS_ASCII = /^[\0-\x7f]*$/u

/**
 * A page of the newest messages that have all the words, each with the words around them. One word
 * is found in the time of any other, however many messages have it.
 */
export function findMessages(storage: Storage, input: Input<'search.find'>): SearchPage {
  const query = readQuery(input.text)
  if (query.wanted.length === 0) return { hits: [], hasMore: false }
  const hits: SearchHit[] = []
  for (const row of matching(storage, { ...searchOf(input), query })) {
    if (hits.length === HITS_A_PAGE) return { hits, hasMore: true }
    hits.push(hitOf(row, query))
  }
  return { hits, hasMore: false }
}

function searchOf(input: Input<'search.find'>): Omit<Search, 'query'> {
  const { model, fromMs, untilMs, beforePlace = null, conversationId = null } = input
  return { model, fromMs, untilMs, beforePlace, conversationId }
}

/** The newest first, each when it is asked for. */
function* matching({ search }: Storage, asked: Search): Generator<SearchRow, undefined> {
  let { beforePlace } = asked
  let query = search.askable(asked.query)
  let looked = 0
  let lookedInto = 0
  for (;;) {
    const isWide = query !== asked.query
    const count = isWide ? CANDIDATES_AT_ONCE : HITS_A_PAGE + 1
    const rows = search.rows({ ...asked, query, beforePlace }, count)
    for (const row of rows) {
      if (isInTime(row, asked) && (!isWide || hasPhrases(row, asked.query))) yield row
      beforePlace = row.place
      looked += 1
      lookedInto += row.partsJson.length
      if (isWide && lookedInto > MOST_LOOKED_INTO) break
    }
    const isEnough = looked >= MOST_CANDIDATES || lookedInto > MOST_LOOKED_INTO
    if (isWide && isEnough) query = asked.query
    else if (rows.length < count) return
  }
}

function isInTime({ createdAtMs }: SearchRow, { fromMs, untilMs }: Search): boolean {
  return createdAtMs >= (fromMs ?? -Infinity) && createdAtMs <= (untilMs ?? Infinity)
}

/** Whether the wanted phrases are there: the index was asked for more than is meant. */
function hasPhrases({ partsJson }: SearchRow, { wanted }: SearchQuery): boolean {
  const typed = wanted.at(-1)?.words.at(-1) ?? ''
  const isPlain = IS_ASCII.test(partsJson)
  if (isPlain && !partsJson.toLowerCase().includes(typed)) return false
  const missing = new Set(wanted.keys())
  for (const { phrase } of findPhrases(searchableText(readParts(partsJson)), wanted)) {
    missing.delete(phrase)
    if (missing.size === 0) return true
  }
  return false
}

function hitOf(row: SearchRow, { wanted }: SearchQuery): SearchHit {
  const { place, conversationId, turnId, position, title, createdAtMs } = row
  const role = place % 2 === 0 ? 'user' : 'assistant'
  return {
    place,
    conversationId,
    turnId,
    position,
    role,
    title,
    modelName: role === 'user' ? null : row.modelName,
    createdAtMs,
    ...excerptOf(searchableText(readParts(row.partsJson)), wanted),
  }
}
