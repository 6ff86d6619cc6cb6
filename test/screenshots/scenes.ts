import type { Page } from 'playwright'
import {
  answers,
  chooseModel,
  costLine,
  messageField,
  modelButton,
  receiptLine,
} from '../e2e/at-the-window.ts'
import type { FarthingWindow } from '../e2e/farthing-window.ts'
import type { House } from '../seed/house.ts'

/** Something to look at, and how to come to it from the one before. */
type Scene = { name: string; show: (window: FarthingWindow, house: House) => Promise<void> }

const draft = 'How do I check that the report really uses it?'

export const scenes: readonly Scene[] = [
  {
    name: 'new-chat',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'New chat' }).click()
      await page.getByText('One typical question').waitFor()
    },
  },
  {
    name: 'chat',
    show: async ({ page }) => {
      await page.getByText('Harbour office', { exact: true }).click()
      await openChat(page, 'Slow bookings report')
      await write(page, draft)
    },
  },
  {
    name: 'picker',
    show: async ({ page }) => {
      await modelButton(page).click()
      await page.getByRole('listbox', { name: 'Models' }).waitFor()
      await page.getByText(/^Last \d+ turns/u).waitFor()
    },
  },
  {
    name: 'receipt',
    show: async ({ page }) => {
      await page.keyboard.press('Escape')
      await openChat(page, 'What the log says about the ferry')
      await receiptLine(answers(page).first()).click()
      await page.getByText('What was used').waitFor()
    },
  },
  {
    name: 'does-not-fit',
    show: async ({ page, call }) => {
      await receiptLine(answers(page).first()).click()
      await openChat(page, 'Slow bookings report')
      await call('budget.set', { typedUsd: '0.75' })
      await modelButton(page).click()
      await page.getByRole('textbox', { name: 'Find a model' }).fill('Claude Fable 5.1')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: /^This turn needs / }).waitFor()
    },
  },
  {
    name: 'compare',
    show: async ({ page, call }) => {
      await call('budget.set', { typedUsd: '1' })
      await page.keyboard.press('Escape')
      await openChat(page, 'Letter to the mooring committee')
      await page.getByRole('region', { name: '3 answers side by side' }).waitFor()
    },
  },
  {
    name: 'uncertain',
    show: ({ page }) => openChat(page, 'Ferry company, second letter'),
  },
  {
    name: 'formulas',
    show: ({ page }) => openChat(page, 'What the pontoon loan costs'),
  },
  {
    name: 'japanese',
    show: ({ page }) => openChat(page, '冬の金沢で二日間'),
  },
  {
    name: 'compare-choosing',
    show: async ({ page }) => {
      await openChat(page, 'Slow bookings report')
      await chooseModel(page, 'Claude Haiku 4.5')
      await modelButton(page).click()
      await page.getByRole('button', { name: 'Compare with…' }).click()
      for (const name of ['GPT-6 Sol', 'Gemini 3.8 Flash']) {
        await page.getByRole('textbox', { name: 'Find a model' }).fill(name)
        await page.keyboard.press('Enter')
      }
      await page.getByRole('textbox', { name: 'Find a model' }).fill('')
    },
  },
  {
    name: 'writing',
    show: async ({ page }, house) => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Back to one model' }).click()
      house.teach('claude-haiku-4-5', { text: longAnswer, thinkingTokens: 0 }, 200)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await answers(page).last().getByText('Run the plan').waitFor()
    },
  },
  {
    name: 'palette',
    show: async ({ page }) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
    },
  },
  {
    name: 'search',
    show: async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+Shift+f')
      await page.getByRole('combobox', { name: 'Search everything that was said' }).fill('pontoon')
      await page.locator('mark').first().waitFor()
    },
  },
  {
    name: 'settings',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    },
  },
  {
    name: 'models',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Models', exact: true }).click()
      await page.getByRole('heading', { name: 'Models', level: 1 }).waitFor()
    },
  },
]

const longAnswer = `Run the plan again, and read two lines of it.

- **The node.** Where it said \`Seq Scan on bookings\` it now says \`Index Only Scan using bookings_month_idx\`.
- **The buffers.** \`read\` falls from 71,930 to a few thousand, and to almost nothing the second time.

If it still says \`Seq Scan\`, the planner thinks that most rows match. Give it fresh figures with \`analyze bookings\` and look once more. ${'Then leave it for a day and compare the times of the report itself. '.repeat(12)}`

/** Opens a conversation by its name: its row may stand in a folder that is closed. */
async function openChat(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).fill(title)
  await page.getByRole('option', { name: title }).first().click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await messageField(page).focus()
}

async function write(page: Page, text: string): Promise<void> {
  await messageField(page).fill(text)
  await costLine(page)
    .filter({ hasText: /about .+ at most / })
    .waitFor()
}
