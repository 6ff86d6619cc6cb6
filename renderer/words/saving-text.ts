import type { Saving } from '../../shared/ipc/shapes.ts'
import type { CreditsText } from './failure-words.ts'
import { say } from './say.tsx'

/** How far two figures may be apart to be said as one. */
const ALIKE = 0.3

type Saved = Pick<Saving, 'savesNanoUsd' | 'laterSavesNanoUsd'>

/**
 * What a change saves. The first turn after it may find nothing cached, and then costs more once, or
 * saves less than those to come.
 */
export function sayingOf(saved: Saved, credits: CreditsText): string {
  const { savesNanoUsd: now, laterSavesNanoUsd: later } = saved
  if (isEven(saved)) return say('savings.saves', { later: credits(lastingNanoUsd(saved)) })
  if (later <= 0) return say('savings.saves-once', { now: credits(now) })
  return now < 0
    ? say('savings.saves-later', { more: credits(-now), later: credits(later) })
    : say('savings.saves-unevenly', { now: credits(now), later: credits(later) })
}

/** Whether it saves anything, at once or later; what was dropped already may not. */
export function isSaving({ savesNanoUsd, laterSavesNanoUsd }: Saved): boolean {
  return savesNanoUsd > 0 || laterSavesNanoUsd > 0
}

/** Whether the next turn is made cheaper by about as much as those after it. */
export function isEven({ savesNanoUsd: now, laterSavesNanoUsd: later }: Saved): boolean {
  return now > 0 && later > 0 && Math.abs(now - later) <= ALIKE * Math.max(now, later)
}

/** A change in one figure: what each turn to come costs less. */
export function lastingNanoUsd(saved: Saved): number {
  const { savesNanoUsd: now, laterSavesNanoUsd: later } = saved
  return isEven(saved) || later <= 0 ? now : later
}
