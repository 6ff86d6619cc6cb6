import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import type { Behaviour } from '../helpers/fake-provider/behaviour.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { png } from '../helpers/images.ts'
import {
  answers,
  chooseModel,
  costLine,
  messageField,
  modelButton,
  receiptLine,
  send,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { entriesOnDisk } from './ledger-on-disk.ts'
import { oneServer, ownModel, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'

test.slow()

const SUMMARY = 'They asked for the **ferry** to Skye, and got three times.'
const haiku = 'claude-haiku-4-5'
const passage = 'The ferry leaves Mallaig at seven, and the crossing takes half an hour. '.repeat(
  30,
)

/** Half a page, nothing of which the provider ever reads from a cache. */
const answer: Behaviour = {
  kind: 'answer',
  text: 'At seven, and again at nine. '.repeat(50),
  cache: { read: 0, writeShort: 0, writeLong: 0 },
}

/** A server where one more model is cheap enough to write summaries. */
function serverWith(summary: Behaviour) {
  return {
    ...oneServer({ [haiku]: summary, 'gpt-6-sol': answer }),
    prices: { ...oneServer().prices, [haiku]: { inputUsd: '1', outputUsd: '5' } },
  }
}

async function talk({ page }: FarthingWindow, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await send(page, `Question ${number}: ${passage}`)
    await receiptLine(answers(page).last()).waitFor()
  }
}

/** By its keys, as from the message: the header is before the conversation. */
async function openCosts(page: Page): Promise<Locator> {
  const button = page.getByRole('button', { name: /credits so far/ })
  await button.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'What this conversation costs' })
  await expect(panel.getByRole('heading', { name: /^The next turn with / })).toBeVisible()
  return panel
}

function lastSaid(server: FakeProvider): string {
  const { input, messages } = server.requests().at(-1)?.body ?? {}
  return JSON.stringify(input ?? messages)
}

async function expectBilled({ call }: FarthingWindow, server: FakeProvider): Promise<void> {
  await server.idle()
  await expect.poll(async () => (await call('budget.read', {})).balances.reservedNanoUsd).toBe(0)
  expect((await call('budget.read', {})).balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
}

test('what it costs so far and next stands behind the figure of the header', async ({ stage }) => {
  const server = await stage.provider(serverWith({ kind: 'answer', text: SUMMARY }))
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await talk(window, 2)
  await messageField(page).fill('And back?')
  await expect(costLine(page)).not.toBeEmpty()
  const shown = (await costLine(page).textContent()) ?? ''
  const panel = await openCosts(page)
  await expect(panel).toContainText(shown)
  await expect(panel).toContainText(/of it reads the history again\./)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: /credits so far/ })).toBeFocused()
  await messageField(page).fill('')
  await openCosts(page)
  await expect(panel).toContainText('this is for a question as long as is usual here')
})

test('starting afresh takes draft, folder, model and settings along, for what was said', async ({
  stage,
}) => {
  const server = await stage.provider(serverWith({ kind: 'answer', text: SUMMARY }))
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  // One that keeps nothing in a cache: what was said is read at its full price each time.
  await call('providers.addCustom', {
    name: 'Own server',
    address: server.address,
    models: [
      {
        modelId: ownModel.id,
        typedInputUsd: ownModel.inputUsd,
        typedOutputUsd: ownModel.outputUsd,
      },
    ],
  })
  await chooseModel(page, ownModel.name)
  await talk(window, 3)
  const [old] = await call('conversation.list', {})
  if (!old) throw new Error('There is no conversation')
  const { conversationId } = old
  const { options } = await call('conversation.open', { conversationId })
  await call('conversation.setOptions', {
    conversationId,
    options: { ...options, maxOutputTokens: 700 },
  })
  const folderId = crypto.randomUUID()
  await call('folder.save', { folderId, name: 'Travel', options: null })
  await call('conversation.move', { conversationId, folderId })
  await page.reload()
  await page.getByRole('button', { name: 'Travel' }).first().press('Enter')
  await page
    .getByRole('button', { name: /^Question 1/ })
    .first()
    .click()
  await messageField(page).fill('And how does one come back?')
  await expect(costLine(page)).not.toBeEmpty()
  const panel = await openCosts(page)
  const way = panel.getByRole('region', { name: 'Start afresh' })
  await expect(way).toContainText('Costs nothing, saves about')
  const said = await way.getByText(/costs about [\d.,]+ instead of/).textContent()
  const first = /costs about ([\d.,<]+) instead/u.exec(said ?? '')?.[1] ?? ''
  await expectAccessible(window, 'what a conversation costs')
  await tabTo(page, way.getByRole('button', { name: 'Start afresh' }))
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'New chat', exact: true })).toBeVisible()
  await expect(messageField(page)).toBeFocused()
  await expect(messageField(page)).toHaveValue('And how does one come back?')
  await expect(modelButton(page)).toHaveAccessibleName(`Model: ${ownModel.name}`)
  await expect(costLine(page)).toContainText(`about ${first} credits`)
  await expect(page.getByRole('banner').or(page.locator('header')).last()).toContainText('Travel')
  await page.keyboard.press('Enter')
  await receiptLine(answers(page)).waitFor()
  expect(lastSaid(server)).not.toContain('Question 1')
  expect(server.requests().at(-1)?.body['max_tokens']).toBe(700)
  const list = await call('conversation.list', {})
  expect(list[0]).toMatchObject({ folderId })
  await page
    .getByRole('button', { name: /^Question 1/ })
    .first()
    .click()
  await expect(messageField(page)).toHaveValue('')
  await expectBilled(window, server)
})

test('attachments of earlier turns are dropped and put back by their boxes', async ({ stage }) => {
  const server = await stage.provider(serverWith({ kind: 'answer', text: SUMMARY }))
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  const paths = [join(folder, 'timetable.txt'), join(folder, 'harbour.png')]
  await writeFile(paths[0]!, 'Mallaig 07:00 Armadale 07:30\n'.repeat(200))
  await writeFile(paths[1]!, png(1_200, 900))
  await page.locator('input[type="file"]').setInputFiles(paths)
  await send(page, 'When does it leave?')
  await receiptLine(answers(page).last()).waitFor()
  await send(page, 'And then?')
  await receiptLine(answers(page).last()).waitFor()
  expect(lastSaid(server)).toContain('Mallaig 07:00')

  const panel = await openCosts(page)
  const box = panel.getByRole('checkbox', { name: /timetable\.txt/ })
  await tabTo(page, box)
  await page.keyboard.press('Space')
  await expect(box).toBeChecked()
  await expect(page.getByText('not sent any more', { exact: true })).toBeVisible()
  await expectAccessible(window, 'a dropped attachment')
  await page.keyboard.press('Escape')
  const before = server.bill().rows.at(-1)?.inputTokens ?? 0
  await send(page, 'And after that?')
  await receiptLine(answers(page).last()).waitFor()
  expect(lastSaid(server)).toMatch(/A file was here, timetable\.txt\. It is not sent any more/u)
  expect(lastSaid(server)).not.toContain('Mallaig 07:00')
  expect(lastSaid(server)).toContain('input_image')
  expect(server.bill().rows.at(-1)?.inputTokens).toBeLessThan(before - 1_000)

  await page.reload()
  await page
    .getByRole('button', { name: /^When does it leave/ })
    .first()
    .click()
  await openCosts(page)
  await expect(box).toBeChecked()
  await tabTo(page, box)
  await page.keyboard.press('Space')
  await expect(box).not.toBeChecked()
  await expect(page.getByText('not sent any more', { exact: true })).toBeHidden()
  await page.keyboard.press('Escape')
  await send(page, 'All of it once more')
  await receiptLine(answers(page).last()).waitFor()
  expect(lastSaid(server)).toContain('Mallaig 07:00')
  await expectBilled(window, server)
})

test('older turns are summarised by the model that was picked, and sent again when that is undone', async ({
  stage,
}) => {
  const server = await stage.provider(serverWith({ kind: 'answer', text: SUMMARY, delayMs: 60 }))
  const window = await stage.start()
  const { page, call, folder } = window
  await setUp(window, server)
  await talk(window, 5)
  const entriesBefore = 10
  const panel = await openCosts(page)
  const way = panel.getByRole('region', { name: 'Summarise older turns' })
  const choice = way.getByRole('combobox', { name: 'Written by' })
  const option = choice.getByRole('option', { name: /^Claude Haiku 4\.5, about [\d.]+$/ })
  await choice.selectOption(await option.textContent())
  await expect(way).toContainText(
    /Costs about [\d.]+ now, at most [\d.]+; saves about [\d.]+ a turn/,
  )
  await expect(way).toContainText('3 turns are sent as a summary from then on.')
  const promised = /at most ([\d.,]+);/u.exec((await way.textContent()) ?? '')?.[1]
  await tabTo(page, way.getByRole('button', { name: 'Summarise older turns' }))
  await page.keyboard.press('Enter')
  await expect(way).toContainText('Claude Haiku 4.5 is summarising 3 turns.')
  await expect(
    page.getByText(/Claude Haiku 4\.5 is summarising 3 turns, [\d.,]+ reserved/),
  ).toBeVisible()
  await expectAccessible(window, 'a summary being written')
  await expect(
    page.getByText(/^3 turns summarised by Claude Haiku 4\.5, [\d.]+ credits$/),
  ).toBeVisible()
  expect(lastSaid(server)).toMatch(/Question 1.*Question 2.*Question 3/u)
  expect(lastSaid(server)).not.toContain('Question 4')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await page.getByRole('button', { name: 'Show', exact: true }).press('Enter')
  const text = page.getByRole('region', { name: 'Summary of 3 turns' })
  await expect(text.locator('strong')).toHaveText('ferry')
  await expectAccessible(window, 'an open summary')

  await send(page, 'And on Sundays?')
  await receiptLine(answers(page).last()).waitFor()
  expect(lastSaid(server)).toContain('and got three times')
  expect(lastSaid(server)).not.toMatch(/Question [123]/u)
  await openCosts(page)
  await expect(panel.getByRole('row', { name: /^Summaries [\d.]+$/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Send the turns again' }).press('Enter')
  await expect(page.getByText(/turns summarised by/)).toBeHidden()
  await expect(page.getByText(/^The turns themselves are sent again/)).toBeVisible()
  await page.getByRole('button', { name: 'Send the summary' }).click()
  await expect(page.getByText(/^3 turns summarised by/)).toBeVisible()
  await page.getByRole('button', { name: 'Send the turns again' }).press('Enter')
  await send(page, 'All of it once more')
  await receiptLine(answers(page).last()).waitFor()
  expect(lastSaid(server)).toMatch(/Question 1.*Question 5.*All of it once more/u)
  await expectBilled(window, server)

  const [{ conversationId } = { conversationId: '' }] = await call('conversation.list', {})
  const spent = await call('conversation.spent', { conversationId })
  await window.quit()
  const entries = entriesOnDisk(join(folder, 'personal'))
  const summary = entries.filter(({ attemptId }, _, all) => {
    const reserve = all.filter(({ kind }) => kind === 'reserve')[entriesBefore / 2]
    return attemptId !== null && attemptId === reserve?.attemptId
  })
  expect(summary.map(({ kind }) => kind)).toEqual(['reserve', 'settle'])
  expect(summary[1]?.amountNanoUsd).toBe(spent.summariesNanoUsd)
  expect(String(Math.round((summary[0]?.amountNanoUsd ?? 0) / 100_000))).toBe(promised)
})

test('a summary that does not fit is refused with the shortfall, and one that is stopped changes nothing', async ({
  stage,
}) => {
  const slow: Behaviour = { kind: 'answer', text: 'slowly '.repeat(200), delayMs: 40 }
  const server = await stage.provider(serverWith(slow))
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await talk(window, 4)
  const { spentNanoUsd } = (await call('budget.read', {})).balances
  await call('budget.set', { typedUsd: ((spentNanoUsd + 200_000) / 1e9).toFixed(6) })
  const panel = await openCosts(page)
  const way = panel.getByRole('region', { name: 'Summarise older turns' })
  await tabTo(page, way.getByRole('button', { name: 'Summarise older turns' }))
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('alert')).toContainText(/needs? [\d.,]+ more/i)
  expect(server.requests()).toHaveLength(4)
  await expectAccessible(window, 'a summary that does not fit')

  await call('budget.set', { typedUsd: '20' })
  const choice = way.getByRole('combobox', { name: 'Written by' })
  await choice.selectOption(
    await choice.getByRole('option', { name: /^Claude Haiku 4\.5/ }).textContent(),
  )
  await tabTo(page, way.getByRole('button', { name: 'Summarise older turns' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(way.getByRole('button', { name: 'Stop' })).toBeFocused()
  await expect.poll(() => server.requests().length).toBe(5)
  await page.keyboard.press('Enter')
  await expect(
    page.getByText(/^The summary was stopped, so nothing has changed\. It cost/),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/turns summarised by/)).toBeHidden()
  await send(page, 'And on Sundays?')
  await receiptLine(answers(page).last()).waitFor()
  expect(lastSaid(server)).toMatch(/Question 1.*And on Sundays/u)
})
