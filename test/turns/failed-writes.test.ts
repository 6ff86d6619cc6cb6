import { expect, test } from 'vitest'
import { openTurnRunner } from '../../main/turns/run-turn.ts'
import { createAdapterLoader } from '../../main/providers/registry.ts'
import type { Storage } from '../../main/storage/storage.ts'
import type { TurnsOptions } from '../../main/turns/options.ts'
import { CREDIT, lightPrice, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { addConversationWithTurn, writingRow } from '../helpers/chat-rows.ts'

test('an ending that cannot be written now is written later, once, and nothing is lost', async () => {
  const profile = profileOnDisk()
  const { storage, ledger } = profile
  ledger.setMonthlyBudget(100 * CREDIT, 'first')
  const reserved = reserve(profile, 't1', 50 * CREDIT)
  if (!reserved.ok) throw new Error(reserved.failure.kind)
  ledger.markDispatched('t1')
  addConversationWithTurn(storage, 'c', 'turn of t1')
  const messageId = storage.messages.add(writingRow('turn of t1', 't1'))

  let refusals = 0
  const fullDisk: Storage['transact'] = (work) => {
    refusals += 1
    if (refusals <= 3)
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    return storage.transact(work)
  }
  const reports: unknown[] = []
  const told: unknown[] = []
  const options = {
    storage: { ...storage, transact: fullDisk },
    ledger,
    nowMs: () => profile.clock.atMs,
    after: (_delayMs: number, run: () => void) => {
      const timer = setTimeout(run, 1)
      return () => clearTimeout(timer)
    },
    tell: (name: string, payload: unknown) => void told.push([name, payload]),
    report: (error: unknown) => void reports.push(error),
  } as unknown as TurnsOptions
  const adapter = await createAdapterLoader({ practicePaceMs: 0 })('practice')
  await new Promise<void>((resolve) => {
    openTurnRunner(options, { changed: () => {}, ended: () => resolve() }).start({
      turnId: 'turn of t1',
      conversationId: 'c',
      attempt: reserved.value,
      allowedNanoUsd: 0,
      messageId,
      price: lightPrice,
      adapter,
      request: {
        connection: {
          providerName: 'Practice',
          address: 'https://practice.invalid',
          key: null,
          fetch: globalThis.fetch,
          idleTimeoutMs: 1_000,
          maxDurationMs: 60_000,
        },
        attemptId: 't1',
        modelId: 'practice-light',
        modelName: 'Light',
        messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
        maxOutputTokens: 500,
        system: null,
        effort: null,
        temperature: null,
        without: [],
      },
    })
  })
  expect(reports).toHaveLength(3)
  const disk = told.filter((event) => Array.isArray(event) && event[0] === 'disk.changed')
  expect(disk).toHaveLength(4)
  expect(disk[0]).toEqual([
    'disk.changed',
    { failure: expect.objectContaining({ kind: 'disk-full' }) },
  ])
  expect(disk.at(-1)).toEqual(['disk.changed', { failure: null }])
  expect(storage.attempts.find('t1')?.state).toBe('settled')
  expect(storage.messages.ofTurn('turn of t1')[0]?.state).toBe('completed')
  expect(ledger.budget().balances.reservedNanoUsd).toBe(0)
})
