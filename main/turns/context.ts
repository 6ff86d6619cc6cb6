import type { Part } from '../../shared/chat/part.ts'
import type { ProviderMessage, ProviderPart } from '../providers/provider.ts'
import { readParts } from '../storage/messages.ts'
import type { Storage } from '../storage/storage.ts'
import { sentParts } from './sent-parts.ts'

export type ContextMessage = {
  turnId: string
  role: 'user' | 'assistant'
  parts: readonly Part[]
}

/** The turns of a conversation that can be sent again, oldest first. */
export type Context = { turns: readonly (readonly ContextMessage[])[] }

const emptyContext: Context = { turns: [] }

/** Conversations whose histories are in memory. */
const MOST_KEPT = 8

/**
 * The history of each conversation. A turn that brought no answer is left out, question and all:
 * asking again should not pay for it twice.
 *
 * Those read last are in memory, because each key press asks for one; `forget` after a change. The
 * same object stands for the same history.
 */
export function openContexts(storage: Storage) {
  const kept = new Map<string, Context>()
  const editions = new Map<string, number>()

  function read(conversationId: string): Context {
    const messages = storage.messages
      .ofConversation(conversationId)
      .map(({ turnId, role, partsJson }) => ({ turnId, role, parts: readParts(partsJson) }))
    const turns = [...Map.groupBy(messages, ({ turnId }) => turnId).values()]
    return { turns: turns.filter(hasAnswer) }
  }

  return {
    of(conversationId: string | null): Context {
      if (conversationId === null) return emptyContext
      const context = kept.get(conversationId) ?? read(conversationId)
      kept.delete(conversationId)
      kept.set(conversationId, context)
      const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined
      if (oldest !== undefined) kept.delete(oldest)
      return context
    },
    /** Another number whenever the history may be another: nothing is said by what is in memory. */
    edition: (conversationId: string): number => editions.get(conversationId) ?? 0,
    forget(conversationId: string): void {
      kept.delete(conversationId)
      editions.set(conversationId, (editions.get(conversationId) ?? 0) + 1)
    },
  }
}

function hasAnswer(messages: readonly ContextMessage[]): boolean {
  return messages.some(
    ({ role, parts }) => role === 'assistant' && sentParts(parts, true).length > 0,
  )
}

/** What goes to a model: the history without its oldest turns, then the new message. */
export function providerMessages(
  bytesOf: (attachmentId: string) => Uint8Array | null,
  { turns }: Context,
  question: readonly Part[],
  { seesImages, leftOutTurns }: { seesImages: boolean; leftOutTurns: number },
): ProviderMessage[] {
  const asked = { role: 'user' as const, parts: question }
  return [...turns.slice(leftOutTurns).flat(), asked].map(({ role, parts }) => ({
    role,
    parts: sentParts(parts, seesImages).flatMap((part): ProviderPart[] => {
      if (part.type === 'text') return [part]
      const bytes = bytesOf(part.attachmentId)
      // A restore may have lost it; its name is better than nothing.
      if (!bytes) return [{ type: 'text', text: `(An image was here, ${part.name}.)` }]
      return [
        { type: 'image', mediaType: part.mediaType, base64: Buffer.from(bytes).toString('base64') },
      ]
    }),
  }))
}
