import type { Conversation, ConversationSummary, TurnPage } from '../../shared/chat/message.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { TurnRow } from '../storage/turns.ts'
import type { openContexts } from './context.ts'
import type { Conversations } from './conversations.ts'
import type { TurnsOptions } from './options.ts'

/** Ways through the tree of turns: which versions are shown, and branches off it. */
export function openVersions(
  { storage, nowMs, newId }: TurnsOptions,
  {
    reader,
    contexts,
    isWriting,
    told,
  }: {
    reader: Conversations
    contexts: Pick<ReturnType<typeof openContexts>, 'forget'>
    isWriting: (turnId: string) => boolean
    told: (conversationId: string) => void
  },
) {
  /** The last turns; or the first; or those around one, which is then shown. */
  function open(
    conversationId: string,
    atTurnId?: string,
    isAtStart = false,
  ): Result<Conversation> {
    const at = atTurnId === undefined ? null : storage.turns.find(atTurnId)
    if (at?.conversationId === conversationId) show(at)
    const conversation = reader.open(conversationId, isAtStart ? 0 : at?.position)
    return conversation ? done(conversation) : failed({ kind: 'unknown-conversation' })
  }

  function show({ turnId, conversationId, isShown }: TurnRow): void {
    if (isShown === 1) return
    storage.transact(() => storage.turns.show(turnId))
    contexts.forget(conversationId)
  }

  function page(place: Input<'conversation.page'>): Result<TurnPage> {
    const found = reader.page(place)
    return found ? done(found) : failed({ kind: 'unknown-turn' })
  }

  function showVersion(turnId: string): Result<Conversation> {
    const turn = storage.turns.find(turnId)
    return turn ? open(turn.conversationId, turnId) : failed({ kind: 'unknown-turn' })
  }

  /** Ends a comparison with this answer; one that is still written goes on, and is kept as a version. */
  function keepAnswer(turnId: string): Result<Conversation> {
    const turn = storage.turns.find(turnId)
    if (!turn) return failed({ kind: 'unknown-turn' })
    const { conversationId } = turn
    storage.transact(() => {
      storage.turns.show(turnId)
      storage.conversations.setComparison(conversationId, null)
    })
    contexts.forget(conversationId)
    told(conversationId)
    return open(conversationId)
  }

  /** Copies cost nothing: what they cost stands in the conversation they come from. */
  function branch({
    turnId,
    conversationId,
    title,
  }: Input<'conversation.branch'>): Result<ConversationSummary> {
    const known = reader.summary(conversationId)
    if (known) return done(known)
    const way = storage.turns.wayTo(turnId)
    const from = way[0] && storage.conversations.find(way[0].conversationId)
    if (!from) return failed({ kind: 'unknown-turn' })
    if (way.some((turn) => isWriting(turn.turnId))) return failed({ kind: 'turn-in-progress' })
    const createdAtMs = nowMs()
    storage.transact(() => {
      const { optionsJson, folderId, providerId, modelId } = from
      const times = { createdAtMs, updatedAtMs: createdAtMs }
      storage.conversations.add({
        conversationId,
        title,
        titleFrom: 'person',
        optionsJson,
        folderId,
        ...times,
      })
      if (providerId !== null && modelId !== null) {
        storage.conversations.touch(conversationId, { providerId, modelId }, createdAtMs)
      }
      copyTurns(way, conversationId)
    })
    told(conversationId)
    const summary = reader.summary(conversationId)
    return summary ? done(summary) : failed({ kind: 'unknown-conversation' })
  }

  function copyTurns(way: readonly TurnRow[], conversationId: string): void {
    let parentId: string | null = null
    for (const { turnId: sourceId, createdAtMs } of way) {
      const turnId = newId()
      storage.turns.add({ turnId, conversationId, parentId, comparisonId: null, createdAtMs })
      for (const { messageId: _, ...message } of storage.messages.ofTurn(sourceId)) {
        storage.messages.add({ ...message, turnId, attemptId: null })
      }
      copyWhatIsSentInstead(sourceId, turnId)
      parentId = turnId
    }
  }

  /** A branch goes on with what its model was told: summaries and dropped attachments go along. */
  function copyWhatIsSentInstead(sourceId: string, turnId: string): void {
    for (const row of storage.summaries.ofTurn(sourceId)) {
      if (row.text === null || row.isSent === 0) continue
      storage.summaries.add({ ...row, summaryId: newId(), turnId, attemptId: null })
    }
    for (const place of storage.droppedAttachments.places(sourceId)) {
      storage.droppedAttachments.drop(turnId, place)
    }
  }

  return { open, page, showVersion, keepAnswer, branch }
}
