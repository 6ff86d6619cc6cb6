import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeKeyringLauncher } from '../../build/keyring.ts'
import { electronRuntime } from '../../build/app.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import {
  answers,
  chooseModel,
  costLine,
  messageField,
  send,
  sendAndWait,
  receiptLine,
} from './at-the-window.ts'
import { expect, test, type Stage } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer } from './one-server.ts'
import { type Overheard, overhear } from './overhear.ts'

/** A key nobody can confuse with anything, and the server that lets it in. */
type Canary = { key: string; server: FakeProvider }

test('with a key store the key survives a restart and is found nowhere in the clear', async ({
  stage,
}) => {
  const canary = await releaseCanary(stage)
  const executablePath = await writeKeyringLauncher(
    await stage.temporaryFolder(),
    electronRuntime().binary,
  )
  const window = await stage.start({ executablePath })
  expect((await window.call('profile.read', {})).keyStore).toBe('safe')
  await saveKeyAtWelcome(window, canary)
  const overheard = await overhear(window)
  await chatAndBeRefused(window, canary)
  await expectNoTrace(window, canary.key, overheard)
  await expect(await openProvider(window)).toContainText(/Key ends in \w{4}(?!,)/)
  await window.quit()
  expect(await filesHolding(window.folder, canary.key)).toEqual([])

  const again = await stage.start({ executablePath, folder: window.folder })
  await sendAndWait(again.page, 'Do you still know me?')
  expect(canary.server.requests().at(-1)?.key).toBe(canary.key)
})

test('without a key store the key lasts until quit, and both screens say so', async ({ stage }) => {
  const canary = await releaseCanary(stage)
  const window = await stage.start()
  expect((await window.call('profile.read', {})).keyStore).toBe('memory-only')
  await expect(
    window.page.getByText(
      'This computer has no key store to trust, so a key lasts until Farthing is closed.',
    ),
  ).toBeVisible()
  await saveKeyAtWelcome(window, canary)
  const overheard = await overhear(window)
  await chatAndBeRefused(window, canary)
  await expectNoTrace(window, canary.key, overheard)
  await expect(await openProvider(window)).toContainText(/Key ends in \w{4}, until closed/)
  await window.quit()
  expect(await filesHolding(window.folder, canary.key)).toEqual([])

  const again = await stage.start({ folder: window.folder })
  await messageField(again.page).fill('Do you still know me?')
  await expect(costLine(again.page)).toHaveText('No key for OpenAI. Add a key')
  await expect(await openProvider(again)).toContainText('No key')
  await expect(
    again.page.getByText('This computer has no key store to trust, so keys last until Farthing'),
  ).toBeVisible()
  const ids = { turnId: crypto.randomUUID(), conversationId: crypto.randomUUID() }
  const model = { providerId: 'openai', modelId: 'gpt-6-sol' }
  expect(await again.ask('turn.send', { ...ids, model, text: 'Still?' })).toMatchObject({
    failure: { kind: 'no-key' },
  })
})

test('another host forgets the key, for it was given to one', async ({ stage }) => {
  const canary = await releaseCanary(stage)
  const elsewhere = await stage.provider(oneServer())
  const window = await stage.start()
  await saveKeyAtWelcome(window, canary)
  const provider = await openProvider(window)
  await provider.getByRole('button', { name: 'OpenAI' }).click()
  await provider.getByRole('textbox', { name: 'Address' }).fill(elsewhere.address)
  await expect(provider.getByText('Another host forgets the key')).toBeVisible()
  await provider.getByRole('button', { name: 'Save address' }).click()
  await expect(provider).toContainText('No key')
  await window.ask('providers.check', { providerId: 'openai' })
  expect(elsewhere.requests()).toEqual([])
})

async function releaseCanary(stage: Stage): Promise<Canary> {
  const key = `sk-proj-canary-${randomBytes(24).toString('hex')}`
  return { key, server: await stage.provider({ ...oneServer(), keys: [key] }) }
}

async function saveKeyAtWelcome({ page, call }: FarthingWindow, canary: Canary): Promise<void> {
  await call('providers.setAddress', { providerId: 'openai', address: canary.server.address })
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  await page.getByRole('textbox', { name: 'Key' }).fill(canary.key)
  await page.getByRole('button', { name: 'Start' }).click()
  await messageField(page).waitFor()
  await chooseModel(page, 'GPT-6 Sol')
}

/** A good answer, then errors of every kind that a provider echoes a key in. */
async function chatAndBeRefused({ page, call }: FarthingWindow, canary: Canary): Promise<void> {
  await sendAndWait(page, 'Good day')
  const message = `Incorrect API key provided: ${canary.key}.`
  const body = JSON.stringify({ error: { message, code: 'invalid_api_key' } })
  for (const status of [401, 400, 500]) {
    canary.server.queue({ kind: 'error', status, body, headers: { 'x-echo': canary.key } })
    await send(page, `Fail with ${status}`)
    await receiptLine(answers(page).last()).waitFor()
  }
  canary.server.queue({ kind: 'raw', contentType: `text/html; key=${canary.key}`, body })
  await send(page, 'Fail with a page')
  await receiptLine(answers(page).last()).waitFor()
  canary.server.queue({ kind: 'error', status: 401, body })
  await call('providers.check', { providerId: 'openai' }).catch(() => undefined)
  for (const receipt of await page.getByRole('button', { name: /^Receipt: / }).all()) {
    await receipt.click()
  }
}

async function expectNoTrace(
  { page, folder, app }: FarthingWindow,
  key: string,
  overheard: Overheard,
): Promise<void> {
  expect(await page.content()).not.toContain(key)
  expect(await valuesOfFields(page)).not.toContain(key)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.title)).toBe(
    'Farthing',
  )
  const said = await overheard.all()
  expect(said.some((text) => text.includes('Incorrect API key provided'))).toBe(true)
  expect(said.filter((text) => text.includes(key))).toEqual([])
  expect(await filesHolding(folder, key)).toEqual([])
}

async function valuesOfFields(page: FarthingWindow['page']): Promise<string> {
  const values = await page
    .locator('input, textarea')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
  return values.join('\n')
}

/** Every file of the app, by its bytes: databases, caches, crash reports, log. */
async function filesHolding(folder: string, key: string): Promise<string[]> {
  const holding: string[] = []
  const forms = formsOf(key)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    if (forms.some((form) => bytes.includes(form))) holding.push(path)
  }
  return holding
}

/** A key as it is, as Chromium writes text, and encoded, wherever in a longer text it begins. */
function formsOf(key: string): Buffer[] {
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.from(`${' '.repeat(shift)}${key}`)
      .toString('base64')
      .slice(4, -4),
  )
  const texts = [key, ...encoded, Buffer.from(key).toString('hex')]
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(key, 'utf16le')]
}

async function openProvider({ page }: FarthingWindow): Promise<ReturnType<typeof page.getByRole>> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  return page.getByRole('region', { name: 'OpenAI', exact: true })
}
