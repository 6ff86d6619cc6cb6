import { answers, costLine, messageField, modelButton, receiptLine } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { tabTo } from './tab-to.ts'

test('from the first start to a receipt and the settings without a mouse', async ({ stage }) => {
  const { page } = await stage.start()
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Start' }))
  await page.keyboard.press('Enter')

  await expect(messageField(page)).toBeFocused()
  await page.keyboard.type('How do I bleed a radiator?')
  await expect(costLine(page)).toHaveText(/^about .+ credits, at most .+$/)
  await page.keyboard.press('Control+m')
  await expect(page.getByRole('textbox', { name: 'Find a model' })).toBeFocused()
  await page.keyboard.type('heavy')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(modelButton(page)).toHaveAccessibleName('Model: Practice Heavy')
  await expect(messageField(page)).toBeFocused()
  await expect(messageField(page)).toHaveValue('How do I bleed a radiator?')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('It is cold at the top.')
  await page.keyboard.press('Enter')

  await expect(answers(page)).toHaveAccessibleName('Answer from Practice Heavy')
  await expect(messageField(page)).toHaveValue('')
  const receipt = receiptLine(answers(page))
  await expect(receipt).toBeVisible({ timeout: 30_000 })
  await tabTo(page, receipt, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'What was used' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'What was used' })).toBeHidden()

  await tabTo(page, page.getByRole('button', { name: 'Settings', exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Appearance' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio', { name: 'System' }))
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
})

test('arrow keys go through the three ways of the first start, and stay among them', async ({
  stage,
}) => {
  const { page } = await stage.start()
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  await tabTo(page, page.getByRole('radio', { name: 'Practise first' }))
  for (const [key, name] of [
    ['ArrowDown', /^Paste a key/],
    ['ArrowDown', /^Use a server/],
    ['ArrowUp', /^Paste a key/],
    ['ArrowUp', /^Practise first/],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('radio', { name })).toBeChecked()
    await expect(page.getByRole('radio', { name })).toBeFocused()
  }
})

test('Escape closes the picker and gives the focus back to the message', async ({ stage }) => {
  const { page } = await stage.start({ args: ['--profile=practice'] })
  await messageField(page).focus()
  await page.keyboard.press('Control+m')
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeHidden()
  await expect(messageField(page)).toBeFocused()
})
