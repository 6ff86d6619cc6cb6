import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { answers, costLine, messageField, modelButton, receiptLine } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { keys, oneServer } from './one-server.ts'
import { tabTo } from './tab-to.ts'

/** Nothing here is clicked, and nothing is filled in but by pressing keys. */
test('a first day: key, budget, chat, switch, compare, search and export without a mouse', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), keys: [keys.openAi] })
  const window = await stage.start()
  const { page, call, app } = window
  // Where the provider is, as the world would have it.
  await call('providers.setAddress', { providerId: 'openai', address: server.address })

  await start(page)
  await chat(page)
  await switchModel(page)
  await compare(page)
  await search(page)

  const path = join(await stage.temporaryFolder(), 'chat.md')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await command(page, 'Export this chat as Markdown')
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('Which wall is best?')

  await server.idle()
  const { balances, monthlyNanoUsd } = await call('budget.read', {})
  expect(monthlyNanoUsd).toBe(12_000_000_000)
  expect(balances).toMatchObject({ spentNanoUsd: server.bill().costNanoUsd, reservedNanoUsd: 0 })
})

async function start(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('radio', { name: 'Practise first' }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Paste a key' })).toBeChecked()
  await tabTo(page, page.getByRole('textbox', { name: 'Key' }))
  await page.keyboard.type(keys.openAi)
  const amounts = page.getByRole('radiogroup', { name: 'Monthly budget' })
  await tabTo(page, amounts.getByRole('radio', { checked: true }))
  while (!(await amounts.getByRole('radio', { name: 'Other' }).isChecked())) {
    await page.keyboard.press('ArrowRight')
  }
  await tabTo(page, page.getByRole('textbox', { name: 'Monthly budget in USD' }))
  await page.keyboard.type('12')
  await tabTo(page, page.getByRole('button', { name: 'Start' }))
  await page.keyboard.press('Enter')
  await expect(messageField(page)).toBeFocused()
}

async function chat(page: Page): Promise<void> {
  await page.keyboard.type('Which wall is best?')
  await expect(costLine(page)).toHaveText(/^about .+ credits, at most .+$/)
  await page.keyboard.press('Enter')
  await expect(answers(page)).toHaveCount(1)
  await expect(receiptLine(answers(page).first())).toBeVisible()
}

async function switchModel(page: Page): Promise<void> {
  await page.keyboard.type('And in winter?')
  await pick(page, 'GPT-6 Astra')
  await expect(messageField(page)).toHaveValue('And in winter?')
  await page.keyboard.press('Enter')
  await expect(receiptLine(answers(page).nth(1))).toBeVisible()
  await expect(answers(page).nth(1)).toHaveAccessibleName('Answer from GPT-6 Astra')
}

async function compare(page: Page): Promise<void> {
  await page.keyboard.type('Say it in one line.')
  await command(page, 'Compare models')
  await findRow(page, 'GPT-6 Sol')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(messageField(page)).toBeFocused()
  await expect(costLine(page)).toHaveText(/^about .+ credits for both, at most .+$/)
  await page.keyboard.press('Enter')
  const keep = page.getByRole('button', { name: 'Keep this one, from GPT-6 Sol' })
  await expect(keep).toBeVisible()
  await tabTo(page, keep, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(modelButton(page)).toHaveAccessibleName('Model: GPT-6 Sol')
  await expect(answers(page).last()).toHaveAccessibleName('Answer from GPT-6 Sol')
  await expect(messageField(page)).toBeFocused()
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+n')
  await expect(answers(page)).toHaveCount(0)
  await page.keyboard.press('Control+Shift+F')
  await expect(
    page.getByRole('combobox', { name: 'Search everything that was said' }),
  ).toBeFocused()
  await page.keyboard.type('winter')
  const hits = page.getByRole('group', { name: 'Messages, newest first' }).getByRole('option')
  await expect(hits).not.toHaveCount(0)
  await expect(hits.first().locator('mark')).toHaveText(['winter'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByText('And in winter?').first()).toBeVisible()
  await expect(answers(page)).toHaveCount(3)
}

/** By the list of models, and its first row that is called so. */
async function pick(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+m')
  await findRow(page, name)
  await page.keyboard.press('Enter')
  await expect(modelButton(page)).toHaveAccessibleName(`Model: ${name}`)
  await expect(messageField(page)).toBeFocused()
}

async function findRow(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Find a model' })).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.getByRole('option').first()).toHaveAccessibleName(new RegExp(`^${name}`))
}

/** By the list of everything that can be done. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.getByRole('option').first()).toHaveAccessibleName(new RegExp(`^${name}`))
  await page.keyboard.press('Enter')
}
