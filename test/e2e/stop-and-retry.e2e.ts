import { busy } from '../helpers/fake-provider/behaviour.ts'
import { answers, newestAnswer, receiptLine, send } from './at-the-window.ts'
import { setUpElsewhere } from './elsewhere.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, ownModel, setUp, slowAnswer } from './one-server.ts'

test('a busy provider is tried again once, at a time that is said, and the receipt tells of it', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  server.queue(...busy(1, 529, 3))
  await send(page, 'Try again for me')
  const answer = answers(page)
  await expect(answer.getByRole('status')).toHaveText(
    /^OpenAI was busy\. Tried again at \d\d:\d\d:\d\d, once\./,
  )
  await expect(receiptLine(answer)).toHaveAccessibleName(/ credits · the second attempt$/)
  await receiptLine(answer).click()
  await expect(
    answer.getByText(
      'Tried again, once. OpenAI could not answer at first, and that attempt cost nothing.',
    ),
  ).toBeVisible()
  expect(server.requests()).toHaveLength(2)
  const { balances } = await call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  expect(balances.reservedNanoUsd).toBe(0)
})

test('the wait for another try can be ended, and then nothing more is sent', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  server.queue(...busy(1, 429, 15))
  await send(page, 'Do not try again')
  const answer = answers(page)
  await expect(answer.getByRole('status')).toContainText('OpenAI asks for a pause.')
  await answer.getByRole('button', { name: 'Do not try again' }).click()
  await expect(receiptLine(answer)).toHaveAccessibleName(
    / · nothing spent · stopped, [\d.,]+ released$/,
  )
  expect(server.requests()).toHaveLength(1)
  expect((await call('budget.read', {})).balances).toMatchObject({
    spentNanoUsd: 0,
    reservedNanoUsd: 0,
  })
})

test('where a stop does not end the bill, that is said, and the true cost is entered', async ({
  stage,
}) => {
  const server = await stage.provider({
    ...oneServer({ [ownModel.id]: { ...slowAnswer(120, 40), afterHangUp: 'runs-on' } }),
  })
  const window = await stage.start()
  const { page, call } = window
  await setUpElsewhere(window, server, {
    name: 'Groq',
    address: 'https://api.groq.com/openai/v1',
  })
  await send(page, 'Count to a hundred and twenty')
  const answer = answers(page)
  await expect(answer).toContainText('word5')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(
    answer.getByText(
      'Stopped. Groq writes and bills to the end, so Farthing reads on to know the cost.',
    ),
  ).toBeVisible()
  await expect(receiptLine(answer)).toHaveAccessibleName(/ reserved · stopped, still counting$/)
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible()

  await expect(receiptLine(answer)).toHaveAccessibleName(/ credits · stopped, [\d.,]+ released$/)
  await expect(answer.getByText(/^Stopped\. Groq writes/)).toBeHidden()
  await server.idle()
  expect((await newestAnswer(window)).receipt.quality).toBe('exact')
  expect((await call('budget.read', {})).balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
})
