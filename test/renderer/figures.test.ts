import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ringTicks } from '../../renderer/parts/ring-ticks.ts'
import { applyPiece } from '../../renderer/state/turn-pieces.ts'
import { roundedParts, shownUnitNanoUsd } from '../../renderer/words/credit-column.ts'
import type { Turn } from '../../shared/chat/message.ts'

test('a column of rounded figures adds up to its total as shown', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 10_000_000_000 }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(amounts, fc.constantFrom(100, 1_000, 10_000), (parts, creditsPerUsd) => {
      const total = parts.reduce((sum, part) => sum + part, 0)
      const unit = shownUnitNanoUsd(total, creditsPerUsd)
      const shown = roundedParts(parts, total, unit).reduce((sum, part) => sum + part, 0)
      expect(shown).toBe(Math.round(total / unit) * unit)
    }),
  )
})

test('the ring has a tick for anything reserved and one for anything available', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, (spentShare, part) => {
      const reservedShare = (1 - spentShare) * part
      const isAnythingAvailable = spentShare + reservedShare < 1
      const ticks = ringTicks(50, {
        spentShare,
        reservedShare,
        isAnythingAvailable,
        isOver: false,
        todayShare: null,
      })
      expect(ticks).toHaveLength(50)
      if (reservedShare > 0) expect(ticks).toContain('reserved')
      if (isAnythingAvailable) expect(ticks).toContain('free')
    }),
  )
})

test('a piece is added where it belongs, skipped where it is known, and noticed where one is missing', () => {
  const turn = {
    turnId: 't',
    answer: { parts: [{ type: 'text', text: 'abc' }] },
  } as unknown as Turn
  const piece = (offset: number, text: string) =>
    applyPiece(turn, {
      turnId: 't',
      conversationId: 'c',
      type: 'text',
      offset,
      text,
      spentSoFarNanoUsd: 0,
    })
  const textAfter = (offset: number, text: string) => {
    const outcome = piece(offset, text)
    return outcome.kind === 'applied' ? outcome.turn.answer.parts : outcome.kind
  }
  expect(textAfter(3, 'def')).toEqual([{ type: 'text', text: 'abcdef' }])
  expect(textAfter(1, 'bcd')).toEqual([{ type: 'text', text: 'abcd' }])
  expect(textAfter(0, 'abc')).toBe('known')
  expect(textAfter(4, 'x')).toBe('gap')
})
