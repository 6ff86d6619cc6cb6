import type { TokenCounter } from '../../main/estimate/token-counter.ts'

/** Counts nothing, at once: for tests that need no exact figure, and no thread. */
export const noCounter: TokenCounter = {
  count: async (texts) => texts.map(() => null),
  known: () => null,
  close: () => {},
}
