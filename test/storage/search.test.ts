import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSearch, type Search } from '../../main/storage/search.ts'
import type { Storage } from '../../main/storage/storage.ts'
import { searchableText } from '../../main/storage/searchable-text.ts'
import { readParts } from '../../main/storage/messages.ts'
import { findIn } from '../../shared/search/find.ts'
import { readQuery } from '../../shared/search/query.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'
import { indexAll, storeTurn } from '../helpers/stored-chat.ts'

const everywhere = {
  model: null,
  conversationId: null,
  fromMs: null,
  untilMs: null,
  beforePlace: null,
}

/** The questions that the index finds, newest first. */
function found(
  { search }: Pick<Storage, 'search'>,
  typed: string,
  where: Partial<Search> = {},
): string[] {
  const query = readQuery(typed)
  if (query.wanted.length === 0) return []
  const rows = search.rows({ ...everywhere, query, ...where }, 1_000)
  return rows.map(({ partsJson }) => searchableText(readParts(partsJson)))
}

/** Puts messages in a conversation of their own, and returns how to look for them there. */
function chatWith(
  questions: readonly string[],
  storage: Storage = profileOnDisk().storage,
): (typed: string) => string[] {
  const conversationId = randomUUID()
  storage.transact(() => {
    for (const [index, question] of questions.entries()) {
      storeTurn(storage, { question, conversationId, atMs: index * 60_000 })
    }
    indexAll(storage)
  })
  return (typed) => found(storage, typed, { conversationId })
}

const words =
  `boiler Boil E119 café cafe\u0301 STRASSE Straße naïve Ελλάς ёлка 東京 都 天気 ガス ｶﾞｽ がす
  か\u3099 서울 시 กิน ข้าว 𠮷野 〇 हिन्दी שָׁלוֹם مَرْحَبًا 🎉 👍🏽 🇩🇪 ½ x² ㍿ ﬁne A\u200dB Zu\u00adsammen
  - " * _ ( : ^ 、 \u0000 \ud800 AND NEAR(`.split(/\s+/u)
const pieces = [...words, ' ', ' ', ' ', '\n']
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((words) => words.join(''))

test('what the index finds is what is marked in the text, and nothing else', () => {
  const { storage } = profileOnDisk()
  const property = fc.property(
    fc.array(text, { minLength: 1, maxLength: 12 }),
    fc.array(text, { minLength: 1, maxLength: 12 }),
    (texts, questions) => {
      const find = chatWith(texts, storage)
      for (const typed of questions) {
        const marked = texts.filter((one) => findIn(one, readQuery(typed)) !== null)
        expect(find(typed), typed).toEqual(marked.toReversed())
      }
    },
  )
  fc.assert(property, { numRuns: 40 })
})

test('no text that a person types is an error', () => {
  const find = chatWith(['boiler'])
  const typed = fc.oneof(text, fc.string({ unit: 'binary', maxLength: 60 }), fc.string())
  fc.assert(
    fc.property(typed, (one) => void find(one)),
    { numRuns: 500 },
  )
  find(`"${'boiler '.repeat(600)}"`)
  find('boiler '.repeat(600))
  find(`boiler ${'-a '.repeat(1_000)}`)
})

test('any part of a text without spaces is found, however short and wherever it begins', () => {
  const { storage } = profileOnDisk()
  const letters = fc.constantFrom(...'東京都天気雨東京はのガスサ서울시กินขาว'.split(''))
  const run = fc.array(letters, { minLength: 1, maxLength: 12 }).map((one) => one.join(''))
  const texts = fc.array(run, { minLength: 1, maxLength: 10 })
  const property = fc.property(texts, run, fc.nat(), fc.nat(), (stored, other, from, length) => {
    const find = chatWith(stored, storage)
    const source = stored[from % stored.length] ?? ''
    const start = from % source.length
    for (const typed of [source.slice(start, start + 1 + (length % 5)), other.slice(0, 3)]) {
      const having = stored.filter((one) => one.includes(typed))
      expect(find(typed), typed).toEqual(having.toReversed())
    }
  })
  fc.assert(property, { numRuns: 60 })
})

test.each([
  ['CAFE', 'one café'],
  ['café', 'ONE CAFE'],
  ['strasse', 'Die Straße'],
  ['ﾎﾟﾝﾌﾟ', 'ポンプ'],
  ['ＡＢＣ', 'abc'],
  ['"low pressure"', 'Low, pressure!'],
  ['e119 faul', 'fault E119'],
  ['boil -gas', 'the boiler'],
  ['東京 rain', 'rain in 東京都'],
  ['AI東京', 'an AI東京 here'],
])('%s finds %s', (typed, stored) => {
  expect(chatWith([stored])(typed)).toEqual([stored])
})

test.each([
  ['oiler', 'boiler'],
  ['"pressure low"', 'low pressure'],
  ['boil er', 'boiler'],
  ['boiler -gas', 'a gas boiler'],
  ['-boiler', 'the gas'],
  ['はす', 'ばす'],
])('%s does not find %s', (typed, stored) => {
  expect(chatWith([stored])(typed)).toEqual([])
})

test('what is newer comes first, in whatever order it was stored', () => {
  const { storage } = profileOnDisk()
  const day = 24 * 3_600_000
  for (const atDay of [300, 2, 900, 900, 1]) {
    storeTurn(storage, { question: `boiler ${atDay}`, atMs: atDay * day })
    indexAll(storage)
  }
  expect(found(storage, 'boiler')).toEqual([900, 900, 300, 2, 1].map((atDay) => `boiler ${atDay}`))
})

test('as many turns of one moment as there are have places of their own', () => {
  const { storage } = profileOnDisk()
  for (let count = 0; count < 50; count += 1) storeTurn(storage, { question: `boiler ${count}` })
  storeTurn(storage, { question: 'boiler later', atMs: 2_000 })
  indexAll(storage)
  expect(new Set(found(storage, 'boiler')).size).toBe(51)
})

test('a deleted conversation is not found, and is again once it is brought back', () => {
  const { storage, database } = profileOnDisk()
  const { conversationId } = storeTurn(storage, { question: 'boiler', answer: 'the valve' })
  indexAll(storage)
  storage.arrangement.remove(conversationId, 1)
  expect([...found(storage, 'boiler'), ...found(storage, 'valve')]).toEqual([])
  storage.arrangement.bringBack(conversationId)
  expect(found(storage, 'valve')).toEqual(['the valve'])
  storage.arrangement.remove(conversationId, 1)
  storage.arrangement.dropTurns(conversationId, 10)
  const indexed = database.prepare('SELECT count(*) FROM message_index_docsize').pluck().get()
  expect(indexed).toBe(0)
})

test('a search is narrowed to a model, with what it was asked, to a place and to a time', () => {
  const { storage } = profileOnDisk()
  const sol = { providerId: 'openai', modelId: 'sol' }
  const { conversationId } = storeTurn(storage, { question: 'boiler 1', atMs: 1_000, model: sol })
  storeTurn(storage, { question: 'boiler 2', atMs: 2_000, model: { ...sol, modelId: 'luna' } })
  storeTurn(storage, { question: 'boiler 3', atMs: 900_000 })
  indexAll(storage)
  expect(found(storage, 'boiler', { model: sol })).toEqual(['boiler 1'])
  expect(found(storage, 'boiler', { conversationId })).toEqual(['boiler 1'])
  expect(found(storage, 'boiler', { fromMs: 2_000 })).toEqual(['boiler 3', 'boiler 2'])
  expect(found(storage, 'boiler', { untilMs: 2_000 })).toEqual(['boiler 2', 'boiler 1'])
  expect(found(storage, 'boiler', { fromMs: 2_000, untilMs: 2_000 })).toEqual(['boiler 2'])
})

test('a beginning that many words have is looked for by a shorter one, which has them all', () => {
  const { storage, database } = profileOnDisk()
  for (const word of ['component', 'compare', 'common', 'comb', 'other']) {
    storeTurn(storage, { question: `${word} and more` })
  }
  indexAll(storage)
  const search = openSearch(database, -1)
  const query = readQuery('more comp')
  const asked = search.askable(query)
  expect(asked.wanted.map(({ words }) => words)).toEqual([['more'], ['com']])
  expect(search.rows({ ...everywhere, query: asked }, 10)).toHaveLength(4)
  expect(search.askable(readQuery('"comp"')).wanted).toEqual(readQuery('"comp"').wanted)
  expect(storage.search.askable(query)).toBe(query)
})
