import type { Locator, Page } from 'playwright/test'
import { answers, costLine, messageField, receiptLine, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { keys, oneServer } from './one-server.ts'

/** No computer has this name, whatever the network. */
const nowhere = 'https://nowhere.invalid'
const wrongKey = 'sk-proj-e2e-wrong-cccccccccccccccc3333'

test('the first start asks for a budget, and refuses “abc” and -5 without losing anything', async ({
  stage,
}) => {
  const { page, ask } = await stage.start()
  await expect(page.getByRole('heading', { name: 'How much for a month?' })).toBeVisible()
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  await page.getByRole('textbox', { name: 'Key' }).fill(keys.openAi)
  await page.getByRole('radio', { name: 'Other', exact: true }).check()
  const amount = page.getByRole('textbox', { name: 'Monthly budget in USD' })

  for (const [typed, sentence] of [
    ['abc', '“abc” is not an amount. Write USD as a number, such as 20.'],
    ['-5', '-5 is below zero. Write an amount above 0 USD.'],
    ['0', '0 USD buys nothing. Write an amount above it.'],
    ['', 'Write an amount in USD, such as 20.'],
  ] as const) {
    await amount.fill(typed)
    await page.getByRole('button', { name: 'Start' }).click()
    await expect(page.getByRole('alert')).toHaveText(sentence)
    await expect(amount).toHaveAccessibleDescription(sentence)
    await expect(amount).toHaveValue(typed)
    await expect(page.getByRole('textbox', { name: 'Key' })).toHaveValue(keys.openAi)
  }
  for (const typedUsd of ['abc', '-5', '1e3', 'NaN', '1000001']) {
    expect(await ask('budget.set', { typedUsd })).toMatchObject({
      ok: false,
      failure: { kind: 'bad-amount', typed: typedUsd },
    })
  }
  const budget = await ask('budget.read', {})
  expect(budget).toMatchObject({ ok: true, value: { monthlyNanoUsd: null, availableNanoUsd: 0 } })
})

test('practice starts without a key, says that it costs nothing, and never touches real spend', async ({
  stage,
}) => {
  const window = await stage.start()
  const { page } = window
  await expect(page.getByRole('radio', { name: 'Practise first' })).toBeChecked()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Nothing here costs money.')).toBeVisible()
  await sendAndWait(page, 'How do I bleed a radiator?')
  expect((await window.call('budget.read', {})).balances.spentNanoUsd).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'Add a key' }).click()
  await expect(page.getByRole('heading', { name: 'How much for a month?' })).toBeVisible()
  await expect(page.getByText('Nothing here costs money.')).toBeHidden()
  expect((await window.call('budget.read', {})).balances.spentNanoUsd).toBe(0)
  expect(await window.call('conversation.list', {})).toEqual([])
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await expect(again.page.getByRole('button', { name: 'Start' })).toBeVisible()
})

test('a wrong key is named in words at once, and the right one goes on from there', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), keys: [keys.openAi] })
  const { page, call } = await stage.start()
  await call('providers.setAddress', { providerId: 'openai', address: server.address })
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  const key = page.getByRole('textbox', { name: 'Key' })
  await key.fill(wrongKey)
  await expect(page.getByRole('radio', { name: 'OpenAI' })).toBeChecked()
  await page.getByRole('button', { name: 'Save key' }).click()
  await expect(page.getByText('OpenAI refused the key.')).toBeVisible()

  await key.fill(keys.openAi)
  await page.getByRole('button', { name: 'Save key' }).click()
  await expect(page.getByText(/^OpenAI answered\. /)).toBeVisible()
  await page.getByRole('button', { name: 'Start' }).click()
  await sendAndWait(page, 'Good day')
  await expect(answers(page)).toContainText('You said “Good day”.')
})

test('without any key a budget can be set only after one is given, and the draft says what is missing', async ({
  stage,
}) => {
  const { page, call, ask } = await stage.start()
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('alert')).toHaveText('Paste a key first, or practise.')

  await call('budget.set', { typedUsd: '20' })
  await messageField(page).fill('Hello')
  const model = { providerId: 'openai', modelId: 'gpt-6-sol' }
  const ids = { turnId: crypto.randomUUID(), conversationId: crypto.randomUUID() }
  expect(await ask('turn.send', { ...ids, model, text: 'Hello' })).toEqual({
    ok: false,
    failure: { kind: 'no-key', providerName: 'OpenAI' },
  })
  await chooseModelWithoutKey(page)
  await expect(page.getByRole('textbox', { name: 'Key' })).toBeVisible()
  await page.getByRole('button', { name: 'New chat' }).click()
  await expect(messageField(page)).toHaveValue('Hello')
  await expect(costLine(page)).toHaveText('')
})

/** The row of a model without a key leads to its key. */
async function chooseModelWithoutKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Model: / }).click()
  await page.getByRole('option', { name: /^GPT-6 Sol\b.* no key$/ }).click()
}

test('from the first start to the first answer: a key, a budget and a message in a few keys', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), keys: [keys.anthropic] })
  const window = await stage.start()
  const { page, call } = window
  await call('providers.setAddress', { providerId: 'anthropic', address: server.origin })
  const step = countSteps(page)
  await step.to(page.getByRole('radio', { name: 'Practise first' }))
  await step.press('ArrowDown')
  await step.to(page.getByRole('textbox', { name: 'Key' }))
  await step.paste(keys.anthropic)
  await expect(page.getByText(/^Anthropic answered\. \d+ models, prices known for /)).toBeVisible()
  // What is shown of the key is enough to know it by, and no key.
  await expect(page.getByRole('textbox', { name: 'Key' })).toHaveValue(/^sk-ant-•+2222$/)
  await expectAccessible(window, 'the first start with a key')
  const month = page.getByRole('radiogroup', { name: 'Monthly budget' })
  await step.to(month.getByRole('radio', { checked: true }))
  await step.press('ArrowLeft')
  await expect(page.getByText('credits a month, 10 USD')).toBeVisible()
  await step.to(page.getByRole('button', { name: 'Start' }))
  await step.press('Enter')
  await expect(messageField(page)).toBeFocused()
  await page.keyboard.type('Good day')
  await expect(costLine(page)).toHaveText(/^about .+ credits, at most .+$/)
  await step.press('Enter')
  await receiptLine(answers(page)).waitFor()

  expect(step.count(), 'keys pressed, besides what was typed').toBeLessThanOrEqual(14)
  const { monthlyNanoUsd, balances } = await call('budget.read', {})
  expect(monthlyNanoUsd).toBe(10_000_000_000)
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
})

test('practice is three keys away from its first answer', async ({ stage }) => {
  const { page } = await stage.start()
  const step = countSteps(page)
  await expect(page.getByRole('radio', { name: 'Practise first' })).toBeChecked()
  await step.to(page.getByRole('button', { name: 'Start' }), 'Shift+Tab')
  await step.press('Enter')
  await expect(messageField(page)).toBeFocused()
  await page.keyboard.type('Good day')
  await expect(costLine(page)).not.toBeEmpty()
  await step.press('Enter')
  await receiptLine(answers(page)).waitFor()
  expect(step.count()).toBe(3)
})

test('a server that is started meanwhile is found when the person comes back to the window', async ({
  stage,
}) => {
  const window = await stage.start()
  const { page, call } = window
  const offer = page.getByRole('radio', { name: 'Use Ollama on this computer' })
  await expect(page.getByRole('radio', { name: /^Use a server/ })).toBeVisible()
  const server = await stage.provider({
    prices: { 'qwen3:14b': { inputUsd: '0', outputUsd: '0' } },
  })
  await call('providers.setAddress', { providerId: 'ollama', address: server.address })
  await expect(offer).toBeHidden()
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(offer).toBeVisible()
  const asked = server.requests().length
  await offer.check()
  await page.getByRole('button', { name: 'Another server or address' }).click()
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeVisible()
  await offer.check()
  expect(server.requests().length, 'requests while nobody came back').toBe(asked)
  await page.getByRole('button', { name: 'Start' }).click()
  await sendAndWait(page, 'Good day')
  await expect(receiptLine(answers(page))).toHaveAccessibleName(/ · 0 credits · on this computer$/)
})

test('a provider that cannot be reached is named, and the key is tried again from where it stands', async ({
  stage,
}) => {
  const { page, call } = await stage.start()
  await call('providers.setAddress', { providerId: 'anthropic', address: nowhere })
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  const key = page.getByRole('textbox', { name: 'Key' })
  await pasteInto(key, keys.anthropic)
  await expect(
    page.getByText(
      'nowhere.invalid cannot be reached. The key is kept: look at the connection, then try again.',
    ),
  ).toBeVisible({ timeout: 20_000 })
  await expect(key).toHaveValue(keys.anthropic)

  const server = await stage.provider({ ...oneServer(), keys: [keys.anthropic] })
  await call('providers.setAddress', { providerId: 'anthropic', address: server.origin })
  await page.getByRole('button', { name: 'Save key' }).click()
  await expect(page.getByText(/^Anthropic answered\./)).toBeVisible()
})

test('a key that only its provider refused does not start anything', async ({ stage }) => {
  const server = await stage.provider({ ...oneServer(), keys: [keys.openAi] })
  const window = await stage.start()
  const { page, call } = window
  await call('providers.setAddress', { providerId: 'openai', address: server.address })
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  const key = page.getByRole('textbox', { name: 'Key' })
  await pasteInto(key, wrongKey)
  await expect(page.getByText('OpenAI refused the key.')).toBeVisible()
  await expectAccessible(window, 'a refused key')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('alert')).toHaveText(
    'OpenAI refused this key. Paste another, or practise.',
  )
  await pasteInto(key, keys.openAi)
  await expect(key).toHaveValue(/^sk-proj-•+1111$/)
  // Whatever is done to what is shown of a key begins another.
  await key.press('End')
  await key.press('x')
  await expect(key).toHaveValue('x')
  await expect(page.getByRole('button', { name: 'Save key' })).toBeDisabled()
  await key.fill('')
  await page.getByRole('button', { name: 'No limit for now' }).click()
  await sendAndWait(page, 'Good day')
  expect(await call('budget.read', {})).toMatchObject({ monthlyNanoUsd: null, mode: 'watch' })
})

test('a key whose beginning many providers use is sent to none of them by itself', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const { page, call } = await stage.start()
  await call('providers.setAddress', { providerId: 'openai', address: server.address })
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  await pasteInto(page.getByRole('textbox', { name: 'Key' }), 'sk-0123456789abcdef')
  await expect(page.getByRole('radio', { name: 'OpenAI' })).toBeChecked()
  await expect(page.getByRole('button', { name: 'Save key' })).toBeEnabled()
  expect(server.requests()).toEqual([])
})

test('of two keys pasted one after the other the last counts, and Start waits for it', async ({
  stage,
}) => {
  const server = await stage.provider({ ...oneServer(), keys: [keys.openAi] })
  const { page, call } = await stage.start()
  await call('providers.setAddress', { providerId: 'openai', address: server.address })
  await page.getByRole('radio', { name: 'Paste a key' }).check()
  const key = page.getByRole('textbox', { name: 'Key' })
  await key.fill('0123456789')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('alert')).toHaveText('Choose whose key it is, or practise.')
  await pasteInto(key, wrongKey)
  await pasteInto(key, keys.openAi)
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(messageField(page)).toBeVisible()
  const lists = server.requests().filter(({ path }) => path === '/v1/models')
  expect(lists.filter((one) => one.key === keys.openAi)).toHaveLength(1)
  await sendAndWait(page, 'Good day')
  await expect(answers(page)).toContainText('You said “Good day”.')
})

test('the size of a credit is explained in one sentence and changed right there', async ({
  stage,
}) => {
  const window = await stage.start()
  const { page } = window
  await expect(
    page.getByText(/^10,000 credits are 1 USD, so one credit is a hundredth of a cent\./),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Change the size' }).click()
  const sizes = page.getByRole('radiogroup', { name: 'Size of a credit' })
  await sizes.getByRole('radio', { name: '1,000', exact: true }).check()
  await expect(
    page.getByText(/^1,000 credits are 1 USD, so one credit is a tenth of a cent\./),
  ).toBeVisible()
  await expect(page.getByText('20,000', { exact: true })).toBeVisible()
  await sizes.getByRole('radio', { name: 'Other' }).check()
  const own = page.getByRole('textbox', { name: 'Credits for 1 USD' })
  await own.fill('3,000')
  await own.press('Enter')
  const sentence = '3,000 does not divide a USD evenly. 2,560 and 3,125 are the nearest that do.'
  await expect(page.getByRole('alert')).toHaveText(sentence)
  await expect(own).toHaveAccessibleDescription(sentence)
  await expectAccessible(window, 'a size of a credit that is none')
  await own.fill('2500')
  await own.press('Enter')
  await expect(
    page.getByText(/^2,500 credits are 1 USD, so one credit is 0\.0004.USD\./),
  ).toBeVisible()
  await expect(page.getByText('50,000', { exact: true })).toBeVisible()
})

/** Goes on by keys alone, and counts them. */
function countSteps(page: Page) {
  let count = 0
  const press = async (key: string): Promise<void> => {
    count += 1
    await page.keyboard.press(key)
  }
  return {
    press,
    async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
      for (let presses = 0; presses < 20; presses += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return
        await press(key)
      }
      throw new Error('The element cannot be reached with Tab')
    },
    async paste(text: string): Promise<void> {
      count += 1
      await pasteInto(page.locator(':focus'), text)
    },
    count: () => count,
  }
}

/** As the system hands over a text: no test can reach its clipboard. */
async function pasteInto(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, given) => {
    const data = new DataTransfer()
    data.setData('text/plain', given)
    const options = { bubbles: true, cancelable: true, clipboardData: data }
    element.dispatchEvent(new ClipboardEvent('paste', options))
  }, text)
}
