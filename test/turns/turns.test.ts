import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../shared/chat/part.ts'
import { htmlPage } from '../helpers/fake-provider/behaviour.ts'
import { openProfile, opus, profileWithProvider, quoteOf, sol } from '../helpers/open-profile.ts'

const spent = (budget: { balances: { spentNanoUsd: number; overrunNanoUsd: number } }): number =>
  budget.balances.spentNanoUsd + budget.balances.overrunNanoUsd

describe('the ledger and the bill', () => {
  test('agree to the nano-USD over three providers in one conversation', async () => {
    const { session, provider, ask } = await profileWithProvider({ cacheEvery: 2 })
    const added = session.accounts.addCustom('Home server', provider.address, [
      { modelId: 'local-model', typedInputUsd: '0.0375', typedOutputUsd: '1.5' },
    ])
    if (!added.ok) throw new Error(added.failure.kind)
    const own = { providerId: added.value.providerId, modelId: 'local-model' }
    const conversationId = randomUUID()
    for (const model of [sol, opus, own, opus, sol, own]) {
      const turn = await ask(model, `A question for ${model.modelId}`, conversationId)
      const { receipt } = turn.answer
      expect(turn.answer.state).toBe('completed')
      expect(receipt.quality).toBe('exact')
      expect((receipt.spentNanoUsd ?? 0) + (receipt.releasedNanoUsd ?? 0)).toBe(
        receipt.reservedNanoUsd,
      )
    }
    expect(provider.bill().rows).toHaveLength(6)
    expect(spent(session.turns.budget())).toBe(provider.bill().costNanoUsd)
  })

  test('a later model reads the whole conversation, as text alone', async () => {
    const { provider, ask } = await profileWithProvider()
    const conversationId = randomUUID()
    const first = await ask(sol, 'Remember the number 41.', conversationId)
    await ask(opus, 'Which number?', conversationId)
    const { messages } = provider.requests().at(-1)?.body ?? {}
    expect(messages).toEqual([
      { role: 'user', content: 'Remember the number 41.' },
      { role: 'assistant', content: textOf(first.answer.parts) },
      {
        role: 'user',
        content: [{ type: 'text', text: 'Which number?', cache_control: { type: 'ephemeral' } }],
      },
    ])
  })
})

describe('sending', () => {
  test('two turns at once with a budget for one: one is admitted and one request leaves', async () => {
    const { session, provider, isSettled } = await profileWithProvider()
    const ceiling = quoteOf(session, sol, 'What is a farthing?').ceilingNanoUsd ?? 0
    session.turns.setBudget(ceiling + ceiling - 7)
    const send = () =>
      session.turns.send({
        turnId: randomUUID(),
        conversationId: randomUUID(),
        model: sol,
        text: 'What is a farthing?',
      })
    const answers = await Promise.all([send(), send()])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.find((answer) => !answer.ok)).toMatchObject({
      failure: { kind: 'not-enough-credits', neededNanoUsd: ceiling, shortNanoUsd: 7 },
    })
    const admitted = answers.find((answer) => answer.ok)
    if (!admitted?.ok) throw new Error('none was admitted')
    await expect.poll(() => isSettled(admitted.value.turnId)).toBe(true)
    expect(provider.requests()).toHaveLength(1)
  })

  test('the same turn twice is one turn and one request', async () => {
    const { session, provider, ended } = await profileWithProvider()
    const turn = { turnId: randomUUID(), conversationId: randomUUID(), model: sol, text: 'Once' }
    const ending = ended(turn.turnId)
    const answers = await Promise.all([session.turns.send(turn), session.turns.send(turn)])
    expect(answers.every((answer) => answer.ok)).toBe(true)
    await ending
    expect(await session.turns.send(turn)).toMatchObject({ ok: true })
    expect(provider.requests()).toHaveLength(1)
  })

  test('the request carries the output limit whose cost was reserved', async () => {
    const { provider, ask } = await profileWithProvider()
    await ask(sol, 'Short')
    expect(provider.requests().at(-1)?.body['max_output_tokens']).toBe(8_192)
    await ask(opus, 'Short')
    expect(provider.requests().at(-1)?.body['max_tokens']).toBe(8_192)
  })

  test('without key, price or budget nothing leaves and nothing is kept', async () => {
    const { session } = openProfile()
    const turn = { turnId: randomUUID(), conversationId: randomUUID(), model: sol, text: 'Hello' }
    expect(await session.turns.send(turn)).toMatchObject({ failure: { kind: 'no-key' } })
    session.accounts.saveKey('openai', 'sk-canary-openai-0123456789')
    expect(await session.turns.send(turn)).toMatchObject({ failure: { kind: 'no-budget' } })
    const added = session.accounts.addCustom('Elsewhere', 'https://models.example.com/v1', [
      { modelId: 'mystery', typedInputUsd: '', typedOutputUsd: '' },
    ])
    if (!added.ok) throw new Error(added.failure.kind)
    const model = { providerId: added.value.providerId, modelId: 'mystery' }
    expect(await session.turns.send({ ...turn, model })).toMatchObject({
      failure: { kind: 'no-price' },
    })
    expect(session.turns.conversations()).toEqual([])
  })
})

describe('an ending', () => {
  test.each([
    ['key-refused', { kind: 'error', status: 401 }],
    ['rate-limited', { kind: 'error', status: 429 }],
    ['provider-busy', { kind: 'error', status: 529 }],
    ['not-an-api', htmlPage],
  ] as const)('%s gives the whole reservation back at once', async (kind, behaviour) => {
    const { session, provider, ask } = await profileWithProvider()
    provider.queue(behaviour, behaviour)
    const turn = await ask(opus, 'Hello')
    expect(turn.answer).toMatchObject({
      state: 'failed',
      receipt: { state: 'released', spentNanoUsd: 0 },
    })
    expect(turn.answer.receipt.failure?.kind).toBe(kind)
    expect(session.turns.budget().availableNanoUsd).toBe(20_000_000_000)
  })

  test('at an address where nobody listens gives it back as well', async () => {
    const { session, provider, ask } = await profileWithProvider()
    await provider.close()
    const turn = await ask(sol, 'Hello')
    expect(turn.answer.receipt).toMatchObject({
      state: 'released',
      failure: { kind: 'unreachable' },
    })
    expect(session.turns.budget().availableNanoUsd).toBe(20_000_000_000)
  })

  test('by an error without a word about the bill is uncertain, and keeps the reservation', async () => {
    const { session, provider, ask } = await profileWithProvider()
    provider.queue({ kind: 'error', status: 500 })
    const { answer } = await ask(sol, 'Hello')
    expect(answer.receipt).toMatchObject({
      state: 'uncertain',
      spentNanoUsd: null,
      releasedNanoUsd: null,
    })
    const { balances } = session.turns.budget()
    expect(balances.reservedNanoUsd).toBe(answer.receipt.reservedNanoUsd)
    const wouldSpend = answer.receipt.uncertain?.wouldSpendNanoUsd ?? 0
    expect(wouldSpend).toBeGreaterThan(0)
    expect(session.turns.countNow(answer.turnId)).toMatchObject({
      ok: true,
      value: {
        answer: { receipt: { state: 'settled', quality: 'estimated', spentNanoUsd: wouldSpend } },
      },
    })
    expect(session.turns.countNow(answer.turnId)).toMatchObject({
      failure: { kind: 'already-ended' },
    })
  })

  test('without usage is counted here, never as nothing, and never below what was received', async () => {
    const { provider, ask } = await profileWithProvider()
    provider.queue({ kind: 'answer', usage: 'none', text: 'word '.repeat(400) })
    const { receipt } = (await ask(sol, 'Say a lot')).answer
    expect(receipt).toMatchObject({ state: 'settled', quality: 'estimated' })
    expect(receipt.spentNanoUsd).toBeGreaterThanOrEqual(provider.bill().costNanoUsd)
  })

  test.each(['reset', 'end'] as const)(
    'cut off by a %s keeps the text and counts what arrived',
    async (how) => {
      const { provider, ask } = await profileWithProvider()
      provider.queue({
        kind: 'answer',
        text: 'word '.repeat(400),
        breakOff: { afterBytes: 9_000, how },
      })
      const { answer } = await ask(opus, 'Say a lot')
      expect(answer.state).toBe('truncated')
      expect(textOf(answer.parts).startsWith('word word')).toBe(true)
      expect(answer.receipt).toMatchObject({ state: 'settled', quality: 'partial' })
      expect(answer.receipt.spentNanoUsd).toBeGreaterThan(0)
      expect(answer.receipt.spentNanoUsd).toBeLessThanOrEqual(answer.receipt.reservedNanoUsd)
    },
  )

  test('by stopping keeps the text, counts it and gives the rest back', async () => {
    const { session, provider, events, ended } = await profileWithProvider()
    provider.queue({ kind: 'answer', text: 'word '.repeat(2_000), delayMs: 5 })
    const turnId = randomUUID()
    const ending = ended(turnId)
    await session.turns.send({ turnId, conversationId: randomUUID(), model: opus, text: 'Long' })
    await expect
      .poll(() => events.filter(({ name }) => name === 'turn.piece').length)
      .toBeGreaterThan(5)
    expect(session.turns.stop(turnId)).toEqual({ ok: true, value: undefined })
    const { answer } = await ending
    expect(answer.state).toBe('stopped')
    expect(textOf(answer.parts).length).toBeGreaterThan(10)
    expect(answer.receipt.state).toBe('settled')
    expect(answer.receipt.releasedNanoUsd).toBeGreaterThan(0)
    expect(session.turns.stop(turnId)).toMatchObject({ failure: { kind: 'unknown-turn' } })
  })

  test('above the reservation is spent in full', async () => {
    const { session, provider, ask } = await profileWithProvider()
    const usage = { input_tokens: 10, output_tokens: 50_000, total_tokens: 50_010 }
    const response = { id: 'resp_1', object: 'response', status: 'completed', output: [], usage }
    const event = JSON.stringify({ type: 'response.completed', response, sequence_number: 0 })
    const body = `event: response.completed\ndata: ${event}\n\n`
    provider.queue({ kind: 'raw', contentType: 'text/event-stream', body })
    const { receipt } = (await ask(sol, 'Think')).answer
    expect(receipt.spentNanoUsd).toBe(500_020_000)
    expect(receipt.overrunNanoUsd).toBe(500_020_000 - receipt.reservedNanoUsd)
    expect(spent(session.turns.budget())).toBe(500_020_000)
  })
})

test('pieces join to the text without a gap, and the first is not held back', async () => {
  const { events, provider, ask } = await profileWithProvider()
  const text = 'Grüße, 一つの残高, 🐦 and some more words to cut into pieces. '.repeat(20)
  provider.queue({ kind: 'answer', text })
  const { answer } = await ask(opus, 'Hello')
  let told = ''
  for (const { name, payload } of events) {
    if (name !== 'turn.piece' || !('offset' in payload)) continue
    expect(payload.offset).toBe(told.length)
    told += payload.text
  }
  expect(told).toBe(text)
  expect(textOf(answer.parts)).toBe(text)
})

test('a failed question is not sent again with the next', async () => {
  const { provider, ask } = await profileWithProvider()
  const conversationId = randomUUID()
  provider.queue({ kind: 'error', status: 401 })
  await ask(opus, 'First try', conversationId)
  await ask(opus, 'Second try', conversationId)
  expect(provider.requests().at(-1)?.body['messages']).toEqual([
    { role: 'user', content: 'Second try' },
  ])
})

test('a model that is free on this computer has no price once its server is elsewhere', async () => {
  const { session } = openProfile()
  session.turns.setBudget(20_000_000_000)
  const added = session.accounts.addCustom('Home', 'http://localhost:11434/v1', [
    { modelId: 'qwen3', typedInputUsd: '', typedOutputUsd: '' },
  ])
  if (!added.ok) throw new Error(added.failure.kind)
  const { providerId } = added.value
  const priceNow = () =>
    session.accounts.catalog().models.find(({ key }) => key.providerId === providerId)?.price
  expect(priceNow()).toMatchObject({ source: 'this-computer' })
  expect(session.accounts.setAddress(providerId, 'https://models.example.com/v1').ok).toBe(true)
  expect(priceNow()).toBeNull()
  const turn = { turnId: randomUUID(), conversationId: randomUUID(), text: 'Hello' }
  const sent = await session.turns.send({ ...turn, model: { providerId, modelId: 'qwen3' } })
  expect(sent).toMatchObject({ ok: false, failure: { kind: 'no-price' } })
})

test('a usage that no request can have counts as none: the turn is counted here, and says so', async () => {
  const { session, provider, ask, reports } = await profileWithProvider()
  const usage = { input_tokens: 9_007_199_254_740_991, output_tokens: 9_007_199_254_740_991 }
  const response = { id: 'resp_1', object: 'response', status: 'completed', output: [], usage }
  const event = JSON.stringify({ type: 'response.completed', response, sequence_number: 0 })
  const body = `event: response.completed\ndata: ${event}\n\n`
  provider.queue({ kind: 'raw', contentType: 'text/event-stream', body })
  const { answer } = await ask(sol, 'Count')
  expect(answer.receipt).toMatchObject({ state: 'settled', quality: 'estimated' })
  expect(answer.receipt.spentNanoUsd).toBeLessThan(answer.receipt.reservedNanoUsd)
  expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
  expect(reports).toEqual([])
})

test('a month that ends while the window is open is told with the next figure asked for', async () => {
  const { session, clock, events } = await profileWithProvider()
  session.turns.quote({ conversationId: null, draft: 'Before' })
  const told = () => events.filter(({ name }) => name === 'budget.changed').length
  const before = told()
  session.turns.quote({ conversationId: null, draft: 'Before' })
  expect(told()).toBe(before)
  clock.atMs = Date.UTC(2026, 11, 1, 9)
  session.turns.quote({ conversationId: null, draft: 'After' })
  expect(told()).toBe(before + 1)
  expect(events.at(-1)?.payload).toMatchObject({ periodStartsAtMs: Date.UTC(2026, 11, 1) })
})

test('twenty conversations at once are each answered, and billed once', async () => {
  const { session, provider, ask } = await profileWithProvider()
  const turns = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ask(index % 2 === 0 ? sol : opus, `Hello ${index}`)),
  )
  expect(turns.map(({ answer }) => answer.state)).toEqual(Array(20).fill('completed'))
  expect(provider.bill().rows).toHaveLength(20)
  expect(spent(session.turns.budget())).toBe(provider.bill().costNanoUsd)
})

test('once a profile is closing no turn begins', async () => {
  const { session, provider } = await profileWithProvider()
  const closing = session.close()
  const turn = { turnId: randomUUID(), conversationId: randomUUID(), model: sol, text: 'Late' }
  expect(await session.turns.send(turn)).toMatchObject({ ok: false })
  await closing
  expect(provider.requests()).toEqual([])
})
