import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright'
import { formatCredits } from '../../shared/money/credits.ts'
import { buildApp, electronRuntime, projectFolder, sandboxArguments } from '../app.ts'
import { startDisplay } from '../display.ts'
import { checkSum, type DemoResult, drivePracticeTurn } from '../drive.ts'
import { say, step } from '../setup/say.mjs'

/** `npm run demo [-- --json]`: one practice turn in the real app, by itself, without key or cost. */
export async function runTask(args: readonly string[]): Promise<number> {
  await buildApp()
  const display = await startDisplay()
  const profileFolder = await mkdtemp(path.join(os.tmpdir(), 'farthing-demo-profile-'))
  const screenshotFolder = await mkdtemp(path.join(os.tmpdir(), 'farthing-demo-'))
  try {
    const result = await step('Asking the practice model one question', () =>
      driveUnpackagedApp(profileFolder, screenshotFolder),
    )
    checkSum(result)
    say(`Screenshots are in ${screenshotFolder}`)
    process.stdout.write(args.includes('--json') ? `${JSON.stringify(result)}\n` : table(result))
    return 0
  } finally {
    await rm(profileFolder, { recursive: true, force: true })
    await display.stop()
  }
}

async function driveUnpackagedApp(
  profileFolder: string,
  screenshotFolder: string,
): Promise<DemoResult> {
  const app = await _electron.launch({
    executablePath: electronRuntime().binary,
    args: [
      projectFolder,
      ...sandboxArguments(),
      '--profile=practice',
      `--user-data-dir=${profileFolder}`,
    ],
    cwd: projectFolder,
    // Else Playwright turns the sandbox off on every Linux.
    chromiumSandbox: true,
  })
  try {
    return await drivePracticeTurn(await app.firstWindow(), screenshotFolder)
  } finally {
    await app.close()
  }
}

function table(result: DemoResult): string {
  const creditsOf = (nanoUsd: number): string => formatCredits(nanoUsd, result.creditsPerUsd)
  const rows = [
    ['estimated', result.estimate.expectedNanoUsd],
    ['at most', result.estimate.ceilingNanoUsd],
    ['reserved', result.reservedNanoUsd],
    ['spent', result.spentNanoUsd],
    ['released', result.releasedNanoUsd],
    ['available', result.availableNanoUsd],
  ] as const
  const lines = rows.map(
    ([label, nanoUsd]) =>
      `  ${label.padEnd(10)}${creditsOf(nanoUsd).padStart(12)}${String(nanoUsd).padStart(18)}`,
  )
  const head = `  ${''.padEnd(10)}${'credits'.padStart(12)}${'nano-USD'.padStart(18)}`
  return `\n${result.model}, practice, ${result.quality}\n${[head, ...lines].join('\n')}\n`
}
