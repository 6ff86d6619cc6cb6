import SqliteDatabase, { type Database } from 'better-sqlite3'
import { openCatalogProviders } from '../../../main/accounts/catalog-providers.ts'
import { openAccounts } from '../../../main/accounts/accounts.ts'
import { openCatalog } from '../../../main/catalog/catalog.ts'
import { type Ledger, openLedger } from '../../../main/ledger/ledger.ts'
import type { ProviderAdapter } from '../../../main/providers/provider.ts'
import type { ProviderKind } from '../../../main/providers/registry.ts'
import { openStorage } from '../../../main/storage/storage.ts'
import { openTurns, type Turns } from '../../../main/turns/turns.ts'
import type { TurnsOptions } from '../../../main/turns/options.ts'
import { noCounter } from '../../helpers/no-counter.ts'
import { withLazyStatements } from '../lazy-statements.ts'
import { emptyVault } from './profile-image.ts'

/** The main process without Electron, from the calls of the window down to SQLite. */
export type Program = { database: Database; turns: Turns; ledger: Ledger; models: Priced[] }

type Priced = { modelId: string; inputPicoUsd: number; outputPicoUsd: number }

export type ProgramOptions = Pick<
  TurnsOptions,
  'nowMs' | 'newId' | 'after' | 'tell' | 'report' | 'freeBytes'
> & {
  loadAdapter: (kind: ProviderKind) => Promise<ProviderAdapter>
  /** Puts itself between the program and its disk. */
  disk: (database: Database) => Database
}

/**
 * Opens a profile from the bytes of its database and puts it together as `main/session.ts` does,
 * but in memory. Resolves what the last run left open.
 */
export function openProgram(image: Buffer, options: ProgramOptions): Program {
  const database = new SqliteDatabase(image)
  for (const name of ['foreign_keys', 'recursive_triggers']) database.pragma(`${name} = ON`)
  const storage = openStorage(withLazyStatements(options.disk(database)))
  const { nowMs } = options
  const ledger = openLedger(storage, { nowMs, timeZone: () => 'UTC' })
  const providers = openCatalogProviders('personal', storage)
  const catalog = openCatalog({ storage, profile: 'personal', nowMs, providers })
  const accounts = openAccounts({
    profile: 'personal',
    storage,
    catalog,
    vault: emptyVault(),
    loadAdapter: options.loadAdapter,
    // What is answered stands in the scripts.
    fetch: () => Promise.resolve(new Response()),
    nowMs,
    idleTimeoutMs: 1_000,
    changed: () => {},
  })
  for (const providerId of ['openai', 'anthropic']) accounts.saveKey(providerId, 'sk-torture')
  const turns = openTurns({
    ...options,
    storage,
    ledger,
    catalog,
    accounts,
    counter: noCounter,
    countsAtProvider: () => false,
    titleModel: () => null,
  })
  turns.recover()
  const models = catalog.models().flatMap(({ key, price }) => {
    if (!price) return []
    const { inputPicoUsd, outputPicoUsd } = price.rates
    return [{ modelId: key.modelId, inputPicoUsd, outputPicoUsd }]
  })
  return { database, turns, ledger, models }
}
