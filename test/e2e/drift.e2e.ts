import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import type { BillRow } from '../helpers/fake-provider/bill.ts'
import { answers, chooseModel, newestAnswer, send, sendAndWait } from './at-the-window.ts'
import { setUpElsewhere } from './elsewhere.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'

const OPENROUTER = 'https://openrouter.ai/api/v1'

test('what a provider says was spent with its key stands beside the ledger, and changes nothing', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), isOpenRouter: true })
  const window = await stage.start()
  const { page, call } = window
  await setUpElsewhere(window, server, { name: 'My router', address: OPENROUTER })
  await sendAndWait(page, 'Why is the sky blue?')
  await server.idle()
  const before = await call('budget.read', {})

  await openCheck(page)
  await expectAccessible(window, 'the comparison before anything is compared')
  const ask = page.getByRole('button', { name: 'Ask My router' })
  await tabTo(page, ask)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^My router, asked today at / })).toBeFocused()
  await expect(page.getByText('This month both have the same')).toBeVisible()
  const today = page.getByRole('row', { name: /^Today / })
  await expect(today.getByRole('cell').nth(2)).toHaveText('0')

  server.spendBesides({
    usage: 3.25,
    usage_monthly: 0.05,
    byok_usage: 0.25,
    byok_usage_monthly: 0,
    limit_remaining: 74.5,
  })
  await ask.click()
  await expect(
    page.getByText(/^This month: 500 credits more at My router than here, \d+ % of what it says$/u),
  ).toBeVisible()
  await expect(page.getByText(/^2,500 credits of what My router has in all was/u)).toBeVisible()
  await expect(page.getByText('This key may still spend 745,000 credits.')).toBeVisible()
  await expect(page.getByRole('row', { name: /^This month / })).toContainText('−500')
  await expectAccessible(window, 'what a key spent')
  await page.getByRole('radio', { name: 'USD' }).check()
  await expect(page.getByRole('row', { name: /^This month / })).toContainText('−0.05')
  expect((await call('budget.read', {})).balances).toEqual(before.balances)
  const asked = server.requests().filter(({ path }) => path === '/v1/key')
  expect(asked).toHaveLength(2)
  expect(asked.every(({ method }) => method === 'GET')).toBe(true)

  // OpenRouter itself has no key, and is not asked without one.
  await page.getByRole('button', { name: 'Ask OpenRouter' }).click()
  await expect(page.getByRole('alert')).toContainText('OpenRouter')
  await page.getByRole('alert').getByRole('button', { name: 'Add a key' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' }).first()).toBeVisible()
})

test('an export is compared by day and model; a turn that is not certain is opened from there', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const folder = await stage.temporaryFolder()
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await sendAndWait(page, 'Why is the sky blue?')
  await chooseModel(page, 'GPT-6 Astra')
  await sendAndWait(page, 'And why at night?')
  server.queue({ kind: 'error', status: 500 })
  await page.getByRole('button', { name: 'New chat' }).first().click()
  await send(page, 'Is it certain?')
  await expect.poll(async () => (await newestAnswer(window)).receipt.state).toBe('uncertain')
  const before = await call('budget.read', {})
  const { rows } = server.bill()

  // From the settings of the provider it is of.
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: /^OpenAI/u }).click()
  await page.getByRole('button', { name: 'Compare with the provider' }).click()
  await expect(page.getByRole('heading', { name: 'Compare with providers' })).toBeVisible()

  const broken = join(folder, 'broken.csv')
  await writeFile(broken, usageOf(rows).replace(/,(\d+)\.0\n/u, ',many\n'))
  await choose(window, broken)
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await expect(page.getByRole('alert')).toHaveText(
    'Line 2 of broken.csv has “many” in the column output_tokens, which cannot be read. Nothing was compared.',
  )
  await expectAccessible(window, 'an export that was refused')

  const usage = join(folder, 'completions_usage.csv')
  await writeFile(usage, usageOf(rows))
  await choose(window, usage)
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await expect(page.getByRole('heading', { name: /^OpenAI, tokens of / })).toBeFocused()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByText('Both have the same', { exact: true })).toBeVisible()
  await expect(tableRow(page, / GPT-6 Sol /u)).toHaveCount(1)
  await expect(tableRow(page, / GPT-6 Astra /u)).toHaveCount(1)
  await page.getByRole('radio', { name: 'Output tokens' }).check()
  const tokens = rows.reduce((sum, row) => sum + row.outputTokens, 0)
  await expect(tableRow(page, /^Together /u)).toContainText(String(tokens))

  const costs = join(folder, 'costs.csv')
  await writeFile(costs, costsOf(rows))
  await choose(window, costs)
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await expect(page.getByRole('heading', { name: /^OpenAI, costs of / })).toBeVisible()
  await expect(
    page.getByText(/^100 credits more at OpenAI than here, \d+ % of what it says$/u),
  ).toBeVisible()
  await expect(tableRow(page, / web search tool calls /u)).toContainText(/none100−100−100 %/u)
  await expect(
    page.getByText(/^One turn is not certain yet, up to [\d,]+ credits\./u),
  ).toBeVisible()
  await expectAccessible(window, 'an export beside the ledger')
  expect((await call('budget.read', {})).balances).toEqual(before.balances)

  await page.getByRole('button', { name: 'Is it certain?' }).last().click()
  await expect(answers(page)).toHaveCount(1)
  await answers(page).getByRole('button', { name: 'I know the figure' }).click()
  await expect(page.getByRole('textbox', { name: /^What OpenAI bills for it/u })).toBeFocused()
})

async function openCheck(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').fill('Compare usage with providers')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Compare with providers' })).toBeVisible()
}

function tableRow(page: Page, name: RegExp): Locator {
  return page.getByRole('table').first().getByRole('row', { name })
}

/** The dialog of the system answers with this file, as if a person had chosen it. */
function choose({ app }: FarthingWindow, file: string): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function usageOf(rows: readonly BillRow[]): string {
  const lines = rows.map(
    ({ modelId, inputTokens, outputTokens }) =>
      `${today()}T00:00:00+00:00,1.0,${modelId}-2026-08-07,${inputTokens}.0,${outputTokens}.0\n`,
  )
  return `start_time_iso,num_model_requests,model,input_tokens,output_tokens\n${lines.join('')}`
}

/** What was billed, and something that another program asked for. */
function costsOf(rows: readonly BillRow[]): string {
  const lines = rows.map(
    ({ modelId, costNanoUsd }) =>
      `${today()}T00:00:00+00:00,${(costNanoUsd / 1e9).toFixed(16)},usd,"${modelId}, output"\n`,
  )
  const other = `${today()}T00:00:00+00:00,0.01,usd,web search tool calls\n`
  return `start_time_iso,amount_value,amount_currency,line_item\n${lines.join('')}${other}`
}
