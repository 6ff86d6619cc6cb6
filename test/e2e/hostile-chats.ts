import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../../main/new-id.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import type { Part } from '../../shared/chat/part.ts'
import {
  everyCut,
  generatedSamples,
  type HostileSample,
  hostileSamples,
} from '../helpers/hostile.ts'

/** In one conversation, all of which are in the page at once. */
const SAMPLES_A_CHAT = 24

/** So many titles begin with the same word. */
export const TITLES_A_WORD = 40

/** Stands before each sample in question and answer, to be searched for. */
export const SAMPLE_WORD = 'quokka'

/** A conversation full of samples, by the beginning of its title, and how many turns it has. */
export type HostileChat = { title: string; count: number }

export function everySample(origin: string): HostileSample[] {
  return [
    ...hostileSamples(origin),
    ...everyCut(9),
    // In the page they are worth the wait once each, at the end.
    ...generatedSamples(),
  ]
}

/** The word that every title begins with which stands at this place among the samples. */
export function titleWord(place: number): string {
  return `${SAMPLE_WORD}${String(Math.floor(place / TITLES_A_WORD)).padStart(2, '0')}`
}

/**
 * Conversations as an import leaves them: each sample as a title, and in each place of a turn. With
 * words to be found by, or as nothing but what they are.
 */
export function writeChats(
  profileFolder: string,
  samples: readonly HostileSample[],
  { areMarked }: { areMarked: boolean },
): HostileChat[] {
  mkdirSync(profileFolder, { recursive: true })
  const opened = openDatabase({ path: join(profileFolder, 'farthing.db') })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const storage = openStorage(opened.value.database, opened.value.mark)
  const chats: HostileChat[] = []
  try {
    storage.transact(() => {
      for (const [place, { text }] of samples.entries()) {
        const title = areMarked ? `${titleWord(place)} ${text}` : text
        addChat(storage, title, place, [])
      }
      for (let from = 0; from < samples.length; from += SAMPLES_A_CHAT) {
        const some = samples.slice(from, from + SAMPLES_A_CHAT)
        const title = `Samples from ${from}`
        const texts = some.map(({ text }) => (areMarked ? `${SAMPLE_WORD}\n\n${text}` : text))
        addChat(storage, `${title} ${some[0]?.text ?? ''}`, 10_000 + from, texts)
        chats.push({ title, count: some.length })
      }
    })
  } finally {
    storage.close()
  }
  return chats
}

function addChat(storage: Storage, title: string, atMs: number, texts: readonly string[]): void {
  const conversationId = newId(atMs)
  const times = { createdAtMs: atMs, updatedAtMs: atMs }
  const common = { folderId: null, titleFrom: 'import', optionsJson: '{}' } as const
  storage.conversations.add({ conversationId, title: title.slice(0, 4_000), ...common, ...times })
  let parentId: string | null = null
  for (const text of texts) {
    const turnId = newId(atMs)
    const short = text.slice(0, 2_000)
    storage.turns.add({ turnId, conversationId, parentId, comparisonId: null, createdAtMs: atMs })
    const message = { turnId, attemptId: null, failureJson: null, createdAtMs: atMs }
    storage.messages.add({
      ...message,
      role: 'user',
      state: 'written',
      partsJson: partsOf([
        { type: 'text', text: short },
        { type: 'file', name: short.slice(0, 300), text: short },
      ]),
      providerId: null,
      modelId: null,
      providerName: null,
      modelName: null,
    })
    storage.messages.add({
      ...message,
      role: 'assistant',
      state: 'completed',
      partsJson: partsOf([
        { type: 'thinking', text: short, provider: null, opaque: null },
        { type: 'text', text },
        { type: 'tool-call', callId: 'x', name: short.slice(0, 300), argumentsJson: short },
      ]),
      providerId: 'openai',
      modelId: short.slice(0, 300),
      providerName: short.slice(0, 300),
      modelName: short.slice(0, 300),
    })
    parentId = turnId
  }
}

function partsOf(parts: Part[]): string {
  return JSON.stringify(parts)
}
