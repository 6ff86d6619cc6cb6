import type { Scene } from './scene.ts'

const goodKey = 'sk-proj-picture-aaaaaaaaaaaaaaaaaaaa7f3a'
/** The server in the place of the providers refuses what it does not know. */
const wrongKey = 'sk-ant-picture-wrong-bbbbbbbbbbbbbb2222'

/** The first start, of a folder where nothing is yet. */
export const welcomeScenes: readonly Scene[] = [
  {
    name: 'welcome',
    shows: ['welcome'],
    show: async ({ page }) => {
      await page.getByRole('radio', { name: 'Practise first' }).waitFor()
    },
  },
  {
    name: 'welcome-key',
    shows: ['welcome'],
    show: async ({ page }) => {
      await page.getByRole('radio', { name: 'Paste a key' }).check()
      await page.getByRole('textbox', { name: 'Key' }).fill(goodKey)
      await page.getByRole('button', { name: 'Save key' }).click()
      await page.getByText(/^OpenAI answered\. /).waitFor()
    },
  },
  {
    name: 'welcome-key-refused',
    shows: ['welcome'],
    show: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Key' }).fill(wrongKey)
      await page.getByRole('button', { name: 'Save key' }).click()
      await page.getByText('Anthropic refused the key.').waitFor()
    },
  },
  {
    name: 'welcome-server',
    shows: ['welcome'],
    show: async ({ page }) => {
      await page.getByRole('radio', { name: /^Use a server/ }).check()
      await page.getByRole('textbox', { name: 'Address' }).waitFor()
    },
  },
]
