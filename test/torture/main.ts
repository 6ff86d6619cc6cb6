import { parseArgs } from 'node:util'
import { bill } from './bill.ts'
import { files } from './files.ts'
import { guards } from './guards.ts'
import { interleavings } from './interleavings.ts'
import { kills } from './kills.ts'
import { log } from './log.ts'
import { mutations } from './mutations.ts'
import { type Counts, type Extent, type TorturePart, TortureFailure, wrongCounts } from './part.ts'
import { sequences } from './sequences.ts'
import { writes } from './writes.ts'

/**
 * `npm run torture -- --seconds N [--seed S] [--only a,b] [--index I]`: the parts share the seconds.
 * Progress goes to standard error; standard output is one line of counts. With `--index` each part
 * runs that one case. Ends with 1 if anything was wrong, also when the parts after it were well.
 */

const allParts: readonly TorturePart[] = [
  sequences,
  guards,
  kills,
  log,
  files,
  writes,
  interleavings,
  bill,
  mutations,
]

const SECONDS = 60

/** In the order in which they are printed. */
const counts: Counts = {
  sequences: 0,
  steps: 0,
  interleavings: 0,
  kills: 0,
  acknowledged: 0,
  lost: 0,
  doubleCharged: 0,
  overspent: 0,
  walDamages: 0,
  damagedFiles: 0,
  failedWrites: 0,
  billedTurns: 0,
  billMismatches: 0,
  mutations: 0,
  unhandled: 0,
}

function add(part: Partial<Counts>): void {
  for (const name of Object.keys(part) as (keyof Counts)[]) counts[name] += part[name] ?? 0
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Whoever was reading is gone: there is nobody left to tell, of this or of anything. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))

const options = optionsOrNull(process.argv.slice(2))
if (options) {
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error: unknown) => {
      counts.unhandled += 1
      say(`Unhandled: ${textOf(error)}`)
    })
  }
  process.exitCode = (await torture(options)) ? 0 : 1
  process.stdout.write(`${JSON.stringify({ seed: options.seed, ...counts })}\n`)
} else {
  process.exitCode = 1
}

type Options = {
  seconds: number
  seed: number
  parts: readonly TorturePart[]
  index: number | null
}

/** Null, and said why, if they cannot be understood. */
function optionsOrNull(args: string[]): Options | null {
  try {
    return readOptions(args)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return null
  }
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: String(SECONDS) },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      only: { type: 'string' },
      index: { type: 'string' },
    },
  })
  const parts = values.only?.split(',').map(partOf) ?? allParts
  const index = values.index === undefined ? null : wholeNumber('index', values.index)
  return {
    seconds: wholeNumber('seconds', values.seconds),
    seed: wholeNumber('seed', values.seed),
    parts,
    index,
  }
}

function partOf(text: string): TorturePart {
  const found = allParts.find(({ name }) => name === text.trim())
  if (found) return found
  const names = allParts.map(({ name }) => name).join(', ')
  throw new Error(`There is no part "${text}". There are: ${names}.`)
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new Error(`--${name} is a whole number, not "${text}".`)
}

/** True if nothing was wrong. */
async function torture({ seconds, seed, parts, index }: Options): Promise<boolean> {
  const endsAtMs = Date.now() + seconds * 1000
  say(`Torture with seed ${seed}: ${parts.map(({ name }) => name).join(', ')}`)
  let isSound = true
  for (const [number, part] of parts.entries()) {
    const now = Date.now()
    const shareMs = Math.max(0, endsAtMs - now) / (parts.length - number)
    const extent: Extent = index === null ? { untilMs: now + shareMs } : { count: 1 }
    if (!(await runPart(part, seed, extent, index ?? 0))) isSound = false
  }
  // A rejection that nobody handles is reported once the promises of now are through.
  await new Promise((resolve) => setImmediate(resolve))
  return isSound && wrongCounts.every((name) => counts[name] === 0)
}

async function runPart(
  part: TorturePart,
  seed: number,
  extent: Extent,
  firstIndex: number,
): Promise<boolean> {
  const startedAt = performance.now()
  const took = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  try {
    const counted = await part.run({ seed, extent, firstIndex })
    add(counted)
    say(`${part.name}: sound, ${took()} ${JSON.stringify(counted)}`)
    return true
  } catch (error) {
    if (error instanceof TortureFailure) add(error.counts)
    say(`${part.name}: FAILED, ${took()}\n${textOf(error)}`)
    return false
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
