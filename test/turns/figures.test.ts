import { expect, test } from 'vitest'
import { opus, profileWithProvider, sol } from '../helpers/open-profile.ts'

async function withUncertainTurn() {
  const profile = await profileWithProvider()
  profile.provider.queue({ kind: 'error', status: 500 })
  const turn = await profile.ask(opus, 'Hello')
  expect(turn.answer.receipt.state).toBe('uncertain')
  return { ...profile, turnId: turn.turnId, reserved: turn.answer.receipt.reservedNanoUsd }
}

test('a person who knows that an uncertain attempt cost nothing has it back', async () => {
  const { session, turnId } = await withUncertainTurn()
  expect(session.turns.costNothing(turnId)).toMatchObject({
    value: { answer: { receipt: { state: 'released', spentNanoUsd: 0 } } },
  })
  expect(session.turns.budget().availableNanoUsd).toBe(20_000_000_000)
  expect(session.turns.costNothing(turnId)).toMatchObject({ failure: { kind: 'already-ended' } })
})

test('the figure a person gives for an uncertain attempt ends it, and says whose figure it is', async () => {
  const { session, turnId } = await withUncertainTurn()
  expect(session.turns.setFigure(turnId, 123_456)).toMatchObject({
    value: { answer: { receipt: { state: 'settled', quality: 'person', spentNanoUsd: 123_456 } } },
  })
  expect(session.turns.budget().balances).toMatchObject({
    spentNanoUsd: 123_456,
    reservedNanoUsd: 0,
  })
})

test('a figure above the reservation is spent in full', async () => {
  const { session, turnId, reserved } = await withUncertainTurn()
  session.turns.setFigure(turnId, reserved + 5)
  expect(session.turns.budget().balances).toMatchObject({
    spentNanoUsd: reserved + 5,
    overrunNanoUsd: 0,
  })
})

test('a turn that was counted here can be corrected by the person, as often as it takes', async () => {
  const { session, provider, ask } = await profileWithProvider()
  provider.queue({ kind: 'answer', usage: 'none' })
  const turn = await ask(sol, 'Hello')
  const before = turn.answer.receipt.spentNanoUsd ?? 0
  expect(turn.answer.receipt).toMatchObject({ quality: 'estimated', corrected: null })
  for (const figure of [before + 1_000, 7, 0]) {
    expect(session.turns.setFigure(turn.turnId, figure)).toMatchObject({
      value: {
        answer: {
          receipt: {
            spentNanoUsd: figure,
            quality: 'person',
            corrected: { beforeNanoUsd: before },
            usage: turn.answer.receipt.usage,
          },
        },
      },
    })
    expect(session.turns.budget().balances.spentNanoUsd).toBe(figure)
  }
})

test('what the provider said exactly is not changed by hand', async () => {
  const { session, provider, ask } = await profileWithProvider()
  const turn = await ask(sol, 'Hello')
  expect(session.turns.setFigure(turn.turnId, 1)).toMatchObject({
    failure: { kind: 'already-ended' },
  })
  expect(session.turns.budget().balances.spentNanoUsd).toBe(provider.bill().costNanoUsd)
})
