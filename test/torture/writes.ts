import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { Wrong } from './audit.ts'
import {
  casesOf,
  type Counts,
  type Random,
  randomOfCase,
  TortureFailure,
  type TorturePart,
} from './part.ts'
import { scratchFolder } from './scratch.ts'
import { type Step, watchSteps } from './steps.ts'
import { billedPrices, playDay } from './write-story.ts'

/*
 * Each write of a day fails in turn: a full disk, a broken one, once or several times in a row, and
 * a database that really cannot grow. Nothing that failed was sent; what was sent is written down
 * once; and every failure has a name.
 */

const kinds = ['full', 'broken', 'full for a while', 'cannot grow'] as const
type Kind = (typeof kinds)[number]

/** How many writes in a row fail on a disk that is full for a while. */
const A_WHILE = 5

export const writes: TorturePart = {
  name: 'writes',
  async run({ seed, extent, firstIndex = 0 }) {
    const counts: Partial<Counts> & { failedWrites: number } = {
      failedWrites: 0,
      lost: 0,
      doubleCharged: 0,
      overspent: 0,
      unhandled: 0,
    }
    const root = scratchFolder('writes')
    try {
      const stepCount = await countSteps(root)
      for (const index of casesOf(extent, firstIndex)) {
        const random = randomOfCase(seed, 'writes', index)
        // Each write once, in one way after the other; then each in the next of its ways.
        const round = Math.floor(index / stepCount)
        const failsAt = (index % stepCount) + 1
        const kind = kinds[(failsAt + round) % kinds.length] ?? 'full'
        const folder = join(root, String(index))
        mkdirSync(folder)
        let failed = ''
        try {
          const day = await playWith(folder, (step) => {
            if (!isDue(kind, step.number, failsAt)) return
            counts.failedWrites += 1
            failed ||= `${kind} at write ${step.number}, ${step.what}`
            fail(kind, step, random)
          })
          for (const one of day) counts[one.count] = (counts[one.count] ?? 0) + 1
          if (day.length > 0) throw new Error(day.map((one) => one.what).join('; '))
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          const at = { part: 'writes', seed, index }
          throw new TortureFailure(at, `${failed}: ${message}`, counts, error)
        }
        rmSync(folder, { recursive: true, force: true })
      }
      return counts
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  },
}

/** How many cases it takes for each write to fail once; four times as many are each in each way. */
export async function casesForEveryWrite(): Promise<number> {
  const root = scratchFolder('writes')
  try {
    return await countSteps(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** How many writes an undisturbed day takes. */
export async function countSteps(root: string): Promise<number> {
  const folder = join(root, 'counting')
  mkdirSync(folder)
  let count = 0
  const wrong = await playWith(folder, ({ number }) => void (count = number))
  if (wrong.length > 0) throw new Error(`Without any fault: ${JSON.stringify(wrong)}`)
  return count
}

/** A day with a provider of its own, on which `write` is called before each write. */
export async function playWith(folder: string, write: (step: Step) => void): Promise<Wrong[]> {
  const provider = await startFakeProvider({ prices: billedPrices })
  let number = 0
  let isFailing = false
  const stop = watchSteps((step) => {
    // Rolling back and letting go of a file need no room.
    if (isFailing || /^(?:ROLLBACK|close)/u.test(step.what)) return
    number += 1
    isFailing = true
    try {
      write({ ...step, number })
    } finally {
      isFailing = false
    }
  })
  try {
    return await playDay(folder, provider, { mend: stop })
  } finally {
    stop()
    await provider.close()
  }
}

function isDue(kind: Kind, number: number, failsAt: number): boolean {
  return number >= failsAt && number < failsAt + (kind === 'full for a while' ? A_WHILE : 1)
}

function fail(kind: Kind, { what, database }: Step, random: Random): void {
  if (kind === 'cannot grow' && database) return stopGrowing(database)
  const isFull = kind !== 'broken'
  if (!database) {
    const code = isFull ? 'ENOSPC' : 'EIO'
    throw Object.assign(new Error(`${code}: ${what}`), { code })
  }
  // SQLite may roll back by itself when a disk fails, and it may leave that to the program.
  if (database.inTransaction && random.chance(0.5)) database.exec('ROLLBACK')
  const [code, message] = isFull
    ? ['SQLITE_FULL', 'database or disk is full']
    : [random.pick(['SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC']), 'disk I/O error']
  throw new SqliteDatabase.SqliteError(message, code)
}

/** From here on SQLite itself says that it is full, until it has been asked for long enough. */
function stopGrowing(database: Database): void {
  const pages = Number(database.pragma('page_count', { simple: true }))
  database.pragma(`max_page_count = ${pages}`)
  setTimeout(() => {
    if (database.open) database.pragma('max_page_count = 1000000')
  }, 20)
}
