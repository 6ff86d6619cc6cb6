import type { Database } from 'better-sqlite3'

/** What messages called models and providers when they were sent, for those nobody else names. */
export function openUsageNames(database: Database) {
  // Where only titles or summaries were made, no message has the name, and every one would be read.
  const answered = 'usage_conversation.turn_count > 0 AND'
  const messages = `FROM usage_conversation
    CROSS JOIN turn ON turn.conversation_id = usage_conversation.conversation_id
    CROSS JOIN message ON message.turn_id = turn.id
      AND message.provider_id = usage_conversation.provider_id`
  const model = database
    .prepare<{ providerId: string; modelId: string }, string>(
      `SELECT model_name ${messages} AND message.model_id = usage_conversation.model_id
       WHERE ${answered} usage_conversation.provider_id = @providerId
         AND usage_conversation.model_id = @modelId AND model_name IS NOT NULL LIMIT 1`,
    )
    .pluck()
  const provider = database
    .prepare<[string], string>(
      `SELECT provider_name ${messages}
       WHERE ${answered} usage_conversation.provider_id = ? AND provider_name IS NOT NULL LIMIT 1`,
    )
    .pluck()
  return {
    /** Null where no message is left that says it. */
    model: (providerId: string, modelId: string): string | null =>
      model.get({ providerId, modelId }) ?? null,
    provider: (providerId: string): string | null => provider.get(providerId) ?? null,
  }
}
