import { create } from 'zustand'
import type { Budget } from '../../shared/ipc/shapes.ts'

const store = create<{ budget: Budget | null }>()(() => ({ budget: null }))

export function setBudget(budget: Budget): void {
  store.setState({ budget })
}

export function useBudget(): Budget | null {
  return store(({ budget }) => budget)
}

export function currentBudget(): Budget | null {
  return store.getState().budget
}

/** Calls at each change, for what is outside of React. */
export function onBudget(listener: () => void): void {
  store.subscribe(listener)
}

/** Spent as a person means it: overrun is spent too. */
export function spentNanoUsd({ balances }: Budget): number {
  return balances.spentNanoUsd + balances.overrunNanoUsd
}

/** Everything is sent and counted, and measured against nothing. */
export function hasNoLimit({ monthlyNanoUsd, mode }: Budget): boolean {
  return monthlyNanoUsd === null && mode === 'watch'
}

/**
 * What was granted beyond the budget, for turns the person allowed, and is spent or reserved. Credits
 * that are added come to this first.
 */
export function allowedNanoUsd({ monthlyNanoUsd, balances }: Budget): number {
  const { grantedNanoUsd, addedNanoUsd } = balances
  return Math.max(0, grantedNanoUsd - addedNanoUsd - (monthlyNanoUsd ?? 0))
}

/**
 * How far this period went beyond its budget and what was added to it, because the person allowed
 * it or only watches. 0 where the budget is firm: there what goes over is overrun and in the way.
 */
export function beyondNanoUsd(budget: Budget): number {
  if (budget.monthlyNanoUsd === null || budget.mode === 'firm') return 0
  return allowedNanoUsd(budget) + budget.balances.overrunNanoUsd
}

/** The one figure that stands for a budget: what is available, unless there is none to be had. */
export type Headline = { kind: 'available' | 'beyond' | 'spent'; nanoUsd: number }

export function headlineOf(budget: Budget): Headline {
  if (hasNoLimit(budget)) return { kind: 'spent', nanoUsd: spentNanoUsd(budget) }
  const beyond = beyondNanoUsd(budget)
  if (beyond > 0) return { kind: 'beyond', nanoUsd: beyond }
  return { kind: 'available', nanoUsd: budget.availableNanoUsd }
}

/** Turns that cost credits wait until what went over is covered. */
export function isWaiting({ mode, balances }: Budget): boolean {
  return mode === 'firm' && balances.overrunNanoUsd > 0
}
