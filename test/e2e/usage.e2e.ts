import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { formatCredits } from '../../shared/money/credits.ts'
import type { Usage } from '../../shared/usage/usage.ts'
import { seedProfile } from '../seed/seed-profile.ts'
import { messageField } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, type Stage, test as base } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { tabTo } from './tab-to.ts'

/** Late in a month, so that most of what is seeded lies in it, whatever day the tests run on. */
const seededUntilMs = twentyFifthOfNextMonth()

/** A month of use, made once for all tests of a worker; each opens a copy of it. */
const test = base.extend<object, { seeded: string }>({
  seeded: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads off it which fixtures are needed
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'farthing-seeded-'))
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      await seedProfile({ folder, seed: 1, endsAtMs: seededUntilMs, timeZone })
      await use(folder)
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

test.slow()

async function startSeeded(stage: Stage, seeded: string): Promise<FarthingWindow> {
  const folder = await stage.temporaryFolder()
  await cp(seeded, folder, { recursive: true })
  return stage.start({ folder, clockAheadMs: seededUntilMs - Date.now() })
}

function twentyFifthOfNextMonth(): number {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth() + 1, 25, 14, 20).getTime()
}

async function openUsage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Usage', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Most expensive conversations' })).toBeVisible()
}

/** The choice of a few that stand side by side. */
function choice(page: Page, group: string, name: string): Locator {
  return page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true })
}

/** What a person reads off a cell; what is too small to be shown is none of the sum. */
function read(text: string): number {
  return text.startsWith('<') || text === '' ? 0 : Number(text.replaceAll(',', ''))
}

type Table = { rows: { name: string; figures: number[] }[]; foot: number[] }

/** The figures of a table, row by row and as they stand. */
async function tableOf(page: Page, name: string): Promise<Table> {
  const table = page.getByRole('table', { name, exact: true })
  await table.waitFor()
  const texts = await table.evaluate((element: HTMLTableElement) => ({
    rows: [...(element.tBodies[0]?.rows ?? [])].map((row) =>
      [...row.cells].map(({ textContent }) => textContent ?? ''),
    ),
    foot: [...(element.tFoot?.rows[0]?.cells ?? [])].map(({ textContent }) => textContent ?? ''),
  }))
  return {
    rows: texts.rows.map(([name = '', ...figures]) => ({ name, figures: figures.map(read) })),
    foot: texts.foot.slice(1).map(read),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function column({ rows }: Table, place: number): number[] {
  return rows.map(({ figures }) => figures[place] ?? Number.NaN)
}

/** The figure beside a label of the balances at the top. */
async function balance(page: Page, label: string): Promise<number> {
  const text = await page
    .getByRole('main')
    .getByRole('region', { name: 'Balances' })
    .evaluate((region, of) => {
      const term = [...region.querySelectorAll('dt')].find(({ textContent }) => textContent === of)
      return term?.nextElementSibling?.textContent ?? ''
    }, label)
  return read(text)
}

const groupings = ['Tier', 'Model', 'Provider', 'Purpose'] as const

test('every grouping adds up to what was spent, in two sizes of a credit and in a currency', async ({
  stage,
  seeded,
}) => {
  const window = await startSeeded(stage, seeded)
  const { page, call } = window
  await call('settings.change', { currency: { code: 'EUR', perUsd: '0.92' } })
  await openUsage(page)
  const all: Usage = await call('usage.read', { span: 'all', day: null })
  await choice(page, 'What is shown', 'All').check({ force: true })
  await expect(page.getByRole('heading', { name: 'By month' })).toBeVisible()
  await page.getByRole('button', { name: 'By month: As a table' }).click()

  for (const unit of ['10,000', '100', 'EUR'] as const) {
    if (unit !== 'EUR') {
      await call('settings.change', { creditsPerUsd: Number(unit.replace(',', '')) })
    } else await choice(page, 'Amounts in', 'EUR').check({ force: true })
    const { spentNanoUsd } = all.total
    const total =
      unit === 'EUR'
        ? // Below one of a currency its hundredths are too coarse.
          Number(((spentNanoUsd * 0.92) / 1e9).toFixed(4))
        : read(formatCredits(spentNanoUsd, Number(unit.replace(',', ''))))
    const heading = page.getByRole('heading', { name: new RegExp(`(?:credits|EUR) since `) })
    await expect(heading).toContainText(unit === 'EUR' ? 'EUR' : 'credits')
    await expect
      .poll(async () => read((await heading.textContent())?.split(/\s/u)[0] ?? ''))
      .toBe(total)
    for (const grouping of groupings) {
      await choice(page, 'Grouped by', grouping).check({ force: true })
      const table = await tableOf(page, `By ${grouping.toLowerCase()}`)
      expect(sum(column(table, 0)), `${grouping} in ${unit}`).toBeCloseTo(total, 6)
      expect(sum(column(table, 1))).toBe(all.total.turnCount)
      expect(table.foot.slice(0, 2)).toEqual([total, all.total.turnCount])
    }
    const dearest = await tableOf(page, 'Most expensive conversations')
    expect(sum(column(dearest, 2)), `conversations in ${unit}`).toBeCloseTo(total, 6)
    expect(sum(column(dearest, 1))).toBe(all.total.turnCount)
    const bars = await tableOf(page, 'By month')
    const last = bars.foot.length - 1
    expect(bars.foot[last]).toBe(total)
    for (const [place, foot] of bars.foot.entries()) {
      expect(sum(column(bars, place)), `column ${place} in ${unit}`).toBeCloseTo(foot, 6)
    }
    for (const { figures } of [...bars.rows, { figures: bars.foot }]) {
      const tiers = figures.slice(0, -2)
      expect(sum(tiers)).toBeCloseTo(figures[last] ?? Number.NaN, 6)
    }
  }
})

test('the month adds up to its balances, day by day, and the chart is walked and said by keys', async ({
  stage,
  seeded,
}) => {
  const window = await startSeeded(stage, seeded)
  const { page, call } = window
  await page.keyboard.press('ControlOrMeta+Shift+u')
  const chart = page.getByRole('application', { name: 'By day' })
  await chart.waitFor()
  const month: Usage = await call('usage.read', { span: 'month', day: null })
  const { balances, availableNanoUsd } = await call('budget.read', {})
  expect(month.total.spentNanoUsd).toBe(balances.spentNanoUsd + balances.overrunNanoUsd)
  const figure = (nanoUsd: number): number => read(formatCredits(nanoUsd, 10_000))
  const spent = figure(month.total.spentNanoUsd)
  expect(await balance(page, 'spent')).toBe(spent)
  expect(await balance(page, 'reserved')).toBe(figure(balances.reservedNanoUsd))
  await expect(page.getByRole('main').getByRole('region', { name: 'Balances' })).toContainText(
    `${formatCredits(availableNanoUsd, 10_000)}credits available of 10,000`,
  )

  await tabTo(page, page.getByRole('button', { name: 'By day: As a table' }))
  await page.keyboard.press('Enter')
  const days = await tableOf(page, 'By day')
  const last = days.foot.length - 1
  expect(days.foot[last]).toBe(spent)
  expect(sum(column(days, last))).toBe(spent)
  await page.keyboard.press('Enter')

  // A pointer that happens to rest on the chart takes no key back.
  await chart.hover()
  await tabTo(page, chart)
  const said = page.locator('p[aria-live="polite"]')
  const heard = new Map<number, number[]>()
  await page.keyboard.press('End')
  for (const bar of month.bars.filter(({ day }) => day <= month.today).toReversed()) {
    const date = new Date(`${bar.day}T12:00:00Z`)
    const day = date.toLocaleDateString('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    })
    await expect(said).toHaveText(
      new RegExp(`^${day}: \\S+ credits, (?:no turns|one turn|\\d+ turns)\\.`, 'u'),
    )
    const [, amount = '', turns = ''] =
      /: (\S+) credits, (no|one|\d+) turns?/u.exec((await said.textContent()) ?? '') ?? []
    const turnCount = turns === 'no' ? 0 : turns === 'one' ? 1 : Number(turns)
    expect(turnCount).toBe(bar.turnCount)
    if (turnCount > 0) heard.set(date.getUTCDate(), [turnCount, read(amount)])
    await page.keyboard.press('ArrowLeft')
  }
  expect([...heard].toReversed(), 'what is said is what the table says').toEqual(
    days.rows.map(({ name, figures }) => [Number(/\d+/u.exec(name)?.[0]), figures.slice(-2)]),
  )

  const used = month.bars.findLast(({ turnCount }) => turnCount > 0)
  await page.keyboard.press('Home')
  for (let day = 0; used && month.bars[day]?.day !== used.day; day += 1) {
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Enter')
  await expect(choice(page, 'What is shown', 'Day')).toBeChecked()
  await expect(said).toHaveText(/^\w+day \d+ \w+ is shown\.$/)
  await expect(page.getByRole('heading', { name: / credits on / })).toBeVisible()
  const opened = await tableOf(page, 'By tier')
  expect(opened.foot[1]).toBe(used?.turnCount)
  await expect(chart, 'the keys stay where they were').toBeFocused()
})

test('spans step to earlier and later ones, and their parts add up to them', async ({
  stage,
  seeded,
}) => {
  const window = await startSeeded(stage, seeded)
  const { page, call } = window
  await openUsage(page)
  const earlier = page.getByRole('button', { name: 'Earlier' })
  const later = page.getByRole('button', { name: 'Later' })
  await expect(later).toHaveAttribute('aria-disabled', 'true')

  await choice(page, 'What is shown', 'Day').check({ force: true })
  const today: Usage = await call('usage.read', { span: 'day', day: null })
  const heading = page.locator('#usage-outlook')
  const dayOf = (day: string): RegExp =>
    new RegExp(
      ` on ${new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        timeZone: 'UTC',
      })}$`,
    )
  await expect(heading).toHaveText(dayOf(today.today))
  await earlier.click()
  await expect(heading).toHaveText(dayOf(today.earlierDay ?? ''))
  await later.click()
  await expect(heading).toHaveText(dayOf(today.today))
  await expect(later).toHaveAttribute('aria-disabled', 'true')

  await choice(page, 'What is shown', 'Week').check({ force: true })
  await expect(heading).toHaveText(/ credits, \d/)
  await page.getByRole('application', { name: 'By day' }).locator('svg rect').last().hover()
  const pointedAt = page.getByText(/^\w+,? \d+ \w+ · \S+ credits · .+ turns?$/)
  const [, pointedCredits = ''] =
    /· (\S+) credits/u.exec((await pointedAt.textContent()) ?? '') ?? []
  await page.mouse.down()
  await page.mouse.up()
  await expect(heading).toHaveText(new RegExp(`^${pointedCredits}(?:\\.0)? credits on `))
  await choice(page, 'What is shown', 'Week').check({ force: true })
  await expect(heading).toHaveText(/ credits, \d/)
  await page.getByRole('button', { name: 'By day: As a table' }).click()
  let weeks = 0
  for (let week = 0; week < 12; week += 1) {
    const shown = await heading.textContent()
    if (!shown?.startsWith('Nothing')) {
      const total = read(shown?.split(' ')[0] ?? '')
      const days = await tableOf(page, 'By day')
      expect(sum(column(days, days.foot.length - 1)), shown ?? '').toBeCloseTo(total, 6)
      weeks += 1
    }
    if ((await earlier.getAttribute('aria-disabled')) === 'true') break
    await earlier.click()
    await expect(heading).not.toHaveText(shown ?? '')
  }
  expect(weeks, 'a month of use lies in several weeks').toBeGreaterThanOrEqual(4)
})

test('what is saved to a file has the totals of the screen, to the last nano-USD', async ({
  stage,
  seeded,
}) => {
  const window = await startSeeded(stage, seeded)
  const { page, call, app } = window
  const folder = await stage.temporaryFolder()
  await openUsage(page)
  const month: Usage = await call('usage.read', { span: 'month', day: null })
  for (const format of ['CSV', 'JSON'] as const) {
    const path = join(folder, `usage.${format.toLowerCase()}`)
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    const button = page.getByRole('button', { name: 'Save to a file' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: `As ${format}…` }).click()
    await expect(page.getByText(`Written to ${path}.`)).toBeVisible()
    const text = await readFile(path, 'utf8')
    if (format === 'JSON') {
      const file = JSON.parse(text) as Usage
      expect(file.total).toMatchObject(month.total)
      expect(sum(file.bars.flatMap((bar) => Object.values(bar.spentNanoUsd).map(Number)))).toBe(
        month.total.spentNanoUsd,
      )
    } else expect(text).toContain(String(month.total.spentNanoUsd))
  }
})

test('a row leads to its conversation, and coming back finds what was chosen', async ({
  stage,
  seeded,
}) => {
  const { page } = await startSeeded(stage, seeded)
  await openUsage(page)
  await choice(page, 'Grouped by', 'Model').check({ force: true })
  await choice(page, 'What is shown', 'All').check({ force: true })
  const first = page
    .getByRole('table', { name: 'Most expensive conversations' })
    .getByRole('button')
    .first()
  const title = (await first.textContent()) ?? ''
  await first.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await openUsage(page)
  await expect(choice(page, 'Grouped by', 'Model')).toBeChecked()
  await expect(page.getByRole('heading', { name: 'By month' })).toBeVisible()
})

test('a turn that ends while the screen stands is in its figures; a failure leaves them', async ({
  stage,
}) => {
  const window = await stage.start({ args: ['--profile=practice'] })
  const { page, call, app } = window
  await messageField(page).waitFor()
  await page.getByRole('button', { name: 'Usage', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Nothing is spent yet' })).toBeVisible()
  await expect(page.getByText('All of it on one model would buy')).toBeVisible()
  await expectAccessible(window, 'nothing spent yet')
  const { models } = await call('catalog.read', {})
  const [model] = models
  if (!model) throw new Error('There is always a model to practise with')
  await call('turn.send', {
    turnId: crypto.randomUUID(),
    conversationId: crypto.randomUUID(),
    parentTurnId: null,
    model: model.key,
    text: 'Why is the sky blue?',
  })
  await expect(page.getByRole('heading', { name: 'By day' })).toBeVisible()
  await expect.poll(() => balance(page, 'spent')).toBeGreaterThan(0)
  await expect.poll(() => balance(page, 'reserved')).toBe(0)
  const spent = await balance(page, 'spent')
  const { balances } = await call('budget.read', {})
  expect(spent).toBe(read(formatCredits(balances.spentNanoUsd, 10_000)))

  await app.evaluate(({ ipcMain }) => {
    ipcMain.removeHandler('usage.read')
    const failure = { kind: 'disk-full', message: 'ENOSPC' }
    ipcMain.handle('usage.read', () => ({ ok: false, failure }))
  })
  await choice(page, 'What is shown', 'Week').check({ force: true })
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Read again' })).toBeVisible()
  expect(await balance(page, 'spent')).toBe(spent)
})

test('every state of the screen can be used by everyone', async ({ stage, seeded }) => {
  const window = await startSeeded(stage, seeded)
  const { page, call } = window
  await openUsage(page)
  await expectAccessible(window, 'usage of the month')
  await page.getByRole('button', { name: 'By day: As a table' }).click()
  await page.getByRole('button', { name: 'How good the estimates were: As a table' }).click()
  await choice(page, 'Grouped by', 'Model').check({ force: true })
  await choice(page, 'Amounts in', 'USD').check({ force: true })
  await expectAccessible(window, 'usage as tables')
  await page.getByRole('button', { name: 'By day: As a chart' }).click()
  await choice(page, 'What is shown', 'Week').check({ force: true })
  await page.getByRole('application', { name: 'By day' }).focus()
  await page.keyboard.press('ArrowLeft')
  await expectAccessible(window, 'a day of the chart')
  await page.getByRole('button', { name: 'Save to a file' }).click()
  await page.getByRole('menuitem', { name: 'As CSV…' }).waitFor()
  await expectAccessible(window, 'the formats of a file')
  await page.keyboard.press('Escape')
  await call('budget.setNoLimit', {})
  await choice(page, 'What is shown', 'All').check({ force: true })
  await expect(
    page
      .getByText('credits spent, no limit for now')
      .or(page.getByText('USD spent, no limit for now')),
  ).toBeVisible()
  await expectAccessible(window, 'usage without a limit')
})
