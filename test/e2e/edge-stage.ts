import type { Locator } from 'playwright/test'
import { quoteAt } from '../../shared/ipc/quote-at.ts'
import type { Quote } from '../../shared/ipc/shapes.ts'
import type { FakePrice } from '../helpers/fake-provider/bill.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { chooseModel, messageField, newestTurns } from './at-the-window.ts'
import { expect, type Stage } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { slowAnswer } from './one-server.ts'

/** Dearest first. What the app believes is typed by hand, and the server bills by its own list. */
const prices: Readonly<Record<string, FakePrice>> = {
  'heron-large': { inputUsd: '10', outputUsd: '50' },
  'heron-middle': { inputUsd: '2', outputUsd: '10' },
  'heron-small': { inputUsd: '0.5', outputUsd: '2' },
}

/** Costs nothing: it is found on this computer. */
export const free = 'qwen3:14b'

export type Edge = {
  window: FarthingWindow
  server: FakeProvider
  local: FakeProvider
  providerId: string
}

/** Three models that cost credits at one provider, a free one on this computer, and a budget. */
export async function startAtTheEdge(stage: Stage, typedUsd = '20'): Promise<Edge> {
  const answer = slowAnswer(8, 60)
  const behaviours = Object.fromEntries(Object.keys(prices).map((id) => [id, answer]))
  const server = await stage.provider({ prices, behaviours })
  const local = await stage.provider({ prices: { [free]: { inputUsd: '0', outputUsd: '0' } } })
  const window = await stage.start()
  const { call } = window
  await call('providers.setAddress', { providerId: 'ollama', address: local.address })
  await call('providers.findLocal', {})
  const { providerId } = await call('providers.addCustom', {
    name: 'Heron',
    address: server.address,
    models: Object.entries(prices).map(([modelId, { inputUsd, outputUsd }]) => ({
      modelId,
      typedInputUsd: inputUsd,
      typedOutputUsd: outputUsd,
    })),
  })
  await call('budget.set', { typedUsd })
  await chooseModel(window.page, 'heron-small')
  return { window, server, local, providerId }
}

/** What a draft would cost in the conversation that was used last, once its tokens are counted. */
export async function quoteFor(
  { window: { call } }: Edge,
  modelId: string,
  draft: string,
): Promise<Quote & { expectedNanoUsd: number; ceilingNanoUsd: number }> {
  const { models } = await call('catalog.read', {})
  const [newest] = await call('conversation.list', {})
  const question = { conversationId: newest?.conversationId ?? null, draft }
  const place = models.findIndex(({ key }) => key.modelId === modelId)
  let before = -1
  for (;;) {
    const quotes = await call('estimate.quote', question)
    const quote = quoteAt(quotes, place, { providerId: '', modelId })
    const { expectedNanoUsd, ceilingNanoUsd } = quote
    if (expectedNanoUsd === null || ceilingNanoUsd === null) throw new Error('It has no price')
    // Counted at a pause, it comes down from what its bytes could be at most.
    if (ceilingNanoUsd === before) return { ...quote, expectedNanoUsd, ceilingNanoUsd }
    before = ceilingNanoUsd
    await new Promise((resolve) => setTimeout(resolve, 700))
  }
}

/** Sets the monthly budget so that just so much is available. */
export async function leaveAvailable({ window }: Edge, wantedNanoUsd: number): Promise<void> {
  const { balances } = await window.call('budget.read', {})
  const { spentNanoUsd, overrunNanoUsd, reservedNanoUsd, addedNanoUsd } = balances
  const used = spentNanoUsd + overrunNanoUsd + reservedNanoUsd - addedNanoUsd
  const typedUsd = ((used + wantedNanoUsd) / 1e9).toFixed(9)
  const { availableNanoUsd } = await window.call('budget.set', { typedUsd })
  expect(availableNanoUsd).toBe(wantedNanoUsd)
}

/** Writes a message for a model and sends it by Enter, which asks. */
export async function sendAtTheEdge(
  { page }: FarthingWindow,
  modelId: string,
  text: string,
): Promise<Locator> {
  await chooseModel(page, modelId)
  await messageField(page).fill(text)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  return dialog
}

/** The figures of an offer as they stand on the screen: about, at most, then left. */
export async function figuresOf(offer: Locator): Promise<string[]> {
  return rowOf(offer).locator('.figure').allTextContents()
}

export function rowOf(offer: Locator): Locator {
  return offer.locator('xpath=ancestor::label')
}

/** The most output tokens that a request carried. */
export function capOf(body: Readonly<Record<string, unknown>> | undefined): number {
  return Number(body?.['max_completion_tokens'] ?? body?.['max_tokens'])
}

/** What was posted to a server, in order. */
export function postsTo(server: FakeProvider): Readonly<Record<string, unknown>>[] {
  return server
    .requests()
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => body)
}

/** Waits until there is a turn, and the newest has ended. */
export async function turnOver(window: FarthingWindow): Promise<void> {
  const state = async (): Promise<string | undefined> => {
    const chats = await window.call('conversation.list', {})
    return chats.length > 0 ? (await newestTurns(window)).at(-1)?.answer.state : undefined
  }
  await expect.poll(state).toBe('completed')
}
