import type { Page } from 'playwright/test'
import { formatCredits } from '../../shared/money/credits.ts'
import { answers, costLine, messageField, modelButton, newestTurns, send } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp, slowAnswer } from './one-server.ts'
import { tabTo } from './tab-to.ts'

const question = 'Which wall is best for the visitor pontoon?'
const modelIds = ['gpt-6-sol', 'claude-sonnet-5', 'gpt-6-astra']

test('three models are chosen, priced, sent, stopped and kept without a mouse', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'claude-sonnet-5': slowAnswer(2_000, 30) }))
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await send(page, 'We have a harbour.')
  await messageField(page).focus()
  await page.keyboard.type(question)
  await chooseWithKeys(page, ['Claude Sonnet 5', 'GPT-6 Astra'])
  const { conversationId = '' } = (await call('conversation.list', {}))[0] ?? {}
  const { expectedNanoUsd, ceilingNanoUsd } = await sumOfQuotes(window, conversationId)
  await expect(costLine(page)).toHaveText(
    `about ${formatCredits(expectedNanoUsd, 10_000)} credits for all three, at most ${formatCredits(ceilingNanoUsd, 10_000)}`,
  )
  await expectAccessible(window, 'models chosen to be compared')

  await messageField(page).focus()
  await page.keyboard.press('Enter')
  const comparison = page.getByRole('region', { name: '3 answers side by side' })
  const columns = comparison.getByRole('article')
  await expect(columns).toHaveCount(3)
  await expect(comparison.getByText(/^All three reserved together: /)).toContainText(
    formatCredits(ceilingNanoUsd, 10_000),
  )
  const keepSol = comparison.getByRole('button', { name: 'Keep this one, from GPT-6 Sol' })
  await expect(keepSol).toBeVisible()
  await expect(columns.nth(0)).toContainText('That was gpt-6-sol.')
  await expect(columns.nth(1)).toContainText('word5')
  const stop = comparison.getByRole('button', { name: 'Stop Claude Sonnet 5' })
  await tabTo(page, stop, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(comparison.getByText(/Spent .+, released .+\.$/)).toBeVisible()
  await expect(columns.nth(1)).toContainText(/stopped/)
  await expectAccessible(window, 'answers side by side')
  await server.idle()
  const { balances } = await call('budget.read', {})
  expect(balances.reservedNanoUsd).toBe(0)

  await messageField(page).focus()
  await page.keyboard.type('And why?')
  await expect(costLine(page)).toHaveText('Keep one of the answers first')
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()
  await tabTo(page, keepSol, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(comparison).toBeHidden()
  await expect(modelButton(page)).toHaveAccessibleName('Model: GPT-6 Sol')
  await expect(messageField(page)).toBeFocused()
  await expect(messageField(page)).toHaveValue('And why?')
  await expect(page.getByText('1 of 3', { exact: true })).toBeVisible()

  await page.keyboard.press('Enter')
  await expect(answers(page)).toHaveCount(3)
  await expect.poll(async () => (await newestTurns(window)).at(-1)?.answer.state).toBe('completed')
  const messages = JSON.stringify(server.requests().at(-1)?.body['input'])
  expect(messages).toContain('That was gpt-6-sol.')
  expect(messages).not.toContain('word5')
})

test('a comparison that does not fit is not sent, and fewer models are', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await messageField(page).fill(question)
  await chooseWithKeys(page, ['Claude Sonnet 5', 'GPT-6 Astra'])
  const { ceilingNanoUsd } = await sumOfQuotes(window, null)
  await call('budget.set', { typedUsd: ((ceilingNanoUsd - 100_000_000) / 1e9).toFixed(9) })
  await expect(costLine(page)).toContainText(/ for all three, at most .+\. Needs .+ more$/)

  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^This comparison needs / })
  await expect(dialog).toBeVisible()
  // Counted by now, so the figures stand.
  const needed = (await sumOfQuotes(window, null)).ceilingNanoUsd
  const { availableNanoUsd } = await call('budget.read', {})
  await expect(dialog).toHaveAccessibleName(
    `This comparison needs ${formatCredits(needed - availableNanoUsd, 10_000)} more credits`,
  )
  expect(server.requests().filter(({ method }) => method === 'POST')).toHaveLength(0)
  await expectAccessible(window, 'a comparison that does not fit')
  await expect(dialog.getByRole('radio').first()).toBeChecked()
  await dialog.getByRole('radio', { name: /^Without GPT-6 Astra/ }).check()
  await dialog.getByRole('button', { name: 'Send without GPT-6 Astra' }).click()
  const comparison = page.getByRole('region', { name: '2 answers side by side' })
  await expect(comparison.getByRole('button', { name: /^Keep this one, from / })).toHaveCount(2)
  await server.idle()
  const asked = server.requests().filter(({ method }) => method === 'POST')
  expect(new Set(asked.map(({ body }) => body['model']))).toEqual(
    new Set(['claude-sonnet-5', 'gpt-6-sol']),
  )
  const { balances } = await call('budget.read', {})
  expect(balances).toMatchObject({
    spentNanoUsd: server.bill().costNanoUsd,
    reservedNanoUsd: 0,
  })

  await page.getByRole('button', { name: 'New chat' }).click()
  await page.keyboard.press('Control+Shift+F')
  await page.getByRole('combobox', { name: 'Search everything that was said' }).fill('sonnet')
  const hit = page.getByRole('group', { name: 'Messages, newest first' }).getByRole('option')
  await hit.filter({ hasText: 'That was claude-sonnet-5.' }).click()
  await expect(comparison.getByRole('article', { name: / Claude Sonnet 5$/ })).toBeFocused()
})

/** By the list of models, to the one chosen already. */
async function chooseWithKeys(page: Page, names: readonly string[]): Promise<void> {
  await page.keyboard.press('Control+m')
  const find = page.getByRole('textbox', { name: 'Find a model' })
  await tabTo(page, page.getByRole('button', { name: 'Compare with…' }))
  await page.keyboard.press('Enter')
  await expect(find).toBeFocused()
  for (const name of names) {
    await find.fill(name)
    const row = page.getByRole('option', { name: new RegExp(`^${name}(?![.\\w])`) }).first()
    await expect(row).toHaveAttribute('aria-selected', 'false')
    while (!(await isInFocus(find, row))) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(row).toHaveAttribute('aria-selected', 'true')
  }
  await page.keyboard.press('Escape')
  await expect(messageField(page)).toBeFocused()
  await expect(page.getByRole('button', { name: / to compare: / })).toHaveAccessibleName(
    `3 models to compare: GPT-6 Sol, ${names.join(' and ')}`,
  )
}

async function isInFocus(
  find: ReturnType<Page['getByRole']>,
  row: ReturnType<Page['getByRole']>,
): Promise<boolean> {
  const [current, id] = await Promise.all([
    find.getAttribute('aria-activedescendant'),
    row.getAttribute('id'),
  ])
  return current === id
}

/** What all three cost for this message, as the main process says it. */
async function sumOfQuotes(
  { call }: FarthingWindow,
  conversationId: string | null,
): Promise<{ expectedNanoUsd: number; ceilingNanoUsd: number }> {
  const quotes = await call('estimate.quote', { conversationId, draft: question })
  const { models } = await call('catalog.read', {})
  const sum = { expectedNanoUsd: 0, ceilingNanoUsd: 0 }
  for (const modelId of modelIds) {
    const providerId = modelId.startsWith('claude') ? 'anthropic' : 'openai'
    const place = models.findIndex(
      ({ key }) => key.providerId === providerId && key.modelId === modelId,
    )
    sum.expectedNanoUsd += quotes.expectedNanoUsd[place] ?? Number.NaN
    sum.ceilingNanoUsd += quotes.ceilingNanoUsd[place] ?? Number.NaN
  }
  return sum
}
