import type { Page } from 'playwright/test'
import { formatCredits } from '../../shared/money/credits.ts'
import {
  answers,
  chooseModel,
  costLine,
  expectBalancesToAddUp,
  messageField,
  newestAnswer,
  receiptLine,
  sendAndWait,
} from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'

const question = 'Why is the sky blue?'

test('a budget that asks lets one turn go over, by as much as it said, and notes it', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server, '0.05')
  await openBudget(page)
  await page.getByRole('radio', { name: 'Ask' }).check()
  await page.getByRole('button', { name: 'New chat' }).click()

  await messageField(page).fill(question)
  await expect(costLine(page)).toHaveText(
    /^about .+ credits, at most .+\. Needs .+ more, asks first$/,
  )
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^This turn needs .+ more credits$/ })
  const short = /needs (.+) more/.exec((await dialog.getByRole('heading').textContent()) ?? '')?.[1]
  await expect(dialog).toContainText(
    `Send anyway, just this once (up to ${short} over, noted in the ledger)`,
  )
  expect(server.requests()).toHaveLength(0)
  await dialog.getByRole('button', { name: 'Send over budget' }).click()

  await expect(dialog).toBeHidden()
  await expect(receiptLine(answers(page))).toHaveAccessibleName(
    new RegExp(` credits · up to ${short} beyond the budget$`),
  )
  const { receipt } = await newestAnswer(window)
  expect(formatCredits(receipt.allowedNanoUsd, 10_000)).toBe(short)
  await receiptLine(answers(page)).click()
  await expect(
    page.getByText(`Sent with up to ${short} beyond the budget, noted in the ledger.`),
  ).toBeVisible()
  const budget = await call('budget.read', {})
  expectBalancesToAddUp(budget)
  expect(budget.balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  expect(budget.balances.grantedNanoUsd, 'what was allowed and not spent').toBe(50_000_000)
})

test('credits are added where they are missing, without a mouse, and the turn then fits', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server, '0.05')
  await messageField(page).fill(question)
  await expect(costLine(page)).toContainText('Needs')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByRole('button', { name: 'Add', exact: true }))
  await page.keyboard.press('Enter')
  const amount = dialog.getByRole('textbox', { name: 'Amount to add in USD' })
  await expect(amount).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('-3')
  await page.keyboard.press('Enter')
  await expect(amount).toHaveAccessibleDescription('-3 is below zero. Write an amount above 0 USD.')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('1')
  await expect(amount).toHaveAccessibleDescription('10,000 credits')
  await page.keyboard.press('Enter')

  await expect(dialog).toHaveAccessibleName('This turn fits now')
  await expect(dialog.getByText('10,000 credits added. 10,500 available.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Send with GPT-6 Sol' })).toBeFocused()
  await page.keyboard.press('Enter')
  await receiptLine(answers(page)).waitFor()
  const { balances } = await call('budget.read', {})
  expect(balances).toMatchObject({ grantedNanoUsd: 1_050_000_000, addedNanoUsd: 1_000_000_000 })
})

test('a budget that is watched sends what goes beyond it, and says by how much', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server, '0.0001')
  await openBudget(page)
  await page.getByRole('radio', { name: 'Watch' }).check()
  await page.getByRole('button', { name: 'New chat' }).click()
  await messageField(page).fill(question)
  await expect(costLine(page)).toHaveText(
    /^about .+ credits, at most .+, goes .+ beyond the budget$/,
  )
  await sendAndWait(page, question)
  const { balances } = await call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  const beyond = formatCredits(balances.spentNanoUsd - 100_000, 10_000)
  await expect(page.getByRole('region', { name: 'Budget' })).toContainText(
    `${beyond} beyond budget`,
  )
  await expect(page.getByRole('region', { name: 'Budget' })).toHaveAttribute(
    'title',
    new RegExp(`^${beyond} credits beyond the budget, `),
  )
})

test('with no limit for now everything is sent and counted, and a restart keeps it so', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server, '0.0001')
  await openBudget(page)
  await page.getByRole('radio', { name: 'No limit for now' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. No limit for now.')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Firm' })).toBeDisabled()
  await page.getByRole('button', { name: 'New chat' }).click()
  await sendAndWait(page, question)
  const spent = formatCredits(server.bill().costNanoUsd, 10_000)
  await expect(page.getByRole('region', { name: 'Budget' })).toContainText(`${spent} spent`)
  await expect(page.getByRole('region', { name: 'Budget' })).not.toContainText('available')
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await expect(
    again.page.getByRole('heading', { name: `${spent} credits spent this month` }),
  ).toBeVisible()
  await openBudget(again.page)
  await again.page.getByRole('radio', { name: '20', exact: true }).check()
  await again.page.getByRole('button', { name: 'Save' }).click()
  await expect(again.page.getByText(/^Saved\. [\d,]+ available\.$/)).toBeVisible()
  await expect(again.page.getByRole('radio', { name: 'Firm' })).toBeChecked()
  expect(await again.call('budget.read', {})).toMatchObject({
    monthlyNanoUsd: 20_000_000_000,
    mode: 'firm',
  })
})

test('a practice without a limit is still without one at the next start', async ({ stage }) => {
  const args = ['--profile=practice']
  const window = await stage.start({ args })
  await window.call('budget.setNoLimit', {})
  await window.quit()
  const again = await stage.start({ folder: window.folder, args })
  expect((await again.call('budget.read', {})).monthlyNanoUsd).toBeNull()
})

test('start day, carry-over and a top-up are kept, and the top-up counts once', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await openBudget(page)
  const startDay = page.getByRole('combobox', { name: 'First day of a month' })
  await startDay.selectOption('15')
  await expect(page.getByText('After it, each begins on the 15th.')).toBeVisible()
  const carry = page.getByRole('switch', { name: 'Bring over what is left' })
  await carry.click()
  await expect(carry).toBeChecked()
  await page.getByRole('textbox', { name: 'Amount to add in USD' }).fill('0,5')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('5,000 credits added. 205,000 available.')).toBeVisible()
  await expect(
    page.getByText('5,000 credits came in beside the monthly budget so far.'),
  ).toBeVisible()
  const topUpId = crypto.randomUUID()
  for (let time = 0; time < 2; time += 1) await call('budget.topUp', { topUpId, typedUsd: '1' })
  expect((await call('budget.read', {})).balances.addedNanoUsd).toBe(1_500_000_000)
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await openBudget(again.page)
  expect(await again.call('budget.read', {})).toMatchObject({ startDay: 15, carriesOver: true })
  await expect(again.page.getByRole('combobox', { name: 'First day of a month' })).toHaveValue('15')
})

test('over budget, a firm one waits until credits that were added cover it', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await goOver(window, server)
  await messageField(page).fill(question)
  await expect(page.getByText('10,000 credits over budget.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()
  await tabTo(page, page.getByRole('button', { name: 'Add credits' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Amount to add in USD' })).toBeFocused()
  await page.keyboard.type('5')
  await page.keyboard.press('Enter')
  await expect(page.getByText('50,000 credits added. 40,000 available.')).toBeVisible()
  expect((await call('budget.read', {})).balances.overrunNanoUsd).toBe(0)
  await page.getByRole('button', { name: /^Be uncertain/ }).click()
  await expect(messageField(page)).toHaveValue(question)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(receiptLine(answers(page).last())).toHaveAccessibleName(/ credits · estimated /)
})

test('over budget, a budget that asks offers what covers it as well', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await goOver(window, server)
  await openBudget(page)
  await page.getByRole('radio', { name: 'Ask' }).check()
  await page.getByRole('button', { name: 'New chat' }).click()
  await chooseModel(page, 'GPT-6 Sol')
  await expect(page.getByText('Farthing asks before each turn that costs credits.')).toBeVisible()
  await messageField(page).fill(question)
  await expect(costLine(page)).toContainText('asks first')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('over budget until')
  await dialog.getByRole('button', { name: 'Send over budget' }).click()
  await receiptLine(answers(page).last()).waitFor()
  const budget = await call('budget.read', {})
  expectBalancesToAddUp(budget)
  expect(budget.balances.overrunNanoUsd, 'covered by what was allowed').toBe(0)
})

/** A figure above all that there is, as the person read it at the provider. */
async function goOver(window: FarthingWindow, server: Parameters<typeof setUp>[1]): Promise<void> {
  const { page, call } = window
  server.queue({ kind: 'error', status: 500 })
  await messageField(page).fill('Be uncertain')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(receiptLine(answers(page))).toHaveAccessibleName(/not yet certain$/)
  const { turnId } = await newestAnswer(window)
  await call('turn.setFigure', { turnId, typedUsd: '21' })
  expect((await call('budget.read', {})).balances.overrunNanoUsd).toBe(1_000_000_000)
}

async function openBudget(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const sections = page.getByRole('navigation', { name: 'Sections of settings' })
  await sections.getByRole('button', { name: 'Budget' }).click()
}
