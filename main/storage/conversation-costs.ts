import type { Database } from 'better-sqlite3'

/** What one conversation cost, by what it was spent on. */
export function openConversationCosts(database: Database) {
  const beside = database.prepare<[string], { purpose: string; spentNanoUsd: number | null }>(
    `SELECT purpose, sum(spent_nano_usd) AS spentNanoUsd
     FROM turn CROSS JOIN attempt INDEXED BY attempt_beside_answer ON attempt.turn_id = turn.id
     WHERE turn.conversation_id = ? AND purpose NOT IN ('answer','compare') GROUP BY purpose`,
  )
  const hidden = database.prepare<[string], { count: number; spentNanoUsd: number | null }>(
    `SELECT count(DISTINCT turn.id) AS count, sum(attempt.spent_nano_usd) AS spentNanoUsd
     FROM turn JOIN conversation ON conversation.id = turn.conversation_id
       JOIN message ON message.turn_id = turn.id
       JOIN attempt ON attempt.id = message.attempt_id
     WHERE turn.conversation_id = ? AND is_shown = 0
       AND (turn.comparison_id IS NULL OR turn.comparison_id IS NOT conversation.comparison_id)
       AND attempt.spent_nano_usd > 0`,
  )
  return {
    /** What was done beside answers, by its purpose, as far as its cost is known. */
    besideNanoUsd: (conversationId: string): Map<string, number> =>
      new Map(
        beside
          .all(conversationId)
          .map(({ purpose, spentNanoUsd }) => [purpose, spentNanoUsd ?? 0] as const),
      ),
    /**
     * Answers that cost something and stand in versions that are not shown. Those that stand side by
     * side at its end are.
     */
    hidden(conversationId: string): { count: number; spentNanoUsd: number } {
      const found = hidden.get(conversationId)
      return { count: found?.count ?? 0, spentNanoUsd: found?.spentNanoUsd ?? 0 }
    },
  }
}
