import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Audit, auditFile, auditPlainly, type Wrong } from './audit.ts'
import { openTortureSession } from './a-session.ts'
import {
  casesOf,
  type Counts,
  type Random,
  randomOfCase,
  TortureFailure,
  type TorturePart,
} from './part.ts'
import { brokenByRecovery, brokenPromises, readLines, type Said } from './promises.ts'
import { type LogEnd, logEnd } from './wal.ts'
import { scratchFolder } from './scratch.ts'
import { databaseOf, markOf, openWorkplace, type Promised, work } from './work.ts'

/*
 * A write-ahead log that lost bytes, as when power fails or a disk forgets. What SQLite finds is a
 * shorter history that looks whole. So: it opens, what was committed before the damage is there to
 * the last row, and what came after it is said to be lost, by its number.
 *
 * A log that is older than its database is another matter: its pages would go over newer ones. Then
 * the profile is whole, or it is said to be damaged and left as it is.
 */

/** Each history is damaged so often, each time anew. */
const DAMAGES_A_CASE = 10

/** One acknowledged piece of work, and where the log ended after it. */
type Acknowledged = Promised & LogEnd

type History = {
  acknowledged: Acknowledged[]
  database: Buffer
  log: Buffer
  mark: Buffer
  /** The log as it was earlier. */
  earlier: { log: Buffer; number: number }[]
  /** True if the newest frames are in the database file as well. */
  isCopiedOver: boolean
}

type Damage = {
  what: string
  log: Buffer | null
  /** How many acknowledgements must be there after it; null if that cannot be told. */
  kept: number | null
  hasMark: boolean
}

export const log: TorturePart = {
  name: 'log',
  async run({ seed, extent, firstIndex = 0 }) {
    const counts: Partial<Counts> & { walDamages: number } = {
      walDamages: 0,
      acknowledged: 0,
      lost: 0,
      overspent: 0,
      unhandled: 0,
    }
    for (const index of casesOf(extent, firstIndex)) {
      const random = randomOfCase(seed, 'log', index)
      const root = scratchFolder('log')
      let what = 'the history'
      try {
        const history = makeHistory(join(root, 'history'), random)
        counts.acknowledged = (counts.acknowledged ?? 0) + history.acknowledged.length
        for (let number = 1; number <= DAMAGES_A_CASE; number += 1) {
          const damage = chooseDamage(history, random)
          what = damage.what
          counts.walDamages += 1
          const wrong = await judge(join(root, String(number)), history, damage)
          for (const one of wrong) counts[one.count] = (counts[one.count] ?? 0) + 1
          if (wrong.length > 0) throw new Error(wrong.map((one) => one.what).join('; '))
        }
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        const at = { part: 'log', seed, index }
        throw new TortureFailure(at, `${what}: ${message}`, counts, error)
      } finally {
        rmSync(root, { recursive: true, force: true })
      }
    }
    return counts
  },
}

/** Works for a while, and copies the files while they are open: as a power cut would leave them. */
function makeHistory(folder: string, random: Random): History {
  mkdirSync(folder)
  // On its first day all of a profile is in the log; later most of it is in the database.
  if (random.chance(0.7)) openWorkplace(folder).close()
  const place = openWorkplace(folder)
  const path = `${databaseOf(folder)}-wal`
  // The files are read back by this process, so nothing depends on what the disk keeps.
  place.database.pragma('synchronous = OFF')
  place.database.pragma('wal_autocheckpoint = 0')
  const acknowledged: Acknowledged[] = []
  const earlier: History['earlier'] = []
  let end: LogEnd | null = null
  let isCopiedOver = false
  const pieces = random.integer(5, 90)
  for (const piece of work(place, random, 'a')) {
    const promised = piece.run()
    end = logEnd(path, end)
    if (end.generation !== acknowledged.at(-1)?.generation) isCopiedOver = false
    acknowledged.push({ ...promised, ...end })
    if (random.chance(0.05)) earlier.push({ log: readFileSync(path), number: acknowledged.length })
    if (random.chance(0.02)) {
      place.database.pragma(`wal_checkpoint(${random.pick(['PASSIVE', 'RESTART', 'TRUNCATE'])})`)
      isCopiedOver = true
    }
    if (acknowledged.length === pieces) break
  }
  const history = {
    acknowledged,
    database: readFileSync(databaseOf(folder)),
    log: readFileSync(path),
    mark: readFileSync(markOf(folder)),
    earlier,
    isCopiedOver,
  }
  place.close()
  return history
}

function chooseDamage(history: History, random: Random): Damage {
  const { log, acknowledged } = history
  const hasMark = random.chance(0.9)
  const at = random.integer(0, Math.max(0, log.length - 1))
  const older = history.earlier[random.integer(0, history.earlier.length - 1)]
  const kind = random.pick(['cut', 'cut', 'flip', 'flip', 'zero', 'gone', 'older', 'none'])
  if (kind === 'cut') return changed(history, `cut at ${at}`, log.subarray(0, at), hasMark)
  if (kind === 'flip') {
    const bytes = Buffer.from(log)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(0, 7))
    return changed(history, `a bit of byte ${at} flipped`, bytes, hasMark)
  }
  if (kind === 'zero') {
    const bytes = Buffer.from(log).fill(0, at)
    return changed(history, `nothing but zeros from ${at}`, bytes, hasMark)
  }
  if (kind === 'gone')
    return { ...changed(history, 'deleted', Buffer.alloc(0), hasMark), log: null }
  if (kind === 'older' && older) {
    const what = `as it was after piece ${older.number}`
    const isOfNow = older.log.subarray(0, 32).equals(log.subarray(0, 32))
    if (isOfNow) return changed(history, what, older.log, hasMark)
    return { what, log: older.log, kept: null, hasMark }
  }
  return { what: 'left as it is', log, kept: acknowledged.length, hasMark }
}

/** A log that is another from some byte on: every commit that ended before it is there. */
function changed(history: History, what: string, log: Buffer, hasMark: boolean): Damage {
  const { acknowledged, isCopiedOver } = history
  const newest = acknowledged.at(-1)?.generation
  let same = 0
  while (same < log.length && log[same] === history.log[same]) same += 1
  const isKept = (one: Acknowledged): boolean => one.generation !== newest || one.endBytes <= same
  const firstLost = acknowledged.findIndex((one) => !isKept(one))
  const kept = firstLost < 0 ? acknowledged.length : firstLost
  const isTellable = !isCopiedOver || firstLost < 0 || log.length === 0
  if (!isTellable) return { what: `${what}, copied over already`, log, kept: null, hasMark }
  return { what, log, kept: isCopiedOver ? acknowledged.length : kept, hasMark }
}

async function judge(folder: string, history: History, damage: Damage): Promise<Wrong[]> {
  const { acknowledged } = history
  const kept = acknowledged.slice(0, damage.kept ?? 0)
  const wrong: Wrong[] = []
  let plain: Audit | null = null
  if (damage.kept !== null) {
    plain = auditPlainly(layOut(`${folder}-plain`, history, damage))
    if (plain) wrong.push(...plain.wrong, ...brokenPromises(saidOf(kept), plain))
    const entryCount = plain?.entries.length ?? 0
    const expected = kept.at(-1)?.sequence ?? Math.min(entryCount, 1)
    if (entryCount !== expected) {
      wrong.push({ count: 'lost', what: `${entryCount} entries, not ${expected}` })
    }
  }
  const path = layOut(folder, history, damage)
  const { opened, reports, runLater } = openTortureSession(folder, acknowledged.at(-1)?.atMs ?? 0)
  if (!opened.ok) {
    const mayBeDamaged = damage.kept === null || (plain === null && damage.hasMark)
    const isExpected = mayBeDamaged && opened.failure.kind === 'database-damaged'
    if (!isExpected) throw new Error(`it does not open: ${JSON.stringify(opened.failure)}`)
    return changedFiles(path, history, damage)
  }
  runLater()
  const { recovered, close } = opened.value
  await close()
  const found = auditFile(path)
  wrong.push(...found.wrong, ...(plain ? brokenByRecovery(plain, found) : []))
  for (const report of reports) wrong.push({ count: 'unhandled', what: String(report) })
  // Older pages over newer ones: where the entries are whole, balances are put right from them.
  if (recovered.rebuiltCount > 0 && damage.kept !== null)
    wrong.push({ count: 'unhandled', what: 'balances were rebuilt' })
  // What a start adds, it adds after noticing what is gone.
  const foundCount = damage.kept === null ? found.entries.length : (plain?.entries.length ?? 0)
  const lostCount = Math.max(0, (acknowledged.at(-1)?.sequence ?? 0) - foundCount)
  const saidCount = recovered.lostEntryCount
  const isSaid = damage.kept === null ? saidCount >= lostCount : saidCount === lostCount
  if (damage.hasMark && !isSaid) {
    wrong.push({
      count: 'lost',
      what: `${lostCount} entries were lost, ${saidCount} are said to be`,
    })
  }
  return wrong
}

/** A profile folder with the damaged log in it; returns the path of its database. */
function layOut(folder: string, { database, mark }: History, damage: Damage): string {
  mkdirSync(folder)
  const path = databaseOf(folder)
  writeFileSync(path, database)
  if (damage.log) writeFileSync(`${path}-wal`, damage.log)
  if (damage.hasMark) writeFileSync(markOf(folder), mark)
  return path
}

function saidOf(kept: readonly Acknowledged[]): Said {
  const attempts = new Map<string, Promised>()
  for (const one of kept) if (one.attemptId !== null) attempts.set(one.attemptId, one)
  return {
    ...readLines('', 0),
    attempts,
    chains: new Map(kept.map(({ sequence, chain }) => [sequence, chain])),
  }
}

function changedFiles(path: string, { database }: History, damage: Damage): Wrong[] {
  const isSame =
    readFileSync(path).equals(database) &&
    (!damage.log || readFileSync(`${path}-wal`).equals(damage.log))
  return isSame ? [] : [{ count: 'lost', what: 'damaged files were changed' }]
}
