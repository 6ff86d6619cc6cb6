import type { Page } from 'playwright/test'
import { join } from 'node:path'
import { answers, costLine, messageField, send } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { everySample, writeChats } from './hostile-chats.ts'
import { faultsInPage, MESSAGE_FIELD, openAll, pressLinks } from './hostile-page.ts'
import { oneServer, setUp } from './one-server.ts'
import { watchWays } from './watch-ways.ts'

test.slow()

test('no sample runs, asks, opens or breaks anything, wherever it stands', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const folder = await stage.temporaryFolder()
  const samples = everySample(server.origin)
  const chats = writeChats(join(folder, 'personal'), samples, { areMarked: false })
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
    expect(await page.evaluate(faultsInPage, MESSAGE_FIELD), title).toEqual([])
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
    expect(await page.evaluate(faultsInPage, MESSAGE_FIELD), part).toEqual([])
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
  expect(await page.evaluate(faultsInPage, MESSAGE_FIELD)).toEqual([])

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

async function throughTheList(page: Page): Promise<void> {
  const list = page.getByRole('navigation').or(page.locator('aside')).first()
  await list.hover()
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(0, 900)
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)))
  }
  expect(await page.evaluate(faultsInPage, MESSAGE_FIELD)).toEqual([])
  await page.mouse.wheel(0, -100_000)
}
