import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buildApp, projectFolder, toolScript } from '../app.ts'
import { runChecks } from '../checks.ts'
import { startDisplay } from '../display.ts'
import { exitCodeOf, start } from '../setup/command.mjs'
import { Problem } from '../setup/problem.mjs'
import { say } from '../setup/say.mjs'
import {
  addTallies,
  emptyTally,
  readPlaywrightTally,
  readVitestTally,
  type Tally,
  tallyLine,
} from '../tally.ts'

type Runner = {
  readonly name: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly readTally: () => Promise<Tally>
}

/** `npm test [-- filter]`: checks, unit tests, then the built app end to end. */
export async function runTask(filters: readonly string[]): Promise<number> {
  const reports = await mkdtemp(path.join(os.tmpdir(), 'farthing-test-'))
  const tallies: Tally[] = []
  try {
    // Someone who names a test wants that test only.
    if (filters.length === 0) tallies.push(await checkTally())
    const built = await buildTally()
    tallies.push(built, await runnerTally(unitRunner(reports, filters)))
    if (built.failed === 0) {
      const display = await startDisplay()
      tallies.push(await runnerTally(endToEndRunner(reports, filters)))
      await display.stop()
    }
  } finally {
    await rm(reports, { recursive: true, force: true })
  }
  const sum = addTallies(tallies)
  if (sum.passed + sum.failed === 0) say('No test ran. Does the name you gave match any?')
  process.stdout.write(`${tallyLine(sum)}\n`)
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0
}

async function checkTally(): Promise<Tally> {
  const results = await runChecks()
  const passed = results.filter((result) => result.passed).length
  return { ...emptyTally, passed, failed: results.length - passed }
}

/** A build that fails is one failed test, and the other tests still run. */
async function buildTally(): Promise<Tally> {
  try {
    await buildApp()
    return emptyTally
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    return { ...emptyTally, failed: 1 }
  }
}

function unitRunner(reports: string, filters: readonly string[]): Runner {
  const report = path.join(reports, 'unit.json')
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name: 'vitest',
    args: [toolScript('vitest'), 'run', '--passWithNoTests', ...reporting, ...filters],
    readTally: () => readVitestTally(report),
  }
}

function endToEndRunner(reports: string, filters: readonly string[]): Runner {
  const report = path.join(reports, 'end-to-end.json')
  const config = ['-c', path.join('test', 'e2e', 'playwright.config.ts')]
  const reporting = [`--reporter=${process.stdout.isTTY ? 'line' : 'list'},json`]
  return {
    name: 'playwright',
    args: [
      toolScript('playwright'),
      'test',
      ...config,
      '--pass-with-no-tests',
      ...reporting,
      ...filters,
    ],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    readTally: () => readPlaywrightTally(report),
  }
}

/** Runs it in full view. One that dies without a report, or without naming a failed test, failed. */
async function runnerTally({ name, args, environment, readTally }: Runner): Promise<Tally> {
  const child = start(process.execPath, args, {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const code = await exitCodeOf(child)
  const tally = await readTally().catch(() => null)
  if (code === 0 && tally) return tally
  if (tally && tally.failed > 0) return tally
  say(`${name} ended with exit code ${code}${tally ? '' : ' and left no report'}`)
  return addTallies([tally ?? emptyTally, { ...emptyTally, failed: 1 }])
}
