import type { Page } from 'playwright/test'
import {
  answers,
  costLine,
  findOption,
  messageField,
  modelButton,
  newestTurns,
  receiptLine,
  sendAndWait,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'

test.slow()

test('a message written anew and an answer asked again become versions, kept and paged through', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  server.queue(...['Gulls.', 'Terns.', 'Razorbills.'].map(says))
  await attachNote(page)
  await sendAndWait(page, 'Which birds nest on the pier?')
  await sendAndWait(page, 'And in winter?')

  // The draft is put aside while the first message is written anew, and comes back.
  await messageField(page).fill('A draft for later')
  await turn(page, 1).getByRole('button', { name: 'Edit message' }).click()
  await expect(messageField(page)).toHaveValue('Which birds nest on the pier?')
  await expect(attached(page)).toContainText(['tides.txt', 'dot.png'])
  await messageField(page).press('Escape')
  await expect(attached(page)).toHaveCount(0)
  await expect(messageField(page)).toHaveValue('A draft for later')
  await turn(page, 1).getByRole('button', { name: 'Edit message' }).click()
  await messageField(page).fill('Which birds nest on the cliff?')
  await expect(costLine(page)).toContainText('credits')
  await messageField(page).press('Enter')
  await expect(answers(page)).toHaveCount(1)
  await expect(answers(page)).toContainText('Razorbills.')
  await receiptLine(answers(page)).waitFor()
  await expect(messageField(page)).toHaveValue('A draft for later')
  await expect(versions(page, 1)).toContainText('2 of 2')
  await expect(attached(page)).toHaveCount(0)
  const body = JSON.stringify(server.requests().at(-1)?.body)
  for (const part of ['on the cliff', 'High water', dot.toString('base64')]) {
    expect(body).toContain(part)
  }
  expect(JSON.stringify(server.requests().at(-1)?.body)).not.toContain('on the pier')

  // What followed the first version is there again with it.
  await turn(page, 1).getByRole('button', { name: 'Previous version' }).click()
  await expect(page.getByText('And in winter?')).toBeVisible()
  await expect(versions(page, 1)).toContainText('1 of 2')
  await expect(answers(page)).toHaveCount(2)
  await expect(turn(page, 1).getByRole('button', { name: 'Previous version' })).toBeFocused()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(page.getByText('And in winter?')).toBeHidden()

  server.queue(says('Shags.'), says('Kittiwakes.'))
  await turn(page, 1).getByRole('button', { name: 'Try again' }).click()
  await expect(answers(page)).toContainText('Shags.')
  await expect(versions(page, 1)).toContainText('3 of 3')

  // Another model: every row is priced for this very turn, and choosing one sends.
  await receiptLine(answers(page)).waitFor()
  await turn(page, 1).getByRole('button', { name: 'Answer with another model' }).click()
  const list = page.getByRole('listbox', { name: 'Models' })
  await list.waitFor()
  await expect(messageField(page)).toHaveValue('Which birds nest on the cliff?')
  await (await findOption(page, list, 'Claude Sonnet 5')).click()
  await expect(answers(page)).toContainText('Kittiwakes.')
  await expect(receiptLine(answers(page))).toHaveAccessibleName(/Claude Sonnet 5/)
  await expect(versions(page, 1)).toContainText('4 of 4')
  await expect(messageField(page)).toHaveValue('A draft for later')
  await expectAccessible(window, 'versions')

  const shown = await newestTurns(window)
  expect(shown.map(({ versionIds }) => versionIds.length)).toEqual([4])
  const { balances } = await call('budget.read', {})
  expect(server.requests()).toHaveLength(5)
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
})

test('a branch is a conversation of its own whose copies cost nothing; all of it by keyboard', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call } = window
  await setUp(window, server)
  server.queue(...['Gulls.', 'Terns.', 'Owls.'].map(says))
  await sendAndWait(page, 'Which birds nest here?')
  await sendAndWait(page, 'And in winter?')
  const spentNanoUsd = (await call('budget.read', {})).balances.spentNanoUsd

  const copy = turn(page, 1).getByRole('button', { name: 'Copy answer' })
  await messageField(page).focus()
  await tabTo(page, copy, 'Shift+Tab')
  await page.keyboard.press('ArrowLeft')
  await expect(turn(page, 1).getByRole('button', { name: 'Branch from here' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Which birds nest here? (branch)',
  )
  await expect(page.getByText('Copied from “Which birds nest here?” up to here.')).toBeVisible()
  await expect(answers(page)).toHaveCount(1)
  await expect(answers(page)).toContainText('copied, cost nothing here')
  await expect(page.getByText('0 credits so far', { exact: true })).toBeVisible()
  expect((await call('budget.read', {})).balances.spentNanoUsd).toBe(spentNanoUsd)

  // It goes on from the copy, and the conversation it comes from does not.
  await sendAndWait(page, 'And at night?')
  await expect(answers(page).last()).toContainText('Owls.')
  expect(JSON.stringify(server.requests().at(-1)?.body)).toContain('Gulls.')
  expect(JSON.stringify(server.requests().at(-1)?.body)).not.toContain('winter')
  await page.getByRole('button', { name: /^Which birds nest here\? [\d.]/ }).click()
  await expect(page.getByText('And in winter?')).toBeVisible()
  await expect(page.getByText('And at night?')).toBeHidden()
  await expect(modelButton(page)).toHaveAccessibleName('Model: GPT-6 Sol')
})

/** One red point. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)

/** A text file and an image, to the draft. */
async function attachNote(page: Page): Promise<void> {
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await chosen).setFiles([
    { name: 'tides.txt', mimeType: 'text/plain', buffer: Buffer.from('High water at six') },
    { name: 'dot.png', mimeType: 'image/png', buffer: dot },
  ])
  await expect(attached(page)).toHaveCount(2)
}

function attached(page: Page) {
  return page.getByRole('list', { name: 'Attached' }).getByRole('listitem')
}

function says(text: string) {
  return { kind: 'answer', text } as const
}

function turn(page: Page, number: number) {
  return page.getByRole('group', { name: `Turn ${number}`, exact: true })
}

function versions(page: Page, number: number) {
  return turn(page, number).getByRole('group', { name: 'Versions' })
}
