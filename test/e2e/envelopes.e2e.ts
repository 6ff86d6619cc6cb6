import type { Page } from 'playwright/test'
import { answers, messageField, receiptLine, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'

const folderId = '0190f0c0-0000-7000-8000-000000000001'

test('a limit for one turn is set without a mouse, kept, and taken away again', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await openBudget(page)
  const limit = page.getByRole('textbox', { name: 'Limit for one turn in USD' })
  await tabTo(page, limit)
  await page.keyboard.type('-1')
  await page.keyboard.press('Enter')
  await expect(limit).toHaveAccessibleDescription('-1 is below zero. Write an amount above 0 USD.')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('0.05')
  await expect(limit).toHaveAccessibleDescription('500 credits')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Set. Above 500 credits, Farthing asks.')).toBeVisible()
  expect((await call('budget.read', {})).turnLimitNanoUsd).toBe(50_000_000)
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await openBudget(again.page)
  const kept = again.page.getByRole('textbox', { name: 'Limit for one turn in USD' })
  await expect(kept).toHaveValue('0.05')
  await tabTo(again.page, kept)
  await again.page.keyboard.press('ControlOrMeta+a')
  await again.page.keyboard.press('Delete')
  await again.page.keyboard.press('Enter')
  await expect(again.page.getByText('Set. No turn is asked about.')).toBeVisible()
  expect((await again.call('budget.read', {})).turnLimitNanoUsd).toBeNull()
})

test('an envelope is made, changed and removed without a mouse, and counts what is spent in it', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await sendAndWait(page, 'Why is the sky blue?')
  await expect(receiptLine(answers(page))).toBeVisible()
  const spentNanoUsd = server.bill().costNanoUsd
  await call('folder.save', { folderId, name: 'Office', options: null })

  await openBudget(page)
  const what = page.getByRole('combobox', { name: 'What the envelope is for' })
  await tabTo(page, what)
  await page.keyboard.type('Provider: O')
  await expect(what.locator('option:checked')).toHaveText('Provider: OpenAI')
  await tabTo(page, page.getByRole('textbox', { name: 'Amount for a month in USD', exact: true }))
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved. OpenAI may use 20,000 credits a month.')).toBeVisible()
  const list = page.getByRole('table', { name: 'Envelopes' })
  await expect(list.getByRole('rowheader', { name: 'OpenAI provider' })).toBeVisible()
  const [envelope] = (await call('budget.read', {})).envelopes
  expect(envelope, 'spent this month before there was an envelope').toMatchObject({
    of: { kind: 'provider', providerId: 'openai' },
    monthlyNanoUsd: 2_000_000_000,
    reservedNanoUsd: 0,
    spentNanoUsd,
  })
  await expect(what.locator('option', { hasText: 'Provider: OpenAI' })).toHaveCount(0)
  await expectAccessible(window, 'the envelopes in the settings')

  const change = list.getByRole('button', { name: 'Change the envelope of OpenAI' })
  await tabTo(page, change, 'Shift+Tab')
  await page.keyboard.press('Enter')
  const amount = page.getByRole('textbox', { name: 'Amount for a month in USD for OpenAI' })
  await expect(amount).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('0.00001')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved. OpenAI may use 0.1 credits a month.')).toBeVisible()
  await expect(change).toBeFocused()

  await page.getByRole('button', { name: 'New chat' }).click()
  await messageField(page).fill('And at night?')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(server.requests(), 'nothing leaves beyond a firm envelope').toHaveLength(1)
  await page.keyboard.press('Escape')

  await openBudget(page)
  await tabTo(page, list.getByRole('button', { name: 'Remove the envelope of OpenAI' }))
  await page.keyboard.press('Enter')
  await expect(
    page.getByText('The envelope of OpenAI is removed. What was spent stays in the ledger.'),
  ).toBeVisible()
  await expect(what).toBeFocused()
  await expect(list).toHaveCount(0)
  expect(await call('budget.read', {})).toMatchObject({
    envelopes: [],
    balances: { spentNanoUsd },
  })
})

async function openBudget(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const sections = page.getByRole('navigation', { name: 'Sections of settings' })
  await sections.getByRole('button', { name: 'Budget' }).click()
}
