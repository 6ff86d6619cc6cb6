import { closeSync, cpSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { takeBackup } from '../../main/storage/backup.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { type Random, randomOfCase } from './part.ts'
import { databaseOf, openWorkplace, START_MS, type Workplace, work } from './work.ts'

/** What a scenario finds when it begins. */

export function copyOf(from: string, to: string): string {
  cpSync(from, to, { recursive: true })
  return to
}

/** A profile after some work, with attempts in every state; then whatever is done with it. */
async function worked(folder: string, then: (place: Workplace) => void | Promise<void>) {
  const place = openWorkplace(folder)
  workOn(place, 60, randomOfCase(1, 'b', 0), 'b')
  await then(place)
  place.close()
}

/** So many pieces of work, with attempts of names of their own. */
export function workOn(place: Workplace, pieces: number, random: Random, prefix: string): void {
  let number = 0
  for (const piece of work(place, random, prefix)) {
    piece.run()
    number += 1
    if (number === pieces) return
  }
}

/** Left as a crash in the middle of work leaves it. */
export async function leaveOpen(folder: string): Promise<void> {
  const busy = `${folder}-busy`
  mkdirSync(busy)
  await worked(busy, () => void copyOf(busy, folder))
  rmSync(busy, { recursive: true })
}

/** Left as the version before leaves it. */
export async function leaveClosed(folder: string): Promise<void> {
  await worked(folder, () => {})
}

/** A backup, work after it, and then a page of the first entries overwritten. */
export async function leaveDamaged(folder: string): Promise<void> {
  await worked(folder, async (place) => {
    await backUp(folder, place)
    workOn(place, 30, randomOfCase(1, 'c', 0), 'c')
  })
  damagePage(databaseOf(folder))
}

/** The backup of the day of a profile that is open. */
export async function backUp(folder: string, place: Workplace): Promise<void> {
  const options = {
    path: databaseOf(folder),
    steps: migrations,
    nowMs: () => START_MS,
    freeBytes: () => null,
  }
  const taken = await takeBackup(place.database, options, () => false)
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
}

/** Overwrites the page that holds an early attempt. */
function damagePage(path: string): void {
  const bytes = readFileSync(path)
  const at = bytes.indexOf('turn of b1')
  if (at < 0) throw new Error('There is nothing to damage')
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, Math.floor(at / 4096) * 4096)
  closeSync(file)
}
