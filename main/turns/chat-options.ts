import { z } from 'zod'
import { type ChatOptions, defaultChatOptions, efforts } from '../../shared/chat/message.ts'
import type { Storage } from '../storage/storage.ts'

/** A field that no longer reads is as if it were never set; the others stay. */
const keptSchema = z
  .object({
    systemText: z.string().catch(defaultChatOptions.systemText),
    effort: z.enum(efforts).nullable().catch(null),
    temperature: z.number().min(0).max(2).nullable().catch(null),
    maxOutputTokens: z.number().int().positive().nullable().catch(null),
    leftOutTurns: z.number().int().min(0).catch(0),
  })
  .catch(defaultChatOptions)

/** What is set, as it was stored. */
export function readChatOptions(json: string): ChatOptions {
  return keptSchema.parse(JSON.parse(json))
}

/** What a person set for a stored conversation; the defaults for one that is not there. */
export function chatOptionsOf(
  storage: { conversations: Pick<Storage['conversations'], 'optionsJson'> },
  conversationId: string,
): ChatOptions {
  const json = storage.conversations.optionsJson(conversationId)
  return json === null ? defaultChatOptions : readChatOptions(json)
}
