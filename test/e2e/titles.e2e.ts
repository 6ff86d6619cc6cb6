import { answers, messageField, receiptLine, send } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

test('the model picked for titles names a conversation, and what that cost stands in the ledger', async ({
  stage,
}) => {
  const title = '"<b>Bo\u202eiler</b> fault E119"\n'
  const server = await stage.provider({
    ...oneServer({ 'claude-haiku-4-5': { kind: 'answer', text: title } }),
    prices: { ...oneServer().prices, 'claude-haiku-4-5': { inputUsd: '1', outputUsd: '5' } },
  })
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Budget', exact: true }).click()
  const choice = page.getByRole('combobox', { name: 'Titles' })
  await expect(choice).toHaveValue('')
  const haiku = choice.getByRole('option', { name: /^Claude Haiku 4\.5, about [\d.]+ credits$/ })
  await choice.selectOption(await haiku.textContent())

  await page.getByRole('button', { name: 'New chat' }).first().click()
  await send(page, 'My boiler shows E119. What is that?')
  const list = page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.getByRole('button', { name: /^Boiler fault E119 [\d.]+$/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Boiler fault E119' })).toBeVisible()
  await expect(receiptLine(answers(page))).toHaveAccessibleName(/ · [\d.]+ more for the title$/)
  await send(page, 'And then?')
  await expect(answers(page)).toHaveCount(2)
  await server.idle()
  await expect.poll(async () => (await call('budget.read', {})).balances.reservedNanoUsd).toBe(0)
  expect(server.requests()).toHaveLength(3)
  const { balances } = await call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  const [summary] = await call('conversation.list', {})
  expect(summary?.spentNanoUsd).toBe(balances.spentNanoUsd)

  // What a person calls it stays, also where the next answer would have named it.
  await list.getByRole('button', { name: /^Boiler fault/ }).press('F2')
  const field = list.getByRole('textbox', { name: 'Title of the conversation' })
  await field.fill('My own')
  await field.press('Enter')
  await messageField(page).fill('')
  await send(page, 'Third')
  await server.idle()
  await expect(list.getByRole('button', { name: /^My own/ })).toBeVisible()
  expect(server.requests()).toHaveLength(4)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(choice).toBeVisible()
  await expectAccessible(window, 'the budget with titles')
})
