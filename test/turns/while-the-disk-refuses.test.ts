import { expect, test } from 'vitest'
import type { ProviderAdapter, StreamEnding } from '../../main/providers/provider.ts'
import type { Storage } from '../../main/storage/storage.ts'
import { UNCERTAIN_FOR_MS, type Conversations } from '../../main/turns/conversations.ts'
import type { TurnsOptions } from '../../main/turns/options.ts'
import { openTurnRunner } from '../../main/turns/run-turn.ts'
import { openUncertain } from '../../main/turns/uncertain.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { done, failed } from '../../shared/result.ts'
import { CREDIT, lightPrice, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { addConversationWithTurn, writingRow } from '../helpers/chat-rows.ts'

type Timer = { delayMs: number; run: () => void }

/** A profile with one attempt that is sent, a disk that refuses on demand, and timers held by hand. */
function refusingProfile() {
  const profile = profileOnDisk()
  const { storage, ledger } = profile
  ledger.setMonthlyBudget(100 * CREDIT, 'first')
  const reserved = reserve(profile, 't1', 50 * CREDIT)
  if (!reserved.ok) throw new Error(reserved.failure.kind)
  ledger.markDispatched('t1')
  const disk = { refuses: false }
  const transact: Storage['transact'] = (work) => {
    if (disk.refuses) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
    return storage.transact(work)
  }
  const timers = new Set<Timer>()
  const reports: unknown[] = []
  const options = {
    storage: { ...storage, transact },
    ledger,
    nowMs: () => profile.clock.atMs,
    after(delayMs: number, run: () => void) {
      const timer = { delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    tell: () => {},
    report: (error: unknown) => void reports.push(error),
  } as unknown as TurnsOptions
  const fire = (): void => {
    const [timer] = timers
    if (!timer) throw new Error('There is no timer')
    timers.delete(timer)
    timer.run()
  }
  return { ...profile, disk, options, timers, reports, fire, attempt: reserved.value }
}

const runsOn = {
  stop: 'runs-on',
  refusesFree: false,
  canLookUp: false,
  reportsCost: false,
  tellsUsage: false,
} as const

test('a stop of what is over, and only waits for the disk, changes nothing', async () => {
  const { storage, disk, options, timers, reports, attempt, fire } = refusingProfile()
  addConversationWithTurn(storage, 'c', attempt.turnId)
  const messageId = storage.messages.add(writingRow(attempt.turnId, 't1'))
  const ending = Promise.withResolvers<StreamEnding>()
  const adapter: ProviderAdapter = {
    async *stream() {
      yield { type: 'reference', reference: 'r' }
      return ending.promise
    },
    listModels: async () => done([]),
    billing: () => runsOn,
    lookUp: async ({ providerName }) => failed({ kind: 'cost-not-found', providerName }),
  }
  const ended = Promise.withResolvers<void>()
  const runner = openTurnRunner(options, { changed: () => {}, ended: () => ended.resolve() })
  const connection = { address: 'https://tireless.example' } as never
  const asked = {
    attemptId: 't1',
    modelId: 'm',
    modelName: 'm',
    system: null,
    messages: [],
    maxOutputTokens: 1,
    effort: null,
    temperature: null,
    without: [],
  }
  runner.start({
    turnId: attempt.turnId,
    conversationId: 'c',
    attempt,
    allowedNanoUsd: 0,
    messageId,
    price: lightPrice,
    adapter,
    request: { connection, ...asked },
  })
  disk.refuses = true
  ending.resolve({ kind: 'completed' })
  await expect.poll(() => reports.length).toBe(1)
  disk.refuses = false
  expect(runner.stop(attempt.turnId)).toBe(true)
  fire()
  await ended.promise
  expect(timers.size).toBe(0)
  expect(storage.messages.ofTurn(attempt.turnId)[0]?.state).toBe('completed')
  expect(storage.attempts.find('t1')?.state).toBe('settled')
})

test('what is overdue and cannot be counted now is counted when the disk is well again', () => {
  const { storage, ledger, clock, disk, options, timers, reports, fire } = refusingProfile()
  ledger.markUncertain('t1')
  const reader = {
    countOf: () => ({ costNanoUsd: 7, usage: unknownUsage }),
    partsOf: () => [],
  } as unknown as Conversations
  const counted: string[] = []
  const uncertain = openUncertain(
    options,
    reader,
    () => false,
    (turnId) => void counted.push(turnId),
  )
  uncertain.countOverdue()
  clock.atMs += UNCERTAIN_FOR_MS
  disk.refuses = true
  fire()
  expect(reports).toHaveLength(1)
  expect(storage.attempts.find('t1')?.state).toBe('uncertain')
  disk.refuses = false
  fire()
  expect(storage.attempts.find('t1')).toMatchObject({ state: 'settled', spentNanoUsd: 7 })
  expect(counted).toEqual(['turn of t1'])
  expect(timers.size).toBe(0)
})
