import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TokenCounter } from '../../main/estimate/token-counter.ts'
import { openProfile, sol } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { paid } from '../helpers/paid.ts'

/** A profile whose messages are counted when the test says so, and whose provider takes no key. */
function profileThatCounts() {
  const asked = Promise.withResolvers<void>()
  const counted = Promise.withResolvers<void>()
  const counter: TokenCounter = {
    async count(texts) {
      asked.resolve()
      await counted.promise
      return texts.map(() => 10)
    },
    known: () => null,
    close: () => {},
  }
  let requestCount = 0
  const fetch: typeof globalThis.fetch = () => {
    requestCount += 1
    return Promise.resolve(Response.json({ error: { message: 'No' } }, { status: 401 }))
  }
  const profile = openProfile(temporaryFolder(), { counter, fetch })
  profile.session.turns.setBudget(20_000_000_000)
  profile.session.accounts.saveKey('openai', 'sk-canary-openai-0123456789')
  const [turnId, conversationId] = [randomUUID(), randomUUID()]
  const send = () =>
    profile.session.turns.send({ turnId, conversationId, model: sol, text: 'Hello' })
  const counting = { asked: asked.promise, end: counted.resolve }
  return { ...profile, counting, send, turnId, requests: () => requestCount }
}

const own = { typedOutputUsd: '70', typedCacheReadUsd: '', typedCacheWriteUsd: '' }

test('a price that changes while the message is counted is the price of the attempt', async () => {
  const { session, counting, send } = profileThatCounts()
  const sent = send()
  await counting.asked
  session.accounts.setPrice({ model: sol, typedInputUsd: '7', ...own })
  counting.end()
  const turn = await sent
  if (!turn.ok) throw new Error(turn.failure.kind)
  const { price, reservedNanoUsd } = paid(turn.value).answer.receipt
  expect(price).toMatchObject({ source: 'own', rates: { outputPicoUsd: 70_000_000 } })
  expect(reservedNanoUsd).toBeGreaterThan(8_192 * 70_000)
})

test('a key that is taken away while the message is counted is not used', async () => {
  const { session, counting, send, requests } = profileThatCounts()
  const sent = send()
  await counting.asked
  session.accounts.removeKey('openai')
  counting.end()
  expect(await sent).toMatchObject({ ok: false, failure: { kind: 'no-key' } })
  expect(requests()).toBe(0)
})

test('a message that is counted while the profile is closed is not sent, and nothing is reserved', async () => {
  const { session, counting, send, requests, reports } = profileThatCounts()
  const sent = send()
  await counting.asked
  const closed = session.close()
  counting.end()
  expect(await sent).toMatchObject({ ok: false, failure: { kind: 'turn-in-progress' } })
  await closed
  expect(requests()).toBe(0)
  expect(reports).toEqual([])
})

test('a message that is sent twice while it is counted is one turn', async () => {
  const { session, counting, send, requests, isSettled, turnId } = profileThatCounts()
  const sent = [send(), send()]
  await counting.asked
  counting.end()
  const [one, other] = await Promise.all(sent)
  expect(one).toEqual(other)
  await expect.poll(() => isSettled(turnId)).toBe(true)
  expect(requests()).toBe(1)
  expect(session.turns.budget().balances).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: 0 })
})
