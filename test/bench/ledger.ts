import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { type Ledger, openLedger } from '../../main/ledger/ledger.ts'
import { newId } from '../../main/new-id.ts'
import { type Database, openDatabase } from '../../main/storage/open.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import { freePrice } from '../../shared/money/price.ts'
import { untilQuiet } from './measure/quiet.ts'

/**
 * What the ledger costs, beside the least that a durable ledger could do on the same disk in the
 * same run: two commits of one row each. The two take turns in short rounds, and each figure is the
 * median of the rounds, so that a busy moment meets both.
 *
 * A pair is what a turn costs: one commit that reserves and marks as dispatched, one that settles,
 * with every guard on and the mark written.
 */

const ROUNDS = 60
const PAIRS_A_ROUND = 40
const RECOVERED_ENTRIES = 100_000
/** A reservation, its ending: how many attempts make so many entries. */
const ATTEMPTS = RECOVERED_ENTRIES / 2
/** Left between reserve and ending by the run that ended unexpectedly. */
const LEFT_OPEN = 50
const RECOVERIES = 5

const goals = { pairsRatio: 0.75, tailRatio: 5, compareRatio: 1.15, recoveryMs: 1_000 } as const

type Subject = { run: () => void; close: () => void }
type Work = { database: Database; storage: Storage; ledger: Ledger; close: () => void }

const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
try {
  const result = await measure()
  if (process.argv.includes('--json')) console.log(JSON.stringify(result))
  else show(result)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure() {
  await untilQuiet()
  const full = comparePairs('FULL', 0)
  const normal = comparePairs('NORMAL', 0)
  const large = comparePairs('FULL', ATTEMPTS)
  const tail = commitTail()
  const compare = fourInOneCommit()
  const recovery = recover()
  return {
    benchmark: 'ledger',
    processors: availableParallelism(),
    pairs: {
      ...full,
      goal: goals.pairsRatio,
      met: full.ratio >= goals.pairsRatio,
      withoutFlush: normal,
      with100000Entries: large,
    },
    commitTail: { ...tail, goal: goals.tailRatio, met: tail.ratio <= goals.tailRatio },
    fourReservationsInOneCommit: {
      ...compare,
      goal: goals.compareRatio,
      met: compare.ratio <= goals.compareRatio,
    },
    recovery: { ...recovery, goal: goals.recoveryMs, met: recovery.ms <= goals.recoveryMs },
  }
}

function comparePairs(synchronous: 'FULL' | 'NORMAL', attempts: number) {
  const ours = ledgerPairs(synchronous, attempts)
  const bare = barePairs(synchronous)
  const perSecond: { ours: number[]; bare: number[]; ratio: number[] } = {
    ours: [],
    bare: [],
    ratio: [],
  }
  timed(ours.run)
  timed(bare.run)
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, other] = [timed(ours.run), timed(bare.run)]
    perSecond.ours.push(one)
    perSecond.bare.push(other)
    perSecond.ratio.push(one / other)
  }
  ours.close()
  bare.close()
  return {
    pairsPerSecond: Math.round(median(perSecond.ours)),
    barePairsPerSecond: Math.round(median(perSecond.bare)),
    ratio: rounded(median(perSecond.ratio)),
  }
}

/** Pairs a second over one round. */
function timed(run: () => void): number {
  const startedAtMs = performance.now()
  for (let index = 0; index < PAIRS_A_ROUND; index += 1) run()
  return (PAIRS_A_ROUND / (performance.now() - startedAtMs)) * 1_000
}

function ledgerPairs(synchronous: string, attempts: number): Subject {
  const work = openWork(`pairs-${synchronous}-${attempts}`)
  fill(work, attempts)
  work.database.pragma(`synchronous = ${synchronous}`)
  return {
    run() {
      const attemptId = reserve(work)
      work.ledger.settle(attemptId, 500, 'exact')
    },
    close: work.close,
  }
}

function barePairs(synchronous: string): Subject {
  const database = new SqliteDatabase(join(folder, `bare-${synchronous}-${Math.random()}.db`))
  for (const pragma of ['journal_mode = WAL', 'locking_mode = EXCLUSIVE']) database.pragma(pragma)
  database.exec('CREATE TABLE row(id INTEGER PRIMARY KEY, name TEXT, amount INTEGER) STRICT')
  // After the first write, because the library lowers it then.
  database.pragma(`synchronous = ${synchronous}`)
  const insert = database.prepare<[string, number]>('INSERT INTO row(name, amount) VALUES(?, ?)')
  return {
    run() {
      insert.run('reserve', 1_000)
      insert.run('settle', 500)
    },
    close: () => void database.close(),
  }
}

/** How far the slowest commits are from the usual one. */
function commitTail() {
  const work = openWork('tail')
  const lateMs: number[] = []
  for (let index = 0; index < 4_000; index += 1) {
    const startedAtMs = performance.now()
    const attemptId = reserve(work)
    lateMs.push(performance.now() - startedAtMs)
    work.ledger.settle(attemptId, 500, 'exact')
  }
  work.close()
  const sorted = lateMs.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return {
    p50Ms: rounded(at(0.5)),
    p999Ms: rounded(at(0.999)),
    ratio: rounded(at(0.999) / at(0.5)),
  }
}

/** One prompt to four models: all reserved together or none. */
function fourInOneCommit() {
  const work = openWork('compare')
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = msOf(() => void reserve(work))
    const four = msOf(() => work.storage.transact(() => times(4, () => void reserve(work))))
    rounds.push(four / one)
  }
  work.close()
  return { ratio: rounded(median(rounds)) }
}

/** The start after a run that ended unexpectedly: all is checked and added up, and swept. */
function recover() {
  const name = 'recovery'
  const work = openWork(name)
  fill(work, ATTEMPTS)
  work.database.pragma('synchronous = OFF')
  times(LEFT_OPEN, () => void reserve(work))
  work.close()
  const runs: number[] = []
  for (let run = 0; run < RECOVERIES; run += 1) {
    const startedAtMs = performance.now()
    const again = openWork(name)
    for (const { attemptId } of again.storage.attempts.inFlight()) {
      again.ledger.markUncertain(attemptId)
    }
    runs.push(performance.now() - startedAtMs)
    again.close()
  }
  return { entries: RECOVERED_ENTRIES, ms: Math.round(median(runs)) }
}

function openWork(name: string): Work {
  const opened = openDatabase({ path: join(folder, name, 'farthing.db') })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  const ledger = openLedger(storage, { nowMs: Date.now, timeZone: () => 'UTC' })
  if (ledger.budget().monthlyNanoUsd === null) ledger.setMonthlyBudget(1e15, 'first')
  return { database, storage, ledger, close: () => storage.close() }
}

/** Attempts that ended long ago. */
function fill(work: Work, attempts: number): void {
  work.database.pragma('synchronous = OFF')
  for (let done = 0; done < attempts; done += 1_000) {
    work.storage.transact(() =>
      times(Math.min(1_000, attempts - done), () => {
        work.ledger.settle(reserve(work), 500, 'exact')
      }),
    )
  }
}

/** In one commit, as a turn does it: reserved, and marked as about to leave. */
function reserve({ storage, ledger }: Work): string {
  const attemptId = newId(Date.now())
  storage.transact(() => {
    const reserved = ledger.reserve({
      attemptId,
      turnId: attemptId,
      number: 1,
      purpose: 'answer',
      providerId: 'anthropic',
      modelId: 'claude-opus-5-5',
      priceId: storage.prices.pin('anthropic', 'claude-opus-5-5', freePrice('2026-11-22')),
      effort: null,
      textTokens: null,
      inputTokens: 1_000,
      maxOutputTokens: 8_192,
      expectedNanoUsd: 800,
      reservedNanoUsd: 1_000,
    })
    if (!reserved.ok) throw new Error(JSON.stringify(reserved.failure))
    ledger.markDispatched(attemptId)
  })
  return attemptId
}

function times(count: number, work: () => void): void {
  for (let index = 0; index < count; index += 1) work()
}

function msOf(work: () => void): number {
  const startedAtMs = performance.now()
  work()
  return performance.now() - startedAtMs
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

function show(result: Awaited<ReturnType<typeof measure>>): void {
  const { pairs, commitTail, fourReservationsInOneCommit: four, recovery } = result
  const verdict = (met: boolean): string => (met ? 'met' : 'not met')
  console.log(`Reserve and settle, on ${result.processors} processors`)
  console.log(
    `  ${pairs.pairsPerSecond} pairs a second beside ${pairs.barePairsPerSecond} bare ones: ` +
      `${pairs.ratio} (goal ${pairs.goal}: ${verdict(pairs.met)})`,
  )
  console.log(`  without flushing to the disk: ${pairs.withoutFlush.ratio}`)
  console.log(`  with 100,000 entries: ${pairs.with100000Entries.ratio}`)
  console.log(
    `  slowest in a thousand ${commitTail.p999Ms} ms beside ${commitTail.p50Ms} ms: ` +
      `${commitTail.ratio} times (goal ${commitTail.goal}: ${verdict(commitTail.met)})`,
  )
  console.log(
    `  four reservations in one commit: ${four.ratio} times one (goal ${four.goal}: ${verdict(four.met)})`,
  )
  console.log(
    `Recovery of ${recovery.entries} entries: ${recovery.ms} ms ` +
      `(goal ${recovery.goal}: ${verdict(recovery.met)})`,
  )
}
