import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { formatCredits } from '../../shared/money/credits.ts'
import {
  answers,
  chooseModel,
  costLine,
  expectBalancesToAddUp,
  messageField,
  newestAnswer,
  newestTurns,
  sendAndWait,
} from './at-the-window.ts'
import {
  type Edge,
  capOf,
  figuresOf,
  free,
  leaveAvailable,
  postsTo,
  quoteFor,
  rowOf,
  sendAtTheEdge,
  startAtTheEdge,
  turnOver,
} from './edge-stage.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { beyondEnvelopesOnDisk, entriesOnDisk } from './ledger-on-disk.ts'
import { tabTo } from './tab-to.ts'

const long = 'A question with much in it, about tides and moorings. '.repeat(900)

const choices = [
  {
    what: 'the model that has read this conversation',
    offer: /^heron-small Has read this conversation/,
    button: 'Send with heron-small',
    model: 'heron-small',
  },
  {
    what: 'the strongest model that fits',
    offer: /^heron-middle The strongest model that fits/,
    button: 'Send with heron-middle',
    model: 'heron-middle',
  },
  {
    what: 'a shorter answer',
    offer: /^heron-large, shorter answer Stops after about [\d,]+ words/,
    button: 'Send with a shorter answer',
    model: 'heron-large',
  },
  {
    what: 'a free model on this computer',
    offer: /^qwen3:14b Free, on this computer/,
    button: `Send with ${free}`,
    model: free,
  },
  {
    what: 'the same without its oldest turn',
    offer: /^heron-large, without the oldest turn/,
    button: 'Send without the oldest turn',
    model: 'heron-large',
  },
] as const

test('each offer sends what it says, reserves what it said and leaves what it promised', async ({
  stage,
}) => {
  test.setTimeout(180_000)
  const edge = await startAtTheEdge(stage)
  const { window, server, local } = edge
  const { page, call } = window
  await sendAndWait(page, long)
  const wholeCap = capOf(postsTo(server)[0])
  const promised: { most: number; left: number }[] = []
  for (const [index, { what, offer, button, model }] of choices.entries()) {
    await test.step(what, async () => {
      const draft = `Question ${index} about the harbour`
      const whole = await quoteFor(edge, 'heron-large', draft)
      const availableNanoUsd = whole.ceilingNanoUsd - 60_000_000
      await leaveAvailable(edge, availableNanoUsd)
      const before = { paid: postsTo(server).length, free: postsTo(local).length }
      const turnsBefore = (await newestTurns(window)).length
      const dialog = await sendAtTheEdge(window, 'heron-large', draft)
      await expect(dialog).toHaveAccessibleName('This turn needs 600 more credits')
      if (index === 0) await expectAccessible(window, 'a turn that does not fit')
      const radio = dialog.getByRole('radio', { name: offer })
      await radio.check()
      const [, most, left] = await figuresOf(radio)
      const note = await rowOf(radio).locator('.text-note').textContent()
      await dialog.getByRole('button', { name: button, exact: true }).click()
      await expect(dialog).toBeHidden()

      // While it is written, what was promised is what is reserved and what is left.
      await expect.poll(async () => (await newestTurns(window)).length).toBe(turnsBefore + 1)
      const { receipt } = await newestAnswer(window)
      expect(formatCredits(receipt.reservedNanoUsd, 10_000)).toBe(most)
      const leftNanoUsd = availableNanoUsd - receipt.reservedNanoUsd
      expect(formatCredits(leftNanoUsd, 10_000)).toBe(left)
      const during = await call('budget.read', {})
      if (during.balances.reservedNanoUsd > 0) expect(during.availableNanoUsd).toBe(leftNanoUsd)
      promised.push({ most: receipt.reservedNanoUsd, left: leftNanoUsd })
      await turnOver(window)
      expectBalancesToAddUp(await call('budget.read', {}))

      const isFree = model === free
      expect(postsTo(server)).toHaveLength(before.paid + (isFree ? 0 : 1))
      expect(postsTo(local)).toHaveLength(before.free + (isFree ? 1 : 0))
      const body = postsTo(isFree ? local : server).at(-1) ?? {}
      expect(body['model']).toBe(model)
      const sent = JSON.stringify(body['messages'])
      expect(sent).toContain(draft)
      expect(sent.includes('tides and moorings')).toBe(button !== 'Send without the oldest turn')
      const cap = capOf(body)
      if (button === 'Send with a shorter answer') {
        expect(cap).toBeLessThan(wholeCap)
        expect(note).toBe(`Stops after about ${twoDigits(cap * 0.75)} words`)
      } else {
        expect(cap).toBe(wholeCap)
      }
      await expect(messageField(page)).toHaveValue('')
    })
  }
  await server.idle()
  const { balances } = await call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  await window.quit()

  const entries = entriesOnDisk(join(window.folder, 'personal'))
  const reserved = entries.filter(({ kind }) => kind === 'reserve').slice(1)
  expect(reserved.map(({ amountNanoUsd }) => amountNanoUsd)).toEqual(
    promised.map(({ most }) => most),
  )
  const kinds = new Set(entries.map(({ kind }) => kind))
  expect(kinds, 'a firm budget is never gone beyond').toEqual(
    new Set(['grant', 'lower', 'reserve', 'settle']),
  )
})

test('credits added at the edge are one entry, and the turn then goes as it was written', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  const draft = 'Why is the sky blue?'
  const { ceilingNanoUsd } = await quoteFor(edge, 'heron-large', draft)
  await leaveAvailable(edge, ceilingNanoUsd - 66_000_000)
  const dialog = await sendAtTheEdge(window, 'heron-large', draft)
  await expect(dialog).toHaveAccessibleName('This turn needs 660 more credits')

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(messageField(page)).toHaveValue(draft)
  await expect(messageField(page)).toBeFocused()
  expect(postsTo(server)).toHaveLength(0)
  expect((await call('budget.read', {})).balances.reservedNanoUsd).toBe(0)

  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Add 1,000 credits to this month (0.10 USD on your own keys)')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('textbox', { name: 'Amount to add in USD' })).toHaveValue('0.10')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveAccessibleName('This turn fits now')
  const sendIt = dialog.getByRole('button', { name: 'Send with heron-large' })
  await expect(sendIt).toBeFocused()
  await page.keyboard.press('Enter')
  await turnOver(window)
  expect(postsTo(server)).toMatchObject([{ model: 'heron-large' }])
  await server.idle()
  const { costNanoUsd } = server.bill()
  await window.quit()

  const entries = entriesOnDisk(join(window.folder, 'personal'))
  expect(entries.slice(-3)).toMatchObject([
    { kind: 'topup', amountNanoUsd: 100_000_000, attemptId: null },
    { kind: 'reserve', amountNanoUsd: ceilingNanoUsd },
    { kind: 'settle', amountNanoUsd: costNanoUsd },
  ])
})

test('a firm budget sends nothing over it; who would rather decide each time is asked from then on', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  const draft = 'Why is the sky blue?'
  const { ceilingNanoUsd } = await quoteFor(edge, 'heron-large', draft)
  await leaveAvailable(edge, ceilingNanoUsd - 66_000_000)
  const dialog = await sendAtTheEdge(window, 'heron-large', draft)
  await expect(dialog.getByRole('button', { name: 'Send over budget' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Ask me instead' }).click()
  await expect(dialog).toContainText(
    'Send anyway, just this once (up to 660 over, noted in the ledger)',
  )
  const over = dialog.getByRole('button', { name: 'Send over budget' })
  await expect(over).toBeFocused()
  await expect(dialog).toContainText('From now on Farthing asks.')
  expect((await call('budget.read', {})).mode).toBe('ask')
  expect(postsTo(server)).toHaveLength(0)
  await page.keyboard.press('Enter')
  await turnOver(window)
  await server.idle()
  const { costNanoUsd } = server.bill()
  expect(postsTo(server)).toMatchObject([{ model: 'heron-large' }])
  await window.quit()

  const entries = entriesOnDisk(join(window.folder, 'personal'))
  const spentOfAllowed = Math.max(0, costNanoUsd - (ceilingNanoUsd - 66_000_000))
  expect(entries.slice(-4)).toMatchObject([
    { kind: 'allow', amountNanoUsd: 66_000_000 },
    { kind: 'reserve', amountNanoUsd: ceilingNanoUsd },
    { kind: 'settle', amountNanoUsd: costNanoUsd },
    { kind: 'lower', amountNanoUsd: 66_000_000 - spentOfAllowed, attemptId: null },
  ])
})

test('what an envelope lacks is said by its name, and it can be raised there and then', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  const envelopeId = await newEnvelope(edge, '0.05')
  const draft = 'Why is the sky blue?'
  const { ceilingNanoUsd } = await quoteFor(edge, 'heron-large', draft)
  const short = formatCredits(ceilingNanoUsd - 50_000_000, 10_000)
  await chooseModel(page, 'heron-large')
  await beginInFolder(page, 'Harbour office')
  await messageField(page).fill(draft)
  await expect(costLine(page)).toHaveText(
    new RegExp(`^about [\\d,.]+\\. Needs ${short} more in Harbour office$`),
  )
  await page.keyboard.press('Control+m')
  const row = page.getByRole('option', { name: /^heron-large/ })
  await expect(row).toContainText(`needs ${short} more`)
  await expect(page.getByText(/^Needs [\d,]+ more than is left for Harbour office\./)).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', {
    name: `The folder Harbour office needs ${short} more credits`,
  })
  await expect(dialog).toContainText('and 500 are left for Harbour office until ')
  const shorter = dialog.getByRole('radio', { name: /^heron-large, shorter answer/ })
  await expect(shorter).toBeChecked()
  const [, most = '', left = ''] = await figuresOf(shorter)
  expect(Math.abs(Number(most) + Number(left) - 500), 'left of the envelope').toBeLessThanOrEqual(1)
  await expect(dialog.getByText('Add ', { exact: false })).toHaveCount(0)
  await expectAccessible(window, 'an envelope that lacks something')
  await dialog.getByRole('button', { name: 'Raise', exact: true }).click()
  const amount = dialog.getByRole('textbox', { name: 'For Harbour office a month, in USD' })
  await expect(amount).toBeFocused()
  await expectAccessible(window, 'raising an envelope')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('no')
  await page.keyboard.press('Enter')
  await expect(amount).toHaveAccessibleDescription(/“no” is not an amount/)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('3')
  await expect(amount).toHaveAccessibleDescription('30,000 credits a month')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveAccessibleName('This turn fits now')
  await expect(page.getByText('Raised. 30,000 left for Harbour office.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send with heron-large' })).toBeFocused()
  await page.keyboard.press('Enter')
  await turnOver(window)
  await server.idle()
  const { costNanoUsd } = server.bill()
  const { envelopes } = await call('budget.read', {})
  expect(envelopes).toMatchObject([
    { envelopeId, monthlyNanoUsd: 3_000_000_000, reservedNanoUsd: 0, spentNanoUsd: costNanoUsd },
  ])
  await window.quit()
  const entries = entriesOnDisk(join(window.folder, 'personal'))
  expect(entries.slice(-2)).toMatchObject([
    { kind: 'reserve', amountNanoUsd: ceilingNanoUsd },
    { kind: 'settle', amountNanoUsd: costNanoUsd },
  ])
})

test('a turn may go beyond an envelope just this once, where the budget asks, without going beyond the budget', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  await newEnvelope(edge, '0.05')
  await call('budget.configure', { mode: 'ask' })
  const draft = 'Why is the sky blue?'
  const { ceilingNanoUsd } = await quoteFor(edge, 'heron-large', draft)
  const short = formatCredits(ceilingNanoUsd - 50_000_000, 10_000)
  await chooseModel(page, 'heron-large')
  await beginInFolder(page, 'Harbour office')
  await messageField(page).fill(draft)
  await expect(costLine(page)).toHaveText(
    new RegExp(`\\. Needs ${short} more in Harbour office, asks first$`),
  )
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(
    `Send anyway, just this once (up to ${short} over, noted in the ledger)`,
  )
  await dialog.getByRole('button', { name: 'Send anyway' }).click()
  await turnOver(window)
  expect(postsTo(server)).toMatchObject([{ model: 'heron-large' }])
  await server.idle()
  await window.quit()
  const profile = join(window.folder, 'personal')
  const kinds = entriesOnDisk(profile).map(({ kind }) => kind)
  expect(kinds, 'the budget itself had enough').toEqual(['grant', 'reserve', 'settle'])
  expect(beyondEnvelopesOnDisk(profile)).toEqual([ceilingNanoUsd - 50_000_000])
})

test('a turn above the limit for one is asked about, and goes with a press or with a shorter answer', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  const draft = 'Why is the sky blue?'
  const { expectedNanoUsd, ceilingNanoUsd } = await quoteFor(edge, 'heron-large', draft)
  const about = formatCredits(expectedNanoUsd, 10_000)
  const limitNanoUsd = Math.floor((expectedNanoUsd * 0.8) / 100_000) * 100_000
  const limit = formatCredits(limitNanoUsd, 10_000)
  await call('budget.setTurnLimit', { typedUsd: (limitNanoUsd / 1e9).toFixed(9) })
  await chooseModel(page, 'heron-large')
  await messageField(page).fill(draft)
  await expect(costLine(page)).toHaveText(`about ${about} credits, asks first`)
  await page.keyboard.press('Control+m')
  await expect(page.getByRole('option', { name: /^heron-large/ })).toContainText('asks first')
  await expect(
    page.getByText(`Above ${limit}, your limit for one turn, so Farthing asks first.`),
  ).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', {
    name: `About ${about} credits, and you asked to be asked above ${limit}`,
  })
  await expect(dialog).toContainText('Nothing has been sent.')
  const whole = dialog.getByRole('radio', { name: /^heron-large As you wrote it/ })
  await expect(whole).toBeChecked()
  await expect(whole).toBeFocused()
  for (const name of [/^heron-middle The strongest model that fits/, /^qwen3:14b Free/]) {
    await expect(dialog.getByRole('radio', { name })).toBeVisible()
  }
  await expectAccessible(window, 'a turn above the limit for one')
  expect(await figuresOf(whole)).toEqual(
    [expectedNanoUsd, ceilingNanoUsd, 20_000_000_000 - ceilingNanoUsd].map((figure) =>
      formatCredits(figure, 10_000),
    ),
  )
  await page.keyboard.press('Escape')
  await expect(messageField(page)).toHaveValue(draft)
  expect(postsTo(server)).toHaveLength(0)

  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Send it', exact: true })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  const shorter = dialog.getByRole('radio', { name: /^heron-large, shorter answer/ })
  await expect(shorter).toBeChecked()
  const [aboutShorter] = await figuresOf(shorter)
  await dialog.getByRole('button', { name: 'Send with a shorter answer' }).click()
  await turnOver(window)
  const first = await newestAnswer(window)
  expect(first.receipt.expectedNanoUsd).toBeLessThanOrEqual(limitNanoUsd)
  expect(formatCredits(first.receipt.expectedNanoUsd, 10_000)).toBe(aboutShorter)

  // Lower still, so that the next is above it whatever was learned; and who only watches is asked too.
  await call('budget.configure', { mode: 'watch' })
  await call('budget.setTurnLimit', { typedUsd: '0.000001' })
  await messageField(page).fill(draft)
  await expect(costLine(page)).toContainText(', asks first')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Send it', exact: true }).click()
  await expect(answers(page)).toHaveCount(2)
  await turnOver(window)
  const caps = postsTo(server).map(capOf)
  expect(caps[0]).toBeLessThan(caps[1] ?? 0)
  await server.idle()
  const { costNanoUsd } = server.bill()
  expect((await call('budget.read', {})).balances.spentNanoUsd).toBe(costNanoUsd)
  await window.quit()
  const entries = entriesOnDisk(join(window.folder, 'personal'))
  expect(entries.map(({ kind }) => kind)).toEqual([
    'grant',
    'reserve',
    'settle',
    'reserve',
    'settle',
  ])
})

test('a turn that is above the limit and does not fit says both, and one press agrees to both', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { call } = window
  const draft = 'Why is the sky blue?'
  const { expectedNanoUsd, ceilingNanoUsd } = await quoteFor(edge, 'heron-large', draft)
  await call('budget.configure', { mode: 'ask' })
  await call('budget.setTurnLimit', { typedUsd: '0.001' })
  await leaveAvailable(edge, ceilingNanoUsd - 66_000_000)
  const dialog = await sendAtTheEdge(window, 'heron-large', draft)
  await expect(dialog).toHaveAccessibleName('This turn needs 660 more credits')
  const about = formatCredits(expectedNanoUsd, 10_000)
  await expect(dialog).toContainText(`About ${about} is also above 10, your limit for one turn.`)
  for (const radio of await dialog.getByRole('radio').all()) {
    const [figure = ''] = await figuresOf(radio)
    expect(Number(figure.replace('<', '')), 'no offer is above the limit').toBeLessThanOrEqual(10)
  }
  await dialog.getByRole('button', { name: 'Send over budget' }).click()
  await turnOver(window)
  expect(postsTo(server)).toMatchObject([{ model: 'heron-large' }])
  const { receipt } = await newestAnswer(window)
  expect(receipt.allowedNanoUsd).toBe(66_000_000)
})

test('credits that are added lead from what is short to the limit, and the focus with it', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  const draft = 'Why is the sky blue?'
  const { ceilingNanoUsd } = await quoteFor(edge, 'heron-large', draft)
  await call('budget.setTurnLimit', { typedUsd: '0.001' })
  await leaveAvailable(edge, ceilingNanoUsd - 66_000_000)
  const dialog = await sendAtTheEdge(window, 'heron-large', draft)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveAccessibleName(
    /^About [\d,.]+ credits, and you asked to be asked above 10$/,
  )
  await expect(dialog).toContainText('1,000 credits added.')
  await expect(dialog.getByRole('radio', { name: /^heron-large As you wrote it/ })).toBeFocused()
  await tabTo(page, dialog.getByRole('button', { name: 'Send it', exact: true }))
  await page.keyboard.press('Enter')
  await turnOver(window)
  expect(postsTo(server)).toMatchObject([{ model: 'heron-large' }])
})

test('a comparison above the limit, and one beyond an envelope, are asked about as a whole', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server, providerId } = edge
  const { page, call } = window
  const draft = 'Why is the sky blue?'
  const large = await quoteFor(edge, 'heron-large', draft)
  const small = await quoteFor(edge, 'heron-small', draft)
  const expectedNanoUsd = large.expectedNanoUsd + small.expectedNanoUsd
  const ceilingNanoUsd = large.ceilingNanoUsd + small.ceilingNanoUsd
  // Each alone is below it.
  await call('budget.setTurnLimit', { typedUsd: ((expectedNanoUsd - 1_000) / 1e9).toFixed(9) })
  await compareWith(page, 'heron-large')
  await messageField(page).fill(draft)
  await expect(costLine(page)).toHaveText(/^about [\d,.]+ credits for both, asks first$/)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toHaveAccessibleName(
    /^About [\d,.]+ credits, and you asked to be asked above /,
  )
  await expectAccessible(window, 'a comparison above the limit for one turn')
  await expect(dialog.getByRole('radio', { name: /^Both models/ })).toBeChecked()

  await page.keyboard.press('Escape')
  await call('budget.setTurnLimit', { typedUsd: null })
  const envelopeId = crypto.randomUUID()
  const envelopeNanoUsd = ceilingNanoUsd - 50_000_000
  await call('budget.saveEnvelope', {
    envelopeId,
    of: { kind: 'provider', providerId },
    typedUsd: (envelopeNanoUsd / 1e9).toFixed(9),
  })
  await expect(costLine(page)).toHaveText(/ for both\. Needs 500 more in Heron$/)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog).toHaveAccessibleName('The envelope of Heron needs 500 more credits')
  await dialog.getByRole('button', { name: 'Raise', exact: true }).click()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveAccessibleName('This comparison fits now')
  await page.keyboard.press('Enter')
  await expect.poll(() => postsTo(server).length).toBe(2)
  await server.idle()
  await expect.poll(async () => (await call('budget.read', {})).balances.reservedNanoUsd).toBe(0)
  const { envelopes, balances } = await call('budget.read', {})
  expect(balances.spentNanoUsd).toBe(server.bill().costNanoUsd)
  expect(envelopes).toMatchObject([{ spentNanoUsd: balances.spentNanoUsd, reservedNanoUsd: 0 }])
})

test('the small window says and offers the same, of one model and of several', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { app, page, call } = window
  const draft = 'Why is the sky blue?'
  const large = await quoteFor(edge, 'heron-large', draft)
  await leaveAvailable(edge, large.ceilingNanoUsd - 66_000_000)
  await chooseModel(page, 'heron-large')
  const [quick] = await Promise.all([
    app.waitForEvent('window', {
      predicate: async (opened) => (await opened.evaluate(() => location.hash)) === '#quick-ask',
    }),
    call('desktop.showQuickAsk', {}),
  ])
  await messageField(quick).fill(draft)
  await expect(costLine(quick)).toContainText('Needs 660 more')
  await quick.keyboard.press('Enter')
  const dialog = quick.getByRole('dialog')
  await expect(dialog).toHaveAccessibleName('This turn needs 660 more credits')
  await expectAccessible({ page: quick, app }, 'quick ask with a turn that does not fit')
  await quick.keyboard.press('Escape')
  await expect(messageField(quick)).toHaveValue(draft)

  await compareWith(quick, 'heron-middle')
  await messageField(quick).press('Enter')
  await expect(dialog).toHaveAccessibleName(/^This comparison needs [\d,]+ more credits$/)
  await dialog.getByRole('radio', { name: /^Only heron-middle/ }).check()
  await dialog.getByRole('button', { name: 'Send to heron-middle only' }).click()
  await turnOver(window)
  expect(postsTo(server)).toMatchObject([{ model: 'heron-middle' }])
})

test('half, most and all of the budget are each told once, calmly, and not again after a restart', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  await call('budget.configure', { mode: 'watch' })
  await sendAndWait(page, 'Good day')
  await server.idle()
  const { costNanoUsd } = server.bill()
  const grantedNanoUsd = costNanoUsd * 5
  await call('budget.set', { typedUsd: (grantedNanoUsd / 1e9).toFixed(9) })
  const close = page.getByRole('button', { name: 'Close', exact: true })
  const told = [
    null,
    'Half of the month’s budget is spent:',
    '80 % of the month’s budget is spent:',
    'The month’s budget is spent:',
  ]
  for (const [index, sentence] of told.entries()) {
    await page.getByRole('button', { name: 'New chat' }).click()
    await sendAndWait(page, 'Good day')
    if (sentence === null) {
      await expect(page.getByText(/budget is spent:/)).toHaveCount(0)
      continue
    }
    const spent = formatCredits(costNanoUsd * (index + 2), 10_000)
    const granted = formatCredits(grantedNanoUsd, 10_000)
    const notice = page.getByRole('status').filter({ hasText: sentence })
    await expect(notice).toContainText(`${sentence} ${spent} of ${granted} credits.`)
    await expect(page.getByText(/budget is spent:/)).toHaveCount(1)
    // With the focus in it, it stays for as long as it is looked at.
    const see = notice.getByRole('button', { name: 'See usage', exact: true })
    await see.focus()
    if (index === 2) await expectAccessible(window, 'a notice')
    if (index < 3) {
      await close.click()
    } else {
      await see.click()
      await expect(page.getByRole('heading', { name: 'Usage' })).toBeVisible()
    }
    await expect(notice).toHaveCount(0)
  }
  await window.quit()

  const again = await stage.start({ folder: window.folder })
  await again.page.getByRole('button', { name: 'New chat' }).waitFor()
  await again.page.waitForTimeout(1_000)
  await expect(again.page.getByText(/budget is spent:/)).toHaveCount(0)
  expect(await again.call('budget.takeNotice', {})).toBeNull()
})

test('a notice stays under the pointer and under the focus, and goes by itself after', async ({
  stage,
}) => {
  const edge = await startAtTheEdge(stage)
  const { window, server } = edge
  const { page, call } = window
  await page.clock.install()
  await sendAndWait(page, 'Good day')
  await server.idle()
  const { costNanoUsd } = server.bill()
  await call('budget.set', { typedUsd: ((costNanoUsd * 1.5) / 1e9).toFixed(9) })
  const notice = page.getByText(/^Half of the month’s budget is spent:/)
  await notice.hover()
  await page.clock.runFor(20_000)
  await expect(notice).toBeVisible()
  const see = page.getByRole('button', { name: 'See usage', exact: true })
  await see.focus()
  await page.mouse.move(5, 5)
  await page.clock.runFor(20_000)
  await expect(notice).toBeVisible()
  await messageField(page).focus()
  await page.clock.runFor(7_000)
  await expect(notice).toBeVisible()
  await page.clock.runFor(2_000)
  await expect(notice).toHaveCount(0)
})

test('the coin is in sight on every screen, says the pace of the month, and leads to usage', async ({
  stage,
}) => {
  const { window } = await startAtTheEdge(stage)
  const { page, app } = window
  const coin = page.getByRole('button', { name: /^See usage: .+ days? left|the last day/ })
  for (const [width, height] of [
    [1280, 800],
    [800, 600],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, [wide, high]) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
      [width, height] as const,
    )
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
    for (const place of ['Models', 'Settings', 'Usage', 'Search everything', 'New chat']) {
      await page
        .getByRole('button', { name: new RegExp(`^${place}`) })
        .first()
        .click()
      await expect(coin).toBeInViewport({ ratio: 1 })
    }
    await expect(coin).toHaveAccessibleName(/(under|ahead of|On) an even pace$/)
    await tabTo(page, coin)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Usage' })).toBeVisible()
  }
})

/** A folder, and an envelope for it. */
async function newEnvelope({ window: { call } }: Edge, typedUsd: string): Promise<string> {
  const folderId = crypto.randomUUID()
  await call('folder.save', { folderId, name: 'Harbour office', options: null })
  const envelopeId = crypto.randomUUID()
  await call('budget.saveEnvelope', { envelopeId, of: { kind: 'folder', folderId }, typedUsd })
  return envelopeId
}

/** The window does not hear of a folder that a call made: it reads them at its start. */
async function beginInFolder(page: Page, folder: string): Promise<void> {
  await page.reload()
  await page.getByRole('button', { name: new RegExp(`^${folder}`) }).focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'New chat in this folder' }).press('Enter')
}

async function compareWith(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+m')
  await page.getByRole('button', { name: 'Compare with…' }).click()
  await page.getByRole('textbox', { name: 'Find a model' }).fill(name)
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
  await page.keyboard.press('Escape')
}

/** "2,300" of 2,345: no more digits than an estimate has. */
function twoDigits(count: number): string {
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1)
  return (Math.floor(count / unit) * unit).toLocaleString('en-GB')
}
