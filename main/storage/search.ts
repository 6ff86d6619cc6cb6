import type { Database } from 'better-sqlite3'
import type { ModelKey } from '../../shared/chat/message.ts'
import type { Phrase, SearchQuery } from '../../shared/search/query.ts'
import { conversationFacet, modelFacet } from './search-facets.ts'
import { placeAt } from './search-index.ts'

/** What to look for, and where. */
export type Search = {
  query: SearchQuery
  model: ModelKey | null
  conversationId: string | null
  /** Both ends belong to it; null leaves that side open. */
  fromMs: number | null
  untilMs: number | null
  /** Only what is older than the hit of this place. */
  beforePlace: number | null
}

/** A message that may be meant: each has the words, or words that begin like them. */
export type SearchRow = {
  /** By time, and of no other message: later is larger. */
  place: number
  conversationId: string
  turnId: string
  /** Which of the conversation's turns; its versions share it. */
  position: number
  title: string
  modelName: string | null
  partsJson: string
  createdAtMs: number
}

/** The lengths of beginnings that the index knows, in characters. */
const LONGEST_KNOWN_BEGINNING = 3

/** A beginning with more than this of the index to read is looked for by a shorter one instead. */
const MOST_PAGES = 100

/** Of the table of words, in the index of the index. */
const WORDS_OF_INDEX = '0'

/**
 * Looks things up in the index of words: newest first, and no further than is asked for.
 * `mostPages` of it may be read at once; what a test makes of it changes no answer.
 */
export function openSearch(database: Database, mostPages = MOST_PAGES) {
  const rows = database.prepare<SearchParameters, SearchRow>(
    `SELECT message_index.rowid AS place, turn.conversation_id AS conversationId,
       turn.id AS turnId, turn.position AS position, conversation.title AS title, answer.model_name AS modelName,
       coalesce(question.parts_json, answer.parts_json) AS partsJson,
       coalesce(question.created_at_ms, answer.created_at_ms) AS createdAtMs
     FROM message_index
     CROSS JOIN message AS answer ON answer.index_place = message_index.rowid >> 1
     CROSS JOIN turn ON turn.id = answer.turn_id
     CROSS JOIN conversation ON conversation.id = turn.conversation_id
     LEFT JOIN message AS question ON message_index.rowid & 1 = 0
       AND question.turn_id = turn.id AND question.role = 'user'
     WHERE message_index MATCH @match AND message_index.rowid BETWEEN @first AND @last
       AND conversation.deleted_at_ms IS NULL
     ORDER BY message_index.rowid DESC LIMIT @count`,
  )
  const pages = database
    .prepare<{ first: Buffer; last: Buffer }, number | null>(
      `WITH RECURSIVE segment(id) AS (
         SELECT min(segid) FROM message_index_idx UNION ALL
         SELECT (SELECT min(segid) FROM message_index_idx WHERE segid > segment.id)
         FROM segment WHERE segment.id IS NOT NULL)
       SELECT sum(
         (SELECT pgno FROM message_index_idx WHERE segid = segment.id AND term >= @last
          ORDER BY term LIMIT 1) / 2 -
         coalesce((SELECT pgno FROM message_index_idx WHERE segid = segment.id AND term <= @first
          ORDER BY term DESC LIMIT 1) / 2, 1))
       FROM segment WHERE segment.id IS NOT NULL`,
    )
    .pluck()

  /**
   * How many pages of the index hold the words that begin so: all of them are read before the first
   * hit is known, if the index does not know beginnings of that length.
   */
  function pagesOf(beginning: string): number {
    const first = Buffer.from(WORDS_OF_INDEX + beginning)
    const last = Buffer.concat([first, Buffer.from([0xff])])
    return pages.get({ first, last }) ?? 0
  }

  return {
    /**
     * The query as the index is to be asked: this very one, or with a shorter beginning of the last
     * word. Its hits are more than are meant, and come one by one.
     */
    askable(query: SearchQuery): SearchQuery {
      const wanted = query.wanted.map((phrase) =>
        shortened(phrase, (beginning) => pagesOf(beginning) > mostPages),
      )
      return wanted.every((phrase, index) => phrase === query.wanted[index])
        ? query
        : { ...query, wanted }
    },
    /** So many of the newest that match. The query wants something. */
    rows(search: Search, count: number): SearchRow[] {
      const { fromMs, untilMs, beforePlace } = search
      const until = untilMs === null ? Number.MAX_SAFE_INTEGER : 2 * placeAt(untilMs + 1_000) - 1
      const before = beforePlace === null ? Number.MAX_SAFE_INTEGER : beforePlace - 1
      return rows.all({
        match: matchOf(search),
        first: BigInt(fromMs === null ? Number.MIN_SAFE_INTEGER : 2 * placeAt(fromMs)),
        last: BigInt(Math.min(until, before)),
        count,
      })
    },
  }
}

/**
 * The bounds as integers of SQLite, for a number of JavaScript is bound as a float: FTS5 then reads
 * every hit beyond them one by one, where it can go to the first within them at once.
 */
type SearchParameters = { match: string; first: bigint; last: bigint; count: number }

function shortened(phrase: Phrase, isCommon: (beginning: string) => boolean): Phrase {
  const beginning = Array.from(phrase.words.at(-1) ?? '')
  const isLong = phrase.isPrefix && beginning.length > LONGEST_KNOWN_BEGINNING
  if (!isLong || !isCommon(beginning.join(''))) return phrase
  const known = beginning.slice(0, LONGEST_KNOWN_BEGINNING).join('')
  return { words: [...phrase.words.slice(0, -1), known], isPrefix: true }
}

/** Every word between quotation marks, which no word contains: no text a person types is an error. */
function matchOf({ query, model, conversationId }: Search): string {
  const text = (phrases: readonly Phrase[]): string[] =>
    phrases.map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? ' *' : ''}`)
  const wanted = text(query.wanted).join(' AND ')
  const unwanted = text(query.unwanted).join(' OR ')
  const facets = [
    ...(model ? [`facets : "${modelFacet(model)}"`] : []),
    ...(conversationId === null ? [] : [`facets : "${conversationFacet(conversationId)}"`]),
  ]
  const words = [...facets, `body : (${wanted})`].join(' AND ')
  return unwanted === '' ? words : `(${words}) NOT body : (${unwanted})`
}
