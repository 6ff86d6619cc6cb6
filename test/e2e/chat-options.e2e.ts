import type { Locator, Page } from 'playwright/test'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { answers, chooseModel, costLine, messageField, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

test('what is set for a new chat goes with its first turn, moves its price and stays', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  await messageField(page).fill('Who are you?')
  const before = await mostOf(page)

  const panel = await openOptions(page)
  await panel.getByRole('textbox', { name: 'System text' }).fill('You are a harbour master.')
  await panel.getByRole('textbox', { name: 'Longest answer' }).fill('1,000')
  await expect(panel).toContainText('About 750 words, thinking included.')
  await panel.getByRole('radio', { name: 'a little' }).check()
  await expect.poll(() => mostOf(page)).toBeLessThan(before)
  await expectAccessible(window, 'chat settings')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'Chat settings, changed' })).toBeFocused()

  await sendAndWait(page, 'Who are you?')
  expect(lastBody(server)).toMatchObject({
    instructions: 'You are a harbour master.',
    max_output_tokens: 1_000,
    reasoning: { effort: 'low' },
  })
  await sendAndWait(page, 'And the tide?')
  expect(lastBody(server)).toMatchObject({ instructions: 'You are a harbour master.' })

  await window.quit()
  const again = await stage.start({ folder })
  await again.page.getByRole('button', { name: /^Who are you/ }).click()
  const kept = await openOptions(again.page)
  await expect(kept.getByRole('textbox', { name: 'System text' })).toHaveValue(
    'You are a harbour master.',
  )
  await expect(kept.getByRole('textbox', { name: 'Longest answer' })).toHaveValue('1000')
  await expect(kept.getByRole('radio', { name: 'a little' })).toBeChecked()
})

test('turns that are left out are not sent, stay readable and can be sent again', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await sendAndWait(page, 'The first of all')
  await sendAndWait(page, 'The second of all')

  const panel = await openOptions(page)
  await expect(panel).toContainText('All of it is sent.')
  await panel.getByRole('textbox', { name: 'Oldest turns left out' }).fill('1')
  await expect(panel).toContainText('The oldest turn is not sent.')
  await page.keyboard.press('Escape')
  await sendAndWait(page, 'The third of all')
  expect(JSON.stringify(lastBody(server))).not.toContain('The first of all')
  expect(JSON.stringify(lastBody(server))).toContain('The second of all')
  await expect(answers(page)).toHaveCount(3)

  await openOptions(page)
  await panel.getByRole('button', { name: 'Send all again' }).click()
  await expect(panel).toContainText('All of it is sent.')
  await page.keyboard.press('Escape')
  await sendAndWait(page, 'The fourth of all')
  expect(JSON.stringify(lastBody(server))).toContain('The first of all')
})

test('only what the chosen model takes can be set, and what is no number is said to be none', async ({
  stage,
}) => {
  const prices = { ...oneServer().prices, 'gpt-4.1': { inputUsd: '2', outputUsd: '8' } }
  const server = await stage.provider({ ...oneServer(), prices })
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  const panel = await openOptions(page)
  await expect(panel.getByRole('radiogroup', { name: 'How hard to think' })).toBeVisible()
  await expect(panel.getByRole('textbox', { name: 'Temperature' })).toHaveCount(0)
  await panel.getByRole('radio', { name: 'hard', exact: true }).check()
  await page.keyboard.press('Escape')

  await chooseModel(page, 'GPT-4.1')
  await openOptions(page)
  await expect(panel.getByRole('radiogroup', { name: 'How hard to think' })).toHaveCount(0)
  await expect(panel).toContainText('so your choice is not sent to it.')
  const temperature = panel.getByRole('textbox', { name: 'Temperature' })
  await temperature.fill('3')
  await expect(panel.getByRole('alert')).toHaveText('Write a number from 0 to 2.')
  await expectAccessible(window, 'chat settings with a number that is none')
  await temperature.fill('0,5')
  await page.keyboard.press('Escape')
  await sendAndWait(page, 'Steady?')
  expect(lastBody(server)).toMatchObject({ temperature: 0.5 })
})

async function openOptions(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Chat settings/ }).click()
  const panel = page.getByRole('dialog', { name: 'Chat settings' })
  await panel.waitFor()
  return panel
}

/** The ceiling in the cost line, in credits. */
async function mostOf(page: Page): Promise<number> {
  await expect(costLine(page)).toContainText('at most')
  const most = /at most ([\d.,]+)/.exec((await costLine(page).textContent()) ?? '')?.[1]
  return Number(most?.replaceAll(',', ''))
}

function lastBody(server: FakeProvider): Readonly<Record<string, unknown>> {
  const asked = server.requests().findLast(({ path }) => !path.endsWith('/models'))
  if (!asked) throw new Error('Nothing was asked')
  return asked.body
}
