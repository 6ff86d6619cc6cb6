import { expect, test } from 'vitest'
import { paceOf } from '../../renderer/state/pace.ts'
import type { Budget } from '../../shared/ipc/shapes.ts'
import { noBalances } from '../../shared/ledger/balances.ts'

const DAY_MS = 24 * 60 * 60 * 1000

function budgetWith(spentNanoUsd: number, rules: Partial<Budget> = {}): Budget {
  return {
    monthlyNanoUsd: 30_000,
    mode: 'firm',
    startDay: 1,
    carriesOver: false,
    balances: { ...noBalances, grantedNanoUsd: 30_000, spentNanoUsd },
    availableNanoUsd: 30_000 - spentNanoUsd,
    periodStartsAtMs: 0,
    periodEndsAtMs: 30 * DAY_MS,
    timeZone: 'UTC',
    turnLimitNanoUsd: null,
    envelopes: [],
    ...rules,
  }
}

test('what was spent is under, ahead of or on the pace that ends with the month', () => {
  const afterDays = (days: number): number => days * DAY_MS
  expect(paceOf(budgetWith(7_000), afterDays(10))).toEqual({ kind: 'under', nanoUsd: 3_000 })
  expect(paceOf(budgetWith(13_000), afterDays(10))).toEqual({ kind: 'ahead', nanoUsd: 3_000 })
  expect(paceOf(budgetWith(10_100), afterDays(10))).toEqual({ kind: 'even', nanoUsd: 0 })
  expect(paceOf(budgetWith(0), -DAY_MS), 'before it began').toEqual({ kind: 'even', nanoUsd: 0 })
  expect(paceOf(budgetWith(29_000), 40 * DAY_MS)).toEqual({ kind: 'under', nanoUsd: 1_000 })
})

test('there is no pace without a limit, without a budget, and beyond it', () => {
  const none = { ...noBalances, spentNanoUsd: 5 }
  expect(paceOf(budgetWith(5, { mode: 'watch', monthlyNanoUsd: null }), 0)).toBeNull()
  expect(paceOf(budgetWith(5, { balances: none }), 0)).toBeNull()
  const over = { ...noBalances, grantedNanoUsd: 30_000, spentNanoUsd: 30_000, overrunNanoUsd: 5 }
  expect(paceOf(budgetWith(0, { balances: over }), 0)).toBeNull()
  expect(paceOf(budgetWith(0, { balances: over, mode: 'ask' }), 0)).toBeNull()
})
