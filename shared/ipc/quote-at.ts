import type { ModelKey } from '../chat/message.ts'
import type { Quote, Quotes } from './shapes.ts'

/** One model's figures, by its place in the catalogue whose order the quotes follow. */
export function quoteAt(quotes: Quotes, place: number, key: ModelKey): Quote {
  const { expectedNanoUsd, ceilingNanoUsd, thenNanoUsd, inputTokens, isTooLong } = quotes
  return {
    key,
    inputTokens: inputTokens[place] ?? 0,
    expectedNanoUsd: known(expectedNanoUsd[place]),
    ceilingNanoUsd: known(ceilingNanoUsd[place]),
    thenNanoUsd: known(thenNanoUsd[place]),
    isTooLong: isTooLong[place] === 1,
  }
}

function known(figure: number | undefined): number | null {
  return figure === undefined || Number.isNaN(figure) ? null : figure
}
