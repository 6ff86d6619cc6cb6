import { wordsOf } from '../../../shared/search/tokens.ts'
import { openDatabase, type Database } from '../../../main/storage/open.ts'
import { conversationFacet, modelFacet } from '../../../main/storage/search-facets.ts'
import { placeAt } from '../../../main/storage/search-index.ts'
import { openStorage, type Storage } from '../../../main/storage/storage.ts'
import { type Chance, chanceOf } from '../estimate/random.ts'

/** 2 January 2024, and an hour between turns: a million messages are 57 years of them. */
const FIRST_AT_MS = Date.UTC(2024, 0, 2)
const APART_MS = 3_600_000

const TURNS_OF_A_CONVERSATION = 20
/** Large, and collected in memory before they are written: else most of the time goes into joining. */
const TURNS_A_COMMIT = 10_000
const COLLECTED_BYTES = 200_000_000
const USUAL_COLLECTED_BYTES = 1_048_576
const WORDS = 60_000
/** One message in twelve is Chinese. */
const CHINESE_SHARE = 1 / 12
const CHINESE_LETTERS = 3_000
const FIRST_CHINESE = 0x4e00

/** What is rarely asked is one in a thousand turns. */
export const models = {
  usual: { providerId: 'openai', modelId: 'usual' },
  rare: { providerId: 'openai', modelId: 'rare' },
} as const
const RARE_EVERY = 1_000

export type ManyMessages = {
  database: Database
  storage: Storage
  /** From the most frequent to the rarest. */
  words: readonly string[]
  /** Adds messages until there are so many. */
  growTo: (messages: number) => void
  atOf: (turn: number) => number
}

/**
 * A profile with as many messages as wanted, made of words as unevenly frequent as those of a
 * language, always the same. Written straight into the tables, because a million turns that are
 * sent would take a day.
 */
export function manyMessages(path: string, conversations: number): ManyMessages {
  const opened = openDatabase({ path })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  const chance = chanceOf(20_261_122)
  const words = vocabulary(chance)
  const conversationIds = Array.from({ length: conversations }, (_, index) => idOf(index + 1))
  database.transaction(() => {
    for (const [index, conversationId] of conversationIds.entries()) {
      const title = sentence(chance, words, 5)
      const atMs = FIRST_AT_MS + index
      storage.conversations.add({
        conversationId,
        title,
        titleFrom: 'person',
        optionsJson: '{}',
        folderId: null,
        createdAtMs: atMs,
        updatedAtMs: atMs,
      })
    }
  })()
  const turn = database.prepare(
    `INSERT INTO turn(id, conversation_id, parent_id, position, is_shown, created_at_ms)
     VALUES(?, ?, ?, ?, 1, ?)`,
  )
  const message = database.prepare(
    `INSERT INTO message(turn_id, role, state, index_place, parts_json, provider_id, model_id,
       model_name, created_at_ms)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const index = database.prepare('INSERT INTO message_index(rowid, body, facets) VALUES(?, ?, ?)')
  const configure = (name: string, value: number): void => {
    database
      .prepare('INSERT INTO message_index(message_index, rank) VALUES(?, ?)')
      .run(name, BigInt(value))
  }
  let turns = 0
  let parentId: string | null = null

  function addTurn(): void {
    const conversationId = conversationIds[Math.floor(turns / TURNS_OF_A_CONVERSATION)]
    if (conversationId === undefined) throw new Error('There are too few conversations')
    const position = (turns % TURNS_OF_A_CONVERSATION) + 1
    const turnId = idOf(1_000_000_000 + turns)
    const atMs = FIRST_AT_MS + turns * APART_MS
    const model = turns % RARE_EVERY === 0 ? models.rare : models.usual
    const facets = `${conversationFacet(conversationId)} ${modelFacet(model)}`
    const place = placeAt(atMs)
    const texts = [textOf(chance, words, 40), textOf(chance, words, 120)]
    turn.run(turnId, conversationId, position === 1 ? null : parentId, position, atMs)
    for (const [number, text] of texts.entries()) {
      const partsJson = JSON.stringify([{ type: 'text', text }])
      const isAnswer = number === 1
      message.run(
        turnId,
        isAnswer ? 'assistant' : 'user',
        isAnswer ? 'completed' : 'written',
        isAnswer ? place : null,
        partsJson,
        isAnswer ? model.providerId : null,
        isAnswer ? model.modelId : null,
        isAnswer ? model.modelId : null,
        atMs,
      )
      index.run(2 * place + number, wordsOf(text), facets)
    }
    parentId = turnId
    turns += 1
  }

  return {
    database,
    storage,
    words,
    growTo(messages) {
      configure('hashsize', COLLECTED_BYTES)
      database.pragma('synchronous = OFF')
      while (2 * turns < messages) {
        database.transaction(() => {
          for (let count = 0; count < TURNS_A_COMMIT && 2 * turns < messages; count += 1) addTurn()
        })()
      }
      configure('hashsize', USUAL_COLLECTED_BYTES)
      database.pragma('synchronous = FULL')
      while (storage.searchIndex.merge(500));
    },
    atOf: (number) => FIRST_AT_MS + number * APART_MS,
  }
}

/** Around so many words, a sentence of them after the other; or as many letters of Chinese. */
export function textOf(chance: Chance, words: readonly string[], length: number): string {
  const count = Math.ceil(chance.lengthLike(length, 0.6))
  return chance.number() < CHINESE_SHARE ? chinese(chance, count) : sentence(chance, words, count)
}

function sentence(chance: Chance, words: readonly string[], count: number): string {
  return Array.from({ length: count }, () => words[rank(chance, words.length)]).join(' ')
}

function chinese(chance: Chance, count: number): string {
  const letter = (): string =>
    chance.number() < 0.1
      ? '，'
      : String.fromCodePoint(FIRST_CHINESE + rank(chance, CHINESE_LETTERS))
  return Array.from({ length: count }, letter).join('')
}

/** From 0, as often as Zipf has it: the first word stands about once in a dozen words. */
function rank(chance: Chance, count: number): number {
  return Math.floor(count ** chance.number()) - 1
}

/** Words of one to five syllables, the shorter ones the more frequent, as in languages. */
function vocabulary(chance: Chance): string[] {
  const beginnings = [
    'b',
    'c',
    'd',
    'f',
    'g',
    'h',
    'l',
    'm',
    'n',
    'p',
    'r',
    's',
    't',
    'th',
    'st',
    '',
  ]
  const middles = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou']
  const ends = ['', 'n', 'r', 's', 't', 'l', 'nd', 'ng']
  const syllable = (): string => chance.pick(beginnings) + chance.pick(middles) + chance.pick(ends)
  const words = new Set<string>()
  while (words.size < WORDS) {
    const syllables = 1 + Math.floor(Math.log10(1 + words.size) * (0.5 + chance.number() * 0.7))
    words.add(Array.from({ length: syllables }, syllable).join(''))
  }
  return [...words]
}

/** As random as ids need to be to stand apart, and the same each time. */
function idOf(number: number): string {
  const text = number.toString(16).padStart(12, '0')
  return `${text.slice(0, 8)}-${text.slice(8)}-7000-8000-000000000000`
}
