import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Turn } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import { GROQ, profileElsewhere } from '../helpers/elsewhere.ts'

const WORDS = 300

/** Sends something long to a provider that bills to the end, and stops it at its first words. */
async function stopHalfway(isCut = false) {
  const profile = await profileElsewhere(GROQ, { afterHangUp: 'runs-on' })
  const { session, provider, model, ended, events } = profile
  const text = 'word '.repeat(WORDS)
  const breakOff = { afterBytes: 20_000, how: 'reset' as const }
  provider.queue({ kind: 'answer', text, delayMs: 5, ...(isCut ? { breakOff } : {}) })
  const turn = { turnId: randomUUID(), conversationId: randomUUID(), model, text: 'Long' }
  const answer = ended(turn.turnId)
  await session.turns.send(turn)
  await expect.poll(() => events.some(({ name }) => name === 'turn.piece')).toBe(true)
  session.turns.stop(turn.turnId)
  const shown = events.findLast(({ name }) => name === 'turn.changed')?.payload as { turn: Turn }
  return { ...profile, turn, answer, shown: shown.turn }
}

test('a stop is shown at once, and the rest is read for its cost alone', async () => {
  const { session, provider, answer, shown, turn, events } = await stopHalfway()
  expect(shown.answer).toMatchObject({ state: 'stopped', receipt: { state: 'dispatched' } })
  const pieces = events.filter(({ name }) => name === 'turn.piece').length
  const { answer: settled } = await answer
  expect(settled).toMatchObject({
    state: 'stopped',
    receipt: { quality: 'exact', spentNanoUsd: provider.bill().costNanoUsd },
  })
  expect(textOf(settled.parts)).toBe(textOf(shown.answer.parts))
  expect(events.filter(({ name }) => name === 'turn.piece')).toHaveLength(pieces)
  const opened = session.turns.open(turn.conversationId)
  expect(opened).toMatchObject({ value: { turns: [{ answer: { state: 'stopped' } }] } })
  expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
})

test('the conversation goes on while a stopped answer is still read', async () => {
  const { session, provider, model, turn, answer } = await stopHalfway()
  const next = { turnId: randomUUID(), conversationId: turn.conversationId, model, text: 'Next' }
  expect(await session.turns.send(next)).toMatchObject({ ok: true })
  await answer
  await provider.idle()
  await expect
    .poll(() => session.turns.budget().balances)
    .toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: provider.bill().costNanoUsd })
})

test('a connection lost while reading on counts the whole reservation: it was billed to the end', async () => {
  const { provider, answer } = await stopHalfway(true)
  const { receipt } = (await answer).answer
  expect(receipt).toMatchObject({
    state: 'settled',
    quality: 'estimated',
    spentNanoUsd: receipt.reservedNanoUsd,
  })
  expect(receipt.spentNanoUsd).toBeGreaterThanOrEqual(provider.bill().costNanoUsd)
})

test('closing waits a moment for the rest, and then counts the whole reservation', async () => {
  const profile = await profileElsewhere(GROQ, { afterHangUp: 'runs-on' })
  const { session, provider, model, events, ended } = profile
  provider.queue({ kind: 'answer', text: 'word '.repeat(50), delayMs: 5 })
  const turnId = randomUUID()
  const answer = ended(turnId)
  await session.turns.send({ turnId, conversationId: randomUUID(), model, text: 'Short' })
  await expect.poll(() => events.some(({ name }) => name === 'turn.piece')).toBe(true)
  await session.close()
  expect((await answer).answer).toMatchObject({ state: 'stopped', receipt: { quality: 'exact' } })
})

test('a stop before anything left sends nothing, whatever a stop does later', async () => {
  const profile = await profileElsewhere(GROQ, { afterHangUp: 'runs-on' })
  const { session, provider, model, ended } = profile
  const turnId = randomUUID()
  const answer = ended(turnId)
  await session.turns.send({ turnId, conversationId: randomUUID(), model, text: 'Hello' })
  expect(provider.requests()).toEqual([])
  session.turns.stop(turnId)
  expect((await answer).answer.receipt).toMatchObject({ state: 'released', spentNanoUsd: 0 })
  expect(provider.requests()).toEqual([])
})

test('an uncertain attempt of a provider that is gone counts whole: nothing is known of it', async () => {
  const profile = await profileElsewhere('https://models.example.com/v1')
  const { session, provider, model, ask } = profile
  provider.queue({ kind: 'error', status: 500 })
  const turn = await ask(model, 'Hello')
  session.accounts.remove(model.providerId)
  expect(session.turns.countNow(turn.turnId)).toMatchObject({
    value: { answer: { receipt: { spentNanoUsd: turn.answer.receipt.reservedNanoUsd } } },
  })
})
