import type { Storage } from '../storage/storage.ts'
import { openClassify } from './classify.ts'
import { startTable, type UsageTable } from './table.ts'

/**
 * Usage from the first entry to the last, in memory. Attempt by attempt, so that it owes nothing to
 * the rows that are kept, which are folded entry by entry. Reads the whole ledger.
 */
export function foldAll(
  storage: Pick<Storage, 'periods' | 'prices' | 'usageEvidence'>,
): UsageTable {
  const classify = openClassify(storage)
  const table = startTable()
  for (const attempt of storage.usageEvidence.ended()) {
    table.add(classify.kindOf(attempt), attempt.conversationId, {
      turnCount: classify.turnCountOf(attempt),
      attemptCount: 1,
      spentNanoUsd: attempt.spentNanoUsd,
      ...(attempt.isSettled === 1 ? classify.tokensOf(attempt, attempt.usage) : {}),
    })
  }
  return table.rows()
}
