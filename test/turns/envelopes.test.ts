import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ModelKey } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Envelope, EnvelopeOf } from '../../shared/ipc/shapes.ts'
import type { Result } from '../../shared/result.ts'
import { busy } from '../helpers/fake-provider/behaviour.ts'
import {
  type OpenProfile,
  opus,
  profileWithProvider,
  quoteOf,
  sol,
} from '../helpers/open-profile.ts'

const TEXT = 'Hello'
const ofAnthropic: EnvelopeOf = { kind: 'provider', providerId: 'anthropic' }
const ofSol: EnvelopeOf = { kind: 'model', model: sol }
const luna: ModelKey = { providerId: 'openai', modelId: 'gpt-6-luna' }

const soon = { timeout: 20_000 }

const turnOf = (model: ModelKey) => ({
  turnId: randomUUID(),
  conversationId: randomUUID(),
  model,
  text: TEXT,
})

const comparisonOf = (...models: ModelKey[]) => ({
  comparisonId: randomUUID(),
  conversationId: randomUUID(),
  text: TEXT,
  turns: models.map((model) => ({ turnId: randomUUID(), model })),
})

function ceilingOf({ session }: Pick<OpenProfile, 'session'>, model: ModelKey): number {
  return quoteOf(session, model, TEXT).ceilingNanoUsd ?? 0
}

function expectedOf({ session }: Pick<OpenProfile, 'session'>, model: ModelKey): number {
  return quoteOf(session, model, TEXT).expectedNanoUsd ?? 0
}

function save({ session }: Pick<OpenProfile, 'session'>, of: EnvelopeOf, nanoUsd: number): void {
  const saved = session.turns.saveEnvelope({ envelopeId: randomUUID(), of, typedUsd: '' }, nanoUsd)
  expect(saved).toMatchObject({ ok: true })
}

function onlyEnvelope({ session }: Pick<OpenProfile, 'session'>): Envelope {
  const [envelope, ...others] = session.turns.budget().envelopes
  if (!envelope || others.length > 0) throw new Error('There is not one envelope')
  return envelope
}

function failureOf(sent: Result<unknown>): Failure {
  if (sent.ok) throw new Error('It was sent')
  return sent.failure
}

describe('an envelope', () => {
  test('refuses what goes beyond it, with its figures, and what is not in it goes', async () => {
    const profile = await profileWithProvider()
    const { session, provider, ask } = profile
    const neededNanoUsd = ceilingOf(profile, opus)
    save(profile, ofAnthropic, neededNanoUsd - 1)
    expect(failureOf(await session.turns.send(turnOf(opus)))).toEqual({
      kind: 'envelope-short',
      of: ofAnthropic,
      neededNanoUsd,
      availableNanoUsd: neededNanoUsd - 1,
      shortNanoUsd: 1,
      periodEndsAtMs: session.turns.budget().periodEndsAtMs,
    })
    expect(provider.requests()).toHaveLength(0)
    expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
    await ask(sol, TEXT)
    expect(onlyEnvelope(profile)).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: 0 })
  })

  test('holds what its turns cost, as their provider bills it', async () => {
    const profile = await profileWithProvider()
    save(profile, ofSol, 1_000_000_000)
    await profile.ask(sol, TEXT)
    await profile.ask(sol, TEXT)
    expect(onlyEnvelope(profile)).toMatchObject({
      reservedNanoUsd: 0,
      spentNanoUsd: profile.provider.bill().costNanoUsd,
    })
  })

  test('lets go what the person allows in a budget that asks, and no less', async () => {
    const profile = await profileWithProvider()
    const { session, ended } = profile
    session.turns.configureBudget({ mode: 'ask' })
    save(profile, ofAnthropic, ceilingOf(profile, opus) - 10)
    const short = await session.turns.send({ ...turnOf(opus), allowedNanoUsd: 9 })
    expect(failureOf(short)).toMatchObject({ kind: 'envelope-short', shortNanoUsd: 10 })
    const allowed = turnOf(opus)
    const answer = ended(allowed.turnId)
    expect((await session.turns.send({ ...allowed, allowedNanoUsd: 10 })).ok).toBe(true)
    expect((await answer).answer.receipt).toMatchObject({ state: 'settled' })
  })

  test('of a folder counts the first turn of a chat that is begun in it', async () => {
    const profile = await profileWithProvider()
    const { session, ended, provider } = profile
    const folderId = randomUUID()
    session.turns.saveFolder({ folderId, name: 'Office', options: null })
    save(profile, { kind: 'folder', folderId }, 1_000_000_000)
    const turn = { ...turnOf(sol), folderId }
    const answer = ended(turn.turnId)
    expect((await session.turns.send(turn)).ok).toBe(true)
    await answer
    const first = provider.bill().costNanoUsd
    expect(onlyEnvelope(profile).spentNanoUsd).toBe(first)
    session.turns.move(turn.conversationId, null)
    await profile.ask(sol, 'More', turn.conversationId)
    expect(onlyEnvelope(profile).spentNanoUsd, 'what was spent elsewhere').toBe(first)
  })

  test('of a folder goes with it, and the window is told', async () => {
    const profile = await profileWithProvider()
    const { session, events } = profile
    const folderId = randomUUID()
    session.turns.saveFolder({ folderId, name: 'Office', options: null })
    save(profile, { kind: 'folder', folderId }, 1_000_000)
    events.length = 0
    session.turns.removeFolder(folderId)
    expect(session.turns.budget().envelopes).toEqual([])
    const told = events.find(({ name }) => name === 'budget.changed')
    expect(told?.payload).toMatchObject({ envelopes: [] })
    const of: EnvelopeOf = { kind: 'folder', folderId }
    expect(
      session.turns.saveEnvelope({ envelopeId: randomUUID(), of, typedUsd: '' }, 1),
    ).toMatchObject({ failure: { kind: 'unknown-folder' } })
  })

  test('holds a second attempt as well, once the first gave back what it had reserved', async () => {
    const profile = await profileWithProvider()
    const { provider } = profile
    save(profile, ofSol, ceilingOf(profile, sol))
    provider.queue(...busy(1, 429, 0))
    const turn = await profile.ask(sol, TEXT)
    expect(turn.answer.receipt).toMatchObject({ state: 'settled' })
    expect(provider.requests().length).toBeGreaterThan(1)
    expect(onlyEnvelope(profile)).toMatchObject({
      reservedNanoUsd: 0,
      spentNanoUsd: provider.bill().costNanoUsd,
    })
  })
})

describe('a comparison', () => {
  test('is sent with all or none: what its envelope lacks is said of those that count in it', async () => {
    const profile = await profileWithProvider()
    const { session, provider } = profile
    const [dear, cheap] = [ceilingOf(profile, sol), ceilingOf(profile, luna)]
    save(profile, { kind: 'provider', providerId: 'openai' }, dear + cheap - 5)
    const refused = failureOf(await session.turns.compare(comparisonOf(opus, sol, luna)))
    expect(refused).toMatchObject({
      kind: 'envelope-short',
      of: { kind: 'provider', providerId: 'openai' },
      neededNanoUsd: dear + cheap,
      availableNanoUsd: dear + cheap - 5,
      shortNanoUsd: 5,
    })
    expect(provider.requests()).toHaveLength(0)
    expect(session.turns.conversations()).toEqual([])
    expect(onlyEnvelope(profile)).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: 0 })

    session.turns.configureBudget({ mode: 'ask' })
    const allowed = { ...comparisonOf(opus, sol, luna), allowedNanoUsd: 5 }
    expect(await session.turns.compare(allowed)).toMatchObject({ ok: true })
  })

  test('is asked about as one turn, by the sum of what it is expected to cost', async () => {
    const profile = await profileWithProvider()
    const { session, provider } = profile
    const expectedNanoUsd = expectedOf(profile, opus) + expectedOf(profile, sol)
    const ceilingNanoUsd = ceilingOf(profile, opus) + ceilingOf(profile, sol)
    session.turns.setTurnLimit(expectedNanoUsd - 1)
    const sent = comparisonOf(opus, sol)
    const above = { kind: 'above-turn-limit', expectedNanoUsd, ceilingNanoUsd }
    const limited = { ...above, limitNanoUsd: expectedNanoUsd - 1 }
    expect(failureOf(await session.turns.compare(sent))).toEqual(limited)
    const less = { ...sent, agreedNanoUsd: expectedNanoUsd - 1 }
    expect(failureOf(await session.turns.compare(less))).toEqual(limited)
    expect(provider.requests()).toHaveLength(0)
    const agreed = { ...sent, agreedNanoUsd: expectedNanoUsd }
    expect(await session.turns.compare(agreed)).toMatchObject({ ok: true })
  })
})

describe('the limit for one turn', () => {
  test('is asked about before anything is reserved, and by the dearer figure again', async () => {
    const profile = await profileWithProvider()
    const { session, provider, ended } = profile
    const expectedNanoUsd = expectedOf(profile, opus)
    session.turns.setTurnLimit(expectedNanoUsd - 1)
    const turn = turnOf(opus)
    expect(failureOf(await session.turns.send(turn))).toEqual({
      kind: 'above-turn-limit',
      expectedNanoUsd,
      ceilingNanoUsd: ceilingOf(profile, opus),
      limitNanoUsd: expectedNanoUsd - 1,
    })
    const stale = await session.turns.send({ ...turn, agreedNanoUsd: expectedNanoUsd - 1 })
    expect(failureOf(stale)).toMatchObject({ kind: 'above-turn-limit' })
    expect(provider.requests()).toHaveLength(0)
    expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
    const answer = ended(turn.turnId)
    expect((await session.turns.send({ ...turn, agreedNanoUsd: expectedNanoUsd })).ok).toBe(true)
    await answer
    session.turns.setTurnLimit(null)
    await profile.ask(opus, TEXT)
  })

  test('was agreed to for a second attempt as well', async () => {
    const profile = await profileWithProvider()
    const { session, provider, ended } = profile
    session.turns.setTurnLimit(1)
    provider.queue(...busy(1, 429, 0))
    const turn = { ...turnOf(sol), agreedNanoUsd: expectedOf(profile, sol) }
    const answer = ended(turn.turnId)
    expect((await session.turns.send(turn)).ok).toBe(true)
    expect((await answer).answer.receipt).toMatchObject({ state: 'settled' })
  })

  test('asks nobody about a title: above it, none is made', async () => {
    const profile = await profileWithProvider()
    const { session, provider, ended } = profile
    session.changeSettings({ titleModel: opus })
    session.turns.setTurnLimit(1)
    const turn = { ...turnOf(sol), agreedNanoUsd: expectedOf(profile, sol) }
    const answer = ended(turn.turnId)
    expect((await session.turns.send(turn)).ok).toBe(true)
    await answer
    await expect.poll(() => session.turns.budget().balances.reservedNanoUsd, soon).toBe(0)
    expect(provider.requests()).toHaveLength(1)
    expect(session.turns.conversations()[0]?.titleFrom).toBe('first-words')
  })
})

test('a title goes beyond no envelope, in no mode', async () => {
  const profile = await profileWithProvider()
  const { session, provider, ask } = profile
  session.changeSettings({ titleModel: luna })
  session.turns.setNoLimit()
  save(profile, { kind: 'model', model: luna }, 1)
  await ask(opus, TEXT)
  await expect.poll(() => session.turns.budget().balances.reservedNanoUsd, soon).toBe(0)
  expect(provider.requests()).toHaveLength(1)
  expect(onlyEnvelope(profile)).toMatchObject({ reservedNanoUsd: 0, spentNanoUsd: 0 })
})
