import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judge } from './judge.ts'
import type { WorkerOptions } from './kill-worker.ts'
import {
  casesOf,
  type Counts,
  type Random,
  randomOfCase,
  TortureFailure,
  type TorturePart,
} from './part.ts'
import { copyOf, leaveClosed, leaveDamaged, leaveOpen } from './profiles-to-kill.ts'
import { readLines, type Said } from './promises.ts'
import type { ScenarioName } from './scenarios.ts'
import { scratchFolder } from './scratch.ts'
import { START_MS } from './work.ts'

/*
 * A process works with a profile and is killed, as by `kill -9`: at a random moment, or just before
 * one of its own steps to the disk. Then the profile is opened as the app does, and held to
 * everything that was acknowledged. Of five cases two are random; three take the steps in turn.
 */

const worker = fileURLToPath(new URL('kill-worker.ts', import.meta.url))

/** More at a time would wait for each other. */
const LANES = 2

/** How long a worker is left alone before it is killed from outside, at most. */
const LONGEST_MS = 80

/** More work than any worker gets done before it dies. */
const ENDLESS = 100_000

type Plan = {
  scenario: ScenarioName
  pieces: number
  diesAtStep: number | null
  killAfterMs: number | null
}

/** What each scenario begins with. */
const prepared = {
  work: () => {},
  turns: () => {},
  recovery: leaveOpen,
  migration: leaveClosed,
  backup: leaveClosed,
  restore: leaveDamaged,
} satisfies Record<ScenarioName, (folder: string) => void | Promise<void>>

export const kills: TorturePart = {
  name: 'kills',
  async run({ seed, extent, firstIndex = 0 }) {
    const counts = { kills: 0, acknowledged: 0, lost: 0, doubleCharged: 0, overspent: 0 }
    const root = scratchFolder('kills')
    try {
      const steps = await allSteps(root)
      const cases = casesOf(extent, firstIndex)
      const lane = async (): Promise<void> => {
        for (const index of cases) await runCase({ seed, index, root, steps, counts })
      }
      // One that fails leaves the loop, and that ends the cases for the others as well.
      const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane))
      for (const one of lanes) if (one.status === 'rejected') throw one.reason
      return counts
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  },
}

/** How many cases it takes to be killed at each step, and so often at random. */
export async function casesFor(randomKills: number): Promise<number> {
  const root = scratchFolder('kills')
  try {
    const steps = await allSteps(root)
    return 5 * Math.max(Math.ceil(steps.length / 3), Math.ceil(randomKills / 2))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

type Context = {
  seed: number
  index: number
  root: string
  steps: readonly Plan[]
  counts: Partial<Counts> & Record<'kills' | 'acknowledged', number>
}

/**
 * One plan for each step of the scenarios, as many as undisturbed runs take. The same statement
 * after the same one is the same step again, in whatever scenario.
 */
async function allSteps(root: string): Promise<Plan[]> {
  const plans: Plan[] = []
  const known = new Set<string>()
  for (const scenario of Object.keys(prepared) as ScenarioName[]) {
    if (scenario === 'work') continue
    const folder = before(root, scenario)
    mkdirSync(folder)
    await prepared[scenario](folder)
    const plan = { scenario, pieces: 0, diesAtStep: null, killAfterMs: null }
    const counted = copyOf(folder, join(root, `counted-${scenario}`))
    const { said } = await runWorker(root, { ...plan, folder: counted, seed: 1, atMs: START_MS })
    const steps = said.steps.map((what) => what.replaceAll(counted, ''))
    for (const [at, what] of steps.entries()) {
      const pair = `${steps[at - 1] ?? ''} > ${what}`
      if (!known.has(pair)) plans.push({ ...plan, diesAtStep: at + 1 })
      known.add(pair)
    }
  }
  return plans
}

function before(root: string, scenario: ScenarioName): string {
  return join(root, `before-${scenario}`)
}

async function runCase({ seed, index, root, steps, counts }: Context): Promise<void> {
  const random = randomOfCase(seed, 'kills', index)
  const step = stepOf(index, steps)
  const plan = step ?? randomPlan(random)
  const base = join(root, String(index))
  const folder = join(base, 'profile')
  mkdirSync(folder, { recursive: true })
  if (step) copyOf(before(root, plan.scenario), folder)
  let diedAt = 'its start'
  try {
    const workSeed = step ? 1 : random.integer(1, 2 ** 31)
    const options = { ...plan, folder, seed: workSeed, atMs: START_MS }
    const { said, wasKilled } = await runWorker(root, options)
    diedAt = said.diedAt
    counts.kills += wasKilled ? 1 : 0
    counts.acknowledged += said.acknowledged
    const { scenario } = plan
    const found = { base, folder, before: before(root, scenario), scenario, said, random }
    const wrong = await judge(found)
    for (const { count } of wrong) counts[count] = (counts[count] ?? 0) + 1
    if (wrong.length > 0) throw new Error(wrong.map(({ what }) => what).join('; '))
    rmSync(base, { recursive: true, force: true })
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    const failure = `${plan.scenario}, killed at ${diedAt}: ${what}`
    throw new TortureFailure({ part: 'kills', seed, index }, failure, counts, error)
  }
}

/** The step of a case, or none: then it is a random one. */
function stepOf(index: number, steps: readonly Plan[]): Plan | undefined {
  const place = (index % 5) - 2
  return place < 0 ? undefined : steps[(Math.floor(index / 5) * 3 + place) % steps.length]
}

/** A moment of the parent's choice, or a step of the worker's own, which replays exactly. */
function randomPlan(random: Random): Plan {
  const isOutside = random.chance(0.5)
  return {
    scenario: 'work',
    pieces: ENDLESS,
    diesAtStep: isOutside ? null : random.integer(1, 600),
    killAfterMs: isOutside ? random.integer(0, LONGEST_MS) : null,
  }
}

async function runWorker(
  root: string,
  { killAfterMs, ...options }: WorkerOptions & Plan,
): Promise<{ said: Said; wasKilled: boolean }> {
  const child = spawn(process.execPath, [worker, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A worker is mostly its start: compiled code is kept for the next one.
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') },
  })
  let output = ''
  let errors = ''
  let timer: NodeJS.Timeout | null = null
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '' && killAfterMs !== null) {
      timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    }
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (errors += text))
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (_code, by) => resolve(by))
  })
  if (timer) clearTimeout(timer)
  const said = readLines(output, options.atMs)
  const wasKilled = signal === 'SIGKILL'
  if (!wasKilled && !said.isFinished) throw new Error(`the worker failed: ${errors}`)
  return { said, wasKilled }
}
