import { describe, expect, test } from 'vitest'
import { openDraftWeigher } from '../../main/estimate/draft-weight.ts'
import {
  addWeights,
  countedTokens,
  inputTokens,
  messageWeight,
  noWeight,
  textWeight,
} from '../../main/estimate/weight.ts'

const picture = { widthPx: 1_024, heightPx: 1_024, name: 'a.png' }

describe('a weight', () => {
  test('is a sum: history and draft weigh what they weigh apart', () => {
    const one = messageWeight([textWeight('History of some length. ', 6)], [picture])
    const sum = addWeights(addWeights(noWeight(), one), one)
    expect(sum.tokens).toBe(12)
    expect(sum.messages).toBe(2)
    expect(sum.images).toBe(2)
    expect([...sum.imageTokens]).toEqual([...one.imageTokens].map((tokens) => tokens * 2))
    expect([...sum.mostTokens]).toEqual([...one.mostTokens].map((tokens) => tokens * 2))
  })

  test('says what was counted only where all was, and nothing but text', () => {
    const counted = messageWeight([textWeight('word', 1)])
    expect(countedTokens(counted)).toBe(8)
    expect(countedTokens(messageWeight([textWeight('word', null)]))).toBeNull()
    expect(countedTokens(messageWeight([textWeight('word', 1)], [picture]))).toBeNull()
  })

  test('has no images for a model that cannot see, but what they are called', () => {
    const seen = messageWeight([], [picture])
    expect(inputTokens(seen, 0, true, 1)).toBe(1_229 + 7)
    expect(inputTokens(seen, 0, false, 1)).toBe(60 + 5 + 7)
  })
})

describe('a draft', () => {
  test('weighs the same however it came to be written', () => {
    const weigher = openDraftWeigher(() => null)
    const text = 'Some words, 1234 figures and 費用 in one long draft. '.repeat(100)
    for (let length = 1; length <= text.length; length += 37) weigher.weigh(text.slice(0, length))
    expect(weigher.weigh(text)).toEqual(openDraftWeigher(() => null).weigh(text))
    const mended = text.replace('figures', 'numbers')
    expect(weigher.weigh(mended)).toEqual(openDraftWeigher(() => null).weigh(mended))
  })

  test('is exact once it was counted, until the next key press, and again when it comes back', () => {
    const weigher = openDraftWeigher((text) => (text === 'A draft' ? 42 : null))
    expect(weigher.weigh('A draf').exactTokens).toBeNull()
    expect(weigher.weigh('A draft').exactTokens).toBe(42)
    expect(weigher.weigh('A draft.').exactTokens).toBeNull()
    expect(weigher.weigh('A draft').exactTokens).toBe(42)
  })

  test('that is long is looked for at a pause alone', () => {
    const weigher = openDraftWeigher(() => 42)
    const long = 'word '.repeat(500)
    expect(weigher.weigh(long).exactTokens).toBeNull()
    weigher.lookAgain()
    expect(weigher.weigh(long).exactTokens).toBe(42)
    expect(weigher.weigh(`${long}more`).exactTokens).toBeNull()
  })
})
