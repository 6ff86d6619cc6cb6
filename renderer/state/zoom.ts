import { changeSettings, currentSettings } from './profile.ts'

/** Percent. The steps are those of a browser. */
export const ZOOM_STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200] as const

/** The next larger step (1) or the next smaller one (-1); at the end it stays. */
export function zoomBy(direction: 1 | -1): void {
  const now = currentSettings()?.zoomPercent ?? 100
  const next =
    direction === 1
      ? ZOOM_STEPS.find((step) => step > now)
      : ZOOM_STEPS.findLast((step) => step < now)
  if (next !== undefined) zoomTo(next)
}

export function zoomTo(zoomPercent: number): void {
  void changeSettings({ zoomPercent })
}
