import type { Locator, Page } from 'playwright/test'
import {
  answers,
  chooseModel,
  costLine,
  messageField,
  newestAnswer,
  receiptLine,
  send,
  sendAndWait,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { keys, oneServer, setUp } from './one-server.ts'

const mistralKey = 'mistral-e2e-dddddddddddddddd4444'
const ollamaModels = {
  'qwen3:14b': { inputUsd: '0', outputUsd: '0' },
  'gemma3:12b': { inputUsd: '0', outputUsd: '0' },
}
const countPaths = ['/v1/responses/input_tokens', '/v1/messages/count_tokens']

test('every known provider stands in the settings, and a key is tried as soon as it is saved', async ({
  stage,
}) => {
  const server = await stage.provider({
    prices: {
      'mistral-large-latest': { inputUsd: '2', outputUsd: '6' },
      'a-model-of-tomorrow': { inputUsd: '2', outputUsd: '6' },
    },
    keys: [mistralKey],
  })
  const { page, call } = await stage.start()
  await call('budget.set', { typedUsd: '20' })
  await call('providers.setAddress', { providerId: 'mistral', address: server.address })
  await openProviders(page)
  const known = await call('providers.read', {})
  for (const { name } of known) await expect(providerOf(page, name)).toBeVisible()
  for (const name of ['Anthropic', 'OpenAI', 'Google Gemini', 'OpenRouter', 'Together AI']) {
    await expect(providerOf(page, name)).toContainText('No key')
  }

  const mistral = providerOf(page, 'Mistral')
  await mistral.getByRole('button', { name: 'Add a key' }).click()
  await mistral.getByRole('textbox', { name: 'Key' }).fill('wrong-key-aaaaaaaaaaaaaaaa')
  await mistral.getByRole('button', { name: 'Save key' }).click()
  await expect(mistral.getByText('Mistral refused the key. Paste another one.')).toBeVisible()
  await expect(mistral).toContainText('Refused today at')

  await mistral.getByRole('button', { name: 'Replace key' }).click()
  await mistral.getByRole('textbox', { name: 'Key' }).fill(mistralKey)
  await mistral.getByRole('button', { name: 'Save key' }).click()
  await expect(
    mistral.getByText('Mistral answered. 2 models, prices known for 1.', { exact: true }),
  ).toBeVisible()
  await expect(mistral).toContainText('Works, checked today at')
  await expect(mistral).toContainText('2 models, one with a price')
})

test('a server on this computer is found by itself, costs nothing, and is missed in words', async ({
  stage,
}) => {
  const server = await stage.provider({ prices: ollamaModels })
  const window = await stage.start()
  const { page, call } = window
  await call('budget.set', { typedUsd: '20' })
  await call('providers.setAddress', { providerId: 'ollama', address: server.address })
  await openProviders(page)
  const ollama = providerOf(page, 'Ollama')
  await expect(ollama).toContainText('Not running')
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByText('One server found.')).toBeVisible()
  await expect(ollama).toContainText('Found, always 0 credits')
  await expect(ollama).toContainText('2 models')

  await page.getByRole('button', { name: 'New chat' }).click()
  await chooseModel(page, 'qwen3:14b')
  await messageField(page).fill('Good day')
  await expect(costLine(page)).toHaveText('0 credits')
  await sendAndWait(page, 'Good day')
  expect((await newestAnswer(window)).receipt.spentNanoUsd).toBe(0)

  const { port } = new URL(server.origin)
  await server.close()
  await send(page, 'Are you there?')
  const answer = answers(page).last()
  await expect(
    answer.getByText(
      `Nothing answers at 127.0.0.1:${port} on this computer. Start Ollama, then try again.`,
    ),
  ).toBeVisible({ timeout: 30_000 })
  await expect(receiptLine(answer)).toHaveAccessibleName(/nothing spent/)
  await openProviders(page)
  await expect(ollama).toContainText('Not running')
})

test('a server that runs already is offered at the first start, free and without a key', async ({
  stage,
}) => {
  const server = await stage.provider({ prices: ollamaModels })
  const window = await stage.start()
  const { page, call } = window
  await call('providers.setAddress', { providerId: 'ollama', address: server.address })
  await call('providers.findLocal', {})
  const offer = page.getByRole('radio', { name: 'Use Ollama on this computer' })
  await offer.check()
  await expect(offer).toHaveAccessibleDescription(
    /^Ollama is running, with .+ and .+\. Always 0 credits\.$/,
  )
  await expectAccessible(window, 'a server that was found')
  await page.getByRole('button', { name: 'Start' }).click()
  await sendAndWait(page, 'Good day')
  const answer = await newestAnswer(window)
  expect(answer.providerName).toBe('Ollama')
  expect(answer.receipt.spentNanoUsd).toBe(0)
})

test('a key of a provider that is less used finds it by how it begins', async ({ stage }) => {
  const { page } = await stage.start()
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  const key = page.getByRole('textbox', { name: 'Key' })
  await key.fill('sk-ant-e2e')
  await expect(page.getByRole('radio', { name: 'Anthropic' })).toBeChecked()
  await key.fill('gsk_e2e')
  await expect(page.getByRole('radio', { name: 'Another provider' })).toBeChecked()
  const others = page.getByRole('combobox', { name: 'Which other provider' })
  await expect(others).toHaveValue('groq')
  await others.selectOption('DeepSeek')
  await expect(others).toHaveValue('deepseek')
  await page.getByRole('radio', { name: 'OpenAI' }).check()
  await expect(others).toBeHidden()
})

test('no provider is asked to count a message before the person agrees to it', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  const counted = (): string[] =>
    server
      .requests()
      .map(({ path }) => path)
      .filter((path) => countPaths.includes(path))
  await sendAndWait(page, 'What does a farthing buy?')
  expect(counted()).toEqual([])

  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Privacy' }).click()
  const consent = page.getByRole('switch', { name: 'Count exactly before sending' })
  await expect(consent).not.toBeChecked()
  await expect(page.getByText(/sends them the message/)).toBeVisible()
  await consent.click()
  await expect(consent).toBeChecked()
  await page.getByRole('button', { name: 'New chat' }).click()
  await sendAndWait(page, 'And what would two buy?')
  expect(counted().length).toBeGreaterThan(0)
})

test('providers with and without keys, and a refused one, can be used by everyone', async ({
  stage,
}) => {
  test.slow()
  const server = await stage.provider({ ...oneServer(), keys: [keys.openAi] })
  const window = await stage.start()
  const { page, call } = window
  await call('budget.set', { typedUsd: '20' })
  await call('providers.setAddress', { providerId: 'groq', address: server.address })
  await openProviders(page)
  const groq = providerOf(page, 'Groq')
  await groq.getByRole('button', { name: 'Add a key' }).click()
  await groq.getByRole('textbox', { name: 'Key' }).fill('gsk_wrong-aaaaaaaaaaaa')
  await groq.getByRole('button', { name: 'Save key' }).click()
  await expect(groq).toContainText('Refused today')
  await providerOf(page, 'LM Studio')
    .getByRole('button', { name: /^LM Studio/ })
    .click()
  await expectAccessible(window, 'providers')
  await page.getByRole('button', { name: 'Privacy' }).click()
  await expectAccessible(window, 'privacy')
})

async function openProviders(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Providers' })).toBeVisible()
}

function providerOf(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true })
}
