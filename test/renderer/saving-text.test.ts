import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEven, isSaving, lastingNanoUsd, sayingOf } from '../../renderer/words/saving-text.ts'

const credits = (nanoUsd: number): string => String(nanoUsd / 100_000)
const saving = (now: number, later: number) => ({
  savesNanoUsd: now * 100_000,
  laterSavesNanoUsd: later * 100_000,
})

test.each([
  [40, 42, 'saves about 40 a turn'],
  [5, 50, 'saves about 5 on the next turn, then about 50 a turn'],
  [5, 0, 'saves about 5 on the next turn'],
  [
    -30,
    12,
    'the next turn costs about 30 more, as nothing is cached then; each after it about 12 less',
  ],
])('saving %i on the next turn and %i later is said as it is', (now, later, said) => {
  expect(sayingOf(saving(now, later), credits)).toBe(said)
})

test('what is said to be saved by a turn is never less than nothing, nor more than is', () => {
  const amount = fc.integer({ min: -1_000, max: 1_000 })
  fc.assert(
    fc.property(amount, amount, (now, later) => {
      const saved = saving(now, later)
      fc.pre(isSaving(saved))
      const lasting = lastingNanoUsd(saved)
      expect(lasting).toBeGreaterThan(0)
      expect(lasting).toBeLessThanOrEqual(Math.max(saved.savesNanoUsd, saved.laterSavesNanoUsd))
      if (isEven(saved)) expect(now > 0 && later > 0).toBe(true)
      expect(sayingOf(saved, credits)).not.toContain('-')
    }),
  )
})

test('what was dropped may save nothing any more, and is then said to save nothing', () => {
  expect(isSaving(saving(-5, -1))).toBe(false)
  expect(isSaving(saving(0, 0))).toBe(false)
  expect(isSaving(saving(-5, 12))).toBe(true)
  expect(isSaving(saving(5, -1))).toBe(true)
})
