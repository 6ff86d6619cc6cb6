import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { busy } from '../helpers/fake-provider/behaviour.ts'
import { answers, messageField, receiptLine, send } from './at-the-window.ts'
import { backUp } from './back-up.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { keys, oneServer, setUp } from './one-server.ts'

const DAY_MS = 24 * 60 * 60 * 1000

test.slow()

test('the ways out of an uncertain cost, and the receipt after it, can be used by everyone', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  server.queue({ kind: 'error', status: 500 })
  await send(page, 'Be uncertain')
  await page.getByRole('button', { name: 'It cost nothing' }).click()
  await expectAccessible(window, 'it cost nothing')
  await page.getByRole('button', { name: 'Keep it reserved' }).click()
  await page.getByRole('button', { name: 'I know the figure' }).click()
  await page.keyboard.type('abc')
  await page.keyboard.press('Enter')
  await expectAccessible(window, 'a figure that is no amount')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: /^Count .+ now$/ }).click()
  await receiptLine(answers(page)).click()
  await page.getByRole('button', { name: 'Enter the figure of OpenAI' }).click()
  await page.keyboard.type('20.5')
  await expectAccessible(window, 'a figure being entered in a receipt')
  await page.keyboard.press('Enter')
  await expect(page.getByText('You entered this figure.')).toBeVisible()
  await expect(page.getByText('Turns that cost credits wait for')).toBeVisible()
  await expectAccessible(window, 'an entered figure, over budget')
})

test('a wait for another try can be used by everyone', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  await setUp(window, server)
  server.queue(...busy(1, 429, 19))
  await send(window.page, 'Wait')
  await expect(window.page.getByRole('button', { name: 'Do not try again' })).toBeVisible()
  await expectAccessible(window, 'a wait')
})

test('what is asked, added and watched can be used by everyone', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server, '0.05')
  await call('budget.configure', { mode: 'ask' })
  await messageField(page).fill('Why is the sky blue?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expectAccessible(window, 'an amount to add')
  await page.keyboard.press('Escape')
  await call('budget.configure', { mode: 'watch' })
  await call('budget.set', { typedUsd: '0.000001' })
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await receiptLine(answers(page)).waitFor()
  await page.getByRole('button', { name: 'New chat' }).click()
  await expect(page.getByRole('heading', { name: / credits beyond the budget$/ })).toBeVisible()
  await expectAccessible(window, 'beyond the budget')
  await call('budget.setNoLimit', {})
  await expect(page.getByRole('heading', { name: / credits spent this month$/ })).toBeVisible()
  await expectAccessible(window, 'no limit')
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Budget' }).click()
  await expectAccessible(window, 'settings without a limit')
})

test('the question about the date, and a bar about the disk, can be used by everyone', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const first = await stage.start()
  await setUp(first, server)
  await first.quit()
  const window = await stage.start({ folder: first.folder, clockAheadMs: 100 * DAY_MS })
  const { page, app, call } = window
  await call('providers.saveKey', { providerId: 'openai', key: keys.openAi })
  await messageField(page).waitFor()
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('disk.changed', {
      failure: { kind: 'disk-full', message: '' },
    }),
  )
  await expect(page.getByText('The disk is full.')).toBeVisible()
  await expectAccessible(window, 'a disk that refuses')
  await messageField(page).fill('In a hundred days')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Is the date right?' })).toBeVisible()
  await expectAccessible(window, 'the date')
})

test('the choice of a backup can be used by everyone', async ({ stage }) => {
  const first = await stage.start()
  await first.call('budget.set', { typedUsd: '20' })
  await first.quit()
  const path = join(first.folder, 'personal', 'farthing.db')
  for (let time = 0; time < 3; time += 1) await backUp(path)
  await writeFile(path, randomBytes(5_000))
  const window = await stage.start({ folder: first.folder })
  await expect(window.page.getByRole('radio')).toHaveCount(3)
  await expectAccessible(window, 'backups')
  await window.page.getByRole('button', { name: /^Go back to/ }).click()
  await expect(messageField(window.page)).toBeEditable()
})
