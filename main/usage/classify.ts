import type { Price } from '../../shared/money/price.ts'
import type { Usage } from '../../shared/money/usage.ts'
import { type Tier, tierOf } from '../../shared/usage/tier.ts'
import type { Storage } from '../storage/storage.ts'
import type { UsedAttempt } from '../storage/usage-evidence.ts'
import type { UsageDayRow } from '../storage/usage-rows.ts'
import { openDayFinder } from './days.ts'
import { savedNanoUsd } from './saved.ts'

export type UsageKind = Pick<
  UsageDayRow,
  'periodId' | 'day' | 'providerId' | 'modelId' | 'purpose' | 'tier'
>
export type UsedTokens = Pick<
  UsageDayRow,
  'savedNanoUsd' | 'inputTokens' | 'cacheReadTokens' | 'outputTokens'
>

/** Says what an attempt counts as. Prices and days are looked up once each. */
export function openClassify({ periods, prices }: Pick<Storage, 'periods' | 'prices'>) {
  const pinned = new Map<number, { price: Price; tier: Tier }>()
  const finders = new Map<string, (atMs: number) => string>()

  function pinnedPrice(priceId: number): { price: Price; tier: Tier } {
    const known = pinned.get(priceId)
    if (known) return known
    const price = prices.read(priceId)
    const found = { price, tier: tierOf(price) }
    pinned.set(priceId, found)
    return found
  }

  function dayIn(periodId: string, atMs: number): string {
    let find = finders.get(periodId)
    if (!find) {
      const period = periods.all().find(({ id }) => id === periodId)
      if (!period) throw new Error(`Period ${periodId} is not there`)
      finders.set(periodId, (find = openDayFinder(period)))
    }
    return find(atMs)
  }

  return {
    kindOf(attempt: UsedAttempt): UsageKind {
      const { periodId, providerId, modelId, purpose } = attempt
      const day = dayIn(periodId, attempt.createdAtMs)
      const { tier } = pinnedPrice(attempt.priceId)
      return { periodId, day, providerId, modelId, purpose, tier }
    },
    /** 1 for the first attempt at an answer, 0 for all else that is asked. */
    turnCountOf: ({ number, purpose }: UsedAttempt): number =>
      number === 1 && (purpose === 'answer' || purpose === 'compare') ? 1 : 0,
    /** What a settled attempt used; what is not known is not counted. */
    tokensOf({ priceId }: UsedAttempt, usage: Usage): UsedTokens {
      return {
        savedNanoUsd: savedNanoUsd(pinnedPrice(priceId).price, usage),
        inputTokens: usage.inputTokens ?? 0,
        cacheReadTokens: usage.cacheReadTokens ?? 0,
        outputTokens: usage.outputTokens ?? 0,
      }
    },
  }
}
