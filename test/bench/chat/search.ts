import { join } from 'node:path'
import { findMessages } from '../../../main/turns/search.ts'
import type { Input } from '../../../shared/ipc/contract.ts'
import { chanceOf } from '../estimate/random.ts'
import { untilQuiet } from '../measure/quiet.ts'
import { type ManyMessages, manyMessages, models } from './many-messages.ts'
import { measured, type Measured, median } from './measured.ts'

const SIZES = [100_000, 1_000_000]
/** One for each forty messages of the most there are. */
const CONVERSATIONS = 25_000
const WORDS_ASKED = 150
const TIMES = 3
const COMPETITOR_TIMES = 3

/** Of any search, in milliseconds: a frame is 16. */
const GOAL_P95_MS = 10
/** Of the time that looking through every message takes. */
const GOAL_OF_LIKE = 0.01
const GOAL_LIST = 1.15

const everywhere = { model: null, fromMs: null, untilMs: null }

type Asked = Input<'search.find'>

/**
 * Searching 100,000 and a million messages as the window asks for it: the first page, with the words
 * around each hit. Beside it, on the same disk and in the same run, looking through every message
 * for the word, and the index ranking every hit.
 */
export async function search(folder: string): Promise<Measured[]> {
  const many = manyMessages(join(folder, 'farthing.db'), CONVERSATIONS)
  const emptyMs = listMs(many)
  const results: Measured[] = []
  for (const size of SIZES) {
    many.growTo(size)
    await untilQuiet()
    results.push(...searchAmong(many, size))
  }
  const fullMs = listMs(many)
  results.push(
    measured('P1 list of 25,000 conversations, a million messages', fullMs / emptyMs, GOAL_LIST, {
      withoutMessagesMs: emptyMs,
      withMessagesMs: fullMs,
    }),
  )
  many.storage.close()
  return results
}

function searchAmong(many: ManyMessages, size: number): Measured[] {
  const name = `P9 search among ${size.toLocaleString('en-GB')} messages`
  const kinds = kindsOf(many)
  const times = new Map(
    Object.entries(kinds).map(([kind, asked]) => [kind, asked.map((one) => timeOf(many, one))]),
  )
  const all = [...times.values()].flat()
  const p95Ms = percentile(all, 0.95)
  const byKind = [...times].map(([kind, ms]) => [`${kind}P95Ms`, percentile(ms, 0.95)])
  const rare = many.words.at(-100) ?? ''
  const oursMs = timeOf(many, { ...everywhere, text: `"${rare}"` })
  const likeMs = competitorMs(
    many,
    "SELECT id FROM message WHERE parts_json LIKE '%' || ? || '%'",
    rare,
  )
  const common = many.words[10] ?? ''
  const ranked = `SELECT rowid FROM message_index WHERE message_index MATCH ?
    ORDER BY bm25(message_index) LIMIT 30`
  const rankedMs = competitorMs(many, ranked, common)
  return [
    measured(`${name}, in ms`, p95Ms, GOAL_P95_MS, {
      searches: all.length,
      p50Ms: median(all),
      p99Ms: percentile(all, 0.99),
      slowestMs: Math.max(...all),
      ...Object.fromEntries(byKind),
      commonWordMs: timeOf(many, { ...everywhere, text: `"${common}"` }),
      commonWordRankedMs: rankedMs,
    }),
    measured(`${name}, of looking through all`, oursMs / likeMs, GOAL_OF_LIKE, {
      oursMs,
      likeMs,
      timesFaster: likeMs / oursMs,
    }),
  ]
}

/** Words from the most frequent to the rarest, each as a person may ask for it. */
function kindsOf({ words, atOf }: ManyMessages): Record<string, Asked[]> {
  const chance = chanceOf(9)
  const any = (): string => words[Math.floor(words.length ** chance.number()) - 1] ?? ''
  const sample = (text: () => string, where: Partial<Asked> = {}): Asked[] =>
    Array.from({ length: WORDS_ASKED }, () => ({ ...everywhere, ...where, text: text() }))
  const letter = (): string =>
    String.fromCodePoint(0x4e00 + Math.floor(3_000 ** chance.number()) - 1)
  return {
    word: sample(() => `"${any()}"`),
    wordAsTyped: sample(any),
    beginning: sample(() => any().slice(0, 1 + Math.floor(chance.number() * 6))),
    words: sample(() => `${any()} ${any()}`),
    without: sample(() => `${any()} -${any()}`),
    chinese: sample(() => letter() + (chance.number() < 0.5 ? letter() : '')),
    ofRareModel: sample(any, { model: models.rare }),
    ofFirstMonth: sample(any, { untilMs: atOf(720) }),
  }
}

/** The median of a few: a busy moment says nothing of the search. */
function timeOf({ storage }: ManyMessages, asked: Asked): number {
  return medianMs(TIMES, () => void findMessages(storage, asked))
}

function competitorMs({ database }: ManyMessages, sql: string, word: string): number {
  const statement = database.prepare<[string]>(sql)
  return medianMs(COMPETITOR_TIMES, () => void statement.all(word))
}

function listMs({ storage }: ManyMessages): number {
  return medianMs(9, () => void storage.conversations.list())
}

function medianMs(times: number, run: () => void): number {
  return median(
    Array.from({ length: times }, () => {
      const startedAt = performance.now()
      run()
      return performance.now() - startedAt
    }),
  )
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.ceil(times.length * share) - 1] ?? NaN
}
