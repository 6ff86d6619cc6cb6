import { chooseModel, messageField, sendAndWait } from '../e2e/at-the-window.ts'
import { newChat, type Scene } from './scene.ts'

/** A profile that was never used but to practise. */
export const practiceScenes: readonly Scene[] = [
  {
    name: 'practice',
    shows: ['frame', 'chat'],
    show: async ({ page }) => {
      await page.getByText('Nothing here costs money.').waitFor()
    },
  },
  {
    name: 'usage-empty',
    shows: ['usage'],
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Usage', exact: true }).click()
      await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor()
    },
  },
  {
    name: 'search-empty',
    shows: ['search'],
    show: async ({ page }) => {
      await page.keyboard.press('Control+Shift+f')
      await page.getByRole('combobox', { name: 'Search everything that was said' }).waitFor()
    },
  },
  {
    name: 'practice-answer',
    shows: ['chat'],
    show: async ({ page }) => {
      await newChat(page)
      await chooseModel(page, 'Practice Light')
      await sendAndWait(page, 'How do I bleed a radiator?')
    },
  },
]

/** A database that cannot be read, with copies of it beside. */
export const damagedScenes: readonly Scene[] = [
  {
    name: 'damaged',
    shows: ['problem'],
    show: async ({ page }) => {
      await page.getByRole('heading', { name: 'The database is damaged' }).waitFor()
    },
  },
]

/** A seeded profile a hundred days after it was used last. */
export const laterScenes: readonly Scene[] = [
  {
    name: 'date-question',
    shows: ['frame/date-question'],
    show: async ({ page }) => {
      await messageField(page).fill('In a hundred days')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('dialog', { name: 'Is the date right?' }).waitFor()
    },
  },
]
