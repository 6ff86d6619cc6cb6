import {
  answers,
  chooseModel,
  messageField,
  modelButton,
  receiptLine,
} from '../e2e/at-the-window.ts'
import { newChat, openChat, type Scene, write } from './scene.ts'

export const draft = 'How do I check that the report really uses it?'

/** Conversations, and what lies over them. */
export const chatScenes: readonly Scene[] = [
  {
    name: 'new-chat',
    shows: ['chat'],
    show: async ({ page }) => {
      await newChat(page)
      await page.getByText('One typical question').waitFor()
    },
  },
  {
    name: 'chat',
    shows: ['chat', 'frame'],
    show: async ({ page }) => {
      await page.getByText('Harbour office', { exact: true }).click()
      await openChat(page, 'Slow bookings report')
      await write(page, draft)
    },
  },
  {
    name: 'picker',
    shows: ['chat', 'chat/picker'],
    show: async ({ page }) => {
      await openChat(page, 'Slow bookings report')
      await modelButton(page).click()
      await page.getByRole('listbox', { name: 'Models' }).waitFor()
      await page.getByText(/^Last \d+ turns/u).waitFor()
    },
  },
  {
    name: 'receipt',
    shows: ['chat'],
    show: async ({ page }) => {
      await openChat(page, 'What the log says about the ferry')
      await receiptLine(answers(page).first()).click()
      await page.getByText('What was used').waitFor()
    },
    leave: async ({ page }) => receiptLine(answers(page).first()).click(),
  },
  {
    name: 'conversation-cost',
    shows: ['chat/conversation-cost'],
    show: async ({ page }) => {
      await openChat(page, 'What the log says about the ferry')
      await page.getByRole('button', { name: /credits so far/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'chat-settings',
    shows: ['chat/options-panel'],
    show: async ({ page }) => {
      await openChat(page, 'Tide table import')
      await page.getByRole('button', { name: /^Chat settings/ }).click()
      await page.getByRole('dialog', { name: 'Chat settings' }).waitFor()
    },
  },
  {
    name: 'prompts',
    shows: ['library/prompt-picker'],
    show: async ({ page }) => {
      await newChat(page)
      await page.getByRole('button', { name: 'Prompts', exact: true }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'library',
    shows: ['library', 'library/library'],
    show: async ({ page }) => {
      await openChat(page, 'Tide table import')
      await page.getByRole('button', { name: /^Chat settings/ }).click()
      await page.getByRole('button', { name: 'Manage presets' }).click()
      await page.getByRole('dialog', { name: 'Prompts and presets' }).waitFor()
    },
  },
  {
    name: 'folder-settings',
    shows: ['frame', 'frame/folder-defaults'],
    show: async ({ page }) => {
      await newChat(page)
      const folder = page.getByRole('button', { name: /^Harbour office/ }).first()
      await folder.click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Set for new chats' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'compare',
    shows: ['compare'],
    show: async ({ page }) => {
      await openChat(page, 'Letter to the mooring committee')
      await page.getByRole('region', { name: '3 answers side by side' }).waitFor()
    },
  },
  {
    name: 'uncertain',
    shows: ['chat'],
    show: ({ page }) => openChat(page, 'Ferry company, second letter'),
  },
  {
    name: 'formulas',
    shows: ['chat'],
    show: ({ page }) => openChat(page, 'What the pontoon loan costs'),
  },
  {
    name: 'compare-choosing',
    shows: ['compare'],
    show: async ({ page }) => {
      await openChat(page, 'Slow bookings report')
      await write(page, draft)
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
    name: 'compare-does-not-fit',
    shows: ['compare/comparison-does-not-fit'],
    show: async ({ page, call }) => {
      await call('budget.set', { typedUsd: '0.6' })
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('dialog', { name: / more credits| over / }).waitFor()
    },
    leave: async ({ page, call }) => {
      await page.keyboard.press('Escape')
      await call('budget.set', { typedUsd: '1' })
      await page.getByRole('button', { name: 'Back to one model' }).click()
    },
  },
]

const thought =
  'They ask why the planner still reads the whole table. The index is on the month, and the report asks for a range of days. So the question is whether the two meet.'

/** Somewhere in its last paragraph. */
const HALF_BYTES = 9_000

const longAnswer = `Run the plan again, and read two lines of it.

- **The node.** Where it said \`Seq Scan on bookings\` it now says \`Index Only Scan using bookings_month_idx\`.
- **The buffers.** \`read\` falls from 71,930 to a few thousand, and to almost nothing the second time.

If it still says \`Seq Scan\`, the planner thinks that most rows match. Give it fresh figures with \`analyze bookings\` and look once more. ${'Then leave it for a day and compare the times of the report itself. '.repeat(12)}`

/** They come after all others: they change the profile, or open a folder of the list. */
export const sendingScenes: readonly Scene[] = [
  {
    name: 'writing',
    shows: ['chat'],
    show: async ({ page }, house) => {
      await openChat(page, 'Slow bookings report')
      await chooseModel(page, 'Claude Haiku 4.5')
      await write(page, draft)
      house.teachHalf('claude-haiku-4-5', longAnswer, HALF_BYTES)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await answers(page).last().getByText('The buffers.').waitFor()
    },
    leave: async ({ page }) => {
      await messageField(page).focus()
      await page.keyboard.press('Escape')
    },
  },
  {
    name: 'thinking',
    shows: ['chat'],
    show: async ({ page }, house) => {
      await openChat(page, 'Slow bookings report')
      await chooseModel(page, 'Gemini 3.8 Flash')
      await write(page, 'And if it does not?')
      house.teachThinking(
        'gemini-3.8-flash',
        thought,
        'Then the dates are compared as text. Cast them once, in the index as well.',
      )
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      const answer = answers(page).last()
      await receiptLine(answer).waitFor()
      await answer.locator('summary').click()
      await answer.getByText('They ask why').waitFor()
    },
  },
  {
    name: 'deleted',
    shows: ['chat'],
    show: async ({ page }) => {
      await openChat(page, 'Boiler fault E119')
      const list = page.getByRole('navigation', { name: 'Conversations' })
      await list.getByRole('button', { name: /^Boiler fault E119/ }).click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Delete', exact: true }).click()
      await page.getByText('“Boiler fault E119” deleted.').waitFor()
    },
  },
  { name: 'japanese', shows: ['chat'], show: ({ page }) => openChat(page, '冬の金沢で二日間') },
]
