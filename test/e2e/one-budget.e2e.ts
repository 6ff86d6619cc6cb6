import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright/test'
import type { Bridge, Input } from '../../shared/ipc/contract.ts'
import { quoteAt } from '../../shared/ipc/quote-at.ts'
import type { Quote } from '../../shared/ipc/shapes.ts'
import type { Result } from '../../shared/result.ts'
import type { Turn } from '../../shared/chat/message.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import {
  answers,
  chooseModel,
  messageField,
  newestAnswer,
  receiptLine,
  send,
} from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp, slowAnswer } from './one-server.ts'

type Send = Input<'turn.send'>

const model = { providerId: 'openai', modelId: 'gpt-6-sol' }

test('of two sends at once with a budget for one, one is sent and the other says what is missing', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(10, 50) }))
  const window = await stage.start()
  const ceilingNanoUsd = await budgetForOne(window, server, 'A question to weigh')
  const sends = [newSend('A question to weigh'), newSend('A question to weigh')]

  const results = await sendAtOnce(window.page, sends)

  const admitted = results.filter((result) => result.ok)
  const refused = results.flatMap((result) => (result.ok ? [] : result.failure))
  expect(admitted).toHaveLength(1)
  const { availableNanoUsd, periodEndsAtMs } = await window.call('budget.read', {})
  expect(refused).toEqual([
    {
      kind: 'not-enough-credits',
      neededNanoUsd: ceilingNanoUsd,
      availableNanoUsd,
      shortNanoUsd: ceilingNanoUsd - availableNanoUsd,
      periodEndsAtMs,
    },
  ])
  await expect.poll(() => isOver(window)).toBe(true)
  await server.idle()
  expect(postsTo(server)).toBe(1)
  const { balances } = await window.call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  expect(balances.reservedNanoUsd).toBe(0)
  expect(await window.call('conversation.list', {})).toHaveLength(1)
})

test('a send that arrives twice is one turn, one reservation and one request', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(10, 30) }))
  const window = await stage.start()
  await setUp(window, server)
  const send = newSend('Once, please')

  const results = await sendAtOnce(window.page, [send, send, send])
  const later = await window.ask('turn.send', send)
  await expect.poll(() => isOver(window)).toBe(true)
  const afterTheEnd = await window.ask('turn.send', send)

  for (const result of [...results, later, afterTheEnd]) {
    expect(result.ok && result.value.turnId).toBe(send.turnId)
  }
  await server.idle()
  expect(postsTo(server)).toBe(1)
  const { balances } = await window.call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  expect(balances.reservedNanoUsd).toBe(0)
})

test('pressing Enter twice sends once', async ({ stage }) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(5, 50) }))
  const window = await stage.start()
  await setUp(window, server)
  await messageField(window.page).fill('Once, please')
  await Promise.all([window.page.keyboard.press('Enter'), window.page.keyboard.press('Enter')])
  await receiptLine(answers(window.page)).waitFor()
  await server.idle()
  expect(postsTo(server)).toBe(1)
})

test('a turn that does not fit says by how much, offers what fits, and keeps the draft', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server, '0.05')
  await chooseModel(page, 'Claude Sonnet 5')
  const quote = await quoteOf(window, 'claude-sonnet-5', 'Why is the sky blue?')
  await messageField(page).fill('Why is the sky blue?')

  await page.getByRole('button', { name: 'Send', exact: true }).click()

  const dialog = page.getByRole('dialog', { name: /^This turn needs [\d.,]+ more credits$/ })
  await expect(dialog).toBeVisible()
  await expect(dialog).toContainText('Nothing has been sent.')
  const { availableNanoUsd } = await call('budget.read', {})
  const short = formatCredits((quote.ceilingNanoUsd ?? 0) - availableNanoUsd, 10_000)
  await expect(dialog).toHaveAccessibleName(`This turn needs ${short} more credits`)
  await expect(dialog.getByRole('radio', { name: /Claude Haiku 4.5/ })).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(messageField(page)).toHaveValue('Why is the sky blue?')
  expect(postsTo(server)).toBe(0)
  expect((await call('budget.read', {})).balances.reservedNanoUsd).toBe(0)
})

test('a budget that is lowered and raised again never comes to more than was set', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  server.queue({ kind: 'error', status: 500 })
  await send(page, 'Stay reserved')
  await expect(receiptLine(answers(page))).toHaveAccessibleName(/not yet certain/)

  for (const typedUsd of ['0.01', '20']) await call('budget.set', { typedUsd })
  const { balances, monthlyNanoUsd } = await call('budget.read', {})
  expect(monthlyNanoUsd).toBe(20_000_000_000)
  expect(balances.grantedNanoUsd).toBe(20_000_000_000)
})

/** What a draft in a new conversation would cost with a model, once its tokens are counted. */
async function quoteOf(
  { call, page }: FarthingWindow,
  modelId: string,
  draft: string,
): Promise<Quote> {
  const { models } = await call('catalog.read', {})
  await page.evaluate(async (text) => {
    const { farthing } = globalThis as unknown as { farthing: Bridge }
    await new Promise<void>((resolve) => {
      const stop = farthing.on('estimate.counted', () => {
        stop()
        resolve()
      })
      void farthing.call('estimate.quote', { conversationId: null, draft: text })
    })
  }, draft)
  const quotes = await call('estimate.quote', { conversationId: null, draft })
  const place = models.findIndex(({ key }) => key.modelId === modelId)
  return quoteAt(quotes, place, { providerId: '', modelId })
}

/** A budget that admits this message once, and not twice. Returns what one reserves. */
async function budgetForOne(
  window: FarthingWindow,
  server: Parameters<typeof setUp>[1],
  draft: string,
): Promise<number> {
  await setUp(window, server)
  const quote = await quoteOf(window, model.modelId, draft)
  if (!quote.ceilingNanoUsd) throw new Error('There is no figure for the model')
  const budgetUsd = (quote.ceilingNanoUsd * 1.5) / 1e9
  await window.call('budget.set', { typedUsd: budgetUsd.toFixed(9) })
  return quote.ceilingNanoUsd
}

function newSend(text: string): Send {
  return { turnId: randomUUID(), conversationId: randomUUID(), model, text }
}

function sendAtOnce(page: Page, sends: readonly Send[]): Promise<Result<Turn>[]> {
  return page.evaluate((given) => {
    const { farthing } = globalThis as unknown as { farthing: Bridge }
    return Promise.all(given.map((send) => farthing.call('turn.send', send)))
  }, sends)
}

async function isOver(window: FarthingWindow): Promise<boolean> {
  return (await newestAnswer(window)).state !== 'writing'
}

function postsTo(server: Parameters<typeof setUp>[1]): number {
  return server.requests().filter(({ method }) => method === 'POST').length
}
