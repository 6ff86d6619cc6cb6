import { runChecks } from '../checks.ts'

/** `npm run check`: types, lint, format, dead code. */
export async function runTask(): Promise<number> {
  const results = await runChecks()
  return results.every((result) => result.passed) ? 0 : 1
}
