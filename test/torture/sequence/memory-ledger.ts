import SqliteDatabase, { type Database } from 'better-sqlite3'
import { type Ledger, openLedger } from '../../../main/ledger/ledger.ts'
import { migrate } from '../../../main/storage/migrate.ts'
import { migrations } from '../../../main/storage/migrations/list.ts'
import { openPrices } from '../../../main/storage/prices.ts'
import { openStorage, type Storage } from '../../../main/storage/storage.ts'
import type { Price } from '../../../shared/money/price.ts'
import { withLazyStatements } from '../lazy-statements.ts'
import type { LedgerModel } from './ledger-model.ts'
import { openTables, type Tables } from './ledger-tables.ts'

/**
 * The real ledger over a real SQLite without a disk: for what does not lean on durability, a
 * thousand times quicker. It has the guards that the database on disk has.
 */

export type MemoryLedger = {
  database: Database
  storage: Storage
  ledger: Ledger
  tables: Tables
}

const price: Price = {
  rates: {
    inputPicoUsd: 500_000,
    outputPicoUsd: 1_000_000,
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  },
  longContext: null,
  searchPicoUsd: null,
  match: 'exact',
  version: null,
  source: 'bundled',
  takenOn: '2026-11-21',
}

/** A table, index or trigger: the words that make it, and the rows that a new table has. */
export type SchemaObject = { type: string; name: string; sql: string; rows: readonly unknown[] }

/**
 * Everything that the migrations leave in a new database, tables first and triggers last. What the
 * index of words is made of comes with it.
 */
export function schemaObjects(): SchemaObject[] {
  const database = new SqliteDatabase(':memory:')
  migrate(database, migrations)
  const objects = database
    .prepare<[], Omit<SchemaObject, 'rows'>>(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL
         AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'message_index_*'
       ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid`,
    )
    .all()
    .map((object) => {
      const isPlain = object.type === 'table' && object.name !== 'message_index'
      return { ...object, rows: isPlain ? rowsOf(database, object.name) : [] }
    })
  database.close()
  return objects
}

function rowsOf(database: Database, table: string): unknown[] {
  return database.prepare(`SELECT * FROM ${table}`).raw().all()
}

/**
 * A database with these tables, all as the program makes them if none are given, the rows that are
 * in a new one, and a price. To be opened as often as wanted.
 */
export function newImage(objects: readonly SchemaObject[] = schemaObjects()): Buffer {
  const database = new SqliteDatabase(':memory:')
  for (const { name, sql, rows } of objects) {
    database.exec(sql)
    for (const row of rows as unknown[][]) {
      database.prepare(`INSERT INTO ${name} VALUES(${row.map(() => '?').join()})`).run(row)
    }
  }
  openPrices(database).pin('test', 'light', price)
  const image = database.serialize()
  database.close()
  return image
}

/** Opens a copy of an image. The pragmas are those of `openDatabase` that change what is refused. */
export function openMemoryLedger(
  image: Buffer,
  clock: LedgerModel['clock'],
  pragmas: readonly string[] = ['foreign_keys = ON', 'recursive_triggers = ON'],
): MemoryLedger {
  const database = new SqliteDatabase(image)
  for (const pragma of pragmas) database.pragma(pragma)
  const storage = openStorage(withLazyStatements(database))
  const ledger = openLedger(storage, { nowMs: () => clock.atMs, timeZone: () => clock.zone })
  return { database, storage, ledger, tables: openTables(database) }
}
