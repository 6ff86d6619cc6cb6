import type { Result } from '../../shared/result.ts'

/** The value of something that has no reason to fail here. */
export function worked<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`The profile could not be made: ${JSON.stringify(result.failure)}`)
}
