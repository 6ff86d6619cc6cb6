import path from 'node:path'
import { projectFolder } from '../app.ts'
import { exitCodeOf, start } from '../setup/command.mjs'

/** `npm run torture -- --seconds N [--seed S] [--only a,b]`: see test/torture/main.ts. */
export async function runTask(args: readonly string[]): Promise<number> {
  const file = path.join(projectFolder, 'test/torture/main.ts')
  return exitCodeOf(start(process.execPath, [file, ...args], { stdio: 'inherit' }))
}
