import type { Part } from '../../shared/chat/part.ts'
import type { ProviderMessage, ProviderPart } from '../providers/provider.ts'
import { readParts } from '../storage/messages.ts'
import type { Storage } from '../storage/storage.ts'
import { sentParts } from './sent-parts.ts'

export type ContextMessage = {
  turnId: string
  role: 'user' | 'assistant'
  /** As they are sent: an attachment that was dropped is a name among them. */
  parts: readonly Part[]
  /** What was dropped, by its place among the parts. */
  dropped?: ReadonlyMap<number, Part>
}

/** The turns of a conversation that can be sent again, oldest first. */
export type Context = {
  turns: readonly (readonly ContextMessage[])[]
  /** What is sent in the place of the oldest of them; null: nothing is. */
  summary: ContextSummary | null
  /** When its beginning was last made another, in this run: no cache holds it from before; or 0. */
  changedAtMs: number
}

export type ContextSummary = {
  summaryId: string
  /** How many of the turns it stands for, the oldest of all included. */
  turnCount: number
  /** As its line says, without those that were left out when it was written. */
  standsFor: number
  /** As it is sent. */
  text: string
}

export const emptyContext: Context = { turns: [], summary: null, changedAtMs: 0 }

/** Histories that are in memory. */
const MOST_KEPT = 8

/**
 * The history of each conversation, as it is shown. A turn that brought no answer is left out,
 * question and all: asking again should not pay for it twice. What is dropped of a question stands
 * there by its name.
 *
 * Those read last are in memory, because each key press asks for one; `forget` after a change. The
 * same object stands for the same history.
 */
export function openContexts(storage: Storage, nowMs: () => number) {
  const kept = new Map<string, Kept>()
  const editions = new Map<string, number>()
  const changedAtMs = new Map<string, number>()

  /** What was read before is not read again: a turn that has its answer never changes. */
  function read(conversationId: string, parentTurnId: string | null | undefined): Context {
    const known = new Map<string, readonly ContextMessage[]>()
    for (const entry of kept.values()) {
      if (entry.conversationId !== conversationId) continue
      for (const turn of entry.context.turns) if (turn[0]) known.set(turn[0].turnId, turn)
    }
    const way = turnIds(conversationId, parentTurnId)
    const turns = way.flatMap((turnId) => {
      const turn = known.get(turnId)
      if (turn) return [turn]
      const messages = readTurn(turnId)
      return hasAnswer(messages) ? [messages] : []
    })
    return {
      turns,
      summary: summaryOn(way, turns, conversationId),
      changedAtMs: changedAtMs.get(conversationId) ?? 0,
    }
  }

  /** The last that is sent and stands on this way. */
  function summaryOn(
    way: readonly string[],
    turns: Context['turns'],
    conversationId: string,
  ): ContextSummary | null {
    const sent = storage.summaries.sent(conversationId)
    if (sent.length === 0) return null
    const places = new Map(way.map((turnId, place) => [turnId, place]))
    const found = sent.findLast(({ turnId }) => places.has(turnId))
    if (!found) return null
    const end = places.get(found.turnId) ?? 0
    const turnCount = turns.filter(
      ([first]) => (places.get(first?.turnId ?? '') ?? 0) <= end,
    ).length
    const { summaryId, turnCount: standsFor, text, modelName } = found
    return { summaryId, turnCount, standsFor, text: wrappedSummary(text, standsFor, modelName) }
  }

  /** What is shown, or what leads to a turn and the turn itself, whether or not it is shown. */
  function turnIds(conversationId: string, parentTurnId: string | null | undefined): string[] {
    if (parentTurnId === undefined) return storage.turns.shownIds(conversationId)
    if (parentTurnId === null) return []
    return storage.turns.wayTo(parentTurnId).map(({ turnId }) => turnId)
  }

  function readTurn(turnId: string): ContextMessage[] {
    return storage.messages.ofTurn(turnId).map(({ role, partsJson }) => {
      const parts = readParts(partsJson)
      const mayBeDropped = role === 'user' && parts.some(isAttachment)
      const places = mayBeDropped ? storage.droppedAttachments.places(turnId) : []
      return withoutDropped({ turnId, role, parts }, places)
    })
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
    /**
     * What a person wants sent of the history is another now; of this turn, if one is named, other
     * parts of its question.
     */
    change(conversationId: string, turnId: string | null = null): void {
      changedAtMs.set(conversationId, nowMs())
      for (const entry of kept.values()) {
        if (entry.conversationId !== conversationId) continue
        const turns = entry.context.turns.filter(([first]) => first?.turnId !== turnId)
        entry.context = { ...entry.context, turns }
        entry.isStale = true
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

export function isAttachment({ type }: Part): boolean {
  return type === 'image' || type === 'file'
}

/** A message with the names of its attachments at these places, and at no others, instead of them. */
export function withoutDropped(message: ContextMessage, places: readonly number[]): ContextMessage {
  const { turnId, role } = message
  const dropped = new Map<number, Part>()
  const parts = message.parts.map((sent, place): Part => {
    const part = message.dropped?.get(place) ?? sent
    const isFile = part.type === 'file'
    if (!places.includes(place) || !(isFile || part.type === 'image')) return part
    dropped.set(place, part)
    const text = `(${isFile ? 'A file' : 'An image'} was here, ${part.name}. It is not sent any more.)\n\n`
    return { type: 'text', text }
  })
  return dropped.size > 0 ? { turnId, role, parts, dropped } : { turnId, role, parts }
}

/** What is sent of a history: the turns from one on, after a summary of those before, if there is one. */
export type SentHistory = { summary: ContextSummary | null; fromTurn: number }

/** A summary goes with the turns that it stands for, once more than those are left out. */
export function sentHistory(
  { summary }: Pick<Context, 'summary'>,
  leftOutTurns: number,
): SentHistory {
  return summary && leftOutTurns <= summary.turnCount
    ? { summary, fromTurn: summary.turnCount }
    : { summary: null, fromTurn: leftOutTurns }
}

/** A summary as a model is told of it. It stands at the beginning of the first question after it. */
export function wrappedSummary(text: string, turnCount: number, modelName: string): string {
  const turns = turnCount === 1 ? 'The turn' : `The ${turnCount} turns`
  return `(${turns} before this are not sent. This is what ${modelName} made of them:)\n<summary>\n${text}\n</summary>\n\n`
}

/** What goes to a model: what is sent of the history, then the new message. */
export function providerMessages(
  bytesOf: (attachmentId: string) => Uint8Array | null,
  context: Context,
  question: readonly Part[],
  { seesImages, leftOutTurns }: { seesImages: boolean; leftOutTurns: number },
): ProviderMessage[] {
  const asked = { role: 'user' as const, parts: question }
  const { summary, fromTurn } = sentHistory(context, leftOutTurns)
  const said = [...context.turns.slice(fromTurn).flat(), asked]
  const summed: Part[] = summary ? [{ type: 'text', text: summary.text }] : []
  return said.map(({ role, parts }, place) => ({
    role,
    // No message of its own: question and answer have to take turns.
    parts: sentParts(place === 0 ? [...summed, ...parts] : parts, seesImages).flatMap(
      (part): ProviderPart[] => {
        if (part.type === 'text') return [part]
        const bytes = bytesOf(part.attachmentId)
        // A restore may have lost it; its name is better than nothing.
        if (!bytes) return [{ type: 'text', text: `(An image was here, ${part.name}.)` }]
        return [
          {
            type: 'image',
            mediaType: part.mediaType,
            base64: Buffer.from(bytes).toString('base64'),
          },
        ]
      },
    ),
  }))
}
