import type { Page } from 'playwright/test'
import { textOf } from '../../shared/chat/part.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import {
  chooseModel,
  costLine,
  expectBalancesToAddUp,
  expectReceiptToAddUp,
  findOption,
  messageField,
  newestTurns,
  openPicker,
  receiptLine,
  sendAndWait,
} from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { keys, oneServer, ownModel } from './one-server.ts'

const models = ['GPT-6 Sol', 'Claude Sonnet 5', ownModel.name]

test('one conversation over three providers costs here what it costs there, to the nano-USD', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), cacheEvery: 2 })
  const window = await stage.start()
  const { page, call } = window

  await call('budget.set', { typedUsd: '20' })
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await giveKey(page, 'OpenAI', server.address, keys.openAi)
  await giveKey(page, 'Anthropic', server.origin, keys.anthropic)
  await addOwnServer(page, server.address)
  await page.getByRole('button', { name: 'New chat' }).click()

  for (const [index, model] of models.entries()) {
    const text = `Question ${index + 1}: what does a farthing buy?`
    await messageField(page).fill(text)
    await chooseModel(page, model)
    await expectFiguresBeforeSending(page)
    const answer = await sendAndWait(page, text)
    await expect(answer).toHaveAccessibleName(`Answer from ${model}`)
    await expect(receiptLine(answer)).toHaveAccessibleName(/ · [\d.<]+ credits · estimated /)
  }

  await server.idle()
  const bill = server.bill()
  expect(bill.rows.map(({ path }) => path)).toEqual([
    '/v1/responses',
    '/v1/messages',
    '/v1/chat/completions',
  ])
  const budget = await call('budget.read', {})
  expect(budget.balances.spentNanoUsd).toBe(bill.costNanoUsd)
  expect(budget.balances.reservedNanoUsd).toBe(0)
  expectBalancesToAddUp(budget)

  const turns = await newestTurns(window)
  expect(turns.map(({ answer }) => answer.receipt.spentNanoUsd)).toEqual(
    bill.rows.map(({ costNanoUsd }) => costNanoUsd),
  )
  for (const { answer } of turns) {
    expect(answer.receipt.quality).toBe('exact')
    expectReceiptToAddUp(answer)
  }
  await expect(
    page.getByText(`${formatCredits(bill.costNanoUsd, 10_000)} credits so far`),
  ).toBeVisible()
})

test('the next model reads what was said before, and no id or key of the one before it', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await call('budget.set', { typedUsd: '20' })
  await call('providers.setAddress', { providerId: 'openai', address: server.address })
  await call('providers.setAddress', { providerId: 'anthropic', address: server.origin })
  await call('providers.saveKey', { providerId: 'openai', key: keys.openAi })
  await call('providers.saveKey', { providerId: 'anthropic', key: keys.anthropic })
  await call('providers.addCustom', {
    name: 'Wren',
    address: server.address,
    models: [{ modelId: ownModel.id, typedInputUsd: '0.37', typedOutputUsd: '1.21' }],
  })
  for (const [index, model] of models.entries()) {
    await chooseModel(page, model)
    await sendAndWait(page, `Remember the word number ${index + 1}.`)
  }

  const turns = await newestTurns(window)
  const requests = server.requests().filter(({ method }) => method === 'POST')
  expect(requests.map(({ key }) => key)).toEqual([keys.openAi, keys.anthropic, null])
  for (const [index, { body }] of requests.entries()) {
    const sent = JSON.stringify(body['input'] ?? body['messages'])
    for (const { user, answer } of turns.slice(0, index)) {
      for (const text of [textOf(user.parts), textOf(answer.parts)]) {
        expect(sent).toContain(JSON.stringify(text).slice(1, -1))
      }
    }
    expect(sent).toContain(`Remember the word number ${index + 1}.`)
    expect(sent).not.toContain(`Remember the word number ${index + 2}.`)
    expect(JSON.stringify(body)).not.toMatch(
      /resp_fake|msg_fake|chatcmpl-fake|previous_response_id/,
    )
    for (const turn of turns) expect(JSON.stringify(body)).not.toContain(turn.turnId)
  }
})

async function giveKey(page: Page, name: string, address: string, key: string): Promise<void> {
  const provider = page.getByRole('region', { name, exact: true })
  await provider.getByRole('button', { name: 'Add a key' }).click()
  await provider.getByRole('textbox', { name: 'Address' }).fill(address)
  await provider.getByRole('button', { name: 'Save address' }).click()
  await expect(provider.getByRole('button', { name: 'Save address' })).toBeHidden()
  await provider.getByRole('textbox', { name: 'Key' }).fill(key)
  await provider.getByRole('button', { name: 'Save key' }).click()
  await expect(provider.getByText(`${name} answered.`)).toBeVisible()
}

async function addOwnServer(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a provider' }).click()
  const form = page.getByRole('region', { name: 'Add a provider' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Wren')
  await form.getByRole('textbox', { name: 'Address' }).fill(address)
  await form.getByRole('textbox', { name: 'Model id' }).fill(ownModel.id)
  await form.getByRole('textbox', { name: 'USD per million tokens in' }).fill(ownModel.inputUsd)
  await form.getByRole('textbox', { name: 'USD per million tokens out' }).fill(ownModel.outputUsd)
  await form.getByRole('button', { name: 'Add provider' }).click()
  await expect(page.getByRole('region', { name: 'Wren', exact: true })).toBeVisible()
}

/** The cost line and each ready row of the picker say what this very turn would cost. */
async function expectFiguresBeforeSending(page: Page): Promise<void> {
  await expect(costLine(page)).toHaveText(/^about [\d.,]+ credits, at most [\d.,]+$/)
  const list = await openPicker(page)
  for (const name of models) {
    await expect(await findOption(page, list, name)).toHaveAccessibleName(/ [\d.,]+ fits$/)
  }
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
}
