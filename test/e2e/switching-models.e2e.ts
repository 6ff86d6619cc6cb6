import type { RawBehaviour } from '../helpers/fake-provider/behaviour.ts'
import {
  answers,
  chooseModel,
  costLine,
  messageField,
  openPicker,
  receiptLine,
  send,
  sendAndWait,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, ownModel, setUp } from './one-server.ts'

const haiku = { id: 'claude-haiku-4-5', name: 'Claude Haiku 4.5' }
const withHaiku = {
  ...oneServer(),
  prices: { ...oneServer().prices, [haiku.id]: { inputUsd: '1', outputUsd: '5' } },
}

test('a conversation too long for a model says so in its row, and goes on without its oldest turns', async ({
  stage,
}) => {
  const server = await stage.provider(withHaiku)
  const window = await stage.start()
  const { page } = window
  await setUp(window, server, '100')
  await sendAndWait(page, `The oldest. ${'The harbour keeps a list of boats. '.repeat(14_000)}`)
  await sendAndWait(page, `The middle. ${'The harbour keeps a list of boats. '.repeat(14_000)}`)
  await messageField(page).fill('What is in the list?')
  await expect(costLine(page)).toContainText('at most')

  const list = await openPicker(page)
  const row = list.getByRole('option', { name: new RegExp(`^${haiku.name}\\b`) })
  await expect(row).toContainText('too long')
  await row.click()

  const dialog = page.getByRole('dialog', { name: /tokens too many for Claude Haiku 4\.5$/ })
  await expect(dialog).toContainText('Nothing has been sent.')
  const trimmed = dialog.getByRole('radio', { name: /Claude Haiku 4\.5, without the oldest turn/ })
  await expect(trimmed).toBeChecked()
  await expect(dialog.getByRole('radio', { name: /Reads up to 1/ }).first()).toBeVisible()
  await expectAccessible(window, 'a conversation that is too long')
  await dialog.getByRole('button', { name: 'Send without the oldest turn' }).click()

  await expect(answers(page)).toHaveCount(3)
  await expect(receiptLine(answers(page).last())).toHaveAccessibleName(/ credits · /)
  const body = JSON.stringify(server.requests().findLast(({ method }) => method === 'POST')?.body)
  expect(body).toContain('The middle.')
  expect(body).not.toContain('The oldest.')
})

test('what a provider calls too long can be sent again to a model with more room', async ({
  stage,
}) => {
  const server = await stage.provider(withHaiku)
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await chooseModel(page, haiku.name)
  await sendAndWait(page, 'The first of all')
  server.queue({ kind: 'error', status: 400, body: tooLongForAnthropic })
  await send(page, 'The second of all')
  const failed = answers(page).last()
  await expect(receiptLine(failed)).toHaveAccessibleName(/ nothing spent · too long for the model/)

  await failed.getByRole('button', { name: 'See what fits' }).click()

  const dialog = page.getByRole('dialog', { name: 'Too long for Claude Haiku 4.5' })
  await expect(dialog).toContainText(
    'Anthropic says that this is more than Claude Haiku 4.5 can read. Nothing was spent.',
  )
  await expectAccessible(window, 'what a provider calls too long')
  await expect(dialog.getByRole('radio').first()).toHaveAccessibleName(/Reads up to 1/)
  await dialog.getByRole('button', { name: /^Send with / }).click()
  await expect(page.getByRole('group', { name: 'Versions' })).toContainText('2 of 2')
  await expect(answers(page)).toHaveCount(2)
  await expect(page.getByText(/The second of all$/)).toHaveCount(1)
})

test('the price of switching is said once, for the row in focus', async ({ stage }) => {
  const server = await stage.provider(withHaiku)
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await sendAndWait(page, 'The harbour keeps a list of boats. '.repeat(400))
  await messageField(page).fill('What is in the list?')
  await expect(costLine(page)).toContainText('at most')

  const list = await openPicker(page)
  const picker = page.getByRole('dialog', { name: 'Models' })
  await expect(list.getByRole('option', { name: /^GPT-6 Sol/ })).toContainText(
    'in use, has read this conversation',
  )
  await picker.getByRole('textbox', { name: 'Find a model' }).fill('haiku 4.5')
  await expect(picker).toContainText(/Claude Haiku 4\.5: about [\d.,]+, at most [\d.,]+\./)
  await expect(picker).toContainText(
    /GPT-6 Sol has read (it|this conversation): about [\d.,]+ here/,
  )
})

test('a turn that does not fit can be sent with an answer that is short enough', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server, '0.05')
  await chooseModel(page, 'Claude Sonnet 5')
  await messageField(page).fill('Why is the sky blue?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  const dialog = page.getByRole('dialog', { name: /^This turn needs [\d.,]+ more credits$/ })
  const shorter = dialog.getByRole('radio', {
    name: /Claude Sonnet 5, shorter answer.*Stops after about/,
  })
  await expect(shorter).toBeChecked()
  await expect(shorter).toBeFocused()
  await expectAccessible(window, 'a turn that does not fit')
  await dialog.getByRole('button', { name: 'Send with a shorter answer' }).click()

  await expect(receiptLine(answers(page))).toHaveAccessibleName(/ credits · /)
  const body = server.requests().findLast(({ method }) => method === 'POST')?.body
  expect(body?.['max_tokens']).toBeLessThan(8_192)
  const { balances } = await call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  expect(balances.spentNanoUsd).toBeLessThanOrEqual(50_000_000)
})

test('a tool that a model wants is shown folded and not run, and the conversation goes on elsewhere', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ [ownModel.id]: wantsWeather }))
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await addOwnModel(window, server.address)
  await chooseModel(page, ownModel.name)
  await send(page, 'What is the weather in Bergen?')

  const answer = answers(page).last()
  await expect(receiptLine(answer)).toHaveAccessibleName(/ credits · ended to run a tool/)
  const fold = answer.getByText('Wanted to run get_weather. Farthing runs no tools yet.')
  await fold.click()
  await expect(answer.getByLabel('What it would have been given')).toContainText('"Bergen"')
  await expectAccessible(window, 'a tool that was not run')

  await chooseModel(page, 'GPT-6 Sol')
  await sendAndWait(page, 'Then guess.')
  await expect(receiptLine(answers(page).last())).toHaveAccessibleName(/ credits · estimated /)
})

/** Word for word as the provider refuses it. */
const tooLongForAnthropic = JSON.stringify({
  type: 'error',
  error: {
    type: 'invalid_request_error',
    message: 'prompt is too long: 214035 tokens > 200000 maximum',
  },
})

/** An answer of a tool call alone, word for word as Chat Completions streams it. */
const wantsWeather: RawBehaviour = {
  kind: 'raw',
  contentType: 'text/event-stream',
  body: [
    {
      index: 0,
      delta: {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            index: 0,
            id: 'call_weather',
            type: 'function',
            function: { name: 'get_weather', arguments: '' },
          },
        ],
      },
      finish_reason: null,
    },
    {
      index: 0,
      delta: { tool_calls: [{ index: 0, function: { arguments: '{"city":"Bergen"}' } }] },
      finish_reason: null,
    },
    { index: 0, delta: {}, finish_reason: 'tool_calls' },
  ]
    .map((choice) => chunk({ choices: [choice] }))
    .concat(
      chunk({
        choices: [],
        usage: { prompt_tokens: 80, completion_tokens: 20, total_tokens: 100 },
      }),
      'data: [DONE]\n\n',
    )
    .join(''),
}

function chunk(fields: object): string {
  const common = {
    id: 'chatcmpl-tool',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'wren-7b',
  }
  return `data: ${JSON.stringify({ ...common, ...fields })}\n\n`
}

async function addOwnModel({ call }: FarthingWindow, address: string): Promise<void> {
  await call('providers.addCustom', {
    name: 'Harbour server',
    address,
    models: [
      {
        modelId: ownModel.id,
        typedInputUsd: ownModel.inputUsd,
        typedOutputUsd: ownModel.outputUsd,
      },
    ],
  })
}
