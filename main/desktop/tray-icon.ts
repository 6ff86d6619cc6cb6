/** How the coin's edge is drawn: so many ticks, between two radii, in halves of the icon's width. */
const TICKS = 12
const OUTER = 0.94
const INNER = 0.54
/** The part of each tick's arc that is drawn; the rest is the gap to the next. */
const FILL = 0.62
/** Each pixel is looked at in so many rows and columns, so that edges are smooth. */
const SAMPLES = 4

export type TrayColours = { spent: Colour; free: Colour }
/** Red, green, blue and how much of it covers what is below, 0 to 255 each. */
type Colour = readonly [number, number, number, number]

/** Copper and grey, which can be told apart on a light bar and on a dark one. */
export const copperColours: TrayColours = { spent: [190, 112, 62, 255], free: [140, 133, 126, 190] }

/** A Mac colours it itself, and takes only how much is covered. */
export const templateColours: TrayColours = { spent: [0, 0, 0, 255], free: [0, 0, 0, 96] }

/**
 * The budget as a coin's edge, clockwise from twelve, as bare pixels: blue, green, red and alpha,
 * row by row. `spentShare` is of what was granted; from 1 on every tick is spent.
 */
export function trayPixels(size: number, spentShare: number, colours: TrayColours): Uint8Array {
  const pixels = new Uint8Array(size * size * 4)
  const spentTicks = Math.round(Math.min(1, Math.max(0, spentShare)) * TICKS)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [red, green, blue, alpha] = colourAt(x, y, size, spentTicks, colours)
      // Electron wants what shows, not what it is covered with.
      const shown = [blue, green, red].map((part) => Math.round((part * alpha) / 255))
      pixels.set([...shown, alpha], (y * size + x) * 4)
    }
  }
  return pixels
}

function colourAt(
  x: number,
  y: number,
  size: number,
  spentTicks: number,
  { spent, free }: TrayColours,
): Colour {
  let spentHits = 0
  let freeHits = 0
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
    const across = x + ((sample % SAMPLES) + 0.5) / SAMPLES
    const down = y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES
    const tick = tickAt((2 * across) / size - 1, (2 * down) / size - 1)
    if (tick === null) continue
    if (tick < spentTicks) spentHits += 1
    else freeHits += 1
  }
  const [red, green, blue, opacity] = spentHits >= freeHits ? spent : free
  const covered = (spentHits + freeHits) / (SAMPLES * SAMPLES)
  return [red, green, blue, Math.round(opacity * covered)]
}

/** Which tick has this point, counted clockwise from twelve; null between and beside them. */
function tickAt(x: number, y: number): number | null {
  const radius = Math.hypot(x, y)
  if (radius > OUTER || radius < INNER) return null
  const turn = (Math.atan2(x, -y) / (2 * Math.PI) + 1) % 1
  const place = turn * TICKS
  return place % 1 <= FILL ? Math.floor(place) : null
}
