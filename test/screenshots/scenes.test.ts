import { expect, test } from 'vitest'
import { partsOfTheApp } from './parts-of-the-app.ts'
import { stages } from './scenes.ts'

const scenes = stages.flatMap((stage) => stage.scenes)
const shown = new Set(scenes.flatMap(({ shows }) => shows))

test('every screen, section of the settings and dialog has a picture', () => {
  expect(partsOfTheApp().filter((part) => !shown.has(part))).toEqual([])
})

test('a picture is of something that there is, and has a name of its own', () => {
  const parts = new Set(partsOfTheApp())
  expect([...shown].filter((part) => !parts.has(part))).toEqual([])
  const names = scenes.map(({ name }) => name)
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
})
