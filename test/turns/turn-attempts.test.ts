import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { TurnAttempt } from '../../shared/chat/receipt.ts'
import type { Result } from '../../shared/result.ts'
import { opus, profileWithProvider, sol } from '../helpers/open-profile.ts'

const soon = { timeout: 20_000 }
const luna = { providerId: 'openai', modelId: 'gpt-6-luna' }

function valueOf(result: Result<TurnAttempt[]>): TurnAttempt[] {
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

function sumOf(attempts: readonly TurnAttempt[]): number {
  return attempts.reduce((sum, { spentNanoUsd }) => sum + (spentNanoUsd ?? 0), 0)
}

describe('the attempts of a turn', () => {
  test('are one where one was enough', async () => {
    const { session, ask } = await profileWithProvider()
    const { turnId, answer } = await ask(opus, 'Hello')
    const { spentNanoUsd, reservedNanoUsd, attemptId } = answer.receipt
    expect(valueOf(session.turns.attempts(turnId))).toMatchObject([
      {
        attemptId,
        purpose: 'answer',
        number: 1,
        modelName: 'Claude Opus 5.5',
        providerName: 'Anthropic',
        state: 'settled',
        reservedNanoUsd,
        spentNanoUsd,
        releasedNanoUsd: reservedNanoUsd - (spentNanoUsd ?? 0),
      },
    ])
  })

  test('are the refused, the second and the title, oldest first, and sum to what the conversation cost', async () => {
    const profile = await profileWithProvider({
      behaviours: { 'gpt-6-luna': { kind: 'answer', text: 'Boiler fault' } },
    })
    const { session, provider, ask } = profile
    session.changeSettings({ titleModel: luna })
    const conversationId = randomUUID()
    provider.queue({ kind: 'error', status: 529 })
    const { turnId } = await ask(opus, 'My boiler shows E119.', conversationId)
    await expect.poll(() => provider.requests().length, soon).toBe(3)
    await expect.poll(() => session.turns.budget().balances.reservedNanoUsd, soon).toBe(0)
    const attempts = valueOf(session.turns.attempts(turnId))
    expect(attempts).toMatchObject([
      { purpose: 'answer', number: 1, state: 'released', spentNanoUsd: 0 },
      { purpose: 'answer', number: 2, state: 'settled', modelName: 'Claude Opus 5.5' },
      { purpose: 'title', number: 1, state: 'settled', providerName: 'OpenAI' },
    ])
    expect(sumOf(attempts)).toBe(provider.bill().costNanoUsd)
    expect(sumOf(attempts)).toBe(session.turns.budget().balances.spentNanoUsd)
    for (const { reservedNanoUsd, spentNanoUsd, releasedNanoUsd, overrunNanoUsd } of attempts) {
      expect(reservedNanoUsd + overrunNanoUsd).toBe((spentNanoUsd ?? 0) + (releasedNanoUsd ?? 0))
    }
  })

  test('are found although others were sent between them', async () => {
    const { session, provider, ask } = await profileWithProvider()
    provider.queue({ kind: 'error', status: 529 })
    const [first, ...others] = await Promise.all([
      ask(opus, 'Hello'),
      ...Array.from({ length: 6 }, (_, place) => ask(sol, `And ${place}`)),
    ])
    const all = [first, ...others].map((turn) => valueOf(session.turns.attempts(turn.turnId)))
    expect(all.filter((attempts) => attempts.length === 1)).toHaveLength(6)
    expect(all.flat()).toHaveLength(8)
    expect(all.flat().reduce((sum, { spentNanoUsd }) => sum + (spentNanoUsd ?? 0), 0)).toBe(
      provider.bill().costNanoUsd,
    )
  })

  test('of nobody are none', async () => {
    const { session } = await profileWithProvider()
    expect(session.turns.attempts('nobody')).toMatchObject({
      ok: false,
      failure: { kind: 'unknown-turn' },
    })
  })
})
