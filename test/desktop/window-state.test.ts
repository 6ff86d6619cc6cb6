import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  placeOn,
  readWindowState,
  SMALLEST_SIZE,
  writeWindowState,
} from '../../main/desktop/window-state.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const second = { x: 1440, y: 0, width: 1920, height: 1080 }

test('a window opens where it stood, as long as that display is there', () => {
  const bounds = { x: 1600, y: 40, width: 1200, height: 700 }
  expect(placeOn([laptop, second], { bounds, isMaximised: false })).toEqual(bounds)
  expect(placeOn([laptop], { bounds, isMaximised: false })).toBeNull()
})

test('a window is no larger than its display, and never too small to use', () => {
  const large = { x: 0, y: 25, width: 4000, height: 3000 }
  expect(placeOn([laptop], { bounds: large, isMaximised: false })).toMatchObject({
    width: 1440,
    height: 875,
  })
  const small = { x: 10, y: 40, width: 200, height: 1 }
  expect(placeOn([laptop], { bounds: small, isMaximised: false })).toMatchObject(SMALLEST_SIZE)
})

test('wherever a window was, its head can be taken hold of when it opens again', () => {
  const side = fc.integer({ min: -5_000, max: 5_000 })
  const bounds = fc.record({ x: side, y: side, width: fc.nat(5_000), height: fc.nat(5_000) })
  fc.assert(
    fc.property(bounds, (stood) => {
      const place = placeOn([laptop, second], { bounds: stood, isMaximised: false })
      if (!place) return
      const isInSight = [laptop, second].some(
        ({ x, y, width, height }) =>
          place.x < x + width - 100 &&
          place.x + place.width > x + 100 &&
          place.y >= y &&
          place.y < y + height - 20,
      )
      expect(isInSight).toBe(true)
    }),
  )
})

test('what was written is read, and anything else is as if there were nothing', () => {
  const path = join(temporaryFolder(), 'window.json')
  expect(readWindowState(path)).toBeNull()
  const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, isMaximised: true }
  writeWindowState(path, state)
  expect(readWindowState(path)).toEqual(state)
  for (const text of [
    '',
    'null',
    '[]',
    '{"bounds":{},"isMaximised":true}',
    '{"bounds":{"x":0,"y":0,"width":"9","height":1},"isMaximised":true}',
    '{"bounds":{"x":1e99,"y":0,"width":9,"height":1},"isMaximised":true}',
    '{"bounds":{"x":0,"y":0,"width":9,"height":1}}',
  ]) {
    writeFileSync(path, text)
    expect(readWindowState(path), text).toBeNull()
  }
})
