import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import type { SearchHit } from '../../shared/ipc/shapes.ts'
import { costLine, messageField } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import {
  everySample,
  type HostileChat,
  SAMPLE_WORD,
  titleWord,
  TITLES_A_WORD,
  writeChats,
} from './hostile-chats.ts'
import { faultsInPage, MESSAGE_FIELD, openAll, pressLinks } from './hostile-page.ts'
import { oneServer, setUp } from './one-server.ts'
import { type Watch, watchWays } from './watch-ways.ts'

test.slow()

const SEARCH_FIELD = 'Search everything that was said'
const PALETTE_FIELD = 'Command palette'

test('no sample runs, asks, opens or breaks anything where it is found, or by being exported and imported', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const folder = await stage.temporaryFolder()
  const samples = everySample(server.origin)
  const chats = writeChats(join(folder, 'personal'), samples, { areMarked: true })
  const window = await stage.start({ folder, args: ['--profile=personal'] })
  const { page, call } = window
  await setUp(window, server)
  const watch = await watchWays(window)

  await throughThePalette(page, samples.length)
  expect(await watch.faults()).toEqual([])

  await throughTheSearch(window, samples.length)
  expect(await watch.faults()).toEqual([])

  const written = await stage.temporaryFolder()
  await exportAll(window, chats, written)
  expect(await watch.faults()).toEqual([])

  // Another profile knows none of it yet.
  await call('profile.open', { name: 'practice' })
  await expect(page.getByText('Practice', { exact: false }).first()).toBeVisible()
  await messageField(page).waitFor()
  // The window was loaded anew on purpose: what it does from here on is watched anew.
  const after = await watchWays(window)
  await importAll(window, written, after)
  await throughTheChats(page, chats, after)

  await page.getByRole('button', { name: 'New chat' }).first().click()
  await messageField(page).fill('Is anyone there?')
  await expect(costLine(page)).toHaveText(/^about .+ credits/u)
  expect(await after.faults()).toEqual([])
  expect(page.url()).toBe('app://farthing/index.html')
  expect(server.requests().filter(({ path }) => !path.endsWith('/models'))).toEqual([])
})

/** Every title stands in the palette: the newest before a word, and all by the words they begin with. */
async function throughThePalette(page: Page, count: number): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  const rows = page.getByRole('group', { name: 'Conversations' }).getByRole('option')
  await expect(rows).toHaveCount(6)
  expect(await page.evaluate(faultsInPage, PALETTE_FIELD)).toEqual([])
  for (let from = 0; from < count; from += TITLES_A_WORD) {
    await page.getByRole('combobox', { name: PALETTE_FIELD }).fill(titleWord(from))
    // The best stand first; what merely resembles the word fills the list up.
    const found = Math.min(TITLES_A_WORD, count - from)
    await expect(rows.nth(found - 1)).toHaveText(new RegExp(`^${titleWord(from)} `, 'u'))
    expect(await page.evaluate(faultsInPage, PALETTE_FIELD)).toEqual([])
  }
  await page.keyboard.press('Escape')
}

/** Every message is found by one word, a page after another, until there is no more. */
async function throughTheSearch(window: FarthingWindow, count: number): Promise<void> {
  const { page } = window
  let all: SearchHit[] = []
  await expect(async () => {
    all = await everyHit(window)
    expect(all).toHaveLength(2 * count)
  }).toPass({ intervals: [1_000], timeout: 60_000 })
  await page.keyboard.press('ControlOrMeta+Shift+f')
  await page.getByRole('combobox', { name: SEARCH_FIELD }).fill(SAMPLE_WORD)
  const rows = page.getByRole('group', { name: 'Messages, newest first' }).getByRole('option')
  await expect(page.getByRole('group', { name: 'Conversations' }).getByRole('option')).toHaveCount(
    5,
  )
  await expect(async () => {
    await rows.last().scrollIntoViewIfNeeded()
    expect(await rows.count()).toBe(all.length)
  }).toPass({ intervals: [100], timeout: 120_000 })
  expect(await rows.locator('mark').count()).toBeGreaterThanOrEqual(all.length)
  expect(await page.evaluate(faultsInPage, SEARCH_FIELD)).toEqual([])
  await rows.last().click()
  await expect(page.locator('article').first()).toBeVisible()
  expect(await page.evaluate(faultsInPage, MESSAGE_FIELD)).toEqual([])
}

/** All there are, once the index has caught up. */
async function everyHit({ call }: FarthingWindow): Promise<SearchHit[]> {
  const asked = { text: SAMPLE_WORD, model: null, fromMs: null, untilMs: null }
  const hits: SearchHit[] = []
  let hasMore = true
  while (hasMore) {
    const last = hits.at(-1)
    const page = await call('search.find', { ...asked, ...(last && { beforePlace: last.place }) })
    hits.push(...page.hits)
    hasMore = page.hasMore
  }
  return hits
}

const exportWords = {
  you: 'You',
  answer: 'Answer',
  untitled: 'Untitled',
  started: 'Started',
  exported: 'Exported',
  models: 'Models',
  credits: 'Credits',
  notKnown: 'not known',
  thinking: 'Thinking',
  image: 'Image',
  file: 'File',
  tool: 'Tool',
}

/** In both forms, each under the name that the program proposes for it. */
async function exportAll(
  window: FarthingWindow,
  chats: readonly HostileChat[],
  folder: string,
): Promise<void> {
  const { app, page, call } = window
  await app.evaluate(({ dialog }, place) => {
    const proposed: string[] = []
    Reflect.set(globalThis, 'proposed', proposed)
    dialog.showSaveDialog = (...given: unknown[]) => {
      const { defaultPath } = given.at(-1) as { defaultPath: string }
      proposed.push(defaultPath)
      return Promise.resolve({
        canceled: false,
        filePath: `${place}/${defaultPath.split('/').at(-1)}`,
      })
    }
  }, folder)
  const proposed = () => app.evaluate(() => Reflect.get(globalThis, 'proposed') as string[])
  const documents = await app.evaluate((electron) => electron.app.getPath('documents'))
  // As a person does it, and as the window then asks for the others.
  const [first, ...others] = chats
  await rowOf(page, first?.title ?? '').click()
  for (const [place, form] of ['Markdown', 'JSON'].entries()) {
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('combobox', { name: PALETTE_FIELD }).fill(`Export this chat as ${form}`)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await proposed()).length).toBe(place + 1)
  }
  const summaries = await call('conversation.list', {})
  for (const { title } of others) {
    const summary = summaries.find((one) => one.title.startsWith(`${title} `))
    if (!summary) throw new Error(`${title} is not in the list`)
    const { conversationId } = summary
    for (const format of ['markdown', 'json'] as const) {
      await call('transfer.export', { conversationId, format, words: exportWords })
    }
  }
  for (const path of await proposed()) {
    expect(dirname(path)).toBe(documents)
    expect(basename(path)).toMatch(/^Samples from \d+ .*\.(?:md|json)$/u)
    // It has another name until it is whole.
    await expect.poll(() => existsSync(join(folder, basename(path)))).toBe(true)
  }
  expect(await page.evaluate(faultsInPage, MESSAGE_FIELD)).toEqual([])
}

async function importAll(
  { app, page }: FarthingWindow,
  folder: string,
  watch: Watch,
): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,')
  await page.getByRole('button', { name: 'Your data' }).click()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    await app.evaluate(
      ({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
      },
      join(folder, name),
    )
    await page.getByRole('button', { name: 'Import…' }).click()
    const report = page.getByRole('region', { name: /^What was imported from Samples from / })
    await expect(report.getByRole('status')).toHaveText(/^One conversation imported, /u)
    await report.getByRole('button', { name: 'Close' }).click()
    await expect(report).toHaveCount(0)
  }
  expect(await watch.faults()).toEqual([])
}

/** Opening one takes a second, and all were seen before they were exported. */
const OPENED_AGAIN = 4

async function throughTheChats(
  page: Page,
  chats: readonly HostileChat[],
  watch: Watch,
): Promise<void> {
  for (const { title, count } of chats.filter((_chat, place) => place % OPENED_AGAIN === 0)) {
    await rowOf(page, title).click()
    await expect(page.locator('article')).toHaveCount(count, { timeout: 60_000 })
    await page.evaluate(openAll)
    await page.evaluate(pressLinks)
    expect(await page.evaluate(faultsInPage, MESSAGE_FIELD), title).toEqual([])
    expect(await watch.faults()).toEqual([])
  }
}

/** In the list at the left. */
function rowOf(page: Page, title: string): Locator {
  return page.getByRole('button', { name: new RegExp(`^${title} `, 'u') }).first()
}
