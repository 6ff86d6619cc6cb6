import type { BillRow } from './bill.ts'
import type { WrittenBody } from './write.ts'

/** In USD, as a person would write them. */
export type KeySpent = {
  usage: number
  usage_daily: number
  usage_weekly: number
  usage_monthly: number
  byok_usage: number
  byok_usage_daily: number
  byok_usage_weekly: number
  byok_usage_monthly: number
  limit_remaining: number | null
}

const nothing: KeySpent = {
  usage: 0,
  usage_daily: 0,
  usage_weekly: 0,
  usage_monthly: 0,
  byok_usage: 0,
  byok_usage_daily: 0,
  byok_usage_weekly: 0,
  byok_usage_monthly: 0,
  limit_remaining: null,
}

/** `GET /key` of OpenRouter: everything on the bill was today, and what others spent comes on top. */
export function createKeyUsage(rows: readonly BillRow[]) {
  let besides = nothing
  return {
    add: (spent: Partial<KeySpent>): void => {
      besides = { ...besides, ...spent }
    },
    answer: (): WrittenBody => {
      const billedUsd = rows.reduce((sum, row) => sum + row.costNanoUsd, 0) / 1e9
      const data = {
        label: 'sk-or-v1-fak...ake',
        limit: null,
        limit_reset: null,
        include_byok_in_limit: false,
        is_free_tier: false,
        ...besides,
        usage: besides.usage + billedUsd,
        usage_daily: besides.usage_daily + billedUsd,
        usage_weekly: besides.usage_weekly + billedUsd,
        usage_monthly: besides.usage_monthly + billedUsd,
        rate_limit: { requests: 1_000, interval: '1h' },
      }
      return { body: JSON.stringify({ data }) }
    },
  }
}
