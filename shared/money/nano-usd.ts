/** 1 USD in nano-USD, the unit of every amount that is stored or sent. */
export const NANO_PER_USD = 1_000_000_000

/** 1 nano-USD in pico-USD, the unit of a price per token. */
export const PICO_PER_NANO = 1000n

/**
 * Returns the amount unchanged if it is a whole number of nano-USD from 0 to 2^53 - 1
 * (about nine million USD), else throws: an amount outside is a broken invariant, not bad input.
 */
export function checkNanoUsd(amountNanoUsd: number): number {
  if (!Number.isSafeInteger(amountNanoUsd) || amountNanoUsd < 0) {
    throw new RangeError(`${amountNanoUsd} is not a whole, non-negative number of nano-USD`)
  }
  return amountNanoUsd
}
