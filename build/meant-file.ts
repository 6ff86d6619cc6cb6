import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * The file that is meant by a path on a command line: from where the person is, else from the
 * project. Null if there is none.
 */
export function meantFile(given: string): string | null {
  const fromPerson = path.resolve(process.env['INIT_CWD'] ?? '', given)
  return [fromPerson, path.resolve(given)].find((file) => existsSync(file)) ?? null
}
