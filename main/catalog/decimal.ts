/*
 * Price lists carry decimal USD as binary fractions, with noise in the sixteenth digit. Twelve
 * digits are more than any price has and fewer than the noise.
 */
const SIGNIFICANT_DIGITS = 12

/**
 * A decimal amount times ten to the power of `places`, as a whole number. What is left of a fraction
 * is rounded up, so that a price is never below what was listed. Exact: works on the digits. Null for
 * what is negative, not finite, or too large to be exact.
 */
export function scaleUp(amount: number, places: number): number | null {
  if (!Number.isFinite(amount) || amount < 0) return null
  const [mantissa = '0', power = '0'] = amount.toExponential(SIGNIFICANT_DIGITS - 1).split('e')
  const digits = BigInt(mantissa.replace('.', ''))
  const shift = Number(power) - (SIGNIFICANT_DIGITS - 1) + places
  if (shift > 30 || shift < -400) return shift > 30 ? null : Number(digits > 0n)
  const divisor = 10n ** BigInt(Math.max(0, -shift))
  const whole = (digits * 10n ** BigInt(Math.max(0, shift)) + divisor - 1n) / divisor
  return whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : null
}
