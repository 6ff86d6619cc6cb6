import type { Locator } from 'playwright/test'
import {
  answers,
  expectBalancesToAddUp,
  expectReceiptToAddUp,
  newestAnswer,
  receiptLine,
  send,
} from './at-the-window.ts'
import { setUpElsewhere } from './elsewhere.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'

const unsaid = 'OpenAI did not say what this cost.'

test('the provider’s figure can be entered for an uncertain cost, and entered again', async ({
  stage,
}) => {
  const window = await stage.start()
  const { page, call } = window
  const answer = await becomeUncertain(window, await stage.provider(oneServer()))
  const before = await call('budget.read', {})
  await answer.getByRole('button', { name: 'I know the figure' }).click()
  const figure = answer.getByRole('textbox', { name: 'What OpenAI bills for it, in USD' })
  await expect(figure).toBeFocused()
  for (const [typed, sentence] of [
    ['abc', '“abc” is not an amount. Write USD as a number, such as 20.'],
    ['-1', '-1 is below zero. Write an amount above 0 USD.'],
    ['', 'Write an amount in USD, such as 20.'],
  ] as const) {
    await figure.fill(typed)
    await page.keyboard.press('Enter')
    await expect(figure).toHaveAccessibleDescription(sentence)
  }
  expect((await call('budget.read', {})).balances).toEqual(before.balances)

  await figure.fill('0.0123')
  await expect(figure).toHaveAccessibleDescription('123 credits.')
  await answer.getByRole('button', { name: 'Save the figure' }).click()
  await expect(receiptLine(answer)).toHaveAccessibleName(/ · 123 credits · the figure you entered$/)
  await expect(receiptLine(answer)).toBeFocused()
  await expect(answer.getByRole('region', { name: unsaid })).toBeHidden()
  await expectSpent(window, 12_300_000)

  await receiptLine(answer).click()
  await expect(answer.getByText('You entered this figure.')).toBeVisible()
  await answer.getByRole('button', { name: 'Enter another figure' }).click()
  await figure.fill('0.02')
  await page.keyboard.press('Enter')
  await expect(
    answer.getByText(/^123 at first, corrected to 200 today at \d\d:\d\d\.$/),
  ).toBeVisible()
  await expectSpent(window, 20_000_000)
})

test('that it cost nothing is asked once, and then all of it is released', async ({ stage }) => {
  const window = await stage.start()
  const answer = await becomeUncertain(window, await stage.provider(oneServer()))
  await answer.getByRole('button', { name: 'It cost nothing' }).click()
  await expect(answer.getByText(/^Nothing will be counted, and [\d.,]+ released\./)).toBeVisible()
  await answer.getByRole('button', { name: 'Keep it reserved' }).click()
  await expect(receiptLine(answer)).toHaveAccessibleName(/reserved, not yet certain$/)

  await answer.getByRole('button', { name: 'It cost nothing' }).click()
  await answer.getByRole('button', { name: 'Count nothing' }).click()
  await expect(receiptLine(answer)).toHaveAccessibleName(
    / · nothing spent · as you said, [\d.,]+ released$/,
  )
  await receiptLine(answer).click()
  await expect(answer.getByText('You said that this cost nothing.')).toBeVisible()
  await expectSpent(window, 0)
})

test('the ways out of an uncertain cost can be taken without a mouse', async ({ stage }) => {
  const window = await stage.start()
  const { page } = window
  const answer = await becomeUncertain(window, await stage.provider(oneServer()))
  await tabTo(page, answer.getByRole('button', { name: 'It cost nothing' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(answer.getByRole('button', { name: 'Count nothing' })).toBeFocused()
  await tabTo(page, answer.getByRole('button', { name: 'Keep it reserved' }))
  await page.keyboard.press('Enter')
  await expect(answer.getByRole('button', { name: 'It cost nothing' })).toBeFocused()

  await tabTo(page, answer.getByRole('button', { name: 'I know the figure' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(answer.getByRole('button', { name: 'I know the figure' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('0.01')
  await page.keyboard.press('Enter')
  await expect(receiptLine(answer)).toBeFocused()
  await expect(receiptLine(answer)).toHaveAccessibleName(/ · 100 credits · the figure you entered$/)
})

test('a provider that can tell is asked, and says in words when it cannot yet', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), isOpenRouter: true })
  server.answerLookUps('unknown')
  const window = await stage.start()
  const { page, call } = window
  await setUpElsewhere(window, server, {
    name: 'OpenRouter',
    address: 'https://openrouter.ai/api/v1',
  })
  server.queue({ kind: 'answer', breakOff: { afterBytes: 900, how: 'reset' } })
  await send(page, 'Tell me of the wren')
  const answer = answers(page)
  const ask = answer.getByRole('button', { name: 'Ask OpenRouter' })
  await expect(receiptLine(answer)).toBeVisible()
  if (!(await ask.isVisible())) await receiptLine(answer).click()
  await ask.click()
  await expect(
    answer.getByText(
      'OpenRouter does not say what this cost, or not yet. Ask again later, or enter the figure of its bill.',
    ),
  ).toBeVisible()

  server.answerLookUps('found')
  await ask.click()
  await expect(receiptLine(answer)).toHaveAccessibleName(/ credits · /)
  await expect.poll(async () => (await newestAnswer(window)).receipt.quality).toBe('exact')
  await expect(ask).toBeHidden()
  await server.idle()
  expect((await call('budget.read', {})).balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
})

/** Asks in vain: the request may have been billed, and nobody said so. */
async function becomeUncertain(
  window: FarthingWindow,
  server: Parameters<typeof setUp>[1],
): Promise<Locator> {
  await setUp(window, server)
  server.queue({ kind: 'error', status: 500 })
  await send(window.page, 'Be uncertain')
  const answer = answers(window.page)
  await expect(answer.getByRole('region', { name: unsaid })).toBeVisible()
  return answer
}

async function expectSpent(window: FarthingWindow, nanoUsd: number): Promise<void> {
  const budget = await window.call('budget.read', {})
  expect(budget.balances).toMatchObject({ spentNanoUsd: nanoUsd, reservedNanoUsd: 0 })
  expectBalancesToAddUp(budget)
  expectReceiptToAddUp(await newestAnswer(window))
}
