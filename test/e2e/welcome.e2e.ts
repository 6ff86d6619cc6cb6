import type { Page } from 'playwright/test'
import { answers, costLine, messageField, sendAndWait } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { keys, oneServer } from './one-server.ts'

const wrongKey = 'sk-proj-e2e-wrong-cccccccccccccccc3333'

test('the first start asks for a budget, and refuses “abc” and -5 without losing anything', async ({
  stage,
}) => {
  const { page, ask } = await stage.start()
  await expect(page.getByRole('heading', { name: 'How much for a month?' })).toBeVisible()
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  await page.getByRole('textbox', { name: 'Key' }).fill(keys.openAi)
  await page.getByRole('radio', { name: 'Other', exact: true }).check()
  const amount = page.getByRole('textbox', { name: 'Monthly budget in USD' })

  for (const [typed, sentence] of [
    ['abc', '“abc” is not an amount. Write USD as a number, such as 20.'],
    ['-5', '-5 is below zero. Write an amount above 0 USD.'],
    ['0', '0 USD buys nothing. Write an amount above it.'],
    ['', 'Write an amount in USD, such as 20.'],
  ] as const) {
    await amount.fill(typed)
    await page.getByRole('button', { name: 'Start' }).click()
    await expect(page.getByRole('alert')).toHaveText(sentence)
    await expect(amount).toHaveAccessibleDescription(sentence)
    await expect(amount).toHaveValue(typed)
    await expect(page.getByRole('textbox', { name: 'Key' })).toHaveValue(keys.openAi)
  }
  for (const typedUsd of ['abc', '-5', '1e3', 'NaN', '1000001']) {
    expect(await ask('budget.set', { typedUsd })).toMatchObject({
      ok: false,
      failure: { kind: 'bad-amount', typed: typedUsd },
    })
  }
  const budget = await ask('budget.read', {})
  expect(budget).toMatchObject({ ok: true, value: { monthlyNanoUsd: null, availableNanoUsd: 0 } })
})

test('practice starts without a key, says that it costs nothing, and never touches real spend', async ({
  stage,
}) => {
  const window = await stage.start()
  const { page } = window
  await expect(page.getByRole('radio', { name: 'Practise first' })).toBeChecked()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Nothing here costs money.')).toBeVisible()
  await sendAndWait(page, 'How do I bleed a radiator?')
  expect((await window.call('budget.read', {})).balances.spentNanoUsd).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'Add a key' }).click()
  await expect(page.getByRole('heading', { name: 'How much for a month?' })).toBeVisible()
  await expect(page.getByText('Nothing here costs money.')).toBeHidden()
  expect((await window.call('budget.read', {})).balances.spentNanoUsd).toBe(0)
  expect(await window.call('conversation.list', {})).toEqual([])
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await expect(again.page.getByRole('button', { name: 'Start' })).toBeVisible()
})

test('a wrong key is named in words at once, and the right one goes on from there', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), keys: [keys.openAi] })
  const { page, call } = await stage.start()
  await call('providers.setAddress', { providerId: 'openai', address: server.address })
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  const key = page.getByRole('textbox', { name: 'Key' })
  await key.fill(wrongKey)
  await expect(page.getByRole('radio', { name: 'OpenAI' })).toBeChecked()
  await page.getByRole('button', { name: 'Save key' }).click()
  await expect(page.getByText('OpenAI refused the key.')).toBeVisible()

  await key.fill(keys.openAi)
  await page.getByRole('button', { name: 'Save key' }).click()
  await expect(page.getByText(/^OpenAI answered\. /)).toBeVisible()
  await page.getByRole('button', { name: 'Start' }).click()
  await sendAndWait(page, 'Good day')
  await expect(answers(page)).toContainText('You said “Good day”.')
})

test('without any key a budget can be set only after one is given, and the draft says what is missing', async ({
  stage,
}) => {
  const { page, call, ask } = await stage.start()
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('alert')).toHaveText('Paste a key first, or practise.')

  await call('budget.set', { typedUsd: '20' })
  await messageField(page).fill('Hello')
  const model = { providerId: 'openai', modelId: 'gpt-6-sol' }
  const ids = { turnId: crypto.randomUUID(), conversationId: crypto.randomUUID() }
  expect(await ask('turn.send', { ...ids, model, text: 'Hello' })).toEqual({
    ok: false,
    failure: { kind: 'no-key', providerName: 'OpenAI' },
  })
  await chooseModelWithoutKey(page)
  await expect(page.getByRole('textbox', { name: 'Key' })).toBeVisible()
  await page.getByRole('button', { name: 'New chat' }).click()
  await expect(messageField(page)).toHaveValue('Hello')
  await expect(costLine(page)).toHaveText('')
})

/** The row of a model without a key leads to its key. */
async function chooseModelWithoutKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Model: / }).click()
  await page.getByRole('option', { name: /^GPT-6 Sol\b.* no key$/ }).click()
}
