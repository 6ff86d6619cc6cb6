import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beyondNanoUsd, headlineOf, isWaiting } from '../../renderer/state/budget.ts'
import { fitOf } from '../../renderer/state/fit.ts'
import { attemptWords, columnCredits } from '../../renderer/words/receipt-attempts.ts'
import { differenceWords } from '../../renderer/words/receipt-elsewhere.ts'
import { receiptNotes } from '../../renderer/words/receipt-notes.ts'
import { receiptText } from '../../renderer/words/receipt-text.ts'
import { receiptLine } from '../../renderer/words/receipt-words.ts'
import {
  type AttemptRow,
  attemptsTable,
} from '../../renderer/screens/chat/receipt-attempts-table.ts'
import { receiptSum, receiptTable } from '../../renderer/screens/chat/receipt-table.ts'
import type { BackgroundWork, PaidAnswer } from '../../shared/chat/message.ts'
import type { Quality, Receipt, TurnAttempt } from '../../shared/chat/receipt.ts'
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

test('what was done beside an answer is the fact of its line, whatever it was', () => {
  const work = (purpose: BackgroundWork['purpose'], spent: number | null): BackgroundWork => ({
    purpose,
    modelName: 'GPT-6 Luna',
    spentNanoUsd: spent === null ? null : spent * CREDIT,
    reservedNanoUsd: 4 * CREDIT,
  })
  const fact = (...background: BackgroundWork[]): string | null =>
    receiptLine(answer({}), credits, background).fact
  expect(fact(work('title', 2))).toBe('2 more for the title')
  expect(fact(work('summary', 3))).toBe('3 more for a summary')
  expect(fact(work('title', 2), work('summary', 3))).toBe('5 more for the title and a summary')
  expect(fact(work('title', 0), work('summary', null))).toBe('estimated 70')
})

test('everything unusual about a figure has a sentence of its own, and an exact one has none', () => {
  const everything = answer({
    quality: 'person',
    overrunNanoUsd: 10 * CREDIT,
    corrected: { beforeNanoUsd: 163 * CREDIT, atMs: 0 },
    allowedNanoUsd: 660 * CREDIT,
    number: 2,
  })
  expect(receiptNotes(everything, credits, 0)).toHaveLength(5)
  expect(receiptNotes(answer({}), credits, 0)).toEqual([])
  for (const quality of ['partial', 'estimated'] satisfies Quality[]) {
    expect(receiptNotes(answer({ quality }), credits, 0)).toEqual([
      expect.stringMatching(/OpenAI.*may differ|bills may differ/u),
    ])
  }
})

const attempt: TurnAttempt = {
  attemptId: 'a',
  purpose: 'answer',
  number: 2,
  modelName: 'GPT-6 Sol',
  providerName: 'OpenAI',
  state: 'settled',
  reservedNanoUsd: 954 * CREDIT,
  spentNanoUsd: 186 * CREDIT,
  releasedNanoUsd: 768 * CREDIT,
  overrunNanoUsd: 0,
  sentAtMs: 0,
}
const refused: TurnAttempt = {
  ...attempt,
  attemptId: 'first',
  number: 1,
  state: 'released',
  spentNanoUsd: 0,
  releasedNanoUsd: 954 * CREDIT,
}

describe('the attempts of a turn', () => {
  test('each say in one sentence what they were for and how they stand', () => {
    const said = [
      attemptWords(refused),
      attemptWords(attempt),
      attemptWords({ ...attempt, number: 1, state: 'dispatched' }),
      attemptWords({ ...attempt, purpose: 'compare', number: 3, state: 'uncertain' }),
      attemptWords({ ...attempt, purpose: 'title', number: 1 }),
      attemptWords({ ...attempt, purpose: 'title', number: 2, state: 'released' }),
      attemptWords({ ...attempt, purpose: 'summary', number: 1, state: 'reserved' }),
      attemptWords({ ...attempt, purpose: 'gateway', number: 1 }),
    ]
    expect(said).toEqual([
      'First attempt: no answer from OpenAI',
      'Second attempt: the answer',
      'First attempt: under way',
      'Third attempt: not yet certain',
      'Title, by GPT-6 Sol',
      'Title, by GPT-6 Sol, once more: not written',
      'Summary, by GPT-6 Sol: under way',
      'Other work, by GPT-6 Sol',
    ])
  })

  test('are shown in tenths where a part needs them, and add up', () => {
    const title: TurnAttempt = {
      ...attempt,
      attemptId: 'title',
      purpose: 'title',
      number: 1,
      reservedNanoUsd: 2.1 * CREDIT,
      spentNanoUsd: 0.44 * CREDIT,
      releasedNanoUsd: 1.66 * CREDIT,
    }
    const table = attemptsTable([refused, attempt, title], 'a', 10_000)
    const shown = (cell: AttemptRow['reserved'] | null): string =>
      cell ? columnCredits(cell, table.unitNanoUsd, 10_000) : ''
    expect(
      [...table.rows, table.total].map((row) => [
        shown(row.reserved),
        shown(row.spent),
        shown(row.released),
      ]),
    ).toEqual([
      ['954.0', '0', '954.0'],
      ['954.0', '186.0', '768.0'],
      ['2.1', '0.4', '1.7'],
      ['1,910.1', '186.4', '1,723.7'],
    ])
  })

  test('add up as shown in rows and columns, in any size of credit, and keep the figure of the answer', () => {
    const ended = fc.record({
      reserved: fc.integer({ min: 0, max: 10 ** 10 }),
      share: fc.double({ min: 0, max: 1.3, noNaN: true }),
      isOpen: fc.boolean(),
    })
    const sizes = fc.constantFrom(1, 100, 512, 2_500, 10_000, 1_000_000)
    fc.assert(
      fc.property(fc.array(ended, { minLength: 1, maxLength: 6 }), sizes, (given, size) => {
        const attempts = given.map(({ reserved, share, isOpen }, place): TurnAttempt => {
          const spent = Math.round(reserved * share)
          return {
            ...attempt,
            attemptId: String(place),
            reservedNanoUsd: reserved,
            state: isOpen ? 'uncertain' : 'settled',
            spentNanoUsd: isOpen ? null : spent,
            releasedNanoUsd: isOpen ? null : Math.max(0, reserved - spent),
            overrunNanoUsd: isOpen ? 0 : Math.max(0, spent - reserved),
          }
        })
        const { rows, total, unitNanoUsd } = attemptsTable(attempts, '0', size)
        const units = (amount: number): number => Math.round(amount / unitNanoUsd)
        for (const { reserved, over, spent, released } of rows) {
          if (!spent || !released) continue
          expect(spent.shownNanoUsd).toBeGreaterThanOrEqual(0)
          expect(units(spent.shownNanoUsd) + units(released.shownNanoUsd)).toBe(
            units(reserved.shownNanoUsd) + units(over.shownNanoUsd),
          )
        }
        for (const column of ['reserved', 'spent', 'released'] as const) {
          const sum = rows.reduce((all, row) => all + units(row[column]?.shownNanoUsd ?? 0), 0)
          expect(units(total[column].shownNanoUsd)).toBe(sum)
        }
        const exact = attempts.reduce((sum, { spentNanoUsd }) => sum + (spentNanoUsd ?? 0), 0)
        expect(total.spent.exactNanoUsd).toBe(exact)
        expect(units(total.spent.shownNanoUsd)).toBe(units(exact))
        const own = attempts[0]?.spentNanoUsd ?? 0
        expect(units(rows[0]?.spent?.shownNanoUsd ?? 0)).toBe(units(own))
      }),
    )
  })
})

test('the sum at the head holds as shown, in any size of credit', () => {
  const amount = fc.integer({ min: 0, max: 10 ** 10 })
  const sizes = fc.constantFrom(1, 100, 512, 2_500, 10_000, 1_000_000)
  fc.assert(
    fc.property(amount, amount, sizes, (reservedNanoUsd, spentNanoUsd, size) => {
      const sum = receiptSum(
        {
          ...settled,
          reservedNanoUsd,
          spentNanoUsd,
          releasedNanoUsd: Math.max(0, reservedNanoUsd - spentNanoUsd),
          overrunNanoUsd: Math.max(0, spentNanoUsd - reservedNanoUsd),
        },
        size,
      )
      if (!sum) throw new Error('ended')
      expect(sum.reserved + sum.over).toBeCloseTo(sum.spent + sum.released, 3)
      expect(formatCredits(sum.spent || spentNanoUsd, size)).toBe(formatCredits(spentNanoUsd, size))
    }),
  )
})

describe('elsewhere, a turn is', () => {
  const there = (costNanoUsd: number) => ({
    model: { providerId: 'p', modelId: 'm' },
    modelName: 'Other',
    costNanoUsd,
  })
  test.each([
    [60 * CREDIT, 186 * CREDIT, '126 less'],
    [226.4 * CREDIT, 186.4 * CREDIT, '40 more'],
    [29.6 * CREDIT, 186.4 * CREDIT, '156 less'],
    [6.64 * CREDIT, 7.31 * CREDIT, '0.7 less'],
    [186.3 * CREDIT, 186.4 * CREDIT, 'the same'],
    [0, 186 * CREDIT, '186 less'],
    [12 * CREDIT, 0, '12 more'],
  ])('%i there and %i here: %s', (cost, spent, words) => {
    expect(differenceWords(there(cost), spent, credits, 10_000)).toBe(words)
  })
})

test('a copied receipt says all that is shown', () => {
  const table = attemptsTable([refused, attempt], 'a', 10_000)
  const copied = receiptText({
    answer: answer({
      spentNanoUsd: 186 * CREDIT,
      releasedNanoUsd: 768 * CREDIT,
      number: 2,
    }),
    used: null,
    attempts: table,
    elsewhere: [
      { model: { providerId: 'p', modelId: 'm' }, modelName: 'Grok 4.6', costNanoUsd: 50 * CREDIT },
    ],
    notes: ['Price of 24 September 2026.'],
    credits,
    creditsPerUsd: 10_000,
  })
  expect(copied.split('\n')).toEqual([
    'GPT-6 Sol · 186 credits · the second attempt',
    'estimated: 70',
    'reserved: 954',
    'spent: 186',
    'released: 768',
    'Every attempt of this turn:',
    'First attempt: no answer from OpenAI: 954 reserved, 0 spent, 954 released',
    'Second attempt: the answer: 954 reserved, 186 spent, 768 released',
    'All of this turn: 1,908 reserved, 186 spent, 1,722 released',
    'The same turn elsewhere:',
    'Grok 4.6: about 50, 136 less',
    'Price of 24 September 2026.',
  ])
})

test('a copied receipt adds up as the one on the screen does', () => {
  const over = answer({
    quality: 'person',
    reservedNanoUsd: 640.4 * CREDIT,
    spentNanoUsd: 860.6 * CREDIT,
    releasedNanoUsd: 0,
    overrunNanoUsd: 220.2 * CREDIT,
    usage: { ...unknownUsage, inputTokens: 2, outputTokens: 400, cacheReadTokens: 1 },
  })
  const { receipt } = over
  const table = attemptsTable([{ ...attempt, ...receipt, state: 'settled' }, refused], 'a', 10_000)
  const copied = receiptText({
    answer: over,
    used: receiptTable(receipt, 10_000),
    attempts: table,
    elsewhere: [
      { model: { providerId: 'p', modelId: 'm' }, modelName: 'Grok 4.6', costNanoUsd: 50 * CREDIT },
    ],
    notes: [],
    credits,
    creditsPerUsd: 10_000,
  })
  expect(copied.split('\n')).toEqual([
    'GPT-6 Sol · 861 credits · reserved 640, so 220 over',
    'estimated: 70',
    'reserved: 640',
    'over: 221',
    'spent: 861',
    'released: 0',
    'Question and history: 1 tokens, <0.1 credits',
    'Read from what was stored: 1 tokens, <0.1 credits',
    'Answer: 400 tokens, 40 credits',
    'By these tokens at this price: 40 credits',
    'Every attempt of this turn:',
    'First attempt: the answer, 221 over: 640 reserved, 861 spent, 0 released',
    'First attempt: no answer from OpenAI: 954 reserved, 0 spent, 954 released',
    'All of this turn: 1,594 reserved, 861 spent, 954 released',
    'The same turn elsewhere, nothing stored there:',
    'Grok 4.6: about 50, 811 less',
  ])
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
