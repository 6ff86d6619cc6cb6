import type { Page } from 'playwright/test'
import { htmlPage } from '../helpers/fake-provider/behaviour.ts'
import {
  answers,
  expectBalancesToAddUp,
  messageField,
  newestAnswer,
  receiptLine,
  send,
  sendAndWait,
} from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { keys, oneServer, setUp } from './one-server.ts'

const question = 'What is a wren?'

test('a key refused with 401 is said in words, costs nothing, and the question can be asked again', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), keys: [keys.openAi] })
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await call('providers.saveKey', {
    providerId: 'openai',
    key: 'sk-proj-e2e-wrong-dddddddddddd4444',
  })
  await failToAsk(window, 'OpenAI refused the key.', 'OpenAI refused the key')

  await page.getByRole('button', { name: 'Replace key' }).click()
  await page.getByRole('textbox', { name: 'Key' }).fill(keys.openAi)
  await page.getByRole('button', { name: 'Save key' }).click()
  await expect(page.getByText(/^OpenAI answered\. /)).toBeVisible()
  await page.getByRole('button', { name: /^What is a wren\?/ }).click()
  await sendAndWait(page, question)
  await expect(answers(page).last()).toContainText(`You said “${question}”.`)
})

test('a host that cannot be reached is named, and sending again works once it is back', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const gone = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  await setAddress(window, gone.address)
  await gone.close()
  const { host } = new URL(gone.origin)
  await failToAsk(
    window,
    `Nothing answers at ${host} on this computer. Start OpenAI, then try again.`,
    'OpenAI not reached',
  )

  await setAddress(window, server.address)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(receiptLine(answers(page))).toHaveAccessibleName(/ credits · estimated /)
  // The answer that failed is kept, as the first version.
  await expect(page.getByRole('group', { name: 'Versions' })).toContainText('2 of 2')
  expect((await call('budget.read', {})).balances.reservedNanoUsd).toBe(0)
})

test('a web page in place of an answer is called that, not an answer, and costs nothing', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': htmlPage }))
  const window = await stage.start()
  await setUp(window, server)
  const { host } = new URL(server.origin)
  await failToAsk(
    window,
    `${host} answered with text/html, not as a model would. The address may lack its path, often /v1.`,
    'not a model’s address',
  )
  server.queue({ kind: 'answer', text: 'A small brown bird.' })
  await sendAndWait(window.page, question)
  await expect(answers(window.page).last()).toContainText('A small brown bird.')
})

/** Asks in vain: said in words, nothing reserved or spent, and the app goes on. */
async function failToAsk(window: FarthingWindow, sentence: string, short: string): Promise<void> {
  const { page, call } = window
  const before = await call('budget.read', {})
  await send(page, question)
  const answer = answers(page).last()
  await expect(answer.getByText(sentence)).toBeVisible()
  await expect(receiptLine(answer)).toHaveAccessibleName(
    new RegExp(`nothing spent · ${short}, [\\d.,]+ released$`),
  )
  const after = await call('budget.read', {})
  expect(after.balances).toEqual(before.balances)
  expectBalancesToAddUp(after)
  expect((await newestAnswer(window)).receipt).toMatchObject({ state: 'released', spentNanoUsd: 0 })
  await expect(questionOn(page)).toBeVisible()
  await expect(messageField(page)).toBeEditable()
}

/** What was asked stays on the screen, to be sent again. */
function questionOn(page: Page): ReturnType<Page['getByText']> {
  return page.getByRole('region', { name: 'Conversation' }).getByText(question).first()
}

/** Another host forgets the key, so it is given again. */
async function setAddress({ call }: FarthingWindow, address: string): Promise<void> {
  await call('providers.setAddress', { providerId: 'openai', address })
  await call('providers.saveKey', { providerId: 'openai', key: keys.openAi })
}
