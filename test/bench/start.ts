import { cp, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { electronRuntime, projectFolder } from '../../build/app.ts'
import { writeBareApp } from './measure/bare-app.ts'
import { type App, launch } from './measure/launch.ts'
import { untilQuiet } from './measure/quiet.ts'
import { canWeighProcesses, processorMs, processTree, pssMb } from './measure/process-tree.ts'

/**
 * Cold start, memory and idle processor time of the built app, beside a bare Electron window with
 * one text field in the same run. On a busy machine only the ratios mean something, so the two
 * take turns, each start waits for a quiet moment, and each figure is a median.
 *
 * Measured is the everyday start: the profile was opened before, as often as Chromium wants before
 * it keeps compiled code, and each run works on a copy of it.
 */

const RUNS = 9
/** Runs at whose end memory and idle time are read; they are the slow part. */
const RESIDENT_RUNS = 5
const PREPARING_STARTS = 3
/** Long enough for what an app does after its first screen, and for Chromium to write its caches. */
const SETTLE_MS = 5_000
/** After this the first screen is whole, and nothing takes the focus any more. */
const LOAD_MS = 2_000
const IDLE_MS = 5_000
/** For other windows of the same Electron to be gone, which would take a share of the memory. */
const LONGEST_WAIT_MS = 20_000

const goals = { coldStartMs: 1.1, pssMb: 1.1, idleCpuPercent: 0.2 } as const

type Run = { startMs: number; pssMb: number | null; cpuPercent: number | null }
type Subject = App & { readonly profile: string }
type Pair = { farthing: number | null; bare: number | null }

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const folder = await mkdtemp(path.join(tmpdir(), 'farthing-bench-'))
try {
  const isJson = process.argv.includes('--json')
  const result = await measure()
  if (isJson) console.log(JSON.stringify(result))
  else show(result)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measure() {
  const farthing = await prepare('farthing', projectFolder, ['--profile=practice'])
  const bare = await prepare('bare', await writeBareApp(folder), [])
  const runs: { farthing: Run[]; bare: Run[] } = { farthing: [], bare: [] }
  for (let place = 0; place < RUNS; place += 1) {
    const isResident = canWeighProcesses() && place < RESIDENT_RUNS
    runs.farthing.push(await runOnce(farthing, isResident))
    runs.bare.push(await runOnce(bare, isResident))
  }
  const startMs = medians(runs, (run) => run.startMs)
  const memory = medians(runs, (run) => run.pssMb)
  const idle = medians(runs, (run) => run.cpuPercent)
  const coldStartMs = { ...startMs, ratio: ratioOf(startMs), goal: goals.coldStartMs }
  const pss = { ...memory, ratio: ratioOf(memory), goal: goals.pssMb }
  return {
    bench: 'start',
    runs: RUNS,
    machine: {
      cpus: cpus().length,
      memory: totalmem(),
      node: process.versions.node,
      electron: electronRuntime().version,
    },
    coldStartMs,
    pssMb: pss,
    idleCpuPercent: { ...idle, goal: goals.idleCpuPercent },
    met: {
      coldStartMs: isWithin(coldStartMs.ratio, goals.coldStartMs),
      pssMb: isWithin(pss.ratio, goals.pssMb),
      idleCpuPercent: isWithin(idle.farthing, goals.idleCpuPercent),
    },
  }
}

/** Opens a profile some times, so that what is measured is not the first start after installing. */
async function prepare(name: string, appFolder: string, args: readonly string[]): Promise<Subject> {
  const subject = { folder: appFolder, args, profile: path.join(folder, name) }
  for (let place = 0; place < PREPARING_STARTS; place += 1) {
    const launched = await launch(subject, subject.profile)
    await pause(SETTLE_MS)
    await launched.quit()
  }
  return subject
}

async function runOnce(subject: Subject, isResident: boolean): Promise<Run> {
  const profile = `${subject.profile}-copy`
  await cp(subject.profile, profile, { recursive: true })
  await untilQuiet()
  const launched = await launch(subject, profile)
  let memory: number | null = null
  let cpuPercent: number | null = null
  if (isResident) {
    await pause(LOAD_MS)
    await launched.leaveAlone()
    await pause(SETTLE_MS - LOAD_MS)
    const processes = processTree(launched.processId)
    memory = await undisturbedPssMb(processes)
    const beforeMs = processorMs(processes)
    const sinceMs = performance.now()
    await pause(IDLE_MS)
    const lasted = performance.now() - sinceMs
    cpuPercent = ((processorMs(processes) - beforeMs) / lasted) * 100
  }
  await launched.quit()
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  if (launched.readyMs !== null) return { startMs: launched.readyMs, pssMb: memory, cpuPercent }
  return runOnce(subject, isResident)
}

async function undisturbedPssMb(processes: readonly number[]): Promise<number | null> {
  for (const deadline = Date.now() + LONGEST_WAIT_MS; Date.now() < deadline; await pause(500)) {
    const memory = pssMb(processes)
    if (memory !== null) return memory
  }
  return null
}

function medians(
  runs: { farthing: readonly Run[]; bare: readonly Run[] },
  figure: (run: Run) => number | null,
): Pair {
  return { farthing: median(runs.farthing.map(figure)), bare: median(runs.bare.map(figure)) }
}

function median(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null).toSorted((one, other) => one - other)
  const upper = known[Math.floor(known.length / 2)]
  const lower = known[Math.floor((known.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : round((upper + lower) / 2)
}

function ratioOf({ farthing, bare }: Pair): number | null {
  return farthing === null || bare === null ? null : round(farthing / bare)
}

function isWithin(figure: number | null, goal: number): boolean | null {
  return figure === null ? null : figure <= goal
}

function round(figure: number): number {
  return Math.round(figure * 1_000) / 1_000
}

function show({ coldStartMs, pssMb: pss, idleCpuPercent }: Awaited<ReturnType<typeof measure>>) {
  const rows = [
    ['', 'Farthing', 'bare', 'ratio', 'goal'],
    [
      'cold start, ms',
      coldStartMs.farthing,
      coldStartMs.bare,
      coldStartMs.ratio,
      goals.coldStartMs,
    ],
    ['memory (PSS), MB', pss.farthing, pss.bare, pss.ratio, goals.pssMb],
    ['idle CPU, %', idleCpuPercent.farthing, idleCpuPercent.bare, '', goals.idleCpuPercent],
  ]
  for (const [name, ...figures] of rows) {
    const columns = figures.map((figure) => String(figure ?? '-').padStart(10))
    console.log(`${String(name).padEnd(18)}${columns.join('')}`)
  }
}
