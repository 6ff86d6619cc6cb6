import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { chanceOf } from '../estimate/random.ts'
import { untilQuiet } from '../measure/quiet.ts'
import { manyMessages, models, textOf } from './many-messages.ts'
import { measured, type Measured, median } from './measured.ts'

const STORED = 100_000
const CONVERSATIONS = 2_600
const SAVED = 2_000
/** As the app joins parts of the index while nobody waits. */
const PAGES_A_GO = 64
const GOAL_P99_MS = 1

/**
 * What the index of words costs when a turn is over: putting question and answer there, in a commit
 * of its own, beside the same commit without it. Parts of the index are joined, and the log copied,
 * between the turns, as they are when nobody waits. The clock also counts what the disk and other
 * programs take; the time of the processor does not.
 */
export async function save(folder: string): Promise<Measured[]> {
  const many = manyMessages(join(folder, 'farthing.db'), CONVERSATIONS)
  many.growTo(STORED)
  await untilQuiet()
  const { storage, words } = many
  const { searchIndex, transact } = storage
  const chance = chanceOf(7)
  const conversationId = randomUUID()
  const common = { failureJson: null, attemptId: null, providerName: null, modelName: null }
  const written: Taken[] = []
  const put: Taken[] = []
  const merged: Taken[] = []
  let atMs = Date.UTC(2101, 0, 1)
  for (let count = 0; count < SAVED; count += 1) {
    const turnId = randomUUID()
    atMs += 60_000
    const texts = [textOf(chance, words, 40), textOf(chance, words, 120)] as const
    const parts = texts.map((text) => JSON.stringify([{ type: 'text', text }]))
    written.push(
      timed(() =>
        transact(() => {
          if (count === 0) addConversation(conversationId)
          storage.turns.add({
            turnId,
            conversationId,
            parentId: null,
            comparisonId: null,
            createdAtMs: atMs,
          })
          const each = { ...common, turnId, createdAtMs: atMs }
          storage.messages.add({
            ...each,
            role: 'user',
            state: 'written',
            partsJson: parts[0] ?? '',
            providerId: null,
            modelId: null,
          })
          storage.messages.add({
            ...each,
            ...models.usual,
            role: 'assistant',
            state: 'completed',
            partsJson: parts[1] ?? '',
          })
        }),
      ),
    )
    const [answerId] = searchIndex.waiting(Number.MIN_SAFE_INTEGER, 1)
    if (answerId === undefined) throw new Error('The turn does not wait for the index')
    put.push(timed(() => transact(() => void searchIndex.put(answerId))))
    for (let hasMore = true; hasMore; ) {
      merged.push(timed(() => (hasMore = searchIndex.merge(PAGES_A_GO))))
    }
    merged.push(timed(() => storage.copyLog()))
  }
  storage.close()
  const [putMs, writtenMs] = [put.map(({ ms }) => ms), written.map(({ ms }) => ms)]
  const p99Ms = percentile(putMs, 0.99)
  return [
    measured('P9b putting a turn in the index, p99 in ms', p99Ms, GOAL_P99_MS, {
      p50Ms: median(putMs),
      slowestMs: Math.max(...putMs),
      processorP50Ms: median(put.map(({ processorMs }) => processorMs)),
      processorP99Ms: percentile(
        put.map(({ processorMs }) => processorMs),
        0.99,
      ),
      savingWithoutP50Ms: median(writtenMs),
      savingWithoutP99Ms: percentile(writtenMs, 0.99),
      savingWithoutProcessorP99Ms: percentile(
        written.map(({ processorMs }) => processorMs),
        0.99,
      ),
      joiningP99Ms: percentile(
        merged.map(({ ms }) => ms),
        0.99,
      ),
    }),
  ]

  function addConversation(id: string): void {
    storage.conversations.add({
      conversationId: id,
      title: 'Saved',
      titleFrom: 'person',
      optionsJson: '{}',
      folderId: null,
      createdAtMs: atMs,
      updatedAtMs: atMs,
    })
  }
}

/** By the clock, and of this thread's processor alone. */
type Taken = { ms: number; processorMs: number }

function timed(run: () => void): Taken {
  const processor = process.threadCpuUsage()
  const startedAt = performance.now()
  run()
  const ms = performance.now() - startedAt
  const { user, system } = process.threadCpuUsage(processor)
  return { ms, processorMs: (user + system) / 1_000 }
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.ceil(times.length * share) - 1] ?? NaN
}
