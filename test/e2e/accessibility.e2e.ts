import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answers, messageField, openPicker, receiptLine, send } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp, slowAnswer } from './one-server.ts'

test.slow()

test('welcome and each of its three ways can be used by everyone', async ({ stage }) => {
  const window = await stage.start()
  const { page } = window
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  await expectAccessible(window, 'practise')
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  await page.getByRole('textbox', { name: 'Key' }).fill('sk-proj-nothing')
  await page.getByRole('radio', { name: 'Other', exact: true }).check()
  await page.getByRole('textbox', { name: 'Monthly budget in USD' }).fill('abc')
  await page.getByRole('button', { name: 'Start' }).click()
  await expectAccessible(window, 'key and a bad amount')
  await page.getByRole('radio', { name: /^Use a server/ }).check()
  await expectAccessible(window, 'server')
})

test('a new chat, the picker and an opened receipt can be used by everyone', async ({ stage }) => {
  const window = await stage.start({ args: ['--profile=practice'] })
  const { page } = window
  await messageField(page).waitFor()
  await expectAccessible(window, 'new chat')
  await messageField(page).fill('How do I bleed a radiator?')
  await openPicker(page)
  await expectAccessible(window, 'picker')
  await page.keyboard.press('Escape')
  await send(page, 'How do I bleed a radiator?')
  await receiptLine(answers(page)).click({ timeout: 30_000 })
  await expect(page.getByRole('columnheader', { name: 'What was used' })).toBeVisible()
  await expectAccessible(window, 'receipt')
})

test('an answer being written, a failed one and an uncertain one can be used by everyone', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(2_000, 50) }))
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  server.queue({ kind: 'error', status: 401 }, { kind: 'error', status: 500 })
  await send(page, 'Be refused')
  await expect(answers(page).getByText('OpenAI refused the key.')).toBeVisible()
  await send(page, 'Be uncertain')
  await expect(
    answers(page)
      .last()
      .getByRole('button', { name: /^Count .+ now$/ }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'What happened' }).click()
  await expectAccessible(window, 'failed and uncertain')
  await send(page, 'Write for long')
  await expect(answers(page).last()).toContainText('word5')
  await expectAccessible(window, 'writing')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(receiptLine(answers(page).last())).toBeVisible()
})

test('what does not fit can be used by everyone', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server, '0.05')
  await messageField(page).fill('Why is the sky blue?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(window, 'does not fit')
  await page.getByRole('button', { name: 'Keep as draft' }).click()
  await expectAccessible(window, 'a draft that does not fit')
  await openPicker(page)
  await expectAccessible(window, 'rows that do not fit')
})

test('each section of the settings can be used by everyone', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const openAi = page.getByRole('region', { name: 'OpenAI', exact: true })
  await openAi.getByRole('button', { name: 'OpenAI' }).click()
  await openAi.getByRole('button', { name: 'Check now' }).click()
  await expect(openAi.getByText(/^OpenAI answered\. /)).toBeVisible()
  await openAi.getByRole('button', { name: 'Replace key' }).click()
  await page.getByRole('button', { name: 'Add a provider' }).click()
  await expectAccessible(window, 'providers')
  const sections = page.getByRole('navigation', { name: 'Sections of settings' })
  for (const name of ['Budget', 'Privacy', 'Appearance']) {
    await sections.getByRole('button', { name }).click()
    await expectAccessible(window, name)
  }
})

test('the screen for a database that cannot be opened can be used by everyone', async ({
  stage,
}) => {
  const folder = await stage.temporaryFolder()
  await mkdir(join(folder, 'personal'))
  await writeFile(join(folder, 'personal', 'farthing.db'), randomBytes(5_000))
  const window = await stage.start({ folder })
  await expect(window.page.getByRole('button', { name: 'Start afresh' })).toBeVisible()
  await expectAccessible(window, 'damaged')
  await window.page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(window.page.getByRole('button', { name: 'Start', exact: true })).toBeVisible()
})
