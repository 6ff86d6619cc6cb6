import fc from 'fast-check'
import type { UsageBar } from '../../shared/usage/usage.ts'

/** From nothing over parts of a credit to most of what any budget can be. */
export const amount = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 200_000 }) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 2_000_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 10 ** 13 }) },
)

const bar = fc.record({
  turnCount: fc.integer({ min: 0, max: 2_000 }),
  spentNanoUsd: fc.record({
    premium: amount,
    balanced: amount,
    fast: amount,
    free: fc.constant(0),
  }),
})

/** Up to a month of days, or some years of months. */
export const bars: fc.Arbitrary<UsageBar[]> = fc
  .array(bar, { minLength: 1, maxLength: 40 })
  .map((all) =>
    all.map((one, place) => ({
      day: new Date(place * 86_400_000).toISOString().slice(0, 10),
      ...one,
    })),
  )

/** The sizes that are offered, and some of a person's own. */
export const creditSizes = fc.constantFrom(1, 100, 1_000, 2_500, 10_000, 1_000_000)

/** A rate of a person's own. */
export const currencies = fc.constantFrom(
  null,
  { code: 'EUR', perUsd: '0.92' },
  { code: 'JPY', perUsd: '154.3' },
  { code: 'GBP', perUsd: '0.787654' },
  { code: 'VND', perUsd: '25400' },
)
