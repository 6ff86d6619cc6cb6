import type { Database } from 'better-sqlite3'
import { wordsOf } from '../../shared/search/tokens.ts'
import { readParts } from './messages.ts'
import { conversationFacet, modelFacet } from './search-facets.ts'
import { searchableText } from './searchable-text.ts'

/** So many turns of one second have places of their own; more take those after it. */
const PLACES_A_SECOND = 16

/** The place of a turn of that moment, in `message.index_place`: later is larger. */
export function placeAt(atMs: number): number {
  return Math.floor(atMs / 1_000) * PLACES_A_SECOND
}

type TurnToIndex = {
  conversationId: string
  answerId: number
  questionJson: string
  answerJson: string
  providerId: string | null
  modelId: string | null
  createdAtMs: number
}

/**
 * Writes the index of words. A turn without a place is not in it yet: whoever adds turns need not
 * know of the index.
 */
export function openSearchIndex(database: Database) {
  const find = database.prepare<[number], TurnToIndex>(
    `SELECT turn.conversation_id AS conversationId, answer.id AS answerId,
       question.parts_json AS questionJson,
       answer.parts_json AS answerJson, answer.provider_id AS providerId,
       answer.model_id AS modelId, answer.created_at_ms AS createdAtMs
     FROM message AS answer JOIN turn ON turn.id = answer.turn_id
     JOIN message AS question ON question.turn_id = turn.id AND question.role = 'user'
     WHERE answer.id = ? AND answer.role = 'assistant' AND answer.state <> 'writing'
       AND answer.index_place IS NULL`,
  )
  const lastPlace = database
    .prepare<[number, number], number | null>(
      'SELECT max(index_place) FROM message WHERE index_place BETWEEN ? AND ?',
    )
    .pluck()
  const setPlace = database.prepare<[number, number]>(
    'UPDATE message SET index_place = ? WHERE id = ?',
  )
  const write = database.prepare<[number, string, string]>(
    'INSERT INTO message_index(rowid, body, facets) VALUES(?, ?, ?)',
  )
  const waiting = database
    .prepare<[number, number], number>(
      `SELECT id FROM message INDEXED BY message_unindexed WHERE index_place IS NULL
         AND role = 'assistant' AND state <> 'writing' AND id > ? ORDER BY id LIMIT ?`,
    )
    .pluck()
  const merge = database.prepare<[number]>(
    "INSERT INTO message_index(message_index, rank) VALUES('merge', ?)",
  )
  const totalChanges = database.prepare<[], number>('SELECT total_changes()').pluck()
  /** Where the last free place was: many turns of one moment need not all begin at its first. */
  let last = { from: 0, place: 0 }

  function freePlace(createdAtMs: number): number {
    const from = placeAt(createdAtMs)
    let first =
      last.from === from ? Math.floor(last.place / PLACES_A_SECOND) * PLACES_A_SECOND : from
    for (;;) {
      const until = first + PLACES_A_SECOND - 1
      const place = (lastPlace.get(first, until) ?? first - 1) + 1
      if (place <= until) {
        last = { from, place }
        return place
      }
      first += PLACES_A_SECOND
    }
  }

  function put(turn: TurnToIndex): void {
    const { providerId, modelId, answerId } = turn
    const place = freePlace(turn.createdAtMs)
    const model = providerId !== null && modelId !== null ? { providerId, modelId } : null
    const conversation = conversationFacet(turn.conversationId)
    const facets = model ? `${conversation} ${modelFacet(model)}` : conversation
    const words = (json: string): string => wordsOf(searchableText(readParts(json)))
    write.run(2 * place, words(turn.questionJson), facets)
    write.run(2 * place + 1, words(turn.answerJson), facets)
    setPlace.run(place, answerId)
  }

  return {
    /** Answers that are not in the index yet, after the one with this id. */
    waiting: (afterId: number, count: number): number[] => waiting.all(afterId, count),
    /** Puts a turn in the index, by its answer. Returns how long its messages are, in UTF-16 units. */
    put(answerId: number): number {
      const turn = find.get(answerId)
      if (!turn) return 0
      put(turn)
      return turn.questionJson.length + turn.answerJson.length
    },
    /** Joins parts of the index, about so many pages of it. False once they are joined well enough. */
    merge(pages: number): boolean {
      const before = totalChanges.get() ?? 0
      merge.run(pages)
      return (totalChanges.get() ?? 0) - before >= 2
    },
  }
}
