import type { ChatOptions } from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import { firstLine } from '../../shared/chat/title.ts'
import { type Result, done } from '../../shared/result.ts'
import type { Attempt } from '../storage/attempts.ts'
import type { Attachments } from './attachments.ts'
import { envelopesOf } from './envelopes.ts'
import type { TurnsOptions } from './options.ts'
import type { PreparedTurn } from './prepare-turn.ts'

/** What is written of a turn when it is sent. */
export type TurnToWrite = {
  turnId: string
  conversationId: string
  /** Absent: it comes after the last turn that is shown. */
  parentTurnId?: string | null | undefined
  text: string
  allowedNanoUsd?: number | undefined
  allowedOfEnvelopesNanoUsd?: number | undefined
  agreedNanoUsd?: number | undefined
  folderId?: string | null | undefined
  comparisonId: string | null
  purpose: 'answer' | 'compare'
}

export type WrittenTurn = { attempt: Attempt; messageId: number }

/** Writes turns down as they are sent. */
export function openTurnWriter(
  { storage, ledger, nowMs, newId }: TurnsOptions,
  attachments: Pick<Attachments, 'keep'>,
) {
  /**
   * The reservation, the question, the empty answer and the mark that it is about to be sent: all
   * in one commit, or none of them. The first byte leaves after it.
   */
  function reserve(turn: TurnToWrite, prepared: PreparedTurn): Result<WrittenTurn> {
    const { model, price, request: asked, estimate } = prepared
    const { expectedNanoUsd, ceilingNanoUsd, inputTokens, textTokens } = estimate
    return storage.transact((): Result<WrittenTurn> => {
      const request = {
        attemptId: newId(),
        turnId: turn.turnId,
        number: 1,
        purpose: turn.purpose,
        ...model.key,
        priceId: storage.prices.pin(model.key.providerId, model.key.modelId, price),
        effort: asked.effort,
        textTokens,
        inputTokens,
        maxOutputTokens: asked.maxOutputTokens,
        expectedNanoUsd,
        reservedNanoUsd: ceilingNanoUsd,
      }
      const reserved = ledger.reserve(request, {
        ...turn,
        envelopeIds: envelopesOf(storage, { ...turn, model: model.key }),
      })
      if (!reserved.ok) return reserved
      const messageId = addRows(turn, prepared, reserved.value.attemptId)
      ledger.markDispatched(reserved.value.attemptId)
      return done({ attempt: reserved.value, messageId })
    })
  }

  function addRows(turn: TurnToWrite, prepared: PreparedTurn, attemptId: string): number {
    const { turnId, conversationId, comparisonId } = turn
    const { parts, chat, connection, model } = prepared
    const createdAtMs = nowMs()
    attachments.keep(parts)
    addConversation(turn, parts, chat, createdAtMs)
    storage.drafts.sent(conversationId, turn.text)
    storage.conversations.touch(conversationId, model.key, createdAtMs)
    const parentId =
      turn.parentTurnId === undefined
        ? (storage.turns.lastShown(conversationId)?.turnId ?? null)
        : turn.parentTurnId
    storage.turns.add({ turnId, conversationId, parentId, comparisonId, createdAtMs })
    storage.conversations.setComparison(conversationId, comparisonId)
    const common = { turnId, failureJson: null, createdAtMs }
    const nobody = { attemptId: null, providerId: null, modelId: null }
    storage.messages.add({
      ...common,
      ...nobody,
      role: 'user',
      state: 'written',
      partsJson: JSON.stringify(parts),
      providerName: null,
      modelName: null,
    })
    return storage.messages.add({
      ...common,
      role: 'assistant',
      state: 'writing',
      partsJson: '[]',
      attemptId,
      ...model.key,
      providerName: connection.providerName,
      modelName: model.name,
    })
  }

  function addConversation(
    { conversationId, text, folderId = null }: TurnToWrite,
    parts: readonly Part[],
    chat: ChatOptions,
    createdAtMs: number,
  ): void {
    storage.conversations.add({
      conversationId,
      title: titleOf(text, parts),
      titleFrom: 'first-words',
      optionsJson: JSON.stringify(chat),
      // It may have been deleted since the chat was begun in it.
      folderId: folderId !== null && storage.folders.has(folderId) ? folderId : null,
      createdAtMs,
      updatedAtMs: createdAtMs,
    })
  }

  return { reserve }
}

/** The first line of the first message, until a person or a model gives another. */
function titleOf(text: string, parts: readonly Part[]): string {
  const attached = parts.find((part) => part.type === 'image' || part.type === 'file')
  const name = attached && 'name' in attached ? attached.name : ''
  // A message of nothing that is seen still has a row in the list.
  return firstLine(text) || firstLine(name) || '…'
}
