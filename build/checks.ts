import { stripVTControlCharacters } from 'node:util'
import { colourSettings, projectFolder, toolScript } from './app.ts'
import { run } from './setup/command.mjs'
import { say } from './setup/say.mjs'

export type CheckResult = {
  readonly name: string
  readonly passed: boolean
}

type Check = {
  readonly name: string
  readonly command: () => readonly string[]
}

/** Named, because without a .gitignore oxlint walks node_modules too. */
const lintedFolders = ['main', 'renderer', 'shared', 'build', 'test']

const checks: readonly Check[] = [
  { name: 'types', command: () => [toolScript('typescript', 'tsc'), '-b'] },
  { name: 'lint', command: () => [toolScript('oxlint'), '--type-aware', ...lintedFolders] },
  { name: 'format', command: () => [toolScript('@biomejs/biome', 'biome'), 'format'] },
  { name: 'unused', command: () => [toolScript('knip')] },
]

/** Runs every check, also after one failed, and shows all of what the failed ones say. */
export async function runChecks(): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  for (const { name, command } of checks) {
    const startedAt = performance.now()
    const { code, output } = await run(process.execPath, command(), {
      cwd: projectFolder,
      env: { ...process.env, ...colourSettings() },
    })
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    const passed = code === 0
    say(`check ${name}: ${passed ? 'passed' : 'FAILED'} (${seconds} s)`)
    // Some tools colour their lines on CI whatever they are told.
    const shown = process.stderr.isTTY ? output : stripVTControlCharacters(output)
    if (!passed) say(shown.trimEnd())
    results.push({ name, passed })
  }
  return results
}
