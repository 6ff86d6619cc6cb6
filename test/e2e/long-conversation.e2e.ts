import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { longChatId, writeLongChats } from '../helpers/long-chat.ts'
import { answers, messageField, newestAnswer, receiptLine, send } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp, slowAnswer } from './one-server.ts'

test.slow()

/** More turns than are ever drawn at once: three pages of thirty. */
const MOST_DRAWN = 90

test('a long conversation opens at its end, is read up and down without a jump, and is found where it was left', async ({
  stage,
}) => {
  const folder = await stage.temporaryFolder()
  writeLongChats(join(folder, 'practice'), [
    { number: 1, title: 'Long', turnCount: 400 },
    { number: 2, title: 'Short', turnCount: 3 },
  ])
  const { page } = await stage.start({ folder, args: ['--profile=practice'] })
  await openChat(page, 'Long')
  await expect(page.getByText('Answer 400.')).toBeInViewport()
  await expect(newest(page)).toBeHidden()
  expect(await drawnTurns(page)).toEqual([371, 400])

  // Up: pages come before they are needed, the far end goes, and what is in view stays there.
  await messageField(page).press('PageUp')
  await expect(newest(page)).toBeVisible()
  for (const first of [341, 311, 281]) {
    expect(await movedWhileLoading(page, 'up', first)).toBe(0)
  }
  expect(await drawnTurns(page)).toEqual([281, 370])

  // Away and back: the same turn at the same place.
  const before = await firstInView(page)
  await openChat(page, 'Short')
  await expect(page.getByText('Answer 3.')).toBeInViewport()
  await openChat(page, 'Long')
  await expect.poll(() => firstInView(page)).toEqual(before)

  // Something above and something below grows: nothing in view moves.
  expect(await movedByGrowth(page, 'first')).toBe(0)
  expect(await movedByGrowth(page, 'last')).toBe(0)

  await page.getByRole('region', { name: 'Conversation', exact: true }).focus()
  await page.keyboard.press('Home')
  await expect(page.getByText('Answer 1.', { exact: false }).first()).toBeInViewport()
  expect((await drawnTurns(page))[0]).toBe(1)
  expect(await movedWhileLoading(page, 'down', 60)).toBe(0)
  await page.keyboard.press('PageDown')
  expect((await drawnTurns(page)).length).toBeLessThanOrEqual(MOST_DRAWN)
  await newest(page).click()
  await expect(page.getByText('Answer 400.')).toBeInViewport()
  await expect(newest(page)).toBeHidden()

  // A jump into the middle: the turn is there, has the focus and is marked for a moment.
  await page.keyboard.press('Control+Shift+f')
  // What was there before the start is read for the search a few seconds after it.
  await expect(async () => {
    const field = page.getByRole('combobox', { name: 'Search everything that was said' })
    await field.fill('')
    await field.fill('"question 137"')
    const first = page.getByRole('option', { name: /Question 137\?/ }).first()
    await expect(first).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const found = page.getByRole('group', { name: 'Turn 137', exact: true })
  await expect(found).toBeInViewport({ ratio: 1 })
  await expect(found).toBeFocused()
  await expect(found).not.toHaveAttribute('data-found')
  expect(await drawnTurns(page)).toEqual([108, 167])
})

test('what is written is followed at the end and nowhere else, and ends where it is stopped', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(900, 5) }))
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await send(page, 'Write for long')
  const answer = answers(page).last()
  await expect(answer).toContainText('word300')
  expect(await page.evaluate(() => document.querySelector('[data-scroller]')?.scrollTop)).toBe(0)

  // Reading further up: the text stands still although it grows below.
  await messageField(page).press('PageUp')
  await expect(newest(page)).toBeVisible()
  const place = await firstInView(page)
  const grown = await textLength(page)
  await expect.poll(() => textLength(page)).toBeGreaterThan(grown + 200)
  expect(await firstInView(page)).toEqual(place)
  await newest(page).click()
  await expect(newest(page)).toBeHidden()

  // Drawn after the press is at most once more what there was by then: never another piece.
  await page.evaluate(() => {
    const shownLength = (): number => document.querySelector('.prose')?.textContent.length ?? 0
    const grown: number[] = []
    Object.assign(globalThis, { grownAfterStop: grown })
    addEventListener(
      'click',
      () => {
        let length = shownLength()
        new MutationObserver(() => {
          const now = shownLength()
          if (now > length) grown.push(now)
          length = now
        }).observe(document, { subtree: true, childList: true, characterData: true })
      },
      { capture: true, once: true },
    )
  })
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await receiptLine(answer).waitFor()
  await server.idle()
  const grownAfterStop = await page.evaluate(
    () => (globalThis as unknown as { grownAfterStop: number[] }).grownAfterStop,
  )
  expect(grownAfterStop.length).toBeLessThanOrEqual(1)
  expect((await newestAnswer(window)).state).toBe('stopped')
  await expect(answer).not.toContainText('word900')
})

function newest(page: Page) {
  return page.getByRole('button', { name: 'Newest' })
}

async function openChat(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${title} [\\d.]`, 'u') }).click()
}

/** The numbers of the first and the last turn that are in the page. */
async function drawnTurns(page: Page): Promise<number[]> {
  const ids = await page
    .locator('[data-turn]')
    .evaluateAll((turns) => turns.map((turn) => turn.getAttribute('data-turn') ?? ''))
  expect(ids.length).toBeLessThanOrEqual(MOST_DRAWN)
  const numbers = ids.map((id) => Number.parseInt(id.slice(-12), 16))
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
  return [numbers[0] ?? 0, numbers.at(-1) ?? 0]
}

/** Which turn is the first in view, and where its upper edge is. */
function firstInView(page: Page): Promise<{ turnId: string; topPx: number }> {
  return page.evaluate(() => {
    const top = document.querySelector('[data-scroller]')?.getBoundingClientRect().top ?? 0
    for (const turn of document.querySelectorAll('[data-turn]')) {
      const box = turn.getBoundingClientRect()
      if (box.bottom <= top) continue
      return { turnId: turn.getAttribute('data-turn') ?? '', topPx: Math.round(box.top) }
    }
    throw new Error('No turn is in view')
  })
}

/** Scrolls near an edge, waits for the page that is read then, and says by how much the view moved. */
async function movedWhileLoading(
  page: Page,
  way: 'up' | 'down',
  turnNumber: number,
): Promise<number> {
  const turnId = longChatId(1, turnNumber)
  return page.evaluate(
    async ([goesUp, awaitedId]) => {
      const scroller = document.querySelector('[data-scroller]')
      if (!scroller) throw new Error('Nothing scrolls')
      const height = scroller.scrollHeight - scroller.clientHeight
      scroller.scrollTop = goesUp ? 600 - height : -600
      const { top } = scroller.getBoundingClientRect()
      const turns = [...document.querySelectorAll('[data-turn]')]
      const seen = turns.find((turn) => turn.getBoundingClientRect().bottom > top)
      const before = seen?.getBoundingClientRect().top ?? 0
      while (!document.querySelector(`[data-turn="${awaitedId}"]`)) {
        await new Promise((drawn) => requestAnimationFrame(drawn))
      }
      for (const _ of [1, 2, 3]) await new Promise((drawn) => requestAnimationFrame(drawn))
      return Math.round((seen?.getBoundingClientRect().top ?? 0) - before)
    },
    [way === 'up', turnId] as const,
  )
}

/** Makes the first or the last turn 500 px higher, as an image or a block of code would. */
function movedByGrowth(page: Page, which: 'first' | 'last'): Promise<number> {
  return page.evaluate(async (place) => {
    const turns = [...document.querySelectorAll<HTMLElement>('[data-turn]')]
    const top = document.querySelector('[data-scroller]')?.getBoundingClientRect().top ?? 0
    const seen = turns.find((turn) => turn.getBoundingClientRect().bottom > top)
    const before = seen?.getBoundingClientRect().top ?? 0
    const grows = turns.at(place === 'first' ? 0 : -1)
    if (grows) grows.style.paddingBottom = '500px'
    for (const _ of [1, 2, 3]) await new Promise((drawn) => requestAnimationFrame(drawn))
    return Math.round((seen?.getBoundingClientRect().top ?? 0) - before)
  }, which)
}

function textLength(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('.prose')?.textContent.length ?? 0)
}
