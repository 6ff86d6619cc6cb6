import type { ProviderChecked } from '../../shared/ipc/shapes.ts'
import { say } from '../words/say.tsx'

/** What a provider answered to the question for its models. */
export function checkedWords({ provider, listedCount, pricedCount }: ProviderChecked): string {
  if (listedCount === 0) return say('check.no-models', { provider: provider.name })
  if (provider.onThisComputer) {
    return say('check.answered-free', { provider: provider.name, listed: listedCount })
  }
  const known =
    pricedCount >= listedCount ? 'all' : pricedCount === 0 ? 'none' : String(pricedCount)
  return say('check.answered', { provider: provider.name, listed: listedCount, priced: known })
}
