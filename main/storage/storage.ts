import type { Database } from 'better-sqlite3'
import { openArrangement } from './arrangement.ts'
import { openAttachments } from './attachments.ts'
import { openAttempts } from './attempts.ts'
import { openBudgetRow } from './budget-row.ts'
import { openConversationCosts } from './conversation-costs.ts'
import { openConversations } from './conversations.ts'
import { openDrafts } from './drafts.ts'
import { openDroppedAttachments } from './dropped-attachments.ts'
import { openEntries } from './entries.ts'
import { openEnvelopes } from './envelopes.ts'
import { openFolders } from './folders.ts'
import { openLogCopy } from './log-copy.ts'
import type { Mark } from './mark.ts'
import { openMessages } from './messages.ts'
import { openPeriods } from './periods.ts'
import { openPresets } from './presets.ts'
import { openPrices } from './prices.ts'
import { openPrompts } from './prompts.ts'
import { openSearch } from './search.ts'
import { openSearchIndex } from './search-index.ts'
import { openSettings } from './settings.ts'
import { openSummaries } from './summaries.ts'
import { openTransact } from './transact.ts'
import { openTurnAttempts } from './turn-attempts.ts'
import { openTurnTree } from './turns.ts'
import { openUsageConversations } from './usage-conversations.ts'
import { openUsageEvidence } from './usage-evidence.ts'
import { openUsageNames } from './usage-names.ts'
import { openUsageReports } from './usage-reports.ts'
import { openUsageRows } from './usage-rows.ts'

export type Storage = ReturnType<typeof openStorage>

/** Every table of one profile's database, over its one connection. */
export function openStorage(database: Database, mark: Pick<Mark, 'write' | 'close'> | null = null) {
  const entries = openEntries(database)
  const periods = openPeriods(database)
  const budgetRow = openBudgetRow(database)
  const envelopes = openEnvelopes(database)
  const prices = openPrices(database)
  // What a start does not need: their statements take a quarter of the time of all.
  const usageConversations = onceAsked(() => openUsageConversations(database))
  const usageEvidence = onceAsked(() => openUsageEvidence(database))
  const usageNames = onceAsked(() => openUsageNames(database))
  const usageRows = onceAsked(() => openUsageRows(database))
  let markedSequence = 0

  /** Outside the database, how far the ledger has come: a tail that is lost later is noticed. */
  function markProgress(): void {
    const last = entries.last()
    if (!mark || !last || last.sequence === markedSequence) return
    mark.write(last.sequence, last.chain)
    markedSequence = last.sequence
  }

  return {
    arrangement: openArrangement(database),
    attachments: openAttachments(database),
    attempts: openAttempts(database),
    budgetRow,
    conversationCosts: openConversationCosts(database),
    conversations: openConversations(database),
    drafts: openDrafts(database),
    droppedAttachments: openDroppedAttachments(database),
    entries,
    envelopes,
    folders: openFolders(database, () => envelopes.rolledBack()),
    messages: openMessages(database),
    periods,
    presets: openPresets(database),
    prices,
    prompts: openPrompts(database),
    search: openSearch(database),
    searchIndex: openSearchIndex(database),
    settings: openSettings(database),
    summaries: openSummaries(database),
    turnAttempts: openTurnAttempts(database),
    turns: openTurnTree(database),
    get usageConversations() {
      return usageConversations()
    },
    get usageEvidence() {
      return usageEvidence()
    },
    get usageNames() {
      return usageNames()
    },
    usageReports: openUsageReports(database),
    get usageRows() {
      return usageRows()
    },
    copyLog: openLogCopy(database),
    /** All of `work` or nothing of it. Synchronous: an `await` inside would let others in. */
    transact: openTransact(database, {
      committed: markProgress,
      rolledBack() {
        for (const table of [entries, periods, budgetRow, envelopes, prices]) table.rolledBack()
      },
    }),
    close(): void {
      database.close()
      mark?.close()
    },
  }
}

/** The same each time, made when it is first asked for. */
function onceAsked<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
