import { randomUUID } from 'node:crypto'
import type { ModelKey } from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Storage } from '../../main/storage/storage.ts'

/** A turn as it stands in the tables once it is over; without an attempt, as imported ones are. */
export type StoredTurn = {
  question: string | readonly Part[]
  answer?: string | readonly Part[]
  atMs?: number
  model?: ModelKey | null
  conversationId?: string
  parentId?: string | null
}

/** Writes one down, in a conversation of its own if it names none. */
export function storeTurn(
  storage: Storage,
  { question, answer = '', atMs = 0, model = null, ...place }: StoredTurn,
): { turnId: string; conversationId: string } {
  const turnId = randomUUID()
  const conversationId = place.conversationId ?? randomUUID()
  storage.transact(() => {
    storage.conversations.add({
      conversationId,
      title: 'A talk',
      titleFrom: 'person',
      optionsJson: '{}',
      folderId: null,
      createdAtMs: atMs,
      updatedAtMs: atMs,
    })
    const parentId = place.parentId ?? null
    storage.turns.add({ turnId, conversationId, parentId, comparisonId: null, createdAtMs: atMs })
    const common = { turnId, attemptId: null, failureJson: null, createdAtMs: atMs }
    storage.messages.add({
      ...common,
      role: 'user',
      state: 'written',
      partsJson: JSON.stringify(partsOf(question)),
      providerId: null,
      modelId: null,
      providerName: null,
      modelName: null,
    })
    storage.messages.add({
      ...common,
      role: 'assistant',
      state: 'completed',
      partsJson: JSON.stringify(partsOf(answer)),
      providerId: model?.providerId ?? null,
      modelId: model?.modelId ?? null,
      providerName: model?.providerId ?? null,
      modelName: model?.modelId ?? null,
    })
  })
  return { turnId, conversationId }
}

/** Puts every turn that is not in the index of words there. */
export function indexAll({ searchIndex, transact }: Storage): void {
  transact(() => {
    for (const answerId of searchIndex.waiting(Number.MIN_SAFE_INTEGER, 100_000)) {
      searchIndex.put(answerId)
    }
  })
}

function partsOf(said: string | readonly Part[]): readonly Part[] {
  return typeof said === 'string' ? [{ type: 'text', text: said }] : said
}
