import type { Locator, Page } from 'playwright/test'
import {
  chooseModel,
  costLine,
  findOption,
  messageField,
  modelButton,
  openPicker,
  sendAndWait,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

test('favourites and models used last come first, then providers; a star is set by key and pointer', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  await sendAndWait(page, 'First')
  await chooseModel(page, 'Claude Sonnet 5')
  await sendAndWait(page, 'Second')

  const list = await openPicker(page)
  await expect.poll(() => namesIn(page, 'Used last')).toEqual(['Claude Sonnet 5', 'GPT-6 Sol'])
  await expect(list.getByRole('group').nth(1)).toHaveAccessibleName(/^(Anthropic|OpenAI)$/)
  await findOption(page, list, 'GPT-6 Astra')
  await page.keyboard.press('Control+d')
  await expect(list.getByRole('option', { name: /^GPT-6 Astra favourite/ })).toBeVisible()
  await page.getByRole('textbox', { name: 'Find a model' }).fill('')
  await expect.poll(() => namesIn(page, 'Favourites')).toEqual(['GPT-6 Astra'])
  await expectAccessible(window, 'models with favourites')
  await page.getByTitle('Take GPT-6 Astra from the favourites (Ctrl+D)').click()
  await expect(list.getByRole('group', { name: 'Favourites' })).toHaveCount(0)
  await findOption(page, list, 'GPT-6 Astra')
  await page.keyboard.press('Control+d')
  await expect(list.getByRole('option', { name: /^GPT-6 Astra favourite/ })).toBeVisible()
  await window.quit()

  const again = await stage.start({ folder })
  await openPicker(again.page)
  await expect.poll(() => namesIn(again.page, 'Favourites')).toEqual(['GPT-6 Astra'])
  await expect
    .poll(() => namesIn(again.page, 'Used last'))
    .toEqual(['Claude Sonnet 5', 'GPT-6 Sol'])
})

test('switching keeps the draft and moves its figures at once; the foot says how full a model is', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  const draft = 'How high is the tide at each of these harbours? '.repeat(600)
  await messageField(page).fill(draft)
  await expect(costLine(page)).toContainText('credits')

  await page.keyboard.press('Control+m')
  const list = page.getByRole('listbox', { name: 'Models' })
  await page.keyboard.type('gpt-6 as')
  const row = list.getByRole('option', { name: /^GPT-6 Astra/ })
  await expect(row).toHaveAttribute('aria-selected', 'true')
  const gauge = page.getByRole('meter', { name: /^This turn fills [\d,.]+ of the / })
  await expect(gauge).toBeVisible()
  const before = await costLine(page).innerText()
  await page.keyboard.press('Enter')
  await expect(modelButton(page)).toHaveAccessibleName('Model: GPT-6 Astra')
  await expect(messageField(page)).toHaveValue(draft)
  await expect(messageField(page)).toBeFocused()
  await expect(costLine(page)).not.toHaveText(before)

  // Exact counts may come in between: row and line move together.
  await page.keyboard.press('Control+m')
  const inUse = list.getByRole('option', { name: /^GPT-6 Astra in use/ })
  await expect
    .poll(async () => {
      const [shown, said] = [figureIn(await inUse.innerText()), await costLine(page).innerText()]
      return shown !== '' && said.includes(`about ${shown} credits`)
    })
    .toBe(true)
})

/** The names of the models under a head, in their order. */
function namesIn(page: Page, heading: string): Promise<string[]> {
  const rows: Locator = page
    .getByRole('listbox', { name: 'Models' })
    .getByRole('group', { name: heading, exact: true })
    .getByRole('option')
  return rows.evaluateAll((options) =>
    options.map((option) => option.querySelector('.truncate')?.textContent ?? ''),
  )
}

/** What a row says its turn costs: the last figure before what says whether it fits. */
function figureIn(text: string): string {
  return /([\d,.]+)\s+fits/u.exec(text)?.[1] ?? ''
}
