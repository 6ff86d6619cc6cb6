import type { Locator, Page } from 'playwright/test'
import { chooseModel, messageField, modelButton, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

test('a preset brings its model and settings into another chat, is changed, renamed and deleted', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await chooseModel(page, 'GPT-6 Astra')
  const panel = await openOptions(page)
  await panel.getByRole('textbox', { name: 'System text' }).fill('Answer in one sentence.')
  await panel.getByRole('textbox', { name: 'Longest answer' }).fill('500')
  await panel.getByRole('button', { name: 'Save as a preset' }).click()
  await panel.getByRole('textbox', { name: 'Name of the preset' }).fill('Brief')
  await page.keyboard.press('Enter')
  await expect(preset(panel)).toHaveValue(/./)
  await expect(panel).toContainText('Saved as “Brief”.')
  await expectAccessible(window, 'chat settings with a preset')
  await page.keyboard.press('Escape')
  await sendAndWait(page, 'Who are you?')

  await page.getByRole('button', { name: /^New chat/ }).click()
  await chooseModel(page, 'GPT-6 Sol')
  const fresh = await openOptions(page)
  await expect(fresh.getByRole('textbox', { name: 'System text' })).toHaveValue('')
  await preset(fresh).selectOption({ label: 'Brief' })
  await expect(fresh.getByRole('textbox', { name: 'System text' })).toHaveValue(
    'Answer in one sentence.',
  )
  await expect(modelButton(page)).toHaveAccessibleName('Model: GPT-6 Astra')
  await fresh.getByRole('textbox', { name: 'Longest answer' }).fill('700')
  await fresh.getByRole('button', { name: 'Update “Brief”' }).click()
  await expect(fresh.getByRole('button', { name: 'Update “Brief”' })).toBeHidden()
  await page.keyboard.press('Escape')
  await sendAndWait(page, 'And who are they?')
  expect(server.requests().at(-1)?.body).toMatchObject({
    model: 'gpt-6-astra',
    instructions: 'Answer in one sentence.',
    max_output_tokens: 700,
  })

  const again = await openOptions(page)
  await again.getByRole('button', { name: 'Manage presets' }).click()
  const library = page.getByRole('dialog', { name: 'Prompts and presets' })
  await expect(library.getByRole('listitem')).toContainText(
    'GPT-6 Astra, system text and longest answer',
  )
  await library.getByRole('button', { name: 'Rename Brief' }).click()
  await expectAccessible(window, 'a preset that is renamed')
  await library.getByRole('textbox', { name: 'Name' }).fill('Short')
  await page.keyboard.press('Enter')
  await library.getByRole('button', { name: 'Delete Short' }).click()
  await expect(library).toContainText('“Short” deleted.')
  await expect(library).toContainText('No presets yet.')
  await library.getByRole('button', { name: 'Undo' }).click()
  await expect(library.getByRole('listitem')).toContainText('Short')
  await library.getByRole('button', { name: 'Close' }).click()
  await expect(messageField(page)).toBeVisible()
  await expect.poll(async () => (await window.call('presets.list', {})).length).toBe(1)
})

async function openOptions(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Chat settings/ }).click()
  const panel = page.getByRole('dialog', { name: 'Chat settings' })
  await expect(panel).toBeVisible()
  return panel
}

function preset(panel: Locator): Locator {
  return panel.getByRole('combobox', { name: 'Preset' })
}
