import { describe, expect, test } from 'vitest'
import { beyondNanoUsd, headlineOf, isWaiting } from '../../renderer/state/budget.ts'
import { fitOf } from '../../renderer/state/fit.ts'
import { receiptNotes } from '../../renderer/words/receipt-notes.ts'
import { receiptLine } from '../../renderer/words/receipt-words.ts'
import { receiptTable } from '../../renderer/screens/chat/receipt-table.ts'
import type { PaidAnswer } from '../../shared/chat/message.ts'
import type { Quality, Receipt } from '../../shared/chat/receipt.ts'
import type { Budget, Model, Quote } from '../../shared/ipc/shapes.ts'
import { noBalances } from '../../shared/ledger/balances.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import type { Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'

/** One credit. */
const CREDIT = 100_000

const price: Price = {
  source: 'bundled',
  takenOn: '2026-09-24',
  rates: {
    inputPicoUsd: 2_000_000,
    outputPicoUsd: 10_000_000,
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  },
  longContext: null,
  searchPicoUsd: null,
  match: 'exact',
  version: null,
}

const settled: Receipt = {
  attemptId: 'a',
  state: 'settled',
  quality: 'exact',
  expectedNanoUsd: 70 * CREDIT,
  reservedNanoUsd: 954 * CREDIT,
  spentNanoUsd: 80 * CREDIT,
  releasedNanoUsd: 874 * CREDIT,
  overrunNanoUsd: 0,
  number: 1,
  allowedNanoUsd: 0,
  corrected: null,
  canLookUp: false,
  usage: { ...unknownUsage, inputTokens: 2_000, outputTokens: 400 },
  price,
  failure: null,
  sentAtMs: 0,
  uncertain: null,
}

function answer(receipt: Partial<Receipt>, message: Partial<PaidAnswer> = {}): PaidAnswer {
  return {
    role: 'assistant',
    turnId: 't',
    parts: [],
    createdAtMs: 0,
    model: { providerId: 'p', modelId: 'm' },
    modelName: 'GPT-6 Sol',
    providerName: 'OpenAI',
    state: 'completed',
    retry: null,
    ...message,
    receipt: { ...settled, ...receipt },
  }
}

function credits(amountNanoUsd: number): string {
  return formatCredits(amountNanoUsd, 10_000)
}

describe('a receipt line tells apart', () => {
  const lines: [string, PaidAnswer, string | null][] = [
    ['an exact figure', answer({}), 'estimated 70'],
    [
      'half a figure',
      answer({ quality: 'partial' }),
      'counted here in part, OpenAI sent half a figure',
    ],
    [
      'a figure counted here',
      answer({ quality: 'estimated' }),
      'counted here, OpenAI sent no figure',
    ],
    [
      'a stopped answer that was counted here',
      answer({ quality: 'estimated' }, { state: 'stopped' }),
      'stopped, 874 released, counted here',
    ],
    ['a figure that the person entered', answer({ quality: 'person' }), 'the figure you entered'],
    [
      'a corrected figure',
      answer({ corrected: { beforeNanoUsd: 163 * CREDIT, atMs: 0 } }),
      'corrected from 163',
    ],
    [
      'what went over its reservation',
      answer({ overrunNanoUsd: 221 * CREDIT, reservedNanoUsd: 640 * CREDIT }),
      'reserved 640, so 221 over',
    ],
    [
      'what was allowed beyond the budget',
      answer({ allowedNanoUsd: 660 * CREDIT }),
      'up to 660 beyond the budget',
    ],
    ['a second attempt', answer({ number: 2 }), 'the second attempt'],
    [
      'a stopped answer that is read to its end',
      answer({ state: 'dispatched', quality: null, spentNanoUsd: null }, { state: 'stopped' }),
      'stopped, still counting',
    ],
    [
      'an answer that wanted a tool',
      answer({}, { state: 'tool-calls' }),
      'ended to run a tool, 874 released',
    ],
    [
      'an answer that was paused',
      answer({}, { state: 'paused' }),
      'paused by OpenAI, 874 released',
    ],
    [
      'an answer that a filter ended',
      answer({}, { state: 'filtered' }),
      'ended by the filter of OpenAI, 874 released',
    ],
    ['what is not yet certain', answer({ state: 'uncertain', spentNanoUsd: null }), null],
  ]
  test.each(lines)('%s', (_name, given, fact) => {
    expect(receiptLine(given, credits).fact).toBe(fact)
  })

  test('each of them from each other', () => {
    const shown = lines.map(([, given]) => JSON.stringify(receiptLine(given, credits)))
    expect(new Set(shown).size).toBe(lines.length)
  })
})

test('everything unusual about a figure has a sentence of its own, and an exact one has none', () => {
  const everything = answer({
    quality: 'person',
    overrunNanoUsd: 10 * CREDIT,
    corrected: { beforeNanoUsd: 163 * CREDIT, atMs: 0 },
    allowedNanoUsd: 660 * CREDIT,
    number: 2,
  })
  expect(receiptNotes(everything, [], credits, 0)).toHaveLength(5)
  expect(receiptNotes(answer({}), [], credits, 0)).toEqual([])
  for (const quality of ['partial', 'estimated'] satisfies Quality[]) {
    expect(receiptNotes(answer({ quality }), [], credits, 0)).toEqual([
      expect.stringMatching(/OpenAI.*may differ|bills may differ/u),
    ])
  }
})

test('tokens that do not come to what was spent are not made to: their own sum is shown', () => {
  const counted = receiptTable(settled, 10_000)
  expect(counted?.byTokensNanoUsd).toBeNull()
  const entered = receiptTable(
    { ...settled, quality: 'person', spentNanoUsd: 186 * CREDIT },
    10_000,
  )
  expect(entered?.byTokensNanoUsd).toBe(80 * CREDIT)
  const shown = entered?.rows.reduce((sum, row) => sum + row.shownNanoUsd, 0)
  expect(shown).toBe(80 * CREDIT)
})

test('searches are a row of their own, and the column still adds up', () => {
  const usage = { ...unknownUsage, inputTokens: 2_000, outputTokens: 400, searchCount: 3 }
  const searched = { ...price, searchPicoUsd: 10_000_000_000 }
  const table = receiptTable(
    { ...settled, price: searched, usage, spentNanoUsd: 380 * CREDIT },
    10_000,
  )
  expect(table?.byTokensNanoUsd).toBeNull()
  expect(table?.rows.find((row) => row.class === 'search')).toMatchObject({
    tokens: 3,
    shownNanoUsd: 300 * CREDIT,
  })
  expect(table?.rows.reduce((sum, row) => sum + row.shownNanoUsd, 0)).toBe(380 * CREDIT)
})

const month: Budget = {
  monthlyNanoUsd: 1_000 * CREDIT,
  mode: 'firm',
  startDay: 1,
  carriesOver: false,
  balances: { ...noBalances, grantedNanoUsd: 1_000 * CREDIT },
  availableNanoUsd: 0,
  periodStartsAtMs: 0,
  periodEndsAtMs: 1,
  timeZone: 'UTC',
  turnLimitNanoUsd: null,
  envelopes: [],
}
const model = { ready: true, price } as Model
const quote = { expectedNanoUsd: 42 * CREDIT, ceilingNanoUsd: 310 * CREDIT } as Quote

test('a turn that does not fit is short, asked about, or goes beyond, as the budget says', () => {
  expect(fitOf(model, quote, { budget: month, folderId: null })).toMatchObject({
    kind: 'short',
    shortNanoUsd: 310 * CREDIT,
  })
  expect(fitOf(model, quote, { budget: { ...month, mode: 'ask' }, folderId: null })).toMatchObject({
    kind: 'asks',
  })
  expect(
    fitOf(model, quote, { budget: { ...month, mode: 'watch' }, folderId: null }),
  ).toMatchObject({ kind: 'beyond' })
  const noLimit: Budget = { ...month, mode: 'watch', monthlyNanoUsd: null }
  expect(fitOf(model, quote, { budget: noLimit, folderId: null })).toMatchObject({ kind: 'fits' })
})

test('without a limit the figure is what was spent; beyond the budget it is by how much', () => {
  const balances = {
    ...noBalances,
    grantedNanoUsd: 1_535 * CREDIT,
    addedNanoUsd: 500 * CREDIT,
    spentNanoUsd: 1_535 * CREDIT,
    overrunNanoUsd: 5 * CREDIT,
  }
  const over = { ...month, balances, availableNanoUsd: -5 * CREDIT }
  expect(headlineOf(over)).toEqual({ kind: 'available', nanoUsd: -5 * CREDIT })
  for (const mode of ['ask', 'watch'] as const) {
    expect(headlineOf({ ...over, mode })).toEqual({ kind: 'beyond', nanoUsd: 40 * CREDIT })
    expect(isWaiting({ ...over, mode })).toBe(false)
  }
  expect(isWaiting(over)).toBe(true)
  expect(beyondNanoUsd(over)).toBe(0)
  expect(headlineOf({ ...over, mode: 'watch', monthlyNanoUsd: null })).toEqual({
    kind: 'spent',
    nanoUsd: 1_540 * CREDIT,
  })
})

test('what is too long for a model is too long whatever it costs, and also where it costs nothing', () => {
  for (const ceilingNanoUsd of [0, 310 * CREDIT]) {
    const tooLong = { ...quote, ceilingNanoUsd, isTooLong: true }
    expect(fitOf(model, tooLong, { budget: month, folderId: null }).kind).toBe('too-long')
  }
})
