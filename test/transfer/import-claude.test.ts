import { join } from 'node:path'
import { expect, test } from 'vitest'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'
import { imported, outline } from './importing.ts'

const fixture = join(import.meta.dirname, '../fixtures/exports/claude-conversations.json')

test('messages of a Claude export without links stand in a row, with attached texts and documents', async () => {
  const profile = profileOnDisk()
  const { from, items } = await imported(profile, fixture)
  expect(from).toBe('claude')
  expect(outline(profile)[0]).toEqual([
    'Bread',
    [
      '* <recipe.txt> [bread.jpg]\n\nWhy did it not rise?',
      "(Cold water?) The water was too cold.\n\n**Better bread**\n\n````python\nprint('warm')\n```\n````",
    ].join(' | '),
    '  * Thanks! | ',
  ])
  expect(items[0]).toMatchObject({
    outcome: 'partly',
    problems: [{ kind: 'missing-files', count: 1 }],
  })
})

test('messages that say what they came after make versions, and the leaf says which are shown', async () => {
  const profile = profileOnDisk()
  const { items } = await imported(profile, fixture)
  expect(outline(profile)[1]).toEqual([
    'Name a river',
    '- Name a river\nin one word. | Danube',
    '* Name a river\nin one word. | Rhine',
    '- Name a lake. | Como',
  ])
  expect(items[1]).toMatchObject({ problems: [{ kind: 'unknown-parts', count: 1 }] })
})
