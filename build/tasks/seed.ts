import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../setup/problem.mjs'
import { say, step } from '../setup/say.mjs'
import { seedFolder } from '../seed/seed-folder.ts'

const usage = 'npm run seed -- --to FOLDER [--seed N] [--at 2026-11-21T14:20:00Z]'
const SEED = '1'

const options = {
  to: { type: 'string' },
  seed: { type: 'string' },
  at: { type: 'string' },
} as const

/** `npm run seed -- --to FOLDER`: a profile of a month of use, to look at. It ends now, or `--at`. */
export async function runTask(args: readonly string[]): Promise<number> {
  const { folder, seed, endsAtMs } = parsed(args)
  refuseOther(folder)
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const made = await step('Writing a month of conversations', () =>
    seedFolder({ folder, seed, endsAtMs, timeZone }),
  )
  const { conversationCount, turnCount, spentNanoUsd } = made
  say(
    `${conversationCount} conversations, ${turnCount} turns and ${spentNanoUsd} nano-USD, which is what ` +
      `the provider billed. It has no keys: turns are sent once you add yours.`,
  )
  say(`Open it: npm start -- '--user-data-dir=${folder}'`)
  return 0
}

function parsed(args: readonly string[]) {
  const { to, seed = SEED, at } = valuesOf(args)
  if (to === undefined || to === '') throw new Problem(`Name a folder: ${usage}`)
  const endsAtMs = at === undefined ? Date.now() : Date.parse(at)
  if (Number.isNaN(endsAtMs)) throw new Problem(`"${at}" is no moment: ${usage}`)
  if (!/^[1-9]\d{0,8}$/u.test(seed)) throw new Problem(`"${seed}" is no seed: ${usage}`)
  // npm runs us in the project's folder and remembers here where the person stood.
  const folder = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), to)
  return { folder, seed: Number(seed), endsAtMs }
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new Problem(usage)
  }
}

/** What is there already is somebody's: nothing is written beside it. */
function refuseOther(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return
  throw new Problem(`${folder} is not empty. A profile is made in a new or empty folder only.`)
}
