import { randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ModelKey, Turn } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Behaviour } from '../helpers/fake-provider/behaviour.ts'
import {
  openProfile,
  type OpenProfile,
  opus,
  profileWithProvider,
  quoteOf,
  sol,
} from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { randomOf } from '../providers/random.ts'

const luna: ModelKey = { providerId: 'openai', modelId: 'gpt-6-luna' }
const haiku: ModelKey = { providerId: 'anthropic', modelId: 'claude-haiku-4-5' }
const four = [opus, sol, haiku, luna] as const

const slow: Behaviour = { kind: 'answer', text: 'word '.repeat(2_000), delayMs: 20 }

function comparison(
  models: readonly ModelKey[],
  given: Partial<Input<'turn.compare'>> = {},
): Input<'turn.compare'> {
  const turns = models.map((model) => ({ turnId: randomUUID(), model }))
  const ids = { comparisonId: randomUUID(), conversationId: randomUUID() }
  return { ...ids, text: 'Which wall is best?', turns, ...given }
}

/** Sends it and waits for all endings. */
async function run(
  { session, ended }: Pick<OpenProfile, 'session' | 'ended'>,
  input: Input<'turn.compare'>,
): Promise<Turn[]> {
  const endings = input.turns.map(({ turnId }) => ended(turnId))
  expect(await session.turns.compare(input)).toMatchObject({ ok: true })
  return Promise.all(endings)
}

function opened({ session }: Pick<OpenProfile, 'session'>, conversationId: string) {
  const conversation = session.turns.open(conversationId)
  if (!conversation.ok) throw new Error(conversation.failure.kind)
  return conversation.value
}

const ceilingsOf = ({ session }: OpenProfile, models: readonly ModelKey[]): number =>
  models.reduce(
    (sum, model) => sum + (quoteOf(session, model, 'Which wall is best?').ceilingNanoUsd ?? 0),
    0,
  )

describe('the same message to several models', () => {
  test.each([2, 3, 4])('%i of them cost what their providers bill', async (count) => {
    const profile = await profileWithProvider({ cacheEvery: 2 })
    const input = comparison(four.slice(0, count))
    const answers = await run(profile, input)
    expect(answers.map(({ answer }) => answer.model)).toEqual(four.slice(0, count))
    for (const { answer, comparisonId } of answers) {
      expect(answer).toMatchObject({ state: 'completed', receipt: { quality: 'exact' } })
      expect(comparisonId).toBe(input.comparisonId)
    }
    const { balances } = profile.session.turns.budget()
    expect(profile.provider.bill().rows).toHaveLength(count)
    expect(balances).toMatchObject({
      spentNanoUsd: profile.provider.bill().costNanoUsd,
      reservedNanoUsd: 0,
    })
    const { comparing, turns, spentNanoUsd } = opened(profile, input.conversationId)
    expect(comparing?.map(({ turnId }) => turnId)).toEqual(input.turns.map(({ turnId }) => turnId))
    expect(turns).toEqual([])
    expect(spentNanoUsd).toBe(profile.provider.bill().costNanoUsd)
  })

  test('each reads the conversation so far, and none the answers beside it', async () => {
    const profile = await profileWithProvider()
    const conversationId = randomUUID()
    const first = await profile.ask(sol, 'There is a north wall.', conversationId)
    await run(profile, comparison([opus, haiku], { conversationId }))
    for (const { body } of profile.provider.requests().slice(1)) {
      const messages = JSON.stringify(body['messages'])
      expect(messages).toContain('There is a north wall.')
      expect(messages).toContain(JSON.stringify(textOf(first.answer.parts)).slice(1, -1))
      expect(body['messages']).toHaveLength(3)
    }
  })

  test('is reserved in one commit, before the first byte leaves', async () => {
    const profile = await profileWithProvider({ behaviours: behavioursOf(four, slow) })
    const input = comparison(four)
    const sent = await profile.session.turns.compare(input)
    expect(sent).toMatchObject({ ok: true })
    const { balances } = profile.session.turns.budget()
    const ceilings = sent.ok
      ? sent.value.map(({ answer }) => answer.receipt?.reservedNanoUsd ?? 0)
      : []
    expect(balances.reservedNanoUsd).toBe(ceilings.reduce((sum, one) => sum + one, 0))
    expect(ceilings.every((ceiling) => ceiling > 0)).toBe(true)
    expect(profile.provider.requests()).toHaveLength(0)
  })

  test('twice, at once and again, is one comparison and one request each', async () => {
    const profile = await profileWithProvider()
    const input = comparison([opus, sol])
    const endings = input.turns.map(({ turnId }) => profile.ended(turnId))
    const { compare } = profile.session.turns
    const answers = await Promise.all([compare(input), compare(input)])
    expect(answers.every(({ ok }) => ok)).toBe(true)
    await Promise.all(endings)
    const again = await compare(input)
    expect(again).toMatchObject({ ok: true, value: [{ answer: { state: 'completed' } }, {}] })
    expect(profile.provider.requests()).toHaveLength(2)
  })

  test('a turn that was sent before is not sent in a comparison, and takes no other with it', async () => {
    const profile = await profileWithProvider()
    const conversationId = randomUUID()
    const known = await profile.ask(sol, 'Once', conversationId)
    const turns = [
      { turnId: randomUUID(), model: opus },
      { turnId: known.turnId, model: sol },
    ]
    const sent = await profile.session.turns.compare(comparison([], { conversationId, turns }))
    expect(sent.ok).toBe(false)
    expect(profile.provider.requests()).toHaveLength(1)
    expect(profile.session.turns.budget().balances.reservedNanoUsd).toBe(0)
    expect(opened(profile, conversationId)).toMatchObject({
      comparing: null,
      turns: [{ turnId: known.turnId }],
    })
  })

  test('waits for what is written in the conversation, as any turn does', async () => {
    const profile = await profileWithProvider({ behaviours: behavioursOf(four, slow) })
    const input = comparison([sol, luna])
    expect(await profile.session.turns.compare(input)).toMatchObject({ ok: true })
    const { conversationId } = input
    const other = comparison([opus, haiku], { conversationId })
    const failure = { kind: 'turn-in-progress' }
    expect(await profile.session.turns.compare(other)).toMatchObject({ failure })
    const turn = { turnId: randomUUID(), conversationId, model: opus, text: 'And this?' }
    expect(await profile.session.turns.send(turn)).toMatchObject({ failure })
  })
})

describe('a comparison that does not fit', () => {
  test('is not sent in part: what is short is said of the sum', async () => {
    const profile = await profileWithProvider()
    const models = [opus, sol, haiku]
    const neededNanoUsd = ceilingsOf(profile, models)
    const shortNanoUsd = 7
    profile.session.turns.setBudget(neededNanoUsd - shortNanoUsd)
    const input = comparison(models)
    expect(await profile.session.turns.compare(input)).toMatchObject({
      failure: {
        kind: 'not-enough-credits',
        neededNanoUsd,
        availableNanoUsd: neededNanoUsd - shortNanoUsd,
        shortNanoUsd,
      },
    })
    expect(profile.provider.requests()).toHaveLength(0)
    expect(profile.session.turns.conversations()).toEqual([])
    const { balances } = profile.session.turns.budget()
    expect(balances).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: 0 })

    profile.session.turns.setBudget(neededNanoUsd)
    expect(await run(profile, input)).toHaveLength(3)
  })

  test('goes as far beyond the budget as was allowed for all of it, and no further', async () => {
    const profile = await profileWithProvider()
    const models = [opus, sol, haiku]
    const { turns } = profile.session
    turns.configureBudget({ mode: 'ask' })
    turns.setBudget(10_000_000)
    const first = await turns.compare(comparison(models))
    if (first.ok || first.failure.kind !== 'not-enough-credits') throw new Error('It was sent')
    const { shortNanoUsd: allowedNanoUsd } = first.failure
    const less = comparison(models, { allowedNanoUsd: allowedNanoUsd - 1 })
    expect(await turns.compare(less)).toMatchObject({ failure: { shortNanoUsd: allowedNanoUsd } })
    expect(profile.provider.requests()).toHaveLength(0)

    const answers = await run(profile, comparison(models, { allowedNanoUsd }))
    const allowed = answers.map(({ answer }) => answer.receipt?.allowedNanoUsd ?? 0)
    expect(allowed.reduce((sum, one) => sum + one, 0)).toBe(allowedNanoUsd)
    const { balances } = turns.budget()
    expect(balances.spentNanoUsd + balances.overrunNanoUsd).toBe(
      profile.provider.bill().costNanoUsd,
    )
  })

  test('goes no further where each of its turns is tried again, with less of a budget by then', async () => {
    const profile = await profileWithProvider({ behaviours: behavioursOf(four, slow) })
    const models = [sol, opus]
    const { session, provider, events } = profile
    const [first = 0, second = 0] = models.map((model) => ceilingsOf(profile, [model]))
    session.turns.configureBudget({ mode: 'ask' })
    session.turns.setBudget(first)
    const later: Behaviour = { kind: 'error', status: 429, headers: { 'retry-after': '1' } }
    provider.queue(later, later)
    const input = comparison(models, { allowedNanoUsd: second })
    const endings = input.turns.map(({ turnId }) => profile.ended(turnId))
    expect(await session.turns.compare(input)).toMatchObject({ ok: true })
    await expect.poll(() => session.turns.budget().balances.reservedNanoUsd).toBe(0)
    session.turns.setBudget(1)
    events.length = 0
    await expect.poll(() => provider.requests().length, { timeout: 10_000 }).toBeGreaterThan(2)
    const { reservedNanoUsd, spentNanoUsd } = session.turns.budget().balances
    expect(reservedNanoUsd + spentNanoUsd - 1).toBeLessThanOrEqual(second)
    for (const { turnId } of input.turns) session.turns.stop(turnId)
    await Promise.all(endings)
    expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
  })

  test('is tried again as far beyond the budget as was allowed', async () => {
    const profile = await profileWithProvider()
    const models = [sol, opus]
    const { session, provider } = profile
    const [first = 0, second = 0] = models.map((model) => ceilingsOf(profile, [model]))
    session.turns.configureBudget({ mode: 'ask' })
    session.turns.setBudget(first)
    const later: Behaviour = { kind: 'error', status: 429, headers: { 'retry-after': '0' } }
    provider.queue(later, later)
    const answers = await run(profile, comparison(models, { allowedNanoUsd: second }))
    expect(answers.map(({ answer }) => answer.state)).toEqual(['completed', 'completed'])
    expect(answers.map(({ answer }) => answer.receipt?.number)).toEqual([2, 2])
  })

  test.each([
    ['no key', 'no-key', { providerId: 'mistral', modelId: 'mistral-medium-latest' }],
    ['no such model', 'unknown-model', { providerId: 'openai', modelId: 'gpt-0' }],
  ])('has one with %s: none is sent', async (_, kind, model) => {
    const profile = await profileWithProvider()
    const input = comparison([opus, model])
    expect(await profile.session.turns.compare(input)).toMatchObject({ failure: { kind } })
    expect(profile.provider.requests()).toHaveLength(0)
    expect(profile.session.turns.conversations()).toEqual([])
  })
})

describe('each answer ends by itself', () => {
  test('one is refused and given back, the others go on', async () => {
    const refusal: Behaviour = { kind: 'error', status: 400 }
    const profile = await profileWithProvider({ behaviours: { 'gpt-6-sol': refusal } })
    const [first, second, third] = await run(profile, comparison([opus, sol, haiku]))
    expect(first?.answer.state).toBe('completed')
    expect(second?.answer).toMatchObject({ state: 'failed', receipt: { state: 'released' } })
    expect(third?.answer.state).toBe('completed')
    expect(profile.session.turns.budget().balances).toMatchObject({
      reservedNanoUsd: 0,
      spentNanoUsd: profile.provider.bill().costNanoUsd,
    })
  })

  test('one is stopped and counted, the others go on', async () => {
    const profile = await profileWithProvider({ behaviours: { 'gpt-6-sol': slow } })
    const { session, events } = profile
    const input = comparison([opus, sol])
    const [opusId, solId] = input.turns.map(({ turnId }) => turnId)
    const endings = input.turns.map(({ turnId }) => profile.ended(turnId))
    await session.turns.compare(input)
    await expect.poll(() => piecesOf(events, solId).length).toBeGreaterThan(3)
    expect(session.turns.stop(solId ?? '').ok).toBe(true)
    const [whole, stopped] = await Promise.all(endings)
    expect(whole?.turnId).toBe(opusId)
    expect(whole?.answer.state).toBe('completed')
    expect(stopped?.answer).toMatchObject({ state: 'stopped', receipt: { state: 'settled' } })
    expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
  })

  test('all are stopped when the profile closes, and none stays reserved', async () => {
    const profile = await profileWithProvider({ behaviours: behavioursOf(four, slow) })
    const { session, events, folder } = profile
    const input = comparison(four)
    await session.turns.compare(input)
    await expect
      .poll(() => input.turns.every(({ turnId }) => piecesOf(events, turnId).length > 2))
      .toBe(true)
    await session.close()
    const again = openProfile(folder)
    const { comparing } = opened(again, input.conversationId)
    expect(comparing?.map(({ answer }) => answer.state)).toEqual(four.map(() => 'stopped'))
    expect(again.session.recovered.uncertainCount).toBe(0)
    expect(again.session.turns.budget().balances.reservedNanoUsd).toBe(0)
  })

  test('a crash in the middle keeps each text and each reservation, and sends nothing again', async () => {
    const behaviours = { ...behavioursOf([opus, haiku], slow) }
    const profile = await profileWithProvider({ behaviours })
    const input = comparison([opus, sol, haiku])
    const whole = profile.ended(input.turns[1]?.turnId ?? '')
    await profile.session.turns.compare(input)
    await whole
    await expect
      .poll(() => piecesOf(profile.events, input.turns[0]?.turnId).length, { timeout: 10_000 })
      .toBeGreaterThan(70)
    const left = temporaryFolder()
    cpSync(profile.folder, left, { recursive: true })

    const again = openProfile(left)
    expect(again.session.recovered).toMatchObject({ uncertainCount: 2, interruptedCount: 2 })
    const { comparing } = opened(again, input.conversationId)
    expect(comparing?.map(({ answer }) => answer.state)).toEqual([
      'interrupted',
      'completed',
      'interrupted',
    ])
    expect(textOf(comparing?.[0]?.answer.parts ?? [])).toMatch(/^word word/u)
    const open = comparing?.flatMap(({ answer }) => {
      return answer.receipt?.state === 'uncertain' ? [answer.receipt.reservedNanoUsd] : []
    })
    expect(open).toHaveLength(2)
    const reserved = open?.reduce((sum, one) => sum + one, 0)
    expect(again.session.turns.budget().balances.reservedNanoUsd).toBe(reserved)
    expect(await again.session.turns.compare(input)).toMatchObject({ ok: true })
    expect(profile.provider.requests()).toHaveLength(3)
  })
})

describe('keeping an answer', () => {
  test('goes on from it alone; the others stay as versions', async () => {
    const profile = await profileWithProvider()
    const input = comparison([opus, sol, haiku])
    const answers = await run(profile, input)
    const kept = answers[1]
    if (!kept) throw new Error('There is none to keep')
    const conversation = profile.session.turns.keepAnswer(kept.turnId)
    expect(conversation).toMatchObject({
      ok: true,
      value: {
        comparing: null,
        turns: [{ turnId: kept.turnId, versionIds: input.turns.map(({ turnId }) => turnId) }],
      },
    })
    await profile.ask(opus, 'And why?', input.conversationId)
    const messages = JSON.stringify(profile.provider.requests().at(-1)?.body['messages'])
    expect(messages).toContain('That was gpt-6-sol')
    expect(messages).not.toContain('That was claude')
    const { turns, turnCount } = opened(profile, input.conversationId)
    expect(turnCount).toBe(2)
    expect(turns).toHaveLength(2)
  })

  test('before the others have ended lets them end, and counts them', async () => {
    const long: Behaviour = { kind: 'answer', text: 'word '.repeat(60), delayMs: 5 }
    const profile = await profileWithProvider({ behaviours: { 'claude-opus-5-5': long } })
    const input = comparison([opus, sol])
    const [opusId = '', solId = ''] = input.turns.map(({ turnId }) => turnId)
    const endings = [profile.ended(opusId), profile.ended(solId)] as const
    await profile.session.turns.compare(input)
    await endings[1]
    expect(profile.session.turns.keepAnswer(solId)).toMatchObject({ ok: true })
    const other = await endings[0]
    expect(other.answer.state).toBe('completed')
    const conversation = opened(profile, input.conversationId)
    expect(conversation).toMatchObject({ comparing: null, turns: [{ turnId: solId }] })
    expect(conversation.spentNanoUsd).toBe(profile.provider.bill().costNanoUsd)
  })
})

test('whatever each provider does, the ledger says what they bill', async () => {
  const seed = 20_261_122
  const random = randomOf(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const kinds: readonly Behaviour[] = [
    { kind: 'answer' },
    { kind: 'answer', text: 'word '.repeat(30), delayMs: 1 },
    { kind: 'answer', reasoningTokens: 900 },
    { kind: 'answer', usage: 'twice' },
    { kind: 'error', status: 400 },
    { kind: 'error', status: 401 },
  ]
  const behaviours: Record<string, Behaviour> = {}
  const profile = await profileWithProvider({ behaviours, cacheEvery: 3 })
  const conversationId = randomUUID()
  for (let round = 1; round <= 8; round += 1) {
    for (const { modelId } of four) behaviours[modelId] = pick(kinds)
    const models = four.slice(0, 2 + Math.floor(random() * 3))
    const answers = await run(profile, comparison(models, { conversationId }))
    const { session, provider } = profile
    expect(session.turns.budget().balances, `seed ${seed}, round ${round}`).toMatchObject({
      reservedNanoUsd: 0,
      spentNanoUsd: provider.bill().costNanoUsd,
    })
    expect(session.turns.keepAnswer(pick(answers).turnId)).toMatchObject({ ok: true })
    expect(opened(profile, conversationId).turns).toHaveLength(round)
  }
})

function behavioursOf(
  models: readonly ModelKey[],
  behaviour: Behaviour,
): Record<string, Behaviour> {
  return Object.fromEntries(models.map(({ modelId }) => [modelId, behaviour]))
}

function piecesOf(events: OpenProfile['events'], turnId: string | undefined) {
  return events.filter(
    ({ name, payload }) =>
      name === 'turn.piece' && 'turnId' in payload && payload.turnId === turnId,
  )
}
