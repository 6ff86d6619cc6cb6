import { readFileSync, renameSync, writeFileSync } from 'node:fs'

export type Rectangle = { x: number; y: number; width: number; height: number }

/** Where a window stood when it was last seen, in display-independent pixels. */
export type WindowState = { bounds: Rectangle; isMaximised: boolean }

export const USUAL_SIZE = { width: 1280, height: 800 }
export const SMALLEST_SIZE = { width: 640, height: 480 }

/** So much of a window's head has to be in sight for a person to take hold of it. */
const GRIP = { width: 160, height: 32 }

/**
 * Null where there is none, or none that can be read: the window then opens as the first time. It is
 * read before the window is opened, so it is checked by hand: loading a library would hold that up.
 */
export function readWindowState(path: string): WindowState | null {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isWindowState(found) ? found : null
  } catch {
    return null
  }
}

/** Throws what the disk throws; a state that is half written is never read. */
export function writeWindowState(path: string, state: WindowState): void {
  writeFileSync(`${path}.new`, JSON.stringify(state))
  renameSync(`${path}.new`, path)
}

/**
 * The place for a window on the displays there are now: as it was where its head can be reached,
 * no larger than the display it is on. Null: no display has it, and it opens in the middle.
 */
export function placeOn(displays: readonly Rectangle[], { bounds }: WindowState): Rectangle | null {
  for (const display of displays) {
    const width = within(bounds.width, SMALLEST_SIZE.width, display.width)
    const height = within(bounds.height, SMALLEST_SIZE.height, display.height)
    const place = { x: bounds.x, y: bounds.y, width, height }
    if (isHeadInSight(place, display)) return place
  }
  return null
}

function isHeadInSight({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return seen >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}

function isWindowState(found: unknown): found is WindowState {
  if (typeof found !== 'object' || found === null) return false
  const { bounds, isMaximised } = found as Partial<Record<keyof WindowState, unknown>>
  if (typeof bounds !== 'object' || bounds === null || typeof isMaximised !== 'boolean')
    return false
  const { x, y, width, height } = bounds as Partial<Record<keyof Rectangle, unknown>>
  return [x, y, width, height].every((side) => Number.isSafeInteger(side))
}
