import type { Page } from 'playwright/test'
import { answers, messageField, newestAnswer, receiptLine, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

async function openBudget(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Budget', exact: true }).click()
}

test('a credit of the person’s own size relabels every figure, moves no money and stays', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await sendAndWait(page, 'What does a farthing buy?')
  const before = await call('budget.read', {})
  await openBudget(page)
  const row = page.getByRole('region', { name: 'Size of a credit' })
  await expect(row).toContainText('One credit is a hundredth of a cent.')
  await row.getByRole('radio', { name: 'Other' }).check()
  const own = row.getByRole('textbox', { name: 'Credits for 1 USD' })
  for (const [typed, sentence] of [
    ['abc', 'Write a whole number from 1 to 1,000,000.'],
    ['7', '7 does not divide a USD evenly. 5 and 8 are the nearest that do.'],
    ['2000000', 'At most 1,000,000 credits are 1 USD.'],
  ] as const) {
    await own.fill(typed)
    await row.getByRole('button', { name: 'Use' }).click()
    await expect(row.getByRole('alert')).toHaveText(sentence)
  }
  await expectAccessible(window, 'a size that is none')
  await own.fill('500')
  await own.press('Enter')
  await expect(row).toContainText(/One credit is 0\.002.USD\./u)
  await expect(page.getByRole('region', { name: 'Budget' }).first()).toContainText('10,000')
  expect(await call('budget.read', {})).toEqual(before)
  for (const creditsPerUsd of [3, 0, -100, 2.5, 2_000_000]) {
    const asked = await window.ask('settings.change', { creditsPerUsd })
    expect(asked).toMatchObject({ ok: false, failure: { kind: 'bad-request' } })
  }
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await openBudget(again.page)
  const kept = again.page.getByRole('region', { name: 'Size of a credit' })
  await expect(kept.getByRole('radio', { name: 'Other' })).toBeChecked()
  await expect(kept.getByRole('textbox', { name: 'Credits for 1 USD' })).toHaveValue('500')
  expect((await again.call('budget.read', {})).balances).toEqual(before.balances)
})

test('amounts are also said in a currency at a rate the person types, and typed ones stay USD', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await sendAndWait(page, 'What does a farthing buy?')
  const before = await call('budget.read', {})
  await openBudget(page)
  const row = page.getByRole('region', { name: 'Also show amounts in' })
  const choice = row.getByRole('combobox', { name: 'Currency' })
  await expect(choice).toHaveValue('USD')
  await choice.selectOption('EUR')
  const rate = row.getByRole('textbox', { name: '1 USD in EUR' })
  await row.getByRole('button', { name: 'Use' }).click()
  await expect(row.getByRole('alert')).toHaveText('Write how much 1 USD is, such as 0.92.')
  await rate.fill('0,92')
  await rate.press('Enter')
  await expect(row.getByRole('status')).toHaveText(/^20 USD are 18\.40.EUR\.$/u)
  await expectAccessible(window, 'a currency')
  await expect(page.getByRole('region', { name: 'For a month' })).toContainText(
    /18\.40.EUR at your rate\./u,
  )
  const topUp = page.getByRole('region', { name: 'Add to this month' })
  await topUp.getByRole('textbox', { name: 'Amount to add in USD' }).fill('0.50')
  await expect(topUp).toContainText(/5,000 credits, 0\.46.EUR/u)
  expect(await call('budget.read', {})).toEqual(before)

  await page.getByRole('button', { name: /^What does a farthing buy/ }).click()
  await receiptLine(answers(page)).click()
  const { receipt } = await newestAnswer(window)
  const cents = (((receipt.spentNanoUsd ?? 0) / 1e9) * 0.92).toFixed(4)
  await expect(answers(page)).toContainText(new RegExp(`Spent: ${cents}.EUR, at your rate\\.`, 'u'))
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await messageField(again.page).waitFor()
  await openBudget(again.page)
  const kept = again.page.getByRole('region', { name: 'Also show amounts in' })
  await expect(kept.getByRole('textbox', { name: '1 USD in EUR' })).toHaveValue('0.92')
  await kept.getByRole('combobox', { name: 'Currency' }).selectOption('Another')
  await kept.getByRole('textbox', { name: 'Code of the currency' }).fill('xxq')
  await kept.getByRole('button', { name: 'Use' }).click()
  await expect(kept.getByRole('alert')).toHaveText(
    'Write the three letters of a currency, such as SEK.',
  )
  await kept.getByRole('textbox', { name: 'Code of the currency' }).fill('nok')
  await kept.getByRole('textbox', { name: '1 USD in NOK' }).fill('10.5')
  await kept.getByRole('button', { name: 'Use' }).click()
  await expect(kept.getByRole('status')).toHaveText(/^20 USD are 210\.00.NOK\.$/u)
  await kept.getByRole('combobox', { name: 'Currency' }).selectOption('USD')
  await expect(again.page.getByRole('region', { name: 'For a month' })).not.toContainText('rate')
  expect((await again.call('profile.read', {})).settings.currency).toBeNull()
})
