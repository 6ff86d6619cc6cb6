import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import type { ProfileOnDisk } from './profile-on-disk.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What the disk would hold if the program had ended at this very moment, in a folder of its own. */
export function crashImage({ path }: Pick<ProfileOnDisk, 'path'>): string {
  const image = join(temporaryFolder(), 'farthing.db')
  for (const suffix of ['', '-wal']) {
    if (existsSync(path + suffix)) copyFileSync(path + suffix, image + suffix)
  }
  const mark = join(path, '../ledger.mark')
  if (existsSync(mark)) copyFileSync(mark, join(image, '../ledger.mark'))
  return image
}

/** Changes a closed database past all its rules: triggers are put back after it, word for word. */
export function tamper(path: string, change: (database: Database) => void): void {
  const database = new SqliteDatabase(path)
  const triggers = database
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
    )
    .all()
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`)
  database.pragma('ignore_check_constraints = ON')
  change(database)
  for (const { sql } of triggers) database.exec(sql)
  database.close()
}

/** As if the last run had closed in order, a moment ago. */
export function callItClosedInOrder(path: string, nowMs: number): void {
  const database = new SqliteDatabase(path)
  const write = database.prepare('INSERT OR REPLACE INTO setting(key, value_json) VALUES(?, ?)')
  write.run('closedInOrder', 'true')
  write.run('fullyCheckedAtMs', String(nowMs))
  database.close()
}

/** Puts the first page of a table or index of one database in place of the same of another. */
export function copyPage(from: string, to: string, name: string): void {
  const { at, pageBytes } = placeOf(from, name)
  writeAt(to, at, readFileSync(from).subarray(at, at + pageBytes))
}

/** Makes nonsense of the first page of a table or index. */
export function breakPage(path: string, name: string): void {
  const { at, pageBytes } = placeOf(path, name)
  writeAt(path, at, Buffer.alloc(pageBytes, 0x5a))
}

function placeOf(path: string, name: string): { at: number; pageBytes: number } {
  const database = new SqliteDatabase(path, { readonly: true })
  const page = database
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(name)
  const pageBytes = Number(database.pragma('page_size', { simple: true }))
  database.close()
  if (page === undefined) throw new Error(`There is no ${name}`)
  return { at: (page - 1) * pageBytes, pageBytes }
}

function writeAt(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

/** Every file of a folder by name, byte for byte; SQLite's shared memory aside, which holds nothing. */
export function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => !name.endsWith('-shm'))
  return Object.fromEntries(
    names
      .filter((name) => name !== 'backups')
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )
}
