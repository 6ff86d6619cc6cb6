import type { Locator, Page } from 'playwright/test'
import { limitsOf } from '../../main/catalog/limits.ts'
import { type ModelKey, sameModel } from '../../shared/chat/message.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { busy } from '../helpers/fake-provider/behaviour.ts'
import {
  answers,
  chooseModel,
  newestAnswer,
  receiptLine,
  send,
  sendAndWait,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { ownModel, oneServer, setUp } from './one-server.ts'

const question = 'What does a farthing buy?'
const haiku = { providerId: 'anthropic', modelId: 'claude-haiku-4-5' }

test('a receipt says what the very same tokens would have cost with three other models', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  const answer = await sendAndWait(page, question)
  await receiptLine(answer).click()
  const rows = rowsOf(answer, 'The same turn elsewhere')
  await expect(rows).toHaveCount(3)

  const { turnId, receipt, model } = await newestAnswer(window)
  const spent = receipt.spentNanoUsd ?? 0
  const elsewhere = await call('turn.elsewhere', { turnId })
  expect(elsewhere.some((one) => sameModel(one.model, model))).toBe(false)
  expect(elsewhere.some((one) => one.costNanoUsd > spent)).toBe(true)
  expect(elsewhere.some((one) => one.costNanoUsd < spent)).toBe(true)
  for (const [place, one] of elsewhere.entries()) {
    expect(one.costNanoUsd).toBe(await recomputed(window, one.model))
    const about = formatCredits(one.costNanoUsd, 10_000)
    await expect(rows.nth(place)).toContainText(one.modelName)
    // Whole credits over tenths keep an invisible ".0", so that units line up.
    await expect(rows.nth(place).getByRole('cell').nth(0)).toHaveText(
      new RegExp(`^${about.replaceAll('.', '\\.')}(?:\\.0)?$`, 'u'),
    )
    await expect(rows.nth(place).getByRole('cell').nth(1)).toHaveText(
      /^(?:[\d.,]+ (?:less|more)|the same)$/,
    )
  }
  await expectAccessible(window, 'a receipt with other models')
})

/** What the tokens that were reported cost there, counted by the rules alone. */
async function recomputed(window: FarthingWindow, key: ModelKey): Promise<number | null> {
  const { models } = await window.call('catalog.read', {})
  const there = models.find((one) => sameModel(one.key, key))
  const { receipt, model } = await newestAnswer(window)
  if (!there?.price || !receipt.usage) throw new Error('not in the catalogue')
  const factor = limitsOf(key.modelId).tokenPercent / limitsOf(model.modelId).tokenPercent
  const scaled = (tokens: number | null): number | null =>
    tokens === null ? null : Math.ceil(tokens * factor)
  return costNanoUsd(there.price, {
    ...unknownUsage,
    inputTokens: scaled(receipt.usage.inputTokens),
    outputTokens: scaled(receipt.usage.outputTokens),
  })
}

test('every attempt of a turn is itemised, what was refused and what was done beside it, and sums to its cost', async ({
  stage,
}) => {
  const { prices } = oneServer()
  const server = await stage.provider({
    ...oneServer({ [haiku.modelId]: { kind: 'answer', text: 'Small coins' } }),
    prices: { ...prices, [haiku.modelId]: { inputUsd: '1', outputUsd: '5' } },
  })
  const window = await stage.start()
  const { page, call, app } = window
  await setUp(window, server)
  await call('settings.change', { titleModel: haiku })
  server.queue(...busy(1, 529, 1))
  await send(page, question)
  const answer = answers(page)
  await receiptLine(answer).waitFor({ timeout: 20_000 })
  await expect(page.getByRole('heading', { name: 'Small coins' })).toBeVisible({ timeout: 20_000 })
  await expect.poll(async () => (await call('budget.read', {})).balances.reservedNanoUsd).toBe(0)

  await receiptLine(answer).click()
  const rows = rowsOf(answer, 'Every attempt of this turn')
  await expect(rows.getByRole('rowheader')).toHaveText([
    'First attempt: no answer from OpenAI',
    'Second attempt: the answer',
    'Title, by Claude Haiku 4.5',
    'All of this turn',
  ])
  const { turnId } = await newestAnswer(window)
  const attempts = await call('turn.attempts', { turnId })
  const sum = attempts.reduce((all, { spentNanoUsd }) => all + (spentNanoUsd ?? 0), 0)
  const [conversation] = await call('conversation.list', {})
  expect(sum).toBe(conversation?.spentNanoUsd)
  expect(sum).toBe(server.bill().costNanoUsd)
  expect(sum).toBe((await call('budget.read', {})).balances.spentNanoUsd)
  await expectColumnsToAddUp(rows)
  await expectAccessible(window, 'a receipt with every attempt')

  await answer.getByRole('button', { name: 'Copy receipt' }).click()
  await expect(answer.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  for (const words of [
    'Question and history: ',
    'First attempt: no answer from OpenAI: ',
    'Title, by Claude Haiku 4.5: ',
    'All of this turn: ',
    'The same turn elsewhere:',
    'Price of ',
  ]) {
    expect(copied).toContain(words)
  }
})

test('a turn of a server on this computer costs nothing, and would have cost something elsewhere', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await call('providers.addCustom', {
    name: 'Here',
    address: server.address,
    models: [{ modelId: ownModel.id, typedInputUsd: '', typedOutputUsd: '' }],
  })
  await chooseModel(page, ownModel.name)
  const answer = await sendAndWait(page, question)
  await receiptLine(answer).click()
  const rows = rowsOf(answer, 'The same turn elsewhere')
  await expect(rows).toHaveCount(3)
  for (const row of await rows.all()) await expect(row).toContainText(/ more$/)
})

test('an answer that nobody has figures for is compared with nothing', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  server.queue({ kind: 'error', status: 400 })
  const answer = await sendAndWait(page, question)
  await receiptLine(answer).click()
  await expect(answer.getByText('Nothing spent, all of it released')).toBeVisible()
  await expect(answer.getByText('The same turn elsewhere')).toHaveCount(0)
  await expect(answer.getByText('Every attempt of this turn')).toHaveCount(0)
})

test('another size of a credit relabels an open receipt at once; it adds up, and nothing moves', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  const answer = await sendAndWait(page, question)
  await receiptLine(answer).click()
  const before = await call('budget.read', {})
  const { receipt } = await newestAnswer(window)
  for (const creditsPerUsd of [100, 2_500, 1_000_000, 1, 10_000]) {
    await call('settings.change', { creditsPerUsd })
    const spent = formatCredits(receipt.spentNanoUsd ?? 0, creditsPerUsd)
    await expect(receiptLine(answer)).toHaveAccessibleName(
      new RegExp(`^Receipt: .* · ${spent} credits\\b`),
    )
    await expect(answer.getByRole('definition').filter({ hasText: /^=/u })).toContainText(spent)
    await expectUsedToAddUp(answer)
    const head = await figuresOf(answer.getByRole('definition'))
    if (!spent.startsWith('<')) {
      expect(tenths(head[1] ?? ''), `at ${creditsPerUsd}`).toBe(
        tenths(head[2] ?? '') + tenths(head[3] ?? ''),
      )
    }
  }
  expect(await call('budget.read', {})).toEqual(before)
})

/** The rows of a table of the receipt, without its head. */
function rowsOf(answer: Locator, head: string): Locator {
  return answer
    .getByRole('table')
    .filter({ has: answer.page().getByRole('columnheader', { name: head }) })
    .getByRole('row')
    .filter({ has: answer.page().getByRole('cell') })
}

/** The figure in each, without signs that are only read out. */
async function figuresOf(cells: Locator): Promise<string[]> {
  const texts = await cells.allInnerTexts()
  return texts.map((text) => /<?[\d.,]+$/u.exec(text.trim())?.[0] ?? '')
}

/** As a person adds up: in tenths of a credit. */
function tenths(figure: string): number {
  return Math.round(Number(figure.replaceAll(',', '')) * 10)
}

/** Reserved is spent and released in each row, and each column has its sum below it. */
async function expectColumnsToAddUp(rows: Locator): Promise<void> {
  const figures: number[][] = []
  for (const row of await rows.all()) {
    const cells = await row.getByRole('cell').allInnerTexts()
    figures.push(cells.map((cell) => tenths(cell.trim().replace(/^0\.?0?$/u, '0'))))
  }
  for (const [reserved = 0, spent = 0, released = 0] of figures) {
    expect(reserved).toBe(spent + released)
  }
  const total = figures.at(-1) ?? []
  for (const [place, shown] of total.entries()) {
    const sum = figures.slice(0, -1).reduce((all, row) => all + (row[place] ?? 0), 0)
    expect(sum).toBe(shown)
  }
}

/** What was used adds up to what was spent, unless a part is too small to be shown. */
async function expectUsedToAddUp(answer: Locator): Promise<void> {
  const table = answer
    .getByRole('table')
    .filter({ has: answer.page().getByRole('columnheader', { name: 'What was used' }) })
  const rows: Locator = table.getByRole('row').filter({ has: lastCell(answer.page()) })
  const texts: string[] = []
  for (const row of await rows.all()) {
    texts.push((await row.getByRole('cell').last().innerText()).trim())
  }
  expect(texts.length).toBeGreaterThan(2)
  if (texts.some((text) => text.startsWith('<'))) return
  const figures = texts.map(tenths)
  expect(figures.slice(0, -1).reduce((sum, part) => sum + part, 0)).toBe(figures.at(-1))
}

function lastCell(page: Page): Locator {
  return page.getByRole('cell')
}
