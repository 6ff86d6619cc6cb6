import type { Price } from '../../shared/money/price.ts'
import { say, sayDate } from './say.tsx'

/** Where a price comes from and of which day: "bundled list, 23 September 2026". */
export function priceFrom({ source, takenOn }: Price, providerName: string): string {
  return say(`price.${source}`, { date: sayDate(takenOn), provider: providerName })
}

/** The same for a row of a table, where a price that was only inferred says that first. */
export function priceFromShort(price: Price, providerName: string): string {
  if (price.match === 'inferred') return say('price.inferred', { date: sayDate(price.takenOn) })
  return priceFrom(price, providerName)
}
