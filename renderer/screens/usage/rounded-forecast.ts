import type { Forecast } from '../../../shared/usage/usage.ts'
import type { Amounts } from './amounts.ts'

type RoundedForecast = Pick<Forecast, 'expectedNanoUsd' | 'lowNanoUsd' | 'highNanoUsd'> & {
  /** Of what was granted; below 0 where more will have been spent. */
  leftNanoUsd: number
}

/**
 * A forecast in figures as round as it is sure: to the second digit of what lies between its lowest
 * and its highest.
 */
export function roundedForecast(
  { expectedNanoUsd, lowNanoUsd, highNanoUsd }: Forecast,
  amounts: Pick<Amounts, 'unitNanoUsd'>,
  grantedNanoUsd = 0,
): RoundedForecast {
  const unit = amounts.unitNanoUsd(expectedNanoUsd)
  const range = Math.max(1, (highNanoUsd - lowNanoUsd) / unit)
  const step = unit * 10 ** Math.max(0, Math.floor(Math.log10(range)) - 1)
  const round = (amountNanoUsd: number): number => {
    const rounded = Math.round(amountNanoUsd / step) * step
    return amountNanoUsd > 0 && rounded === 0 ? step : rounded
  }
  return {
    expectedNanoUsd: round(expectedNanoUsd),
    lowNanoUsd: round(lowNanoUsd),
    highNanoUsd: round(highNanoUsd),
    leftNanoUsd: Math.round((grantedNanoUsd - round(expectedNanoUsd)) / step) * step,
  }
}
