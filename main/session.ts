import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { ModelKey } from '../shared/chat/message.ts'
import type { Input } from '../shared/ipc/contract.ts'
import type { ProfileName, Recovered, Settings } from '../shared/ipc/shapes.ts'
import { done, failed, type Result } from '../shared/result.ts'
import { openCatalogProviders } from './accounts/catalog-providers.ts'
import { type Accounts, type AccountsOptions, openAccounts } from './accounts/accounts.ts'
import { openCatalog } from './catalog/catalog.ts'
import { openPriceLists, type PriceLists } from './catalog/price-lists.ts'
import type { DriftCheck } from './drift/drift.ts'
import { checkingOpenLedger, type OpenLedgerCheck } from './ledger/check-ledger.ts'
import { type Ledger, openLedger } from './ledger/ledger.ts'
import { type Library, openLibrary } from './library.ts'
import type { BackupOptions } from './storage/backup.ts'
import { openDailyBackup } from './storage/daily-backup.ts'
import { migrations } from './storage/migrations/list.ts'
import { failureOfSqlite, isDamage } from './storage/failure-of-sqlite.ts'
import { type OpenedDatabase, openDatabase } from './storage/open.ts'
import { openStorage, type Storage } from './storage/storage.ts'
import { defaultSettings, settingsSchema } from './settings.ts'
import type { Transfer } from './transfer/transfer.ts'
import { imageFacts } from './turns/image-facts.ts'
import { openTurns, type Turns } from './turns/turns.ts'
import type { TurnsOptions } from './turns/options.ts'
import { openUsage, type UsageReader } from './usage/usage.ts'

/** The whole ledger is added up again once the first screen stands. */
const CHECK_AFTER_MS = 3_000

/** Servers on this computer are looked for once the first screen stands. */
const FIND_LOCAL_AFTER_MS = 1_500

/** What the practice profile may spend in a month: 20 USD that are not there. */
const PRACTICE_BUDGET_NANO_USD = 20_000_000_000

export type SessionOptions = Pick<
  TurnsOptions,
  'nowMs' | 'newId' | 'after' | 'tell' | 'report' | 'freeBytes' | 'counter'
> &
  Pick<AccountsOptions, 'vault' | 'loadAdapter' | 'fetch' | 'idleTimeoutMs'> & {
    profile: ProfileName
    /** The folder of this profile. */
    folder: string
    timeZone: () => string
    nativeBinding: string | undefined
    /** The ledger of an open profile was found to be damaged. */
    damaged?: () => void
    /** Balances of an open profile were written anew: what was recovered is more than was read. */
    rebuilt?: () => void
    accountsChanged: (accounts: Accounts) => void
  }

/** One opened profile: its database, and everything that stands on it. */
export type Session = {
  profile: ProfileName
  turns: Turns
  accounts: Accounts
  priceLists: PriceLists
  library: Library
  /** Files that go out and come in; loaded when it is first asked for. */
  transfer: () => Promise<Transfer>
  usage: UsageReader
  /** What providers say of themselves beside the ledger; loaded when it is first asked for. */
  drift: () => Promise<DriftCheck>
  recovered: Recovered
  settings: () => Settings
  changeSettings: (change: Input<'settings.change'>) => Settings
  /** Nothing can be read or written any more. */
  isClosed: () => boolean
  /** Lets go of the database whatever happens; then throws what could not be written. */
  close: () => Promise<void>
}

/**
 * Opens a profile and resolves what its last run left open. A disk that does not let it is a
 * failure, and the database is let go of.
 */
export function openSession(options: SessionOptions): Result<Session> {
  const files = { ...options, path: databasePath(options.folder), steps: migrations }
  const opened = openDatabase(files)
  if (!opened.ok) return opened
  try {
    return done(startSession(whileOpen(options, opened.value), files, opened.value))
  } catch (error) {
    opened.value.database.close()
    opened.value.mark.close()
    return failed(failureOfSqlite(error, files.path))
  }
}

/** What better-sqlite3 says to who asks a database that was closed. */
const CLOSED = 'The database connection is not open'

/** What was put off until later is not done any more once the database is closed. */
function whileOpen(
  options: SessionOptions,
  { database }: Pick<OpenedDatabase, 'database'>,
): SessionOptions {
  return {
    ...options,
    report(error) {
      // What comes too late for a closed database has nothing to tell.
      const isOfClosed = error instanceof TypeError && error.message === CLOSED
      if (database.open || !isOfClosed) options.report(error)
    },
    after: (delayMs, run) =>
      options.after(delayMs, () => {
        if (database.open) run()
      }),
  }
}

/** Throws what SQLite throws. */
function startSession(
  options: SessionOptions,
  files: BackupOptions,
  { database, mark, ...found }: OpenedDatabase,
): Session {
  const { profile, nowMs } = options
  const storage = openStorage(database, mark)
  const ledger = openLedger(storage, { nowMs, timeZone: options.timeZone })
  followRules(storage, ledger, options.newId)
  const catalog = openCatalog({
    storage,
    profile,
    nowMs,
    providers: openCatalogProviders(profile, storage),
  })
  const accounts = openAccounts({
    ...options,
    storage,
    catalog,
    changed: () => options.accountsChanged(accounts),
  })
  const priceLists = openPriceLists({
    catalog,
    fetch: options.fetch,
    changed: () => options.accountsChanged(accounts),
  })
  /** Damage that is met while nobody asks for anything. */
  function report(error: unknown): void {
    options.report(error)
    if (isDamage(error)) options.damaged?.()
  }

  const usage = openUsage({
    ...options,
    report,
    storage,
    ledger,
    modelName: (providerId, modelId) => catalog.find({ providerId, modelId })?.name ?? null,
    providerName: (providerId) => accounts.nameOf(providerId),
    creditsPerUsd: () => settings().creditsPerUsd,
  })
  const turns = openTurns({
    ...options,
    storage,
    ledger,
    catalog,
    accounts,
    tell(name, payload) {
      if (name === 'budget.changed') usage.soon()
      options.tell(name, payload)
    },
    report,
    countsAtProvider: () => settings().countsAtProvider,
    titleModel: () => settings().titleModel,
  })
  if (profile === 'practice') giveToPractise(turns)
  const recovered = { ...turns.recover(), ...found }
  const backup = openDailyBackup(database, { ...options, ...files })
  const checking = checkingOpenLedger(database, nowMs)
  let cancelCheck = options.after(CHECK_AFTER_MS, check)
  const cancelFind = options.after(FIND_LOCAL_AFTER_MS, () => {
    accounts.findLocal().catch(options.report)
  })

  /** One step, then whatever else waits, then the next. */
  function check(): void {
    try {
      const step = checking.next()
      if (step.done) conclude(step.value)
      else cancelCheck = options.after(0, check)
    } catch (error) {
      options.report(error)
      if (isDamage(error)) options.damaged?.()
    }
  }

  function conclude({ problems, isDamaged, ...rebuilt }: OpenLedgerCheck): void {
    const { rebuiltCount, rebuiltEnvelopeCount } = rebuilt
    for (const problem of problems) options.report(new Error(problem))
    if (isDamaged) return options.damaged?.()
    if (rebuiltCount + rebuiltEnvelopeCount > 0) options.tell('budget.changed', turns.budget())
    if (rebuiltCount === 0) return
    recovered.rebuiltCount += rebuiltCount
    options.rebuilt?.()
  }

  async function loadTransfer(): Promise<Transfer> {
    const { openTransfer } = await import('./transfer/transfer.ts')
    return openTransfer({
      ...options,
      ...files,
      ownFolder: dirname(options.folder),
      database,
      storage,
      imageFacts,
      creditsPerUsd: () => settings().creditsPerUsd,
      tell(name, payload) {
        if (name === 'conversation.listChanged') turns.turnsAdded()
        options.tell(name, payload)
      },
    })
  }

  let transfer: Promise<Transfer> | null = null
  let isClosed = false
  const defaultModel: ModelKey | null =
    profile === 'practice' ? { providerId: 'practice', modelId: 'practice-light' } : null

  function settings(): Settings {
    const stored = storage.settings.read('settings', settingsSchema)
    return stored ?? { ...defaultSettings, model: defaultModel }
  }

  return {
    profile,
    turns,
    accounts,
    priceLists,
    library: openLibrary(storage, nowMs),
    transfer: () => (transfer ??= loadTransfer()),
    usage,
    async drift() {
      const { openDrift } = await import('./drift/drift.ts')
      return openDrift({ database, accounts, catalog, nowMs })
    },
    recovered,
    settings,
    changeSettings(change) {
      const given = Object.entries(change).filter(([, value]) => value !== undefined)
      storage.settings.write('settings', { ...settings(), ...Object.fromEntries(given) })
      return settings()
    },
    isClosed: () => isClosed,
    async close() {
      cancelCheck()
      cancelFind()
      accounts.close()
      priceLists.close()
      usage.close()
      try {
        await (await transfer)?.close()
        await turns.close()
      } finally {
        await backup.close()
        isClosed = true
        storage.close()
      }
    },
  }
}

/**
 * The budget as a person last set it, after a restore that brought that back and not the entries
 * that came with it. A clock that jumped is asked about first; the period that is then opened
 * follows the budget.
 */
function followRules(storage: Storage, ledger: Ledger, newId: () => string): void {
  if (storage.settings.read('wasRestored', z.boolean()) !== true) return
  storage.transact(() => {
    ledger.setMonthlyBudget(ledger.budget().monthlyNanoUsd, newId())
    storage.settings.write('wasRestored', false)
  })
}

/** A budget for the first start; who chose to have no limit keeps none. */
function giveToPractise(turns: Turns): void {
  const { monthlyNanoUsd, mode } = turns.budget()
  if (monthlyNanoUsd === null && mode === 'firm') turns.setBudget(PRACTICE_BUDGET_NANO_USD)
}

/** Where the database of a profile is. */
export function databasePath(folder: string): string {
  return join(folder, 'farthing.db')
}
