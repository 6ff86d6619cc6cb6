import { costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import type { Usage } from '../../shared/money/usage.ts'

/**
 * How much more the same tokens would have cost, in nano-USD, had nothing been read from a cache or
 * written to one: by the price that was pinned, whatever the provider then billed. Negative where
 * writing cost more than reading saved; 0 where the tokens are not known.
 */
export function savedNanoUsd(price: Price, usage: Usage): number {
  const none = { cacheReadTokens: 0, cacheWriteShortTokens: 0, cacheWriteLongTokens: 0 }
  const without = costNanoUsd(price, { ...usage, ...none })
  const cost = costNanoUsd(price, usage)
  return without === null || cost === null ? 0 : without - cost
}
