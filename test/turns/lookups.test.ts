import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { OPENROUTER, profileElsewhere } from '../helpers/elsewhere.ts'
import { mappedFetch } from '../helpers/mapped-fetch.ts'
import { openProfile } from '../helpers/open-profile.ts'

type Elsewhere = Awaited<ReturnType<typeof profileElsewhere>>

/** Sends something long and stops it once its first words are there. */
async function stopHalfway({ session, provider, model, ended, events }: Elsewhere) {
  provider.queue({ kind: 'answer', text: 'word '.repeat(400), delayMs: 10 })
  const turnId = randomUUID()
  const answer = ended(turnId)
  await session.turns.send({ turnId, conversationId: randomUUID(), model, text: 'Long' })
  await expect.poll(() => events.some(({ name }) => name === 'turn.piece')).toBe(true)
  session.turns.stop(turnId)
  return answer
}

test('a stopped answer keeps its reservation until the provider said what it cost', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider } = profile
  const stopped = await stopHalfway(profile)
  expect(stopped.answer).toMatchObject({
    state: 'stopped',
    receipt: { state: 'uncertain', canLookUp: true },
  })
  await provider.idle()
  const looked = await session.turns.lookUp(stopped.turnId)
  expect(looked).toMatchObject({
    value: {
      answer: {
        state: 'stopped',
        receipt: {
          state: 'settled',
          quality: 'exact',
          spentNanoUsd: provider.bill().costNanoUsd,
          canLookUp: false,
        },
      },
    },
  })
  expect(provider.bill().costNanoUsd).toBeGreaterThan(0)
  expect(session.turns.budget().balances).toMatchObject({
    reservedNanoUsd: 0,
    spentNanoUsd: provider.bill().costNanoUsd,
  })
})

test('what a provider says later is learned from as well', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider, ask, model } = profile
  provider.queue({ kind: 'answer', usage: 'none' })
  const { turnId, answer } = await ask(model, 'Hello')
  expect(answer.receipt.state).toBe('uncertain')
  expect(session.turns.trackRecord()).toMatchObject({ value: { turnCount: 0 } })
  await provider.idle()
  await session.turns.lookUp(turnId)
  expect(session.turns.trackRecord()).toMatchObject({ value: { turnCount: 1 } })
})

test('of an answer that was stopped the cost is known later, and nothing is learned', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider } = profile
  const stopped = await stopHalfway(profile)
  await provider.idle()
  expect(await session.turns.lookUp(stopped.turnId)).toMatchObject({
    value: { answer: { receipt: { quality: 'exact' } } },
  })
  expect(session.turns.trackRecord()).toMatchObject({ value: { turnCount: 0 } })
})

test('the provider is asked by itself, some seconds after the end', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const stopped = await stopHalfway(profile)
  const settled = profile.ended(stopped.turnId)
  expect((await settled).answer.receipt).toMatchObject({
    quality: 'exact',
    spentNanoUsd: profile.provider.bill().costNanoUsd,
  })
})

test.each([
  ['does not know it yet', { notYetTimes: 1 }],
  ['speaks of another attempt', 'another'],
  ['gives figures that cannot be read', 'malformed'],
] as const)('a provider that %s changes nothing', async (_case, mode) => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider } = profile
  const stopped = await stopHalfway(profile)
  await provider.idle()
  provider.answerLookUps(mode)
  const before = session.turns.budget()
  expect(await session.turns.lookUp(stopped.turnId)).toMatchObject({
    failure: { kind: 'cost-not-found' },
  })
  expect(session.turns.budget()).toEqual(before)
  provider.answerLookUps('found')
  expect(await session.turns.lookUp(stopped.turnId)).toMatchObject({ ok: true })
})

test('after a restart an uncertain attempt is asked for by the name it was given', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider } = profile
  provider.answerLookUps('unknown')
  const stopped = await stopHalfway(profile)
  expect(stopped.answer.receipt.state).toBe('uncertain')
  await session.close()
  const again = await profileElsewhere(OPENROUTER, { isOpenRouter: true }, profile.folder)
  const opened = again.session.turns.open(
    again.session.turns.conversations()[0]?.conversationId ?? '',
  )
  expect(opened).toMatchObject({
    value: { turns: [{ answer: { receipt: { state: 'uncertain', canLookUp: true } } }] },
  })
})

test('a turn at a provider that cannot be asked says so', async () => {
  const { session, provider, model, ask } = await profileElsewhere('https://models.example.com/v1')
  provider.queue({ kind: 'answer', usage: 'none' })
  const turn = await ask(model, 'Hello')
  expect(turn.answer.receipt).toMatchObject({ quality: 'estimated', canLookUp: false })
  expect(await session.turns.lookUp(turn.turnId)).toMatchObject({ ok: false })
})

test('a first attempt that was refused lends nothing to the second: not its name, not its cost', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider, model, ended, events } = profile
  provider.queue({ kind: 'error', status: 429 }, { kind: 'answer', silent: true })
  const turn = { turnId: randomUUID(), conversationId: randomUUID(), model, text: 'Hello' }
  const answer = ended(turn.turnId)
  await session.turns.send(turn)
  await expect.poll(() => provider.requests().length, { timeout: 10_000 }).toBe(2)
  session.turns.stop(turn.turnId)
  const { receipt } = (await answer).answer
  expect(receipt).toMatchObject({ number: 2, canLookUp: false })
  expect(events.filter(({ name }) => name === 'turn.ended')).toHaveLength(1)
})

test('what is overdue at a start is asked for before it is counted', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider } = profile
  provider.answerLookUps('unknown')
  const stopped = await stopHalfway(profile)
  await session.close()
  provider.answerLookUps('found')
  const later = openProfile(profile.folder, {
    fetch: mappedFetch({ [OPENROUTER]: provider.address }),
    atMs: Date.UTC(2026, 10, 23, 20),
  })
  const receipt = () => {
    const [conversation] = later.session.turns.conversations()
    const opened = later.session.turns.open(conversation?.conversationId ?? '')
    return opened.ok ? opened.value.turns[0]?.answer.receipt : null
  }
  expect(receipt()).toMatchObject({ state: 'uncertain' })
  expect(later.session.accounts.saveKey(profile.model.providerId, 'sk-canary-0123456789').ok).toBe(
    true,
  )
  await expect.poll(() => receipt()?.quality, { timeout: 15_000 }).toBe('exact')
  expect(receipt()?.spentNanoUsd).toBe(provider.bill().costNanoUsd)
  expect(stopped.answer.receipt.state).toBe('uncertain')
})
