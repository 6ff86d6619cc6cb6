import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { opus, profileWithProvider } from '../helpers/open-profile.ts'

/** Not enough for the ceiling of any turn with this model, and more than one really costs. */
const SMALL_NANO_USD = 10_000_000

async function withSmallBudget() {
  const profile = await profileWithProvider()
  profile.session.turns.setBudget(SMALL_NANO_USD)
  const turn = () => ({
    turnId: randomUUID(),
    conversationId: randomUUID(),
    model: opus,
    text: 'Hello',
  })
  return { ...profile, turn }
}

test('a firm budget is not exceeded, whatever the window asks for', async () => {
  const { session, provider, turn } = await withSmallBudget()
  const sent = await session.turns.send({ ...turn(), allowedNanoUsd: 1_000_000_000 })
  expect(sent).toMatchObject({ failure: { kind: 'not-enough-credits' } })
  expect(provider.requests()).toHaveLength(0)
})

describe('a budget that asks', () => {
  test('refuses, and lets go what the person then allows, for this turn alone', async () => {
    const { session, provider, turn, ended } = await withSmallBudget()
    session.turns.configureBudget({ mode: 'ask' })
    const first = await session.turns.send(turn())
    if (first.ok || first.failure.kind !== 'not-enough-credits') throw new Error('It was sent')
    const { shortNanoUsd } = first.failure
    const short = await session.turns.send({ ...turn(), allowedNanoUsd: shortNanoUsd - 1 })
    expect(short).toMatchObject({ failure: { kind: 'not-enough-credits', shortNanoUsd } })
    expect(provider.requests()).toHaveLength(0)

    const allowed = turn()
    const answer = ended(allowed.turnId)
    expect(await session.turns.send({ ...allowed, allowedNanoUsd: shortNanoUsd })).toMatchObject({
      ok: true,
    })
    const { receipt } = (await answer).answer
    expect(receipt).toMatchObject({ state: 'settled', allowedNanoUsd: shortNanoUsd })
    const { balances, availableNanoUsd } = session.turns.budget()
    expect(balances.grantedNanoUsd).toBe(SMALL_NANO_USD)
    expect(availableNanoUsd).toBe(SMALL_NANO_USD - provider.bill().costNanoUsd)
    expect(await session.turns.send(turn())).toMatchObject({ ok: false })
  })
})

test('with no limit everything is sent and counted, and going back to a budget counts it too', async () => {
  const { session, provider, ask } = await profileWithProvider()
  session.turns.setNoLimit()
  await ask(opus, 'Hello')
  await ask(opus, 'Hello again')
  const { monthlyNanoUsd, mode, balances } = session.turns.budget()
  expect({ monthlyNanoUsd, mode }).toEqual({ monthlyNanoUsd: null, mode: 'watch' })
  expect(balances).toMatchObject({
    spentNanoUsd: provider.bill().costNanoUsd,
    reservedNanoUsd: 0,
    overrunNanoUsd: 0,
  })
  session.turns.configureBudget({ mode: 'firm' })
  session.turns.setBudget(SMALL_NANO_USD)
  expect(session.turns.budget().availableNanoUsd).toBe(SMALL_NANO_USD - provider.bill().costNanoUsd)
})
