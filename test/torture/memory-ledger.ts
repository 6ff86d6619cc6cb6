import SqliteDatabase, { type Database } from 'better-sqlite3'
import { type Ledger, openLedger } from '../../main/ledger/ledger.ts'
import { migrate } from '../../main/storage/migrate.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import type { Price } from '../../shared/money/price.ts'
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

/** A database with the program's tables and nothing in them but a price; opened as often as wanted. */
export function newImage(schema: readonly string[] = migrations): Buffer {
  const database = new SqliteDatabase(':memory:')
  migrate(database, schema)
  openStorage(database).prices.pin('test', 'light', price)
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
  const storage = openStorage(database)
  const ledger = openLedger(storage, { nowMs: () => clock.atMs, timeZone: () => clock.zone })
  return { database, storage, ledger, tables: openTables(database) }
}
