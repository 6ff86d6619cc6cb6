import { answers, messageField, receiptLine, sendAndWait } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { keys, oneServer, setUp } from './one-server.ts'

test.skip(process.platform === 'win32', 'The clock is moved by a script of a shell')

const DAY_MS = 24 * 60 * 60 * 1000

test('a clock that jumped is asked about before a month is opened; the draft waits', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  await setUp(window, server)
  await sendAndWait(window.page, 'Today')
  const before = await window.call('budget.read', {})
  await window.quit()

  const { folder } = window
  const later = await stage.start({ folder, clockAheadMs: 100 * DAY_MS })
  const { page, call } = later
  await call('providers.saveKey', { providerId: 'openai', key: keys.openAi })
  await messageField(page).fill('In a hundred days')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Is the date right?' })
  await expect(dialog).toContainText(
    `This computer says ${dayText(100)}; the last entry is of ${dayText(0)}.`,
  )
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await expect(dialog).toBeHidden()
  await expect(messageField(page)).toHaveValue('In a hundred days')
  expect(server.requests()).toHaveLength(1)

  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await dialog.getByRole('button', { name: 'The date is right' }).click()
  await receiptLine(answers(page)).waitFor()
  await expect(messageField(page)).toHaveValue('')
  const after = await call('budget.read', {})
  expect(after.periodStartsAtMs).toBeGreaterThan(before.periodStartsAtMs)
  expect(after.balances.grantedNanoUsd).toBe(20_000_000_000)
  expect(server.requests()).toHaveLength(2)
})

test('credits added under a clock that jumped wait for the same question, and are added once', async ({
  stage,
}) => {
  const window = await stage.start()
  await window.call('budget.set', { typedUsd: '20' })
  await window.quit()
  const { page, call } = await stage.start({
    folder: window.folder,
    clockAheadMs: 100 * DAY_MS,
  })
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Budget' }).click()
  await page.getByRole('textbox', { name: 'Amount to add in USD' }).fill('5')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'The date is right' }).click()
  await expect(page.getByText('50,000 credits added. 250,000 available.')).toBeVisible()
  const { balances } = await call('budget.read', {})
  expect(balances).toMatchObject({ addedNanoUsd: 5_000_000_000, grantedNanoUsd: 25_000_000_000 })
})

function dayText(daysAhead: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(
    Date.now() + daysAhead * DAY_MS,
  )
}
