import { readDecimal, sumNanoUsd } from '../read-cost.ts'
import { readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

/** xAI counts in ticks, of which 10^10 are one USD. */
const TICK_PLACES = 10

/**
 * OpenRouter's `usage.cost`, in USD. With a key of one's own at the model's maker it is only
 * OpenRouter's fee, and what the maker charges comes on top of it.
 */
export function readOpenRouterCost(usage: LooseRecord): number | null {
  const upstreamUsd = readRecord(usage['cost_details'])['upstream_inference_cost']
  return routedNanoUsd(usage['cost'], usage['is_byok'], upstreamUsd)
}

/** A router's own charge and, for a key of one's own (`isByok`), that of the model's maker. */
export function routedNanoUsd(
  ownUsd: unknown,
  isByok: unknown,
  upstreamUsd: unknown,
): number | null {
  const own = readDecimal(ownUsd)
  return isByok === true ? sumNanoUsd(own, readDecimal(upstreamUsd)) : sumNanoUsd(own)
}

/** xAI's `usage.cost_in_usd_ticks`. */
export function readXaiCost(usage: LooseRecord): number | null {
  const ticks = readDecimal(usage['cost_in_usd_ticks'])
  return ticks && sumNanoUsd({ digits: ticks.digits, places: ticks.places + TICK_PLACES })
}
