import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { newId } from '../../main/new-id.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import type { Part } from '../../shared/chat/part.ts'
import {
  everyCut,
  generatedSamples,
  type HostileSample,
  hostileSamples,
} from '../helpers/hostile.ts'
import { answers, costLine, messageField, send } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp } from './one-server.ts'

test.slow()

/** In one conversation, all of which are in the page at once. */
const SAMPLES_A_CHAT = 24

type Watch = {
  /** Everything that was asked for or opened since the start, but our own files. */
  faults: () => Promise<string[]>
}

test('no sample runs, asks, opens or breaks anything, wherever it stands', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const folder = await stage.temporaryFolder()
  const samples = [
    ...hostileSamples(server.origin),
    ...everyCut(9),
    // In the page they are worth the wait once each, at the end.
    ...generatedSamples(),
  ]
  const chats = writeChats(join(folder, 'personal'), samples)
  const window = await stage.start({ folder, args: ['--profile=personal'] })
  const { page } = window
  await setUp(window, server)
  const watch = await watchWays(window)

  // Titles: every one stands in the list of conversations.
  await throughTheList(page)
  expect(await watch.faults()).toEqual([])

  // Questions, thinking, answers, tool calls and names of models.
  for (const { title, count } of chats) {
    await page.getByRole('button', { name: new RegExp(`^${title} `, 'u') }).click()
    // Their names are samples too, and some are no names at all.
    await expect(page.locator('article')).toHaveCount(count, { timeout: 60_000 })
    await page.evaluate(openAll)
    await page.evaluate(pressLinks)
    expect(await page.evaluate(faultsInPage), title).toEqual([])
    expect(await watch.faults()).toEqual([])
  }

  // What a provider says when it refuses.
  const short = samples.filter(({ text }) => text.length < 1_500)
  for (const part of ['scripts', 'loads', 'links', 'text']) {
    const text = short.filter(({ name }) => name.startsWith(part)).map((sample) => sample.text)
    server.queue({ kind: 'error', status: 400, body: refusal(text.join(' ').slice(0, 20_000)) })
    await page.getByRole('button', { name: 'New chat' }).first().click()
    await send(page, 'Go on')
    await expect(page.getByText('Go on').first()).toBeVisible()
    expect(await page.evaluate(faultsInPage), part).toEqual([])
  }
  // An answer as it streams.
  server.queue({
    kind: 'answer',
    text: short
      .map(({ text }) => text)
      .join('\n\n')
      .slice(0, 60_000),
  })
  await page.getByRole('button', { name: 'New chat' }).first().click()
  await send(page, 'Go on')
  await expect(
    answers(page)
      .last()
      .getByRole('button', { name: /^Receipt: / }),
  ).toBeVisible({
    timeout: 60_000,
  })
  expect(await page.evaluate(faultsInPage)).toEqual([])

  // The window is whole, and answers.
  await messageField(page).fill('Is anyone there?')
  await expect(costLine(page)).toHaveText(/^about .+ credits/u)
  expect(await watch.faults()).toEqual([])
  expect(page.url()).toBe('app://farthing/index.html')
  const posts = server.requests().filter(({ method }) => method !== 'POST')
  expect(posts.filter(({ path }) => !path.endsWith('/models'))).toEqual([])
})

function refusal(message: string): string {
  return JSON.stringify({ error: { message, type: 'invalid_request_error', code: null } })
}

/** Conversations as an import leaves them, one sample in each place of each turn. */
function writeChats(
  profileFolder: string,
  samples: readonly HostileSample[],
): { title: string; count: number }[] {
  mkdirSync(profileFolder, { recursive: true })
  const opened = openDatabase({ path: join(profileFolder, 'farthing.db') })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const storage = openStorage(opened.value.database, opened.value.mark)
  const chats: { title: string; count: number }[] = []
  try {
    storage.transact(() => {
      for (const [place, { text }] of samples.entries()) {
        addChat(storage, text.slice(0, 4_000), place, [])
      }
      for (let from = 0; from < samples.length; from += SAMPLES_A_CHAT) {
        const some = samples.slice(from, from + SAMPLES_A_CHAT)
        const title = `Samples from ${from}`
        addChat(storage, title, 10_000 + from, some)
        chats.push({ title, count: some.length })
      }
    })
  } finally {
    storage.close()
  }
  return chats
}

function addChat(
  storage: Storage,
  title: string,
  atMs: number,
  samples: readonly HostileSample[],
): void {
  const conversationId = newId(atMs)
  const times = { createdAtMs: atMs, updatedAtMs: atMs }
  const common = { folderId: null, titleFrom: 'import', optionsJson: '{}' } as const
  storage.conversations.add({ conversationId, title, ...common, ...times })
  let parentId: string | null = null
  for (const { text } of samples) {
    const turnId = newId(atMs)
    const short = text.slice(0, 2_000)
    storage.turns.add({ turnId, conversationId, parentId, comparisonId: null, createdAtMs: atMs })
    const message = { turnId, attemptId: null, failureJson: null, createdAtMs: atMs }
    storage.messages.add({
      ...message,
      role: 'user',
      state: 'written',
      partsJson: partsOf([
        { type: 'text', text: short },
        { type: 'file', name: short.slice(0, 300), text: short },
      ]),
      providerId: null,
      modelId: null,
      providerName: null,
      modelName: null,
    })
    storage.messages.add({
      ...message,
      role: 'assistant',
      state: 'completed',
      partsJson: partsOf([
        { type: 'thinking', text: short, provider: null, opaque: null },
        { type: 'text', text },
        { type: 'tool-call', callId: 'x', name: short.slice(0, 300), argumentsJson: short },
      ]),
      providerId: 'openai',
      modelId: short.slice(0, 300),
      providerName: short.slice(0, 300),
      modelName: short.slice(0, 300),
    })
    parentId = turnId
  }
}

function partsOf(parts: Part[]): string {
  return JSON.stringify(parts)
}

/** What leaves the window, and what would be given to the system. */
async function watchWays({ app, page }: FarthingWindow): Promise<Watch> {
  const crashes: string[] = []
  page.on('crash', () => crashes.push('the window crashed'))
  await app.evaluate(({ session, shell, BrowserWindow }) => {
    const ways: string[] = []
    Reflect.set(globalThis, 'ways', ways)
    const isOurs = (url: string): boolean =>
      /^(?:app:\/\/farthing\/|data:image\/|blob:app:)/u.test(url)
    session.defaultSession.webRequest.onErrorOccurred(({ url }) => {
      if (!isOurs(url)) ways.push(`asked for ${url.slice(0, 200)}`)
    })
    session.defaultSession.webRequest.onCompleted(({ url }) => {
      if (!isOurs(url)) ways.push(`was given ${url.slice(0, 200)}`)
    })
    shell.openExternal = (url) => {
      if (!/^(?:https?|mailto):/u.test(url)) ways.push(`opened ${url}`)
      return Promise.resolve()
    }
    shell.openPath = (path) => {
      ways.push(`opened ${path}`)
      return Promise.resolve('')
    }
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.on('did-navigate', (_event, url) => ways.push(`went to ${url}`))
      window.webContents.on('did-create-window', (_window, { url }) => ways.push(`opened ${url}`))
    }
  })
  return {
    async faults() {
      const readWays = () => app.evaluate(() => Reflect.get(globalThis, 'ways') as string[])
      // Where memory is short, the answer itself may be collected on its way.
      const ways = await readWays().catch(readWays)
      return [...crashes, ...ways]
    },
  }
}

async function throughTheList(page: Page): Promise<void> {
  const list = page.getByRole('navigation').or(page.locator('aside')).first()
  await list.hover()
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(0, 900)
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)))
  }
  expect(await page.evaluate(faultsInPage)).toEqual([])
  await page.mouse.wheel(0, -100_000)
}

/** In the page: unfolds what is folded. */
async function openAll(): Promise<void> {
  for (const details of document.querySelectorAll('details')) details.open = true
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
}

/** In the page: follows every link that an answer holds. */
function pressLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement>('article a')) link.click()
}

/** In the page: what stands there and should not. */
function faultsInPage(): string[] {
  const faults: string[] = []
  if (Reflect.get(globalThis, 'hostile') !== undefined) faults.push('something ran')
  const farthing = Reflect.get(globalThis, 'farthing') as { call?: unknown }
  if (typeof farthing.call !== 'function') faults.push('the bridge is another')
  const odd =
    'iframe,frame,object,embed,form,base,style,audio,video,portal,webview,template,body *[onclick],body *[onload],body *[onerror]'
  for (const found of document.querySelectorAll(odd)) faults.push(`<${found.localName}>`)
  for (const found of document.querySelectorAll('body script, body link, body meta')) {
    faults.push(`<${found.localName}>`)
  }
  for (const { href } of document.querySelectorAll<HTMLAnchorElement>('article a[href]')) {
    if (!/^(?:https?|mailto):/u.test(href)) faults.push(`a link to ${href}`)
  }
  for (const { src } of document.querySelectorAll('img')) {
    if (!/^(?:data:image\/(?:png|jpeg|gif|webp);|blob:app:)/u.test(src))
      faults.push(`an image ${src}`)
  }
  const field = document.querySelector<HTMLElement>('textarea[aria-label="Message"]')
  const place = field?.getBoundingClientRect()
  const top = place && document.elementFromPoint(place.x + place.width / 2, place.y + 4)
  if (!field || (top !== field && !field.contains(top ?? null)))
    faults.push('the message is covered')
  return faults
}
