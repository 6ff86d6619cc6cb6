import { randomUUID } from 'node:crypto'
import type { Locator, Page } from 'playwright/test'
import { sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

const sol = { providerId: 'openai', modelId: 'gpt-6-sol' }

function field(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Search everything that was said' })
}

function hits(page: Page): Locator {
  return page.getByRole('group', { name: 'Messages, newest first' }).getByRole('option')
}

test('everything that was said is found by its words, narrowed, and opened where it was said', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await sendAndWait(page, 'My boiler shows fault E119')
  const [newest] = await call('conversation.list', {})
  if (!newest) throw new Error('Nothing was sent')
  const boilers = { conversationId: newest.conversationId }
  const { turns } = await call('conversation.open', boilers)
  // Another version takes the place of the first, which is not shown any more.
  await call('turn.send', {
    turnId: randomUUID(),
    ...boilers,
    parentTurnId: null,
    model: sol,
    text: 'My kettle leaks',
  })
  await page.getByRole('button', { name: 'New chat' }).click()
  await sendAndWait(page, '東京都の天気はどうですか')
  await page.getByRole('button', { name: 'New chat' }).click()
  await sendAndWait(page, 'A café with a boiler house')

  await page.keyboard.press('Control+Shift+F')
  await expect(field(page)).toBeFocused()
  await expectAccessible(window, 'the search before a word')
  await page.keyboard.type('boil')
  await expect(hits(page)).toHaveCount(4)
  await expect(hits(page).last()).toHaveAccessibleName(
    /^You My boiler shows fault E119 .*fault E119$/u,
  )
  await expect(hits(page).last().locator('mark')).toHaveText(['boiler'])
  const titles = page.getByRole('group', { name: 'Conversations' }).getByRole('option')
  await expect(titles).toHaveCount(2)
  await expect(page.getByText('4 messages found', { exact: true })).toBeAttached()
  await expectAccessible(window, 'what was found')

  await field(page).fill('CAFE -kettle')
  await expect(hits(page).locator('mark')).toHaveText(['café', 'café'])
  await field(page).fill('都の天')
  await expect(hits(page).locator('mark')).toHaveText(['都の天', '都の天'])

  const where = page.getByRole('combobox', { name: 'Where to search' })
  await where.selectOption('This conversation')
  await expect(page.getByText('Nothing found for “都の天” there.')).toBeVisible()
  await page.getByRole('button', { name: 'Search everywhere, any model, any time' }).click()
  await expect(hits(page)).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Model' }).selectOption('GPT-6 Sol')
  await page.getByRole('combobox', { name: 'When' }).selectOption('Between two days')
  await page.getByLabel('Until').fill('2001-01-01')
  await expect(hits(page)).toHaveCount(0)
  await expectAccessible(window, 'nothing found')
  await page.getByLabel('Until').fill('')
  await expect(hits(page)).toHaveCount(2)
  await page.getByRole('combobox', { name: 'When' }).selectOption('Any time')

  await field(page).fill('e119')
  // As many as were found before, so not by their number.
  await expect(hits(page).locator('mark')).toHaveText([/e119/iu, /e119/iu])
  await field(page).press('ArrowDown')
  await field(page).press('Enter')
  await expect(page.getByText('My boiler shows fault E119', { exact: true }).last()).toBeVisible()
  await expect(page.getByText('My kettle leaks')).toHaveCount(0)
  const shownIds = async (): Promise<string[]> =>
    (await call('conversation.open', boilers)).turns.map(({ turnId }) => turnId)
  await expect.poll(shownIds).toEqual(turns.map(({ turnId }) => turnId))

  await call('conversation.remove', boilers)
  await page.keyboard.press('Control+Shift+F')
  await expect(field(page)).toHaveValue('e119')
  await expect(page.getByText('Nothing found for “e119”', { exact: false })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(field(page)).toHaveCount(0)
})
