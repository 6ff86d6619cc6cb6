import { join } from 'node:path'
import { foldAll } from '../../../main/usage/fold-all.ts'
import { openFold } from '../../../main/usage/fold.ts'
import { storedSource, tableSource, type UsageSource } from '../../../main/usage/source.ts'
import { differences } from '../../../main/usage/table.ts'
import { openUsage, titlesIn, usageIn, type UsageOptions } from '../../../main/usage/usage.ts'
import { measured, type Measured, median } from '../chat/measured.ts'
import { untilQuiet } from '../measure/quiet.ts'
import { type Month, writeMonth } from './month.ts'

export const MANY = 50_000
export const FEW = 500
export const SEED = 20_261_122
export const GOAL = 1.5
const ROUNDS = 60
const READS_A_ROUND = 20
const SCANS = 5
/** What a turn that is waited for may be held up by, at most. */
const GO_GOAL_MS = 10

/**
 * Reading a month of 50,000 settled turns beside one of 500, in the main process, by the time its
 * processor was at work: what else the machine does is not counted. Beside it what adding up every
 * entry would take, and how long the goes are in which rows are brought up with the entries.
 */
export async function reading(folder: string): Promise<Measured[]> {
  const nowMs = Date.now()
  const many = writeMonth(join(folder, 'many'), MANY, SEED, nowMs)
  const few = writeMonth(join(folder, 'few'), FEW, SEED, nowMs)
  const goes = foldOf(many)
  foldOf(few)
  for (const month of [many, few]) expectRight(month)
  const usages = { many: usageOf(many), few: usageOf(few) }
  await untilQuiet()
  const cpuMs = { many: [] as number[], few: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const which of round % 2 === 0 ? (['many', 'few'] as const) : (['few', 'many'] as const)) {
      cpuMs[which].push(await readsMs(usages[which]))
    }
  }
  const figures = {
    manyCpuMs: undisturbed(cpuMs.many),
    fewCpuMs: undisturbed(cpuMs.few),
    manyRows: many.storage.usageRows.all().length,
    fewRows: few.storage.usageRows.all().length,
  }
  const scanMs = median(Array.from({ length: SCANS }, () => cpuOf(() => void scan(many))))
  many.close()
  few.close()
  return [
    measured(
      `P10 reading a month of ${MANY} turns, of ${FEW} turns`,
      figures.manyCpuMs / figures.fewCpuMs,
      GOAL,
      figures,
    ),
    measured('P10 the same, of adding every entry up', figures.manyCpuMs / scanMs, 1, {
      cpuMs: figures.manyCpuMs,
      addingUpCpuMs: scanMs,
    }),
    measured('Bringing usage up with the entries: one go, CPU ms', goes.cpuMs, GO_GOAL_MS, goes),
  ]
}

function optionsOf({ storage, ledger }: Month): UsageOptions {
  return {
    storage,
    ledger,
    // As the catalogue would: looked up, and there.
    modelName: (_, modelId) => modelId,
    providerName: (providerId) => providerId,
    creditsPerUsd: () => 10_000,
    after: () => () => {},
    report(error) {
      throw error
    },
  }
}

function usageOf(month: Month) {
  return openUsage(optionsOf(month))
}

/** All goes over everything. By the clock a commit with its flush is in it, and whatever else is running. */
function foldOf({ storage }: Month) {
  const fold = openFold(storage)
  const timesMs: number[] = []
  const cpuMs: number[] = []
  for (let hasMore = true; hasMore; ) {
    const startedAtMs = performance.now()
    cpuMs.push(cpuOf(() => (hasMore = fold.step())))
    timesMs.push(performance.now() - startedAtMs)
  }
  const sorted = cpuMs.toSorted((one, other) => one - other)
  return {
    cpuMs: median(cpuMs),
    p90CpuMs: sorted[Math.floor(sorted.length * 0.9)] ?? 0,
    clockMs: median(timesMs),
    count: timesMs.length,
  }
}

/** CPU time of one read, in ms, from some of them. */
async function readsMs({ read }: ReturnType<typeof openUsage>): Promise<number> {
  const before = process.cpuUsage()
  for (let number = 0; number < READS_A_ROUND; number += 1) {
    const usage = await read({ span: 'month', day: null })
    if (!usage.ok) throw new Error(usage.failure.kind)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / READS_A_ROUND
}

function cpuOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function scan(month: Month) {
  const table = foldAll(month.storage)
  return monthIn(month, tableSource(table, titlesIn(month.storage)))
}

function monthIn(month: Month, source: UsageSource) {
  return usageIn(optionsOf(month), source, 'month', null)
}

/** What is measured is right: the same as every entry added up, and as many turns as were made. */
function expectRight(month: Month): void {
  const { storage } = month
  const kept = { days: storage.usageRows.all(), conversations: storage.usageConversations.all() }
  const found = differences(kept, foldAll(storage))
  const one = JSON.stringify(monthIn(month, storedSource(storage)))
  const other = JSON.stringify(scan(month))
  if (found.length > 0 || one !== other) throw new Error(['Usage is wrong', ...found].join('\n'))
}

/** The quarter of them that was quickest ends here: what else the machine does only ever adds. */
export function undisturbed(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 4)] ?? Number.NaN
}
