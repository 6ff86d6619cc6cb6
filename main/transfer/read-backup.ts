import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { Part } from '../../shared/chat/part.ts'
import { type Result, done } from '../../shared/result.ts'
import { openMessages } from '../storage/messages.ts'
import { openWholeConversations } from '../storage/whole-conversations.ts'
import { arrangeTurns, countMessages, type OwnSourceTurn } from './arrange-turns.ts'
import { cleanTitle } from './clean-text.ts'
import type { ImportedImage, ReadItem } from './imported.ts'
import { openProfileFile } from './open-profile-file.ts'
import { openProblemCounts } from './problem-counts.ts'
import { nearestDate } from './read-date.ts'
import { namesOf } from './read-own.ts'
import { refuseFile } from './refuse-file.ts'
import { openWholeReader, type WholeConversation, type WholeTurn } from './whole-conversation.ts'

export type BackupReader = {
  conversationIds: string[]
  read: (conversationId: string) => ReadItem
  close: () => void
}

/**
 * Opens a backup to take conversations from it. It is only read, so it stays as it is. What is
 * damaged in it costs the conversations that are written there.
 */
export function openBackupToRead(
  path: string,
  steps: readonly string[],
  nativeBinding: string | undefined,
): Result<BackupReader> {
  const opened = openProfileFile(path, steps, nativeBinding)
  if (!opened.ok) return opened
  try {
    return done(readerOf(opened.value))
  } catch {
    // Which conversations there are cannot be read. It is this file that is damaged, not ours.
    opened.value.close()
    return refuseFile(path, 'damaged')
  }
}

function readerOf(database: Database): BackupReader {
  const whole = openWholeConversations(database)
  const reader = openWholeReader({
    whole,
    messages: openMessages(database),
    // What an answer cost stays where it was paid for.
    usageReports: { newest: () => null },
  })

  function read(conversationId: string): ReadItem {
    try {
      const conversation = reader.read(conversationId)
      if (conversation) return copyOf(conversation)
    } catch {
      // Damaged in this place. What else there is can still be read.
    }
    return { conversation: null, title: '', problems: [{ kind: 'not-a-conversation' }] }
  }

  function copyOf(conversation: WholeConversation): ReadItem {
    const { conversationId, optionsJson, importId } = conversation
    const title = cleanTitle(conversation.title)
    const problems = openProblemCounts()
    const arranged = arrangeTurns(conversation.turns.map(sourceOf))
    if (!arranged) return { conversation: null, title, problems: [{ kind: 'too-long', count: 1 }] }
    if (arranged.turns.length === 0) {
      return { conversation: null, title, problems: [{ kind: 'no-messages' }] }
    }
    problems.add('broken-links', arranged.brokenLinkCount)
    const imageIds = new Set(arranged.turns.flatMap(({ userParts }) => imageIdsIn(userParts)))
    const readableIds = [...imageIds].filter((imageId) => imageOf(imageId) !== null)
    problems.add('missing-files', imageIds.size - readableIds.length)
    return {
      title,
      conversation: {
        from: 'farthing',
        ...namesOf(conversationId, importId),
        title,
        optionsJson,
        createdAtMs: nearestDate(conversation.createdAtMs),
        updatedAtMs: nearestDate(conversation.updatedAtMs),
        turns: arranged.turns,
        messageCount: countMessages(arranged.turns),
        images: imagesOf(readableIds),
        problems: problems.list(),
      },
    }
  }

  /** Each in memory only while it is written. */
  function* imagesOf(imageIds: readonly string[]): Generator<ImportedImage> {
    for (const imageId of imageIds) {
      const image = imageOf(imageId)
      if (image) yield image
    }
  }

  /** Null for one that is not there, or is not what its name says: the hash of its bytes. */
  function imageOf(imageId: string): ImportedImage | null {
    try {
      const image = reader.image(imageId)
      const isItself = image && createHash('sha256').update(image.bytes).digest('hex') === imageId
      return isItself ? image : null
    } catch {
      return null
    }
  }

  return { conversationIds: whole.ids(), read, close: () => database.close() }
}

function sourceOf(turn: WholeTurn): OwnSourceTurn {
  const { providerId, modelId } = turn
  return {
    id: turn.turnId,
    parentId: turn.parentId,
    isShown: turn.isShown,
    userParts: turn.userParts,
    userAtMs: nearestDate(turn.userAtMs),
    answerParts: turn.answerParts,
    answerAtMs: nearestDate(turn.answerAtMs),
    state: turn.state === 'writing' ? 'interrupted' : turn.state,
    model: providerId === null || modelId === null ? null : { providerId, modelId },
    modelName: turn.modelName,
    providerName: turn.providerName,
  }
}

function imageIdsIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => (part.type === 'image' ? [part.attachmentId] : []))
}
