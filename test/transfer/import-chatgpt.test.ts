import { join } from 'node:path'
import { expect, test } from 'vitest'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'
import { fileWith, imported, outline, wholeReader } from './importing.ts'

const fixture = join(import.meta.dirname, '../fixtures/exports/chatgpt-conversations.json')

test('branches of a ChatGPT export become versions, and its current message is what is shown', async () => {
  const profile = profileOnDisk()
  await imported(profile, fixture)
  expect(outline(profile)[0]).toEqual([
    'How tides workgnp.exe',
    '* Why are there two tides a day? | Because the Earth turns under **two** bulges.',
    '- Why are there two tides a day? | A second try.',
    [
      '  - [map.png]\n\nAnd on this map?',
      '(Reading the map\n\nIt shows a bay.) ```\nprint(24.8 / 2)\n```\n\n```\n12.4\n```\n\nAbout 12.4 hours apart.',
    ].join(' | '),
    [
      '  * [map.png]\n\nAnd on this map?',
      '(Reading the map\n\nIt shows a bay.) ```\nprint(24.8 / 2)\n```\n\n```\n12.4\n```\n\nEvery 12.4 hours, in this bay.',
    ].join(' | '),
  ])
})

test('an answer without a question, links in circles and to nowhere, and missing dates are all taken', async () => {
  const profile = profileOnDisk()
  const { items } = await imported(profile, fixture)
  expect(outline(profile)[1]).toEqual([
    'A circle',
    '-  | Welcome back.',
    '* A circle | of links',
    '  - First part\n\nsecond part | ',
  ])
  expect(items[1]).toEqual({
    title: 'A circle',
    outcome: 'partly',
    messageCount: 5,
    problems: [
      { kind: 'bad-dates', count: 1 },
      { kind: 'missing-files', count: 1 },
      { kind: 'unknown-parts', count: 1 },
      { kind: 'broken-links', count: 2 },
    ],
  })
})

test('each item of an export is reported: imported, partly, or refused and why', async () => {
  const profile = profileOnDisk()
  const report = await imported(profile, fixture)
  expect(report.from).toBe('chatgpt')
  expect(report.fileName).toBe('chatgpt-conversations.json')
  expect(report.items.map(({ outcome }) => outcome)).toEqual([
    'partly',
    'partly',
    'refused',
    'refused',
    'refused',
  ])
  expect(report.items.slice(2).map(({ problems }) => problems)).toEqual([
    [{ kind: 'no-messages' }],
    [{ kind: 'not-a-conversation' }],
    [{ kind: 'not-a-conversation' }],
  ])
})

test('what was imported once is known, and is not written a second time', async () => {
  const profile = profileOnDisk()
  await imported(profile, fixture)
  const before = outline(profile)
  const again = await imported(profile, fixture)
  expect(again.items.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['known', 'known'])
  expect(outline(profile)).toEqual(before)
})

test('one that was deleted since is imported anew', async () => {
  const profile = profileOnDisk()
  await imported(profile, fixture)
  profile.database.exec('UPDATE conversation SET deleted_at_ms = 1')
  const again = await imported(profile, fixture)
  expect(again.items[0]?.outcome).toBe('partly')
  expect(outline(profile)).toHaveLength(2)
})

test('an imported answer keeps who wrote it and when, and has no attempt', async () => {
  const profile = profileOnDisk()
  await imported(profile, fixture)
  const rows = profile.database
    .prepare(
      `SELECT model_name, provider_name, provider_id, attempt_id, state, created_at_ms FROM message
       WHERE role = 'assistant' ORDER BY created_at_ms DESC LIMIT 2`,
    )
    .raw()
    .all()
  expect(rows).toEqual([
    ['gpt-4o', 'ChatGPT', null, null, 'stopped', 1_727_000_101_250],
    ['gpt-5', 'ChatGPT', null, null, 'completed', 1_727_000_101_250],
  ])
  const [conversation] = profile.database
    .prepare(
      'SELECT imported_from, title_from, created_at_ms, updated_at_ms FROM conversation ORDER BY import_id',
    )
    .raw()
    .all()
  expect(conversation).toEqual(['chatgpt', 'import', 1_727_000_000_250, 1_727_000_900_250])
})

test('a conversation without a name is known by its content', async () => {
  const profile = profileOnDisk()
  const nameless = {
    title: 'x',
    mapping: { a: { message: { author: { role: 'user' }, content: text('Hi') } } },
  }
  const path = fileWith(JSON.stringify([nameless]))
  expect((await imported(profile, path)).items[0]?.outcome).toBe('imported')
  expect((await imported(profile, path)).items[0]?.outcome).toBe('known')
})

test('a chain of ten thousand messages is as deep as it is, and is written in order', async () => {
  const profile = profileOnDisk()
  const mapping: Record<string, unknown> = {}
  for (let number = 0; number < 10_000; number += 1) {
    const role = number % 2 === 0 ? 'user' : 'assistant'
    mapping[`m${number}`] = {
      parent: number === 0 ? null : `m${number - 1}`,
      message: { author: { role }, content: text(`${number}`) },
    }
  }
  const report = await imported(profile, fileWith(JSON.stringify([{ id: 'long', mapping }])))
  expect(report.messageCount).toBe(10_000)
  const [id] = profile.database.prepare('SELECT id FROM conversation').pluck().all() as string[]
  const turns = wholeReader(profile).read(id ?? '')?.turns ?? []
  expect(turns).toHaveLength(5_000)
  expect(turns.every(({ isShown }) => isShown)).toBe(true)
  expect(turns.at(-1)?.answerParts).toEqual([{ type: 'text', text: '9999' }])
})

function text(said: string) {
  return { content_type: 'text', parts: [said] }
}
