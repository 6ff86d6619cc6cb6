import { textOf } from '../../shared/chat/part.ts'
import { addWeights, noWeight, type Weight, weigh } from '../estimate/estimate.ts'
import type { ProviderMessage } from '../providers/provider.ts'
import { type MessageRow, readParts } from '../storage/messages.ts'
import type { Storage } from '../storage/storage.ts'

/** What goes to a model before the new message, and what it weighs. */
export type Context = { messages: ProviderMessage[]; weight: Weight }

const emptyContext: Context = { messages: [], weight: noWeight }

/**
 * The history of each conversation as any model can read it: visible text alone. Thinking,
 * signatures and ids of one provider mean nothing to the next, and none is needed to go on. A turn
 * that brought no answer is left out, question and all: asking again should not pay for it twice.
 *
 * Kept in memory, because each key press asks for it; `forget` after a change.
 */
export function openContexts(storage: Storage) {
  const kept = new Map<string, Context>()

  function read(conversationId: string): Context {
    const rows = storage.messages.ofConversation(conversationId)
    const answered = new Set(
      rows
        .filter((row) => row.role === 'assistant' && visibleText(row) !== '')
        .map((row) => row.turnId),
    )
    return rows
      .filter((row) => answered.has(row.turnId))
      .reduce(
        (context, row) => {
          const text = visibleText(row)
          context.messages.push({ role: row.role, parts: [{ type: 'text', text }] })
          return { messages: context.messages, weight: addWeights(context.weight, weigh(text)) }
        },
        { messages: [], weight: noWeight } as Context,
      )
  }

  return {
    of(conversationId: string | null): Context {
      if (conversationId === null) return emptyContext
      const known = kept.get(conversationId)
      if (known) return known
      const context = read(conversationId)
      kept.set(conversationId, context)
      return context
    },
    forget: (conversationId: string): void => void kept.delete(conversationId),
  }
}

function visibleText(row: MessageRow): string {
  return textOf(readParts(row.partsJson))
}
