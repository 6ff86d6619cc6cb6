import type { Saving } from '../../shared/ipc/shapes.ts'
import type { CreditsText } from './failure-words.ts'
import { say } from './say.tsx'

/** How far two figures may be apart to be said as one. */
const ALIKE = 0.3

/**
 * What a change saves. The first turn after it may find nothing cached, and then costs more once, or
 * saves less than those to come.
 */
export function sayingOf(
  {
    savesNanoUsd: now,
    laterSavesNanoUsd: later,
  }: Pick<Saving, 'savesNanoUsd' | 'laterSavesNanoUsd'>,
  credits: CreditsText,
): string {
  if (later <= 0) return say('savings.saves-once', { now: credits(now) })
  if (now <= 0) {
    return now === 0
      ? say('savings.saves', { later: credits(later) })
      : say('savings.saves-later', { more: credits(-now), later: credits(later) })
  }
  const isAlike = Math.abs(now - later) <= ALIKE * Math.max(now, later)
  return isAlike
    ? say('savings.saves', { later: credits(now) })
    : say('savings.saves-unevenly', { now: credits(now), later: credits(later) })
}

/** What is said of a change in one figure: what each turn to come costs less. */
export function lastingNanoUsd({ savesNanoUsd, laterSavesNanoUsd }: Saving): number {
  return savesNanoUsd > 0 && laterSavesNanoUsd > 0
    ? Math.min(savesNanoUsd, laterSavesNanoUsd)
    : Math.max(savesNanoUsd, laterSavesNanoUsd)
}
