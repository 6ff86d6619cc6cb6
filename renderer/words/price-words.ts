import type { Price } from '../../shared/money/price.ts'
import type { WordId } from './en.ts'
import { say, sayDate, sayDateShort } from './say.tsx'

/** Where a price comes from and of which day: "bundled list, 23 September 2026". */
export function priceFrom({ source, takenOn }: Price, providerName: string): string {
  return say(`price.${source}`, { date: sayDate(takenOn), provider: providerName })
}

/** The same for a row of a table, where a price that was only inferred says that first. */
export function priceFromShort({ source, match, takenOn }: Price, providerName: string): string {
  const id: WordId = match === 'inferred' ? 'price.inferred' : `price.${source}`
  return say(id, { date: sayDateShort(takenOn), provider: providerName })
}
