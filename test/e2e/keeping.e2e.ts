import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { messageField } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'

const exports = join(import.meta.dirname, '../fixtures/exports')

/** The dialogs of the system answer with this file, as if a person had chosen it. */
function choose({ app }: FarthingWindow, file: string): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, file)
}

/** A conversation in the list at the left. */
function row(page: Page, name: RegExp): Locator {
  return page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name })
}

test('conversations are exported, backed up, imported elsewhere with a report, and gone on from', async ({
  stage,
}) => {
  const window = await stage.start({ args: ['--profile=practice'] })
  const { page, call } = window
  const folder = await stage.temporaryFolder()
  await messageField(page).fill('Why is the sky blue?')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Copy answer' })).toBeVisible()

  await choose(window, join(folder, 'sky.md'))
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').fill('Export this chat as Markdown')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Written to ${join(folder, 'sky.md')}.`)).toBeVisible()
  const markdown = await readFile(join(folder, 'sky.md'), 'utf8')
  expect(markdown).toMatch(/^# Why is the sky blue\?\n\n- Started: \d{4}-\d\d-\d\d \d\d:\d\d\n/u)
  expect(markdown).toMatch(/\n## You\n[\s\S]+\n> Why is the sky blue\?\n\n## .+ · .+\n/u)
  expect(markdown).toMatch(/- Credits: \S+\n/u)

  await choose(window, join(folder, 'sky.json'))
  await row(page, /^Why is the sky blue/).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'As JSON, with all versions…' }).click()
  await expect(page.getByText(`Written to ${join(folder, 'sky.json')}.`)).toBeVisible()

  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Your data' }).click()
  await expect(page.getByText(join(window.folder, 'practice'))).toBeVisible()
  await expect(page.getByText(/One conversation, 2 messages, /)).toBeVisible()
  await expectAccessible(window, 'your data')
  const kept = join(folder, 'kept.farthing')
  await choose(window, kept)
  await page.getByRole('button', { name: 'Back up…' }).click()
  await expect(page.getByText(`Written to ${kept}`)).toBeVisible()

  const spent = (await call('budget.read', {})).balances
  await choose(window, join(exports, 'chatgpt-conversations.json'))
  await page.getByRole('button', { name: 'Import…' }).click()
  const report = page.getByRole('region', { name: /^What was imported from chatgpt/ })
  await expect(report.getByRole('status')).toHaveText(
    '2 conversations imported, with 14 messages. 2 of them lack something. 3 items were not taken.',
  )
  await expect(report.getByRole('row', { name: /^A circle Imported in part/ })).toBeVisible()
  await expect(row(page, /^How tides work/)).toBeVisible()
  expect((await call('budget.read', {})).balances).toEqual(spent)
  await expectAccessible(window, 'the report of an import')
  await choose(window, join(folder, 'report.txt'))
  await report.getByRole('button', { name: 'Save report…' }).click()
  await expect(page.getByText(`Written to ${join(folder, 'report.txt')}.`)).toBeVisible()
  expect(await readFile(join(folder, 'report.txt'), 'utf8')).toContain(
    'Not taken: Nothing said. Nothing was said in it.',
  )

  await choose(window, join(exports, 'claude-conversations.json'))
  await page.getByRole('button', { name: 'Restore…' }).click()
  await expect(page.getByRole('alert')).toHaveText(
    'claude-conversations.json is not a backup of Farthing, or is damaged. Nothing was changed. Choose another.',
  )
  await choose(window, kept)
  await page.getByRole('button', { name: 'Restore…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Go on from kept.farthing?' })
  await expect(dialog.getByRole('row', { name: 'Conversations 1 3' })).toBeVisible()
  await expect(dialog.getByText('Both have the same ledger, to the last entry.')).toBeVisible()
  await expectAccessible(window, 'what a restore would do')
  await dialog.getByRole('button', { name: 'Restore this backup' }).click()
  await expect(messageField(page)).toBeEditable()
  await expect(row(page, /^How tides work/)).toBeVisible()
  expect((await call('budget.read', {})).balances).toEqual(spent)
  const names = await readdir(join(window.folder, 'practice'))
  expect(names.filter((name) => name.startsWith('farthing-set-aside-')).length).toBeGreaterThan(0)
})

test('a file that is cut off changes nothing; a Claude export opens on the version that was shown there', async ({
  stage,
}) => {
  const folder = await stage.temporaryFolder()
  const window = await stage.start({ args: ['--profile=practice'] })
  const { page } = window
  await messageField(page).waitFor()
  const broken = join(folder, 'broken.json')
  const whole = await readFile(join(exports, 'claude-conversations.json'), 'utf8')
  await writeFile(broken, whole.slice(0, -20))
  await choose(window, broken)
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').fill('Import conversations')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText(
    'broken.json is damaged or cut off. Nothing was imported.',
  )
  await choose(window, join(exports, 'claude-conversations.json'))
  await page.getByRole('button', { name: 'Import…' }).click()
  await row(page, /^Name a river/).click()
  await expect(page.getByText('Rhine')).toBeVisible()
  await expect(page.getByText('Danube')).toBeHidden()
})
