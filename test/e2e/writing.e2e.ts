import type { Page } from 'playwright/test'
import { answers, messageField, receiptLine, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

test('drafts are there again after a restart: of a conversation, and of a new chat', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  await sendAndWait(page, 'A first conversation')
  await messageField(page).fill('Half a thought about it')
  await page.getByRole('button', { name: /^New chat/ }).click()
  await messageField(page).fill('And one of its own')
  await expect
    .poll(async () => (await window.call('drafts.read', {})).map(({ text }) => text))
    .toEqual(['And one of its own', 'Half a thought about it'])
  await sendAndWait(page, 'Sent, so no draft')
  await expect.poll(async () => (await window.call('drafts.read', {})).length).toBe(1)
  await page.getByRole('button', { name: /^New chat/ }).click()
  await messageField(page).fill('And one of its own')
  await expect.poll(async () => (await window.call('drafts.read', {})).length).toBe(2)
  await window.quit()

  const again = await stage.start({ folder })
  await expect(messageField(again.page)).toHaveValue('And one of its own')
  await again.page.getByRole('button', { name: /^A first conversation/ }).click()
  await expect(messageField(again.page)).toHaveValue('Half a thought about it')
  await messageField(again.page).fill('')
  await again.page.getByRole('button', { name: /^New chat/ }).click()
  await expect(messageField(again.page)).toHaveValue('And one of its own')
  await messageField(again.page).fill('')
  await expect.poll(() => again.call('drafts.read', {})).toEqual([])
})

test('the keys that send are the ones chosen, and the message grows to a part of the window', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await messageField(page).click()
  await page.keyboard.type('One line')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('and another')
  await expect(messageField(page)).toHaveValue('One line\nand another')
  await page.keyboard.press('Enter')
  await expect(receiptLine(answers(page))).toBeVisible()

  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('radio', { name: 'Ctrl Enter' }).check()
  await page.getByRole('button', { name: /^One line/ }).click()
  await messageField(page).click()
  await page.keyboard.type('A line')
  await page.keyboard.press('Enter')
  await page.keyboard.type('and one more')
  await expect(messageField(page)).toHaveValue('A line\nand one more')
  await expect(answers(page)).toHaveCount(1)
  await page.keyboard.press('Control+Enter')
  await expect(answers(page)).toHaveCount(2)

  await messageField(page).fill('A line\n'.repeat(200))
  const share = (await heightOf(page)) / (await page.evaluate(() => innerHeight))
  expect(share).toBeGreaterThan(0.35)
  expect(share).toBeLessThanOrEqual(0.4)
})

test('a prompt begins a message: by a slash or its button, with what it asks for filled in', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  const field = messageField(page)
  await field.click()
  await page.keyboard.type('/etc/hosts')
  await expect(field).toHaveValue('/etc/hosts')
  await field.fill('')

  await page.getByRole('button', { name: 'Prompts', exact: true }).click()
  await expect(page.getByText('No prompts yet. Write one')).toBeVisible()
  await page.getByRole('button', { name: 'Write a prompt' }).click()
  const library = page.getByRole('dialog', { name: 'Prompts and presets' })
  await writePrompt(page, 'Review', 'Review this and say how sure you are.')
  await writePrompt(page, 'Translate', 'Into {{language}}:\n{{text}}')
  await expect(library).toContainText('asks for language and text')
  await expectAccessible(window, 'prompts and presets')
  await library.getByRole('button', { name: 'Delete Review' }).click()
  await expect(library.getByRole('listitem')).toHaveCount(1)
  await library.getByRole('button', { name: 'Undo' }).click()
  await expect(library.getByRole('listitem')).toHaveCount(2)
  await library.getByRole('button', { name: 'Change Review' }).click()
  await expectAccessible(window, 'a prompt that is changed')
  await library.getByRole('textbox', { name: 'Name' }).fill('Check')
  await page.keyboard.press('Enter')
  await expect(library.getByRole('listitem').first()).toContainText('Check')
  await page.keyboard.press('Escape')
  await expect(library).toBeHidden()

  await field.click()
  await page.keyboard.type('/tra')
  const prompts = page.getByRole('listbox', { name: 'Prompts' })
  await expect(prompts.getByRole('option')).toHaveCount(1)
  await expectAccessible(window, 'the list of prompts')
  await page.keyboard.press('Escape')
  await expect(prompts).toBeHidden()
  await expect(field).toHaveValue('/tra')
  await field.fill('')
  await page.keyboard.type('/tra')
  await expect(prompts.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'language' })).toBeFocused()
  await expectAccessible(window, 'what a prompt asks for')
  await page.keyboard.type('Welsh')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Good morning, $& harbour')
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('Into Welsh:\nGood morning, $& harbour')
  await expect(field).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(receiptLine(answers(page))).toBeVisible()
  expect(JSON.stringify(server.requests().at(-1)?.body)).toContain('Into Welsh:')
})

async function writePrompt(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New prompt' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(text)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible()
}

async function heightOf(page: Page): Promise<number> {
  return (await messageField(page).boundingBox())?.height ?? 0
}
