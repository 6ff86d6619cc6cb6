import { describe, expect, test } from 'vitest'
import {
  countPracticeInput,
  countPracticeTokens,
  cutToPracticeTokens,
} from '../../main/providers/practice/count.ts'
import { createPractice } from '../../main/providers/practice/practice.ts'
import { connectionTo, requestTo, runToEnd, says } from './attempt.ts'
import type { ProviderRequest } from '../../main/providers/provider.ts'

const practice = createPractice({ paceMs: 0 })

function noNetwork(): never {
  throw new Error('Practice must not use the network')
}

function ask(changes: Partial<ProviderRequest> = {}): ProviderRequest {
  const connection = connectionTo('https://practice.invalid', { key: null, fetch: noNetwork })
  return requestTo(connection, { modelId: 'practice-light', maxOutputTokens: 8_192, ...changes })
}

describe('the practice provider', () => {
  test('says that it is practice, and speaks of what was asked', async () => {
    const messages = [says('user', 'How is the budget for elephants settled?')]
    const { ending, text } = await runToEnd(practice, ask({ messages }))
    expect(ending).toEqual({ kind: 'completed' })
    expect(text).toMatch(/practice answer/u)
    expect(text).toMatch(/elephants/u)
    expect(text).toMatch(/\*\*Reserve\*\*/u)
  })

  test('reports exactly what its own count says, of both sides', async () => {
    const messages = [says('user', 'Hello 🙂'), says('assistant', 'Hi'), says('user', 'Again?')]
    const { text, usage } = await runToEnd(practice, ask({ messages }))
    expect(usage?.inputTokens).toBe(countPracticeInput({ system: null, messages }))
    expect(usage?.outputTokens).toBe(countPracticeTokens(text))
  })

  test('gives the same answer to the same question', async () => {
    const one = await runToEnd(practice, ask())
    const other = await runToEnd(practice, ask())
    expect(one.text).toBe(other.text)
  })

  test('the heavy model writes more than the light one', async () => {
    const light = await runToEnd(practice, ask())
    const heavy = await runToEnd(practice, ask({ modelId: 'practice-heavy' }))
    expect(heavy.text.length).toBeGreaterThan(light.text.length * 1.5)
  })

  test.each([0, 1, 7, 40])('keeps to a limit of %d output tokens', async (maxOutputTokens) => {
    const { ending, usage, text } = await runToEnd(practice, ask({ maxOutputTokens }))
    expect(ending).toEqual({ kind: 'length' })
    expect(countPracticeTokens(text)).toBeLessThanOrEqual(maxOutputTokens)
    expect(usage?.outputTokens).toBe(countPracticeTokens(text))
  })

  test('stops at once, and reports what it had written', async () => {
    const stopper = new AbortController()
    const slow = createPractice({ paceMs: 10_000 })
    setTimeout(() => stopper.abort(), 20)
    const startMs = performance.now()
    const { ending, usage } = await runToEnd(slow, ask({ signal: stopper.signal }))
    expect(ending).toEqual({ kind: 'stopped', isSent: true })
    expect(performance.now() - startMs).toBeLessThan(1_000)
    expect(usage).toMatchObject({ outputTokens: 0 })
  })

  test('a pause between pieces is kept', async () => {
    const startMs = performance.now()
    const { events } = await runToEnd(createPractice({ paceMs: 5 }), ask({ maxOutputTokens: 20 }))
    const pieceCount = events.filter(({ type }) => type === 'text').length
    expect(pieceCount).toBeGreaterThan(5)
    expect(performance.now() - startMs).toBeGreaterThan(pieceCount * 4)
  })

  test('a model it does not have is not found, and costs nothing', async () => {
    const { ending } = await runToEnd(practice, ask({ modelId: 'gpt-6-sol' }))
    expect(ending).toMatchObject({ failure: { kind: 'model-not-found' }, evidence: 'refused' })
  })

  test.each(['', '   ', '\u0000', '🙂'.repeat(5_000), '```', '<script>', 'a'.repeat(100_000)])(
    'any question will do',
    async (text) => {
      const { ending } = await runToEnd(practice, ask({ messages: [says('user', text)] }))
      expect(ending).toEqual({ kind: 'completed' })
    },
  )
})

test('cutting and counting agree', () => {
  const text = 'Credits 🙂 für alle 一つの残高'
  for (let tokens = 0; tokens < 10; tokens += 1) {
    expect(countPracticeTokens(cutToPracticeTokens(text, tokens))).toBeLessThanOrEqual(tokens)
  }
})
