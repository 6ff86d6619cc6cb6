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

/** Histories that are in memory. */
const MOST_KEPT = 8

/**
 * The history of each conversation, as it is shown. A turn that brought no answer is left out,
 * question and all: asking again should not pay for it twice.
 *
 * Those read last are in memory, because each key press asks for one; `forget` after a change. The
 * same object stands for the same history.
 */
export function openContexts(storage: Storage) {
  const kept = new Map<string, Kept>()
  const editions = new Map<string, number>()

  /** What was read before is not read again: a turn that has its answer never changes. */
  function read(conversationId: string, parentTurnId: string | null | undefined): Context {
    const known = new Map<string, readonly ContextMessage[]>()
    for (const entry of kept.values()) {
      if (entry.conversationId !== conversationId) continue
      for (const turn of entry.context.turns) if (turn[0]) known.set(turn[0].turnId, turn)
    }
    const turns = turnIds(conversationId, parentTurnId).flatMap((turnId) => {
      const turn = known.get(turnId)
      if (turn) return [turn]
      const messages = readTurn(turnId)
      return hasAnswer(messages) ? [messages] : []
    })
    return { turns }
  }

  /** What is shown, or what leads to a turn and the turn itself, whether or not it is shown. */
  function turnIds(conversationId: string, parentTurnId: string | null | undefined): string[] {
    if (parentTurnId === undefined) return storage.turns.shownIds(conversationId)
    if (parentTurnId === null) return []
    return storage.turns.wayTo(parentTurnId).map(({ turnId }) => turnId)
  }

  function readTurn(turnId: string): ContextMessage[] {
    return storage.messages
      .ofTurn(turnId)
      .map(({ role, partsJson }) => ({ turnId, role, parts: readParts(partsJson) }))
  }

  function changed(conversationId: string): void {
    editions.set(conversationId, (editions.get(conversationId) ?? 0) + 1)
  }

  return {
    /** `parentTurnId` is what is written comes after; absent: the last turn that is shown. */
    of(conversationId: string | null, parentTurnId?: string | null): Context {
      if (conversationId === null || parentTurnId === null) return emptyContext
      const name = `${conversationId} ${parentTurnId ?? ''}`
      const found = kept.get(name)
      const context = found && !found.isStale ? found.context : read(conversationId, parentTurnId)
      kept.delete(name)
      kept.set(name, { conversationId, context, isStale: false })
      const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined
      if (oldest !== undefined) kept.delete(oldest)
      return context
    },
    /** Another number whenever the history may be another: nothing is said by what is in memory. */
    edition: (conversationId: string): number => editions.get(conversationId) ?? 0,
    /** The history may be another now. */
    forget(conversationId: string): void {
      for (const entry of kept.values()) {
        if (entry.conversationId === conversationId) entry.isStale = true
      }
      changed(conversationId)
    },
    /** The conversation is gone, with all that was read of it. */
    drop(conversationId: string): void {
      for (const [name, entry] of kept) {
        if (entry.conversationId === conversationId) kept.delete(name)
      }
      changed(conversationId)
    },
  }
}

/** A history, and whether something happened since it was read. */
type Kept = { conversationId: string; context: Context; isStale: boolean }

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
