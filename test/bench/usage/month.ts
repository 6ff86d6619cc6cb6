import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Ledger, openLedger } from '../../../main/ledger/ledger.ts'
import { type Database, openDatabase } from '../../../main/storage/open.ts'
import { openStorage, type Storage } from '../../../main/storage/storage.ts'
import { costNanoUsd } from '../../../shared/money/cost.ts'
import type { Price } from '../../../shared/money/price.ts'
import { unknownUsage } from '../../../shared/money/usage.ts'
import { randomOfCase } from '../../torture/part.ts'

export type Month = {
  database: Database
  storage: Storage
  ledger: Ledger
  close: () => void
}

/** How long the month has been running: some of it is still to come. */
const RUNNING_MS = 22 * 24 * 60 * 60 * 1000
const TURNS_IN_A_CONVERSATION = 20
/** One commit, so that filling takes seconds. */
const TURNS_AT_ONCE = 1_000
/** A conversation gets its title by a model. */
const TITLE_MODEL = 1

/** USD per million tokens in and out, and what each thousandth of the turns goes to. */
const models = [
  ['openai', 'gpt-6-sol', 2, 10, 300],
  ['openai', 'gpt-6-luna', 0.1, 0.5, 200],
  ['anthropic', 'claude-opus-5-5', 4, 20, 180],
  ['anthropic', 'claude-haiku-4-5', 1, 5, 150],
  ['gemini', 'gemini-3.8-flash', 0.3, 2.5, 100],
  ['openai', 'gpt-6-astra', 10, 50, 70],
] as const

/**
 * A budget month that has so many settled turns now, the same number each day, of one person's
 * models and in conversations of the same length: what differs between two of them is how many
 * turns there are.
 */
export function writeMonth(folder: string, turnCount: number, seed: number, nowMs: number): Month {
  mkdirSync(folder, { recursive: true })
  const opened = openDatabase({ path: join(folder, 'farthing.db'), nowMs: () => nowMs })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  const firstMs = nowMs - RUNNING_MS
  let atMs = firstMs
  const ledger = openLedger(storage, { nowMs: () => atMs, timeZone: () => 'UTC' })
  database.pragma('synchronous = OFF')
  ledger.configure({ startDay: Math.min(28, new Date(firstMs).getUTCDate()) })
  ledger.setMonthlyBudget(5_000_000_000_000, 'first')
  const random = randomOfCase(seed, 'usage', turnCount)
  const priceIds = models.map(([providerId, modelId, input, output]) =>
    storage.prices.pin(providerId, modelId, priceOf(input, output)),
  )
  const talks = new Map<number, string>()

  function attempt(turnId: string, modelNumber: number, purpose: 'answer' | 'title'): void {
    const [providerId, modelId, input, output] = models[modelNumber] ?? models[0]
    const attemptId = `${purpose} of ${turnId}`
    const inputTokens = random.integer(200, 8_000)
    const cacheReadTokens = Math.floor(inputTokens * random.fraction())
    const outputTokens = random.integer(50, 900)
    const usage = { ...unknownUsage, inputTokens, cacheReadTokens, outputTokens }
    const cost = costNanoUsd(priceOf(input, output), usage) ?? 0
    const reserved = ledger.reserve({
      attemptId,
      turnId,
      number: 1,
      purpose,
      providerId,
      modelId,
      priceId: priceIds[modelNumber] ?? 1,
      effort: null,
      textTokens: null,
      inputTokens,
      maxOutputTokens: 4_000,
      expectedNanoUsd: Math.round(cost * (0.85 + 0.3 * random.fraction())),
      reservedNanoUsd: 2 * cost,
    })
    if (!reserved.ok) throw new Error(JSON.stringify(reserved.failure))
    ledger.markDispatched(attemptId)
    const report = { source: 'stream', costNanoUsd: null, rawJson: null, atMs } as const
    storage.usageReports.add(attemptId, usage, report)
    ledger.settle(attemptId, cost, 'exact')
  }

  function turn(number: number): void {
    atMs = firstMs + Math.floor((RUNNING_MS * number) / turnCount)
    // Several conversations are under way at a time.
    const talk = Math.floor(number / (4 * TURNS_IN_A_CONVERSATION)) * 4 + (number % 4)
    const conversationId = `talk ${talk}`
    const turnId = `turn ${number}`
    const parentId = talks.get(talk) ?? null
    if (parentId === null) {
      storage.conversations.add({
        conversationId,
        title: `Conversation number ${talk}`,
        titleFrom: 'first-words',
        optionsJson: '{}',
        folderId: null,
        createdAtMs: atMs,
        updatedAtMs: atMs,
      })
    }
    storage.turns.add({ turnId, conversationId, parentId, comparisonId: null, createdAtMs: atMs })
    talks.set(talk, turnId)
    attempt(turnId, modelOf(random.integer(1, 1_000)), 'answer')
    if (parentId === null) attempt(turnId, TITLE_MODEL, 'title')
  }

  for (let done = 0; done < turnCount; done += TURNS_AT_ONCE) {
    storage.transact(() => {
      const until = Math.min(turnCount, done + TURNS_AT_ONCE)
      for (let number = done; number < until; number += 1) turn(number)
    })
  }
  atMs = nowMs
  database.pragma('synchronous = FULL')
  return { database, storage, ledger, close: () => storage.close() }
}

function modelOf(thousandth: number): number {
  let sum = 0
  return Math.max(
    0,
    models.findIndex(([, , , , share]) => thousandth <= (sum += share)),
  )
}

function priceOf(inputUsd: number, outputUsd: number): Price {
  const rates = {
    inputPicoUsd: inputUsd * 1_000_000,
    outputPicoUsd: outputUsd * 1_000_000,
    cacheReadPicoUsd: inputUsd * 100_000,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  }
  return {
    rates,
    longContext: null,
    searchPicoUsd: null,
    source: 'bundled',
    match: 'exact',
    takenOn: '2026-11-21',
    version: null,
  }
}
