/**
 * What each of so many attachments adds to the expected cost, in nano-USD: the whole message less
 * the message without it. `expected` is NaN where the price is unknown, and then nothing is known.
 */
export function additionsOf(
  count: number,
  expected: (without: number | null) => number,
): (number | null)[] {
  const whole = expected(null)
  return Array.from({ length: count }, (_, place) => {
    const added = whole - expected(place)
    return Number.isNaN(added) ? null : added
  })
}
