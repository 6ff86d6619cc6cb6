import SqliteDatabase, { type Database } from 'better-sqlite3'
import { type Ledger, openLedger } from '../../main/ledger/ledger.ts'
import { migrate } from '../../main/storage/migrate.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openPrices } from '../../main/storage/prices.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import type { Price } from '../../shared/money/price.ts'
import { withLazyStatements } from './lazy-statements.ts'
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
  source: 'bundled',
  takenOn: '2026-11-21',
}

/** A table, index or trigger, with the words that make it. */
export type SchemaObject = { type: string; name: string; table: string; sql: string }

/** Everything that the migrations leave in a new database, tables first and triggers last. */
export function schemaObjects(): SchemaObject[] {
  const database = newDatabase()
  const objects = database
    .prepare<[], SchemaObject>(
      `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE sql IS NOT NULL
         AND name NOT GLOB 'sqlite_*'
       ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid`,
    )
    .all()
  database.close()
  return objects
}

/**
 * A database with these tables, all as the program makes them if none are given, the rows that are
 * in a new one, and a price. To be opened as often as wanted.
 */
export function newImage(objects: readonly SchemaObject[] = schemaObjects()): Buffer {
  const original = newDatabase()
  const database = new SqliteDatabase(':memory:')
  for (const { type, name, sql } of objects) {
    database.exec(sql)
    if (type !== 'table') continue
    const columns = original.pragma(`table_info(${name})`) as { name: string }[]
    const insert = database.prepare(
      `INSERT INTO ${name} VALUES(${columns.map((column) => `@${column.name}`).join()})`,
    )
    for (const row of original.prepare(`SELECT * FROM ${name}`).all()) insert.run(row)
  }
  original.close()
  openPrices(database).pin('test', 'light', price)
  const image = database.serialize()
  database.close()
  return image
}

function newDatabase(): Database {
  const database = new SqliteDatabase(':memory:')
  migrate(database, migrations)
  return database
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
