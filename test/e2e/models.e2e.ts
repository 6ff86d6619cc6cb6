import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { projectFolder } from '../../build/app.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import { chooseModel, newestAnswer, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'

/** Without the digits that only keep points under points. */
const asSeen = { useInnerText: true }
const sol = { providerId: 'openai', modelId: 'gpt-6-sol' }

test('every model stands with its price, where that is from, and what a typical turn costs', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await openModels(page)
  await expect(page.getByText(/^A typical turn is taken to be [\d,]+ tokens in/)).toBeVisible()

  const row = rowOf(page, 'GPT-6 Sol')
  const typical = await call('catalog.typicalTurn', {})
  const cost = typical.costs.find(({ key }) => key.modelId === sol.modelId)?.costNanoUsd
  await expect(row.getByRole('cell').nth(3)).toHaveText('2.00', asSeen)
  await expect(row.getByRole('cell').nth(5)).toHaveText('10.00', asSeen)
  await expect(row.getByRole('cell').nth(6)).toContainText(formatCredits(cost ?? 0, 10_000))
  await expect(row.getByRole('cell').nth(7)).toHaveText('bundled list, 23 Sept 2026')

  const { models } = await call('catalog.read', {})
  const table = page.getByRole('table', { name: 'Models' })
  const groups = new Set(models.map(({ key }) => key.providerId))
  await expect(table).toHaveAttribute('aria-rowcount', String(models.length + groups.size + 1))
  await expect(page.getByText(`${models.length} models.`)).toBeVisible()

  await page.getByRole('radio', { name: 'Ready', exact: true }).check()
  await expect(rowOf(page, 'Mistral Large')).toHaveCount(0)
  await page.getByRole('radio', { name: 'By cost' }).check()
  const shown = await table.getByRole('row').allInnerTexts()
  expect(shown.findIndex((text) => text.startsWith('GPT-6 Luna'))).toBeLessThan(
    shown.findIndex((text) => text.startsWith('GPT-6 Sol')),
  )

  await page.getByRole('button', { name: 'New chat' }).click()
  await sendAndWait(page, 'What does a farthing buy?')
  await openModels(page)
  await expect(page.getByText(/^Your typical turn: .+, learned from one turn\.$/)).toBeVisible()
})

test('the table is walked, filtered, opened and closed without a mouse', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await tabTo(page, page.getByRole('button', { name: 'Models', exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  const find = page.getByRole('textbox', { name: 'Find a model' })
  await tabTo(page, find)
  await page.keyboard.type('gpt-6')
  await page.keyboard.press('ArrowDown')
  await expect(nameOf(page, 'GPT-6 Astra')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const row = nameOf(page, 'GPT-6 Sol')
  await expect(row).toBeFocused()
  await page.keyboard.press('Enter')
  const details = page.getByRole('region', { name: 'Details of GPT-6 Sol' })
  await expect(details.getByText('gpt-6-sol', { exact: true })).toBeVisible()
  await expect(details.getByRole('columnheader', { name: 'up to 272,000 in' })).toBeVisible()
  await expect(details.getByRole('row', { name: 'Read from cache 0.20' })).toBeVisible()
  await tabTo(page, details.getByRole('button', { name: 'Set your own price' }))
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
  await expect(row).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await expect(nameOf(page, 'GPT-6 Astra')).toBeFocused()
})

test('a price of one’s own stands above the list, is what the next turn costs, and can be taken back', async ({
  stage,
}) => {
  const server = await stage.provider({
    ...oneServer(),
    prices: { ...oneServer().prices, 'gpt-6-sol': { inputUsd: '3', outputUsd: '12.5' } },
  })
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await openModels(page)
  await nameOf(page, 'GPT-6 Sol').click()
  const details = page.getByRole('region', { name: 'Details of GPT-6 Sol' })
  await details.getByRole('button', { name: 'Set your own price' }).click()
  await details.getByRole('textbox', { name: 'In', exact: true }).fill('three')
  await details.getByRole('button', { name: 'Save price' }).click()
  await expect(
    details.getByRole('textbox', { name: 'In', exact: true }),
  ).toHaveAccessibleDescription('“three” is not an amount. Write USD as a number, such as 20.')
  await details.getByRole('textbox', { name: 'In', exact: true }).fill('3')
  await details.getByRole('textbox', { name: 'Out', exact: true }).fill('12,5')
  await details.getByRole('textbox', { name: 'Read from cache' }).fill('')
  await details.getByRole('textbox', { name: 'Written to cache' }).fill('')
  await details.getByRole('button', { name: 'Save price' }).click()
  await expect(details.getByText('Your price is in use from the next turn on.')).toBeVisible()
  await expect(rowOf(page, 'GPT-6 Sol').getByRole('cell').nth(7)).toHaveText(/^your own, /)

  await details.getByRole('button', { name: 'Use it' }).click()
  await sendAndWait(page, 'What does a farthing buy?')
  const { receipt } = await newestAnswer(window)
  expect(receipt.price.source).toBe('own')
  expect(receipt.spentNanoUsd).toBe(server.bill().costNanoUsd)

  await openModels(page)
  await expect(page.getByText('one of your own')).toBeVisible()
  await nameOf(page, 'GPT-6 Sol').click()
  await page.getByRole('button', { name: 'Use the list again' }).click()
  await expect(page.getByText('The list is in use again.')).toBeVisible()
  await expect(rowOf(page, 'GPT-6 Sol').getByRole('cell').nth(7)).toHaveText(/^bundled list, /)
  const { models } = await call('catalog.read', {})
  expect(models.find(({ key }) => key.modelId === sol.modelId)?.price?.source).toBe('bundled')
})

test('a model without a price is not free: it is sent to once one is set', async ({ stage }) => {
  const unpriced = 'a-model-of-tomorrow'
  const server = await stage.provider({
    prices: { [unpriced]: { inputUsd: '0.37', outputUsd: '1.21' } },
  })
  const window = await stage.start()
  const { page, call } = window
  await call('providers.setAddress', { providerId: 'mistral', address: server.address })
  await call('providers.saveKey', { providerId: 'mistral', key: 'mistral-e2e-dddddddd4444' })
  await call('providers.check', { providerId: 'mistral' })
  await call('budget.set', { typedUsd: '20' })
  await openModels(page)
  await page.getByRole('textbox', { name: 'Find a model' }).fill(unpriced)
  const row = rowOf(page, unpriced)
  await expect(row).toContainText('no price')
  await expect(row).toContainText('Set a price')
  await nameOf(page, unpriced).press('Enter')
  const details = page.getByRole('region', { name: `Details of ${unpriced}` })
  await expect(details).toContainText('nothing can be reserved and nothing is sent')
  await expect(details.getByRole('textbox', { name: 'In', exact: true })).toBeFocused()
  await details.getByRole('textbox', { name: 'In', exact: true }).fill('0.37')
  await details.getByRole('textbox', { name: 'Out', exact: true }).fill('1.21')
  await details.getByRole('button', { name: 'Save price' }).click()
  await page.getByRole('button', { name: 'New chat' }).click()
  await chooseModel(page, unpriced)
  await sendAndWait(page, 'Good day')
  expect((await newestAnswer(window)).receipt.spentNanoUsd).toBe(server.bill().costNanoUsd)
})

test('a list of prices counts only after its changes were shown, and can be gone back from', async ({
  stage,
}) => {
  const folder = await stage.temporaryFolder()
  const list = await changedList()
  const good = join(folder, 'data.json')
  const broken = join(folder, 'broken.json')
  await writeFile(good, list)
  await writeFile(broken, '{"format":')
  const { page, call } = await stage.start()
  await call('budget.set', { typedUsd: '20' })
  await openModels(page)
  await page.getByRole('button', { name: 'Update prices' }).click()
  await expect(page.getByText('23 September 2026,')).toBeVisible()

  await page.getByLabel('Choose a file').setInputFiles(broken)
  await expect(page.getByRole('alert')).toContainText('That is not a price list.')
  await page.getByLabel('Choose a file').setInputFiles(good)
  await expect(page.getByRole('heading', { name: 'What this list would change' })).toBeFocused()
  await expect(page.getByText(/^3 prices change, /)).toBeVisible()
  await expect(page.getByText(/One price changes more than tenfold/)).toBeVisible()
  const change = page.getByRole('row', { name: /^GPT-6 Sol OpenAI/ }).first()
  await expect(change.getByRole('cell').nth(0)).toHaveText('2.00', asSeen)
  await expect(change.getByRole('cell').nth(1)).toHaveText('1.50', asSeen)
  await expect(change).toContainText('cheaper')
  expect((await call('catalog.edition', {})).downloaded).toBeNull()

  await page.getByRole('button', { name: 'Keep the present one' }).click()
  await expect(page.getByText('Prices stay as they are.')).toBeVisible()
  await page.getByLabel('Choose a file').setInputFiles(good)
  await page.getByRole('button', { name: 'Use this list' }).click()
  await expect(page.getByText('The new list is in use from the next turn on.')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Models', exact: true }).click()
  await expect(rowOf(page, 'GPT-6 Sol').getByRole('cell').nth(7)).toHaveText(
    'updated list, 18 Nov 2026',
  )
})

test('a list is read from a web address only when asked for', async ({ stage }) => {
  const asked: string[] = []
  const list = await changedList()
  const server = createServer((request, reply) => {
    asked.push(request.url ?? '')
    reply.setHeader('content-type', 'application/json')
    reply.end(request.url === '/data.json' ? list : '{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const { page, call } = await stage.start()
    await call('budget.set', { typedUsd: '20' })
    await openModels(page)
    await page.getByRole('button', { name: 'Update prices' }).click()
    const address = page.getByRole('textbox', { name: 'Web address of the list' })
    await expect(address).toHaveValue(/^https:\/\/raw\.githubusercontent\.com\/pydantic\//)
    await address.fill(`${origin}/other.json`)
    expect(asked).toEqual([])
    await page.getByRole('button', { name: 'Read it' }).click()
    await expect(page.getByRole('alert')).toContainText('Prices stay as they are.')
    await address.fill(`${origin}/data.json`)
    await page.getByRole('button', { name: 'Read it' }).click()
    await page.getByRole('button', { name: 'Use this list' }).click()
    await expect(page.getByRole('heading', { name: 'Updated list' })).toBeVisible()
    await page.getByRole('button', { name: 'Go back to the list before' }).click()
    await expect(page.getByText('The list before is in use again.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Updated list' })).toBeHidden()
    expect(asked).toEqual(['/other.json', '/data.json'])
  } finally {
    server.close()
  }
})

test('models, details and a price that is none can be used by everyone', async ({ stage }) => {
  test.slow()
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await openModels(page)
  await expect(rowOf(page, 'GPT-6 Sol')).toBeVisible()
  await expectAccessible(window, 'models')
  await page.getByRole('textbox', { name: 'Find a model' }).fill('gpt-6')
  await nameOf(page, 'GPT-6 Sol').click()
  await expectAccessible(window, 'details')
  await page.getByRole('button', { name: 'Set your own price' }).click()
  await page.getByRole('textbox', { name: 'In', exact: true }).fill('x')
  await page.getByRole('button', { name: 'Save price' }).click()
  await expectAccessible(window, 'a price that is none')
})

test('prices and what a list would change can be used by everyone', async ({ stage }) => {
  test.slow()
  const folder = await stage.temporaryFolder()
  await writeFile(join(folder, 'data.json'), await changedList())
  const window = await stage.start()
  const { page, call } = window
  await call('budget.set', { typedUsd: '20' })
  await openModels(page)
  await page.getByRole('button', { name: 'Update prices' }).click()
  await expectAccessible(window, 'prices')
  await page.getByLabel('Choose a file').setInputFiles(join(folder, 'data.json'))
  await expect(page.getByRole('button', { name: 'Use this list' })).toBeVisible()
  await expectAccessible(window, 'what a list would change')
})

async function openModels(page: Page): Promise<void> {
  await page
    .getByRole('banner', { name: 'Sidebar' })
    .getByRole('button', { name: 'Models', exact: true })
    .click()
  await page.getByRole('table', { name: 'Models' }).waitFor()
}

/** The row of a model; of its own provider, where a gateway has it as well. */
function rowOf(page: Page, name: string): Locator {
  return page
    .getByRole('row')
    .filter({ has: nameOf(page, name) })
    .first()
}

function nameOf(page: Page, name: string): Locator {
  return page.getByRole('rowheader').getByRole('button', { name, exact: true }).first()
}

/** The bundled list, some weeks on: one price lower, one higher, and one more than tenfold. */
async function changedList(): Promise<string> {
  const path = join(projectFolder, 'main/catalog/bundled-prices.json')
  const list = JSON.parse(await readFile(path, 'utf8')) as {
    version: string
    takenOn: string
    books: Record<string, { id: string; prices: { rates: Record<string, number> }[] }[]>
  }
  list.version = 'a later list'
  list.takenOn = '2026-11-18'
  const rates = { 'gpt-6-sol': 0.75, 'gpt-6-luna': 1.25, 'gpt-6-astra': 12 } as const
  for (const model of list.books['openai'] ?? []) {
    const factor = Object.entries(rates).find(([id]) => id === model.id)?.[1]
    if (factor === undefined) continue
    for (const price of model.prices) {
      for (const [name, rate] of Object.entries(price.rates)) {
        price.rates[name] = Math.round(rate * factor)
      }
    }
  }
  return JSON.stringify(list)
}
