import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../main/storage/open.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import type { Part } from '../../shared/chat/part.ts'

/** `number` tells them apart, and their ids follow from it. */
export type LongChat = { number: number; title: string; turnCount: number }

const DAY_MS = 24 * 60 * 60 * 1_000

/** Writes conversations into a profile's folder before the app opens it. */
export function writeLongChats(
  profileFolder: string,
  chats: readonly LongChat[],
  untilMs = Date.now(),
): void {
  mkdirSync(profileFolder, { recursive: true })
  const opened = openDatabase({ path: join(profileFolder, 'farthing.db') })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const storage = openStorage(opened.value.database, opened.value.mark)
  try {
    for (const [place, chat] of chats.entries()) {
      addLongChat(storage, chat, untilMs - (place + 1) * DAY_MS)
    }
  } finally {
    storage.close()
  }
}

/**
 * A conversation of so many turns, as an import leaves one: without attempts, so it costs nothing.
 * Its turns are of very different heights.
 */
function addLongChat(storage: Storage, chat: LongChat, endsAtMs: number): void {
  const conversationId = longChatId(chat.number)
  storage.transact(() => {
    storage.conversations.add({
      conversationId,
      title: chat.title,
      titleFrom: 'person',
      optionsJson: '{}',
      folderId: null,
      createdAtMs: endsAtMs - chat.turnCount * 60_000,
      updatedAtMs: endsAtMs,
    })
    let parentId: string | null = null
    for (let number = 1; number <= chat.turnCount; number += 1) {
      const turnId = longChatId(chat.number, number)
      const createdAtMs = endsAtMs - (chat.turnCount - number) * 60_000
      storage.turns.add({ turnId, conversationId, parentId, comparisonId: null, createdAtMs })
      const common = { turnId, attemptId: null, failureJson: null, createdAtMs }
      storage.messages.add({
        ...common,
        role: 'user',
        state: 'written',
        partsJson: partsOf(`Question ${number}?`),
        providerId: null,
        modelId: null,
        providerName: null,
        modelName: null,
      })
      storage.messages.add({
        ...common,
        role: 'assistant',
        state: 'completed',
        partsJson: partsOf(answerText(number)),
        providerId: 'practice',
        modelId: 'practice-light',
        providerName: 'Practice',
        modelName: 'Practice light',
      })
      parentId = turnId
    }
  })
}

/** The id of such a conversation, or of one of its turns, from 1. */
export function longChatId(chatNumber: number, turnNumber = 0): string {
  const [first, last] = [chatNumber.toString(16), turnNumber.toString(16)]
  return `${first.padStart(8, '0')}-0000-4000-8000-${last.padStart(12, '0')}`
}

function partsOf(text: string): string {
  return JSON.stringify([{ type: 'text', text }] satisfies Part[])
}

const sentence =
  'The reading of the gauge went up while the valve was shut, which is worth a look. '

/** One to nine sentences; some with a list, some with code. */
function answerText(number: number): string {
  const words = sentence.repeat(1 + ((number * 37) % 9))
  const start = `Answer ${number}. ${words}`
  if (number % 5 === 0) return `${start}\n\n- first\n- **second**\n- \`third\`\n`
  if (number % 7 !== 0) return start
  const lines = Array.from({ length: 3 + (number % 9) }, (_, line) => `  step(${line})`)
  return `${start}\n\n\`\`\`ts\nfunction run(): void {\n${lines.join('\n')}\n}\n\`\`\`\n`
}
