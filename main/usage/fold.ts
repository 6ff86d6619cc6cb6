import type { Storage } from '../storage/storage.ts'
import type { UsageProgress } from '../storage/usage-rows.ts'
import { openClassify } from './classify.ts'
import { startTable, type UsageTable } from './table.ts'

/** So many entries, and so many reports, in one go: some milliseconds. */
const A_GO = { entries: 200, reports: 200 }

/**
 * Brings the kept rows up with the entries, a go at a time. What an attempt counts for is what its
 * entries and reports say up to a point; a go adds what it says at its end less what it said at its
 * beginning, so that the goes together say the same as all at once.
 */
export function openFold(
  storage: Pick<
    Storage,
    | 'entries'
    | 'periods'
    | 'prices'
    | 'transact'
    | 'usageConversations'
    | 'usageEvidence'
    | 'usageRows'
  >,
  aGo: Readonly<typeof A_GO> = A_GO,
) {
  const { entries, usageEvidence, usageRows } = storage
  const classify = openClassify(storage)
  let isMadeAnew = false

  /** Whether the rows were made of these very entries. After a restore they may not have been. */
  function isOfThisLedger({ sequence, chain, reportId }: UsageProgress): boolean {
    if (reportId > usageEvidence.lastReportId()) return false
    return sequence === 0 || (usageEvidence.chainAt(sequence)?.equals(chain) ?? false)
  }

  function isBehind({ sequence, reportId }: UsageProgress): boolean {
    return (entries.last()?.sequence ?? 0) > sequence || usageEvidence.lastReportId() > reportId
  }

  /** What lies between two points. */
  function between(from: UsageProgress, to: UsageProgress): UsageTable {
    const table = startTable()
    for (const entry of usageEvidence.costsBetween(from.sequence, to.sequence)) {
      const isEnding = entry.kind === 'settle' || entry.kind === 'release'
      table.add(classify.kindOf(entry), entry.conversationId, {
        turnCount: isEnding ? classify.turnCountOf(entry) : 0,
        attemptCount: isEnding ? 1 : 0,
        spentNanoUsd: entry.kind === 'release' ? 0 : entry.amountNanoUsd,
        ...(entry.kind === 'settle'
          ? classify.tokensOf(entry, usageEvidence.usageUntil(entry.attemptId, to.reportId))
          : {}),
      })
    }
    const { reportId } = from
    for (const attempt of usageEvidence.reportedBetween(reportId, to.reportId, from.sequence)) {
      const { attemptId } = attempt
      const before = classify.tokensOf(attempt, usageEvidence.usageUntil(attemptId, reportId))
      const after = classify.tokensOf(attempt, usageEvidence.usageUntil(attemptId, to.reportId))
      table.add(classify.kindOf(attempt), attempt.conversationId, {
        savedNanoUsd: after.savedNanoUsd - before.savedNanoUsd,
        inputTokens: after.inputTokens - before.inputTokens,
        cacheReadTokens: after.cacheReadTokens - before.cacheReadTokens,
        outputTokens: after.outputTokens - before.outputTokens,
      })
    }
    return table.rows()
  }

  function go(): boolean {
    const from = usageRows.progress()
    if (!isOfThisLedger(from)) {
      storage.transact(() => usageRows.empty())
      return true
    }
    if (!isBehind(from)) return false
    const sequence = Math.min(from.sequence + aGo.entries, entries.last()?.sequence ?? 0)
    const to = {
      sequence,
      chain: usageEvidence.chainAt(sequence) ?? from.chain,
      reportId: Math.min(from.reportId + aGo.reports, usageEvidence.lastReportId()),
    }
    const { days, conversations } = between(from, to)
    storage.transact(() => {
      for (const row of days) usageRows.add(row)
      for (const row of conversations) storage.usageConversations.add(row)
      usageRows.setProgress(to)
    })
    return isBehind(to)
  }

  return {
    /** What the rows still lack, without writing it; null if they are of another ledger. */
    rest(): UsageTable | null {
      const from = usageRows.progress()
      if (!isOfThisLedger(from)) return null
      const { sequence, chain } = entries.last() ?? from
      return between(from, { sequence, chain, reportId: usageEvidence.lastReportId() })
    },
    /**
     * One go, in one commit. False once there is no more. Rows that do not take what the entries say
     * are not what was made of them, and are made anew, once. Throws what SQLite throws.
     */
    step(): boolean {
      try {
        return go()
      } catch (error) {
        if (isMadeAnew || !isRefusedByRule(error)) throw error
        isMadeAnew = true
        storage.transact(() => usageRows.empty())
        return true
      }
    },
  }
}

/** Whether a row would have been one that cannot be. */
function isRefusedByRule(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')
  )
}
