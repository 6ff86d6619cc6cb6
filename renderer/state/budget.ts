import { create } from 'zustand'
import type { Budget } from '../../shared/ipc/shapes.ts'

const store = create<{ budget: Budget | null }>()(() => ({ budget: null }))

export function setBudget(budget: Budget): void {
  store.setState({ budget })
}

export function useBudget(): Budget | null {
  return store(({ budget }) => budget)
}

export function useAvailableNanoUsd(): number {
  return store(({ budget }) => budget?.availableNanoUsd ?? 0)
}

/** Spent as a person means it: overrun is spent too. */
export function spentNanoUsd({ balances }: Budget): number {
  return balances.spentNanoUsd + balances.overrunNanoUsd
}

export function currentBudget(): Budget | null {
  return store.getState().budget
}
