import type { MessageRow } from '../../main/storage/messages.ts'
import type { Storage } from '../../main/storage/storage.ts'

/** A conversation with a turn in it, without messages. */
export function addConversationWithTurn(
  storage: Storage,
  conversationId: string,
  turnId: string,
  createdAtMs = 0,
): void {
  storage.conversations.add({
    conversationId,
    title: conversationId,
    titleFrom: 'first-words',
    optionsJson: '{}',
    folderId: null,
    createdAtMs,
    updatedAtMs: createdAtMs,
  })
  storage.turns.add({
    turnId,
    conversationId,
    parentId: null,
    comparisonId: null,
    createdAtMs,
  })
}

type NewMessage = Omit<MessageRow, 'messageId'>

/** What a person asked. */
export function questionRow(turnId: string, partsJson = '[]', createdAtMs = 0): NewMessage {
  return {
    ...nobody,
    turnId,
    role: 'user',
    state: 'written',
    partsJson,
    attemptId: null,
    createdAtMs,
  }
}

/** An answer that is being written by an attempt. */
export function writingRow(turnId: string, attemptId: string, createdAtMs = 0): NewMessage {
  return {
    ...nobody,
    turnId,
    role: 'assistant',
    state: 'writing',
    partsJson: '[]',
    attemptId,
    providerId: 'practice',
    modelId: 'practice-light',
    providerName: 'Practice',
    modelName: 'Light',
    createdAtMs,
  }
}

const nobody = {
  providerId: null,
  modelId: null,
  providerName: null,
  modelName: null,
  failureJson: null,
} as const
