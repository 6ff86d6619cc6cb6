import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import {
  answers,
  chooseModel,
  expectBalancesToAddUp,
  expectReceiptToAddUp,
  messageField,
  modelButton,
  newestAnswer,
  receiptLine,
  send,
  sendAndWait,
} from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { keys, oneServer, setUp, slowAnswer } from './one-server.ts'

/** At this pace a second is 20 words, and text goes to disk at least each second. */
const paceMs = 50
const wordsLostAtMost = 30

test('after kill -9 the conversation opens with its text, uncertain, and the sums hold', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(400, paceMs) }))
  const window = await stage.start()
  await setUp(window, server)
  const before = await window.call('budget.read', {})
  await send(window.page, 'Count to four hundred')
  await expect(answers(window.page)).toContainText('word50')
  const shown = wordsIn(await answers(window.page).innerText())
  await window.kill()
  await server.idle()

  const again = await stage.start({ folder: window.folder })
  await expect(
    again.page.getByText('The last run ended early. One answer was put right'),
  ).toBeVisible()
  await again.page.getByRole('button', { name: /^Count to four hundred/ }).click()
  const answer = answers(again.page)
  await expect(answer).toContainText('word1 word2 word3')
  expect(wordsIn(await answer.innerText())).toBeGreaterThanOrEqual(shown - wordsLostAtMost)

  await expect(
    answer.getByRole('region', { name: 'Farthing ended before OpenAI said what this cost.' }),
  ).toBeVisible()
  await expect(receiptLine(answer)).toHaveAccessibleName(/reserved, not yet certain/)
  const kept = await newestAnswer(again)
  expect(kept.state).toBe('interrupted')
  const uncertain = await again.call('budget.read', {})
  expectBalancesToAddUp(uncertain)
  expect(uncertain.balances.reservedNanoUsd).toBe(kept.receipt.reservedNanoUsd)
  expect(uncertain.availableNanoUsd).toBe(before.availableNanoUsd - kept.receipt.reservedNanoUsd)
  expect(postsTo(server), 'nothing was sent again').toBe(1)

  const wouldNanoUsd = kept.receipt.uncertain?.wouldSpendNanoUsd ?? -1
  await answer.getByRole('button', { name: /^Count .+ now$/ }).click()
  await expect(receiptLine(answer)).toHaveAccessibleName(/ credits · interrupted, .+ released/)
  const counted = await again.call('budget.read', {})
  expectBalancesToAddUp(counted)
  expect(counted.balances.reservedNanoUsd).toBe(0)
  expect(counted.balances.spentNanoUsd).toBe(wouldNanoUsd)
  expectReceiptToAddUp(await newestAnswer(again))

  await again.call('providers.saveKey', { providerId: 'openai', key: keys.openAi })
  server.queue({ kind: 'answer', text: 'Four hundred and one.' })
  await sendAndWait(again.page, 'And go on')
})

test('Stop keeps the text, counts what came, and releases the rest at once', async ({ stage }) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(400, paceMs) }))
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await send(page, 'Count to four hundred')
  await expect(answers(page)).toContainText('word12')

  const pressedAtMs = Date.now()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(receiptLine(answers(page))).toHaveAccessibleName(
    / · stopped, [\d.,]+ released, counted here$/,
  )
  expect(Date.now() - pressedAtMs).toBeLessThan(2_000)

  await expect(answers(page)).toContainText('word12')
  await expect(answers(page)).not.toContainText('word200')
  const stopped = await newestAnswer(window)
  expect(stopped.state).toBe('stopped')
  expectReceiptToAddUp(stopped)
  expect(stopped.receipt.spentNanoUsd).toBeGreaterThan(0)
  expect(stopped.receipt.releasedNanoUsd).toBeGreaterThan(0)
  const { balances } = await call('budget.read', {})
  expect(balances.reservedNanoUsd).toBe(0)
  expect(balances.spentNanoUsd).toBe(stopped.receipt.spentNanoUsd)
  await server.idle()
  expect(server.bill().rows).toMatchObject([{ closedEarly: true }])
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible()
})

test('quitting during an answer stops it in order, and nothing is left uncertain', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(400, paceMs) }))
  const window = await stage.start()
  await setUp(window, server)
  await send(window.page, 'Count to four hundred')
  await expect(answers(window.page)).toContainText('word12')
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await again.page.getByRole('button', { name: /^Count to four hundred/ }).click()
  await expect(answers(again.page)).toContainText('word12')
  await expect(receiptLine(answers(again.page))).toHaveAccessibleName(/ · stopped, /)
  expect((await again.call('budget.read', {})).balances.reservedNanoUsd).toBe(0)
})

test('conversations, the model of each, the budget and what was spent survive a restart', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await sendAndWait(page, 'The first conversation')
  await chooseModel(page, 'Claude Sonnet 5')
  await sendAndWait(page, 'Goes on with another model')
  await page.getByRole('button', { name: 'New chat' }).click()
  await chooseModel(page, 'GPT-6 Sol')
  await sendAndWait(page, 'The second conversation')
  const before = await stateOf(window)
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  expect(await stateOf(again)).toEqual(before)
  await again.page.getByRole('button', { name: /^The first conversation/ }).click()
  await expect(answers(again.page)).toHaveCount(2)
  await expect(answers(again.page).first()).toContainText('The first conversation')
  await expect(modelButton(again.page)).toHaveAccessibleName('Model: Claude Sonnet 5')
  await again.page.getByRole('button', { name: /^The second conversation/ }).click()
  await expect(answers(again.page)).toHaveCount(1)
  await expect(modelButton(again.page)).toHaveAccessibleName('Model: GPT-6 Sol')
  await expect(messageField(again.page)).toHaveValue('')
})

async function stateOf({ call }: FarthingWindow): Promise<object> {
  const summaries = await call('conversation.list', {})
  const conversations = await Promise.all(
    summaries.map(({ conversationId }) => call('conversation.open', { conversationId })),
  )
  return { budget: await call('budget.read', {}), conversations }
}

function wordsIn(text: string): number {
  return text.match(/\bword\d+\b/gu)?.length ?? 0
}

function postsTo(server: FakeProvider): number {
  return server.requests().filter(({ method }) => method === 'POST').length
}
