import type { Input } from '../../../shared/ipc/contract.ts'
import { call } from '../../api.ts'
import { setBudget } from '../../state/budget.ts'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'

/** Changes a rule of the budget, at once. Resolves to why not, in words, or to null. */
export async function configureBudget(change: Input<'budget.configure'>): Promise<string | null> {
  const result = await call('budget.configure', change)
  if (!result.ok) return failureWords(result.failure, creditsText).text
  setBudget(result.value)
  return null
}
