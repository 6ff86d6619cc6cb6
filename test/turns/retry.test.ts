import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { retryOf } from '../../main/turns/retry.ts'
import type { Session } from '../../main/session.ts'
import type { StreamEnding } from '../../main/providers/provider.ts'
import { defaultChatOptions } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import { opus, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

const providerName = 'Test'
const paused: Failure = { kind: 'rate-limited', providerName, retryAfterMs: 3_000 }
const busy: Failure = { kind: 'provider-busy', providerName, status: 529 }

function failedWith(
  failure: Failure,
  evidence: 'not-sent' | 'refused' | 'unknown',
  retryAfterMs?: number,
): StreamEnding {
  const ending: StreamEnding = { kind: 'failed', failure, evidence }
  return retryAfterMs === undefined ? ending : { ...ending, retryAfterMs }
}

describe('what is tried again by itself', () => {
  test.each<[string, StreamEnding, number, number | null]>([
    ['a pause the provider asked for, that long', failedWith(paused, 'refused', 3_000), 1, 3_000],
    ['a provider too busy to begin', failedWith(busy, 'refused'), 1, 1_500],
    [
      'a connection that could not be made',
      failedWith({ kind: 'unreachable', providerName, host: 'h', reason: 'refused' }, 'not-sent'),
      1,
      1_500,
    ],
    ['nothing a second time', failedWith(paused, 'refused'), 2, null],
    ['nothing that may have been billed', failedWith(busy, 'unknown'), 1, null],
    ['no pause longer than a person waits', failedWith(busy, 'refused', 3_600_000), 1, null],
    [
      'no refused key',
      failedWith({ kind: 'key-refused', providerName, message: '' }, 'refused'),
      1,
      null,
    ],
    ['no answer that had begun', { kind: 'truncated', failure: busy }, 1, null],
    ['no answer that was stopped', { kind: 'stopped', isSent: false }, 1, null],
  ])('%s', (_rule, ending, attemptNumber, delayMs) => {
    const retry = delayMs === null ? null : { delayMs, without: [] }
    expect(retryOf(ending, attemptNumber, [])).toEqual(retry)
  })
})

test('a retry is an attempt of its own, with its own reservation, and the first costs nothing', async () => {
  const { session, provider, ask, events } = await profileWithProvider()
  provider.queue({ kind: 'error', status: 529 })
  const turn = await ask(opus, 'Hello')
  expect(turn.answer).toMatchObject({ state: 'completed', retry: null, receipt: { number: 2 } })
  expect(provider.requests()).toHaveLength(2)
  expect(provider.bill().costNanoUsd).toBe(turn.answer.receipt.spentNanoUsd)
  const { balances } = session.turns.budget()
  expect(balances).toMatchObject({
    reservedNanoUsd: 0,
    spentNanoUsd: turn.answer.receipt.spentNanoUsd,
  })
  const waiting = events.find(({ name }) => name === 'turn.changed')
  expect(waiting?.payload).toMatchObject({
    turn: { answer: { state: 'writing', retry: { failure: { kind: 'provider-busy' } } } },
  })
})

test('a second refusal ends the turn: two requests, no more', async () => {
  const { session, provider, ask } = await profileWithProvider()
  provider.queue({ kind: 'error', status: 529 }, { kind: 'error', status: 529 })
  const turn = await ask(sol, 'Hello')
  expect(turn.answer).toMatchObject({ state: 'failed', receipt: { number: 2, spentNanoUsd: 0 } })
  expect(provider.requests()).toHaveLength(2)
  expect(session.turns.budget().availableNanoUsd).toBe(20_000_000_000)
})

test('a stop while waiting to try again sends nothing more', async () => {
  const { session, provider, ended, events } = await profileWithProvider()
  provider.queue({ kind: 'error', status: 429, headers: { 'retry-after': '15' } })
  const turnId = randomUUID()
  const answer = ended(turnId)
  await session.turns.send({ turnId, conversationId: randomUUID(), model: opus, text: 'Hello' })
  await expect.poll(() => events.some(({ name }) => name === 'turn.changed')).toBe(true)
  expect(session.turns.stop(turnId)).toMatchObject({ ok: true })
  expect((await answer).answer).toMatchObject({
    state: 'stopped',
    receipt: { state: 'released', spentNanoUsd: 0 },
  })
  expect(provider.requests()).toHaveLength(1)
})

test.each([
  ['key was taken away', ({ accounts }: Session) => void accounts.removeKey('openai')],
  ['address is another', ({ accounts }: Session) => void accounts.setAddress('openai', '')],
  [
    'price is another',
    ({ accounts }: Session) => {
      const typed = { typedInputUsd: '9', typedOutputUsd: '90' }
      accounts.setPrice({ model: sol, ...typed, typedCacheReadUsd: '', typedCacheWriteUsd: '' })
    },
  ],
])('nothing is tried again where the %s meanwhile', async (_what, change) => {
  const { session, provider, ended, events } = await profileWithProvider()
  provider.queue({ kind: 'error', status: 429, headers: { 'retry-after': '1' } })
  const turnId = randomUUID()
  const answer = ended(turnId)
  await session.turns.send({ turnId, conversationId: randomUUID(), model: sol, text: 'Hello' })
  await expect.poll(() => events.some(({ name }) => name === 'turn.changed')).toBe(true)
  change(session)
  expect((await answer).answer).toMatchObject({
    state: 'failed',
    receipt: { number: 1, state: 'released', failure: { kind: 'rate-limited' } },
  })
  expect(provider.requests()).toHaveLength(1)
  expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
})

describe('a request that is refused for one field', () => {
  const complaint = (message: string) => ({
    kind: 'error' as const,
    status: 400,
    body: JSON.stringify({ error: { message, type: 'invalid_request_error', param: null } }),
  })

  test('goes again at once without it, as an attempt of its own, and is not sent so again', async () => {
    const { provider, ask, session } = await profileWithProvider()
    provider.queue(complaint("Unsupported parameter: 'service_tier' is not supported here."))
    const first = await ask(sol, 'Hello')
    expect(first.answer).toMatchObject({ state: 'completed', receipt: { number: 2 } })
    const second = await ask(sol, 'Hello again')
    expect(second.answer).toMatchObject({ state: 'completed', receipt: { number: 1 } })
    const tiers = provider.requests().map(({ body }) => body['service_tier'])
    expect(tiers).toEqual(['default', undefined, undefined])
    expect(provider.bill().rows).toHaveLength(2)
    expect(session.turns.budget().balances).toMatchObject({
      spentNanoUsd: provider.bill().costNanoUsd,
      reservedNanoUsd: 0,
    })
  })

  test('for its effort is written down as what it was: the model left to itself', async () => {
    const { provider, session, folder, ended } = await profileWithProvider()
    provider.queue(complaint("Unsupported parameter: 'reasoning.effort' is not supported here."))
    const conversationId = randomUUID()
    const options = { ...defaultChatOptions, effort: 'low' as const }
    for (const text of ['Hello', 'Hello again']) {
      const turnId = randomUUID()
      const answer = ended(turnId)
      await session.turns.send({ turnId, conversationId, model: sol, text, options })
      expect((await answer).answer.state).toBe('completed')
    }
    await session.close()
    const { storage } = profileOnDisk(join(folder, 'farthing.db'))
    const efforts = storage.usageReports.settledTurns(10).map(({ effort }) => effort)
    expect(efforts).toEqual([null, null])
  })

  test('is given up on where every answer names another', async () => {
    const { provider, ask } = await profileWithProvider()
    for (const field of ['service_tier', 'stream_options', 'cache_control', 'temperature']) {
      provider.queue(complaint(`Unsupported parameter: '${field}'`))
    }
    const { answer } = await ask(sol, 'Hello')
    expect(answer).toMatchObject({ state: 'failed', receipt: { state: 'released', number: 4 } })
    expect(provider.requests()).toHaveLength(4)
  })

  test('is not sent again where the same field is named twice', () => {
    const ending: StreamEnding = {
      ...failedWith({ kind: 'request-refused', providerName, status: 400, message: '' }, 'refused'),
      unsupported: 'temperature',
    } as StreamEnding
    expect(retryOf(ending, 1, [])).toEqual({ delayMs: 0, without: ['temperature'] })
    expect(retryOf(ending, 2, ['temperature'])).toBeNull()
  })
})
