import { create } from 'zustand'
import type { Failure } from '../../shared/failures.ts'
import { call } from '../api.ts'
import { setBudget } from './budget.ts'

type Jump = Extract<Failure, { kind: 'clock-jumped' }>

/** The question whether the date of this computer is right, and what waits for the answer. */
type DateQuestion = { jump: Jump; again: () => Promise<unknown> }

const store = create<{ question: DateQuestion | null }>()(() => ({ question: null }))

export function askAboutDate(jump: Jump, again: () => Promise<unknown>): void {
  store.setState({ question: { jump, again } })
}

export function useDateQuestion(): DateQuestion | null {
  return store(({ question }) => question)
}

export function leaveDateOpen(): void {
  store.setState({ question: null })
}

/** Says that the date is right, then does what waited. Returns why that could not be said. */
export async function confirmDate(): Promise<Failure | null> {
  const { question } = store.getState()
  const result = await call('budget.confirmDate', {})
  if (!result.ok) return result.failure
  setBudget(result.value)
  leaveDateOpen()
  await question?.again()
  return null
}
