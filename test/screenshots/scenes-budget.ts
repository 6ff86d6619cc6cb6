import { join } from 'node:path'
import type { Page } from 'playwright'
import { chooseModel, messageField, modelButton } from '../e2e/at-the-window.ts'
import type { FarthingWindow } from '../e2e/farthing-window.ts'
import { choose, clear, newChat, openChat, type Scene, write } from './scene.ts'
import { draft } from './scenes-chat.ts'
import { writeCosts } from './usage-export.ts'

/** What the month holds, and what happens at its edge. Each leaves the budget at 1 USD. */
export const budgetScenes: readonly Scene[] = [
  usage('usage-month', (page) => page.getByRole('application', { name: 'By day' }).waitFor()),
  usage('usage-day', (page) => choose(page, 'What is shown', 'Day')),
  usage('usage-week', (page) => choose(page, 'What is shown', 'Week')),
  usage('usage-all', (page) => choose(page, 'What is shown', 'All')),
  usage('usage-by-model', async (page) => {
    await choose(page, 'What is shown', /^(?:November|Month)/)
    await choose(page, 'Grouped by', 'Model')
  }),
  usage('usage-as-table', (page) =>
    page.getByRole('button', { name: 'By day: As a table' }).click(),
  ),
  {
    name: 'usage-check',
    shows: ['usage-check'],
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await section(page, 'Providers')
      await page
        .getByRole('button', { name: /^OpenAI/ })
        .first()
        .click()
      await page.getByRole('button', { name: 'Compare with the provider' }).click()
      await page.getByRole('heading', { name: 'Compare with providers' }).waitFor()
    },
  },
  {
    name: 'usage-check-export',
    shows: ['usage-check'],
    show: async ({ page, app, folder }) => {
      const file = await writeCosts(join(folder, 'personal'), join(folder, '../exported'))
      await app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
      }, file)
      await page.getByRole('button', { name: 'Choose a file…' }).click()
      await page.getByRole('heading', { name: /^OpenAI, costs of / }).waitFor()
    },
  },
  {
    name: 'does-not-fit',
    shows: ['chat/does-not-fit'],
    show: async (window) => {
      await writeDraft(window, '0.75')
      await pickDear(window.page)
      await window.page.getByRole('dialog', { name: /^This turn needs / }).waitFor()
    },
    leave: fullBudget,
  },
  {
    name: 'does-not-fit-envelope',
    shows: ['chat/does-not-fit'],
    show: async (window) => {
      const { page, call } = window
      await writeDraft(window, '1')
      await call('budget.saveEnvelope', {
        envelopeId: ENVELOPE_ID,
        of: { kind: 'provider', providerId: 'anthropic' },
        typedUsd: '0.4',
      })
      await pickDear(page)
      await page.getByRole('dialog', { name: / needs .+ more credits$/ }).waitFor()
    },
    leave: async (window) => {
      await window.call('budget.removeEnvelope', { envelopeId: ENVELOPE_ID })
      await fullBudget(window)
    },
  },
  {
    name: 'above-limit',
    shows: ['chat/does-not-fit'],
    show: async (window) => {
      const { page, call } = window
      await writeDraft(window, '1')
      await call('budget.setTurnLimit', { typedUsd: '0.0005' })
      await chooseModel(page, 'Claude Opus 5.5')
      await messageField(page).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: /^About .+ asked above/ }).waitFor()
    },
    leave: async (window) => {
      await window.call('budget.setTurnLimit', { typedUsd: null })
      await fullBudget(window)
    },
  },
]

/** It comes first: what the budget reaches is told once, and lies over no other picture then. */
export const noticeScene: Scene = {
  name: 'notice',
  shows: ['frame'],
  show: async ({ page, call }) => {
    await openChat(page, 'Slow bookings report')
    await call('budget.set', { typedUsd: '0.7' })
    await page.getByText(/^Half of the month’s budget is spent/).waitFor()
  },
  leave: async (window) => {
    for (const typedUsd of ['0.55', '0.3']) await window.call('budget.set', { typedUsd })
    await fullBudget(window)
    await window.call('budget.takeNotice', {})
    await window.page.reload()
    await messageField(window.page).waitFor()
  },
}

/** An answer that cost more than was reserved: the provider counted what nobody could foresee. */
const UNFORESEEN_TOKENS = 900_000

/** They come last, for nothing is available after them. */
export const overBudgetScenes: readonly Scene[] = [
  {
    name: 'over-budget',
    shows: ['chat'],
    show: async (window, house) => {
      const { page } = window
      await openChat(page, 'Slow bookings report')
      await chooseModel(page, 'Gemini 3.8 Flash')
      await write(page, 'And in a year?')
      house.teachThinking(
        'gemini-3.8-flash',
        '',
        'The same, if nobody drops it.',
        UNFORESEEN_TOKENS,
      )
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page
        .getByText(/^[\d,]+ credits over budget/u)
        .first()
        .waitFor()
    },
  },
  {
    name: 'top-up',
    shows: ['settings', 'settings:budget'],
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Add credits' }).first().click()
      await page.getByRole('textbox', { name: 'Amount to add in USD' }).waitFor()
    },
  },
]

const ENVELOPE_ID = '00000000-0000-7000-8000-00000000e0e0'

/** A picture of the screen of usage, after something on it was chosen. */
function usage(name: string, then: (page: Page) => Promise<void>): Scene {
  return {
    name,
    shows: ['usage'],
    show: async ({ page }) => {
      await clear(page)
      await page.getByRole('button', { name: 'Usage', exact: true }).click()
      await page.getByRole('heading', { name: 'Most expensive conversations' }).waitFor()
      await then(page)
      await page.mouse.move(0, 0)
    },
  }
}

/** A draft in a conversation, with so much for the month. */
async function writeDraft({ page, call }: FarthingWindow, typedUsd: string): Promise<void> {
  await openChat(page, 'Slow bookings report')
  await write(page, draft)
  await call('budget.set', { typedUsd })
}

async function pickDear(page: Page): Promise<void> {
  await modelButton(page).click()
  await page.getByRole('textbox', { name: 'Find a model' }).fill('Claude Fable 5.1')
  await page.keyboard.press('Enter')
}

async function fullBudget({ page, call }: FarthingWindow): Promise<void> {
  await clear(page)
  await call('budget.set', { typedUsd: '1' })
  await newChat(page)
}

export async function section(page: Page, name: string): Promise<void> {
  const sections = page.getByRole('navigation', { name: 'Sections of settings' })
  await sections.getByRole('button', { name, exact: true }).click()
}
