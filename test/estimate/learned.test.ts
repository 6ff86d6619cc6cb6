import { describe, expect, test } from 'vitest'
import { learn } from '../../main/estimate/learned.ts'
import { cuesOf } from '../../main/estimate/cues.ts'
import type { SettledTurn } from '../../main/storage/usage-reports.ts'

const MODEL = 'anthropic/claude-opus-5-5'
const options = { typicalOutputTokens: () => 600, cacheLifeMs: () => 300_000 }

function turn(number: number, facts: Partial<SettledTurn> = {}): SettledTurn {
  return {
    providerId: 'anthropic',
    modelId: 'claude-opus-5-5',
    effort: null,
    textTokens: 1_000,
    maxOutputTokens: 8_192,
    expectedNanoUsd: 1_000,
    reservedNanoUsd: 2_000,
    spentNanoUsd: 1_000,
    createdAtMs: number * 60_000,
    inputTokens: 1_450,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 600,
    reasoningTokens: 0,
    conversationId: `conversation ${number}`,
    questionBytes: 300,
    questionEnds: 'A question.',
    ...facts,
  }
}

const many = (count: number, facts: (number: number) => Partial<SettledTurn>) =>
  Array.from({ length: count }, (_, number) => turn(number, facts(number)))

describe('what is learned', () => {
  test('is nothing without turns: the start is what was assumed', () => {
    const learned = learn([], options)
    expect(learned.inputFactor(MODEL, null, 1.5)).toBe(1.5)
    expect(learned.modelScale(MODEL, null)).toBe(1)
    expect(learned.questionScale(null, 270, [])).toBeCloseTo(1, 1)
    expect(learned.modelScale(MODEL, 'high')).toBeGreaterThan(learned.modelScale(MODEL, 'low'))
  })

  test('follows the tokens the provider counted, within bounds', () => {
    expect(
      learn(
        many(30, () => ({})),
        options,
      ).inputFactor(MODEL, null, 1),
    ).toBeCloseTo(1.45, 2)
    const absurd = learn(
      many(30, () => ({ inputTokens: 90_000 })),
      options,
    )
    expect(absurd.inputFactor(MODEL, null, 1)).toBe(2.5)
  })

  test('prefers what the same conversation counted', () => {
    const turns = [
      ...many(20, () => ({})),
      turn(20, { conversationId: 'in Chinese', inputTokens: 1_080 }),
    ]
    const learned = learn(turns, options)
    expect(learned.inputFactor(MODEL, 'in Chinese', 1)).toBeCloseTo(1.08, 2)
    expect(learned.inputFactor(MODEL, 'another', 1)).toBeGreaterThan(1.35)
  })

  test('knows nothing of a factor from what was not counted', () => {
    expect(
      learn(
        many(5, () => ({ textTokens: null })),
        options,
      ).inputFactor(MODEL, null, 1.5),
    ).toBe(1.5)
  })

  test('follows what a model writes, and how hard it was told to think', () => {
    const turns = many(80, (number) =>
      number % 2 === 0 ? { outputTokens: 300 } : { effort: 'high', outputTokens: 3_000 },
    )
    const learned = learn(turns, options)
    const said = (effort: 'high' | null): number =>
      600 *
      learned.modelScale(MODEL, effort) *
      learned.questionScale(null, 300, cuesOf('A question.'))
    expect(said(null)).toBeGreaterThan(200)
    expect(said(null)).toBeLessThan(450)
    expect(said('high')).toBeGreaterThan(2_000)
    expect(said('high')).toBeLessThan(4_500)
  })

  test('follows a conversation whose answers are long', () => {
    const turns = many(60, (number) =>
      number % 2 === 0
        ? { conversationId: 'long', outputTokens: 2_400 }
        : { conversationId: 'short', outputTokens: 150 },
    )
    const learned = learn(turns, options)
    const ratio = learned.questionScale('long', 300, []) / learned.questionScale('short', 300, [])
    expect(ratio).toBeGreaterThan(6)
  })

  test('follows what a question says it wants', () => {
    const turns = many(80, (number) =>
      number % 2 === 0
        ? { questionEnds: 'Classify this.', outputTokens: 15 }
        : { questionEnds: 'Write a function.', outputTokens: 1_500 },
    )
    const learned = learn(turns, options)
    const said = (words: string): number => learned.questionScale(null, 300, cuesOf(words))
    expect(said('Write a function.') / said('Classify this.')).toBeGreaterThan(20)
  })

  test('is never thrown off by one answer', () => {
    const usual = many(50, () => ({}))
    const before = learn(usual, options)
    const after = learn([...usual, turn(50, { outputTokens: 60_000 })], options)
    expect(after.modelScale(MODEL, null) / before.modelScale(MODEL, null)).toBeLessThan(1.05)
  })

  test('expects of a cache what it mostly did', () => {
    const reading = (share: number) =>
      learn(
        many(20, () => ({
          conversationId: 'one',
          inputTokens: 10_000,
          cacheReadTokens: 10_000 * share,
        })),
        options,
      )
    expect(reading(0.98).cacheShare(MODEL)).toBeCloseTo(0.98)
    expect(reading(0).cacheShare(MODEL)).toBe(0)
    expect(learn([turn(1)], options).cacheShare(MODEL)).toBeNull()
  })
})
