import type { Database } from 'better-sqlite3'
import { openAttempts } from './attempts.ts'
import { openConversations } from './conversations.ts'
import { openEntries } from './entries.ts'
import { openMessages } from './messages.ts'
import { openPeriods } from './periods.ts'
import { openPrices } from './prices.ts'
import { openSettings } from './settings.ts'
import { openUsageReports } from './usage-reports.ts'

export type Storage = ReturnType<typeof openStorage>

/** Every table of one profile's database, over its one connection. */
export function openStorage(database: Database) {
  return {
    attempts: openAttempts(database),
    conversations: openConversations(database),
    entries: openEntries(database),
    messages: openMessages(database),
    periods: openPeriods(database),
    prices: openPrices(database),
    settings: openSettings(database),
    usageReports: openUsageReports(database),
    /** All of `work` or nothing of it. Synchronous: an `await` inside would let others in. */
    transact: <T>(work: () => T): T => database.transaction(work).immediate(),
    close: (): void => void database.close(),
  }
}
