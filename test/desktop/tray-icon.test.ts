import { expect, test } from 'vitest'
import { copperColours, templateColours, trayPixels } from '../../main/desktop/tray-icon.ts'

/** How much of the icon is drawn in the colour of spent ticks. */
function copperShare(spentShare: number): number {
  const pixels = trayPixels(32, spentShare, copperColours)
  let copper = 0
  for (let at = 0; at < pixels.length; at += 4) {
    const [blue = 0, , red = 0, alpha = 0] = pixels.subarray(at, at + 4)
    if (alpha > 0 && red - blue > alpha / 4) copper += alpha
  }
  return copper
}

test('the more is spent, the more of the coin is copper', () => {
  const shares = [0, 0.25, 0.5, 0.75, 1].map(copperShare)
  expect(shares[0]).toBe(0)
  expect(shares).toEqual(shares.toSorted((one, other) => one - other))
  expect(new Set(shares).size).toBe(shares.length)
})

test('beyond the budget it is all copper, and nothing spent is none of it', () => {
  expect(copperShare(7)).toBe(copperShare(1))
  expect(copperShare(-1)).toBe(0)
})

test('the middle and the corners are clear, so that it lies on any bar', () => {
  const size = 22
  const pixels = trayPixels(size, 0.5, templateColours)
  const alphaAt = (x: number, y: number): number | undefined => pixels[(y * size + x) * 4 + 3]
  expect(alphaAt(0, 0)).toBe(0)
  expect(alphaAt(11, 11)).toBe(0)
  expect(pixels.length).toBe(size * size * 4)
})

test('no colour shows more than its alpha lets it', () => {
  const pixels = trayPixels(18, 0.4, copperColours)
  for (let at = 0; at < pixels.length; at += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = pixels.subarray(at, at + 4)
    expect(Math.max(blue, green, red)).toBeLessThanOrEqual(alpha)
  }
})
