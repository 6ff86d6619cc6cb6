import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright/test'
import { databasePath } from '../../main/session.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { openStorage } from '../../main/storage/storage.ts'
import { answers, costLine, messageField, receiptLine, send } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp, slowAnswer } from './one-server.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Conversations without turns, the newest first, each so many days after the next. */
function keepConversations(folder: string, titles: readonly string[], daysApart: number): void {
  const opened = openDatabase({ path: databasePath(join(folder, 'personal')) })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  storage.transact(() =>
    titles.forEach((title, index) => {
      const atMs = Date.now() - index * daysApart * DAY_MS - 1_000
      storage.conversations.add({
        conversationId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        title,
        titleFrom: 'person',
        optionsJson: '{}',
        folderId: null,
        createdAtMs: atMs,
        updatedAtMs: atMs,
      })
    }),
  )
  storage.close()
}

function theList(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Conversations' })
}

function row(page: Page, name: string): Locator {
  return theList(page).getByRole('button', { name: new RegExp(`^${name}( |$)`) })
}

test('the list is walked, renamed, pinned, sorted into folders and emptied by keyboard', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const folder = await stage.temporaryFolder()
  const titles = ['Berth codes', 'Tide tables', 'Boiler fault', 'Lisbon', 'Middlemarch', 'Rye']
  keepConversations(folder, titles, 6)
  const window = await stage.start({ folder })
  const { page, call } = window
  await setUp(window, server)
  const list = theList(page)
  for (const heading of ['Today', 'Past 7 days', 'Past 30 days']) {
    await expect(list.getByRole('heading', { name: heading })).toBeVisible()
  }

  await row(page, 'Berth codes').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'Tide tables')).toBeFocused()
  await page.keyboard.press('End')
  await expect(row(page, 'Rye')).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.type('li')
  await expect(row(page, 'Lisbon')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Lisbon' })).toBeVisible()
  await expect(row(page, 'Lisbon')).toHaveAttribute('aria-current', 'page')

  await row(page, 'Lisbon').focus()
  await page.keyboard.press('F2')
  const title = list.getByRole('textbox', { name: 'Title of the conversation' })
  await title.fill('Not kept')
  await title.press('Escape')
  await expect(row(page, 'Lisbon')).toBeFocused()
  await page.keyboard.press('F2')
  await title.fill('Four days in Lisbon')
  await title.press('Enter')
  await expect(row(page, 'Four days in Lisbon')).toBeFocused()

  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).press('Enter')
  await expect(list.getByRole('region', { name: 'Pinned' }).getByRole('listitem')).toHaveCount(1)
  await expect(row(page, 'Four days in Lisbon')).toBeFocused()

  await row(page, 'Boiler fault').focus()
  await page.keyboard.press('Tab')
  await expect(list.getByRole('button', { name: 'More about Boiler fault' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Move to folder' }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'New folder' }).press('Enter')
  const name = list.getByRole('textbox', { name: 'Name of the folder' })
  await name.fill('House')
  await name.press('Enter')
  await expect(row(page, 'House')).toHaveAttribute('aria-expanded', 'true')
  await expect(row(page, 'House')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(row(page, 'Boiler fault')).toBeHidden()
  await page.keyboard.press('ArrowRight')
  await expect(row(page, 'Boiler fault')).toBeVisible()

  await row(page, 'Tide tables').dragTo(row(page, 'House'))
  await expect.poll(async () => inFolders(await call('conversation.list', {}))).toBe(2)
  await row(page, 'Tide tables').dragTo(row(page, 'Berth codes'))
  await expect.poll(async () => inFolders(await call('conversation.list', {}))).toBe(1)

  await row(page, 'House').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Set for new chats' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New chats in “House”' })
  await dialog.getByRole('textbox', { name: 'System text' }).fill('Be brief.')
  await expectOpenAccessible(window)
  await dialog.getByRole('button', { name: 'Done' }).press('Enter')
  await expect(row(page, 'House')).toBeFocused()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'New chat in this folder' }).press('Enter')
  await send(page, 'Which valve?')
  await expect(receiptLine(answers(page).last())).toBeVisible()
  expect(JSON.stringify(server.requests().at(-1)?.body)).toContain('Be brief.')
  await expect(page.getByRole('heading', { name: 'Which valve?' })).toBeVisible()
  await expect.poll(async () => inFolders(await call('conversation.list', {}))).toBe(2)

  const spent = (await call('budget.read', {})).balances.spentNanoUsd
  await row(page, 'Which valve\\?').focus()
  await page.keyboard.press('Delete')
  await expect(
    page.getByText(/^“Which valve\?” deleted\. Its [\d.]+ credits stay in the ledger\.$/),
  ).toBeVisible()
  await expect(row(page, 'Which valve\\?')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'New chat' })).toBeVisible()
  expect((await call('budget.read', {})).balances.spentNanoUsd).toBe(spent)
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(answers(page)).toHaveCount(1)
  await row(page, 'House').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Delete folder' }).press('Enter')
  await expect(row(page, 'House')).toBeHidden()
  await expect(row(page, 'Boiler fault')).toBeVisible()
  expect(inFolders(await call('conversation.list', {}))).toBe(0)

  await row(page, 'Rye').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Move to folder' }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'New folder' }).press('Enter')
  await name.press('Enter')
  await row(page, 'Rye').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Move to folder' }).press('ArrowRight')
  await expect(page.getByRole('menuitemcheckbox', { name: 'New folder' })).toBeChecked()
  await expectOpenAccessible(window)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expectAccessible(window, 'the list of conversations')
})

test('an answer that is written elsewhere is told of, until it was looked at', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  server.queue(slowAnswer(40, 60))
  await send(page, 'A slow one')
  await page.getByRole('button', { name: 'New chat' }).first().click()
  await expect(row(page, 'A slow one writing')).toBeVisible()
  await expect(row(page, 'A slow one new answer')).toBeVisible()
  await row(page, 'A slow one').click()
  await expect(theList(page).getByText('new answer')).toBeHidden()

  server.queue(slowAnswer(400, 60))
  await messageField(page).fill('Another')
  await expect(costLine(page)).not.toBeEmpty()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(row(page, 'A slow one writing')).toBeVisible()
  await row(page, 'A slow one').focus()
  await page.keyboard.press('Delete')
  await expect(row(page, 'A slow one')).toBeHidden()
  await expect
    .poll(async () => (await window.call('budget.read', {})).balances.reservedNanoUsd)
    .toBe(0)
})

test('thousands of conversations are a list of which only what is in sight is drawn', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const folder = await stage.temporaryFolder()
  keepConversations(
    folder,
    Array.from({ length: 4_000 }, (_, index) => `Conversation ${index + 1}`),
    0.1,
  )
  const window = await stage.start({ folder })
  const { page } = window
  await setUp(window, server)
  const drawn = theList(page).getByRole('listitem')
  await expect(row(page, 'Conversation 1')).toBeVisible()
  expect(await drawn.count()).toBeLessThan(80)
  await row(page, 'Conversation 1').focus()
  await page.keyboard.press('End')
  await expect(row(page, 'Conversation 4000')).toBeFocused()
  await expect(row(page, 'Conversation 4000')).toBeInViewport()
  expect(await drawn.count()).toBeLessThan(80)
  await page.keyboard.press('Home')
  await expect(row(page, 'Conversation 1')).toBeInViewport()
})

/** Not in a small window: where the list goes, its menu goes too. */
async function expectOpenAccessible({ page }: FarthingWindow): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect.soft(violations, `what is open over the list, ${colorScheme}`).toEqual([])
  }
}

function inFolders(summaries: readonly { folderId: string | null }[]): number {
  return summaries.filter(({ folderId }) => folderId !== null).length
}
