import type { ImportedItem } from '../../shared/ipc/shapes.ts'
import type { openImports } from '../storage/imports.ts'
import type { ImportedConversation, ReadItem } from './imported.ts'

export type ImportTarget = {
  imports: ReturnType<typeof openImports>
  /** All of the work or nothing of it. */
  transact: <T>(work: () => T) => T
  newId: () => string
  nowMs: () => number
}

/** Writes what was read of one item, whole or not at all, and says what became of it. */
export function writeItem(item: ReadItem, target: ImportTarget): ImportedItem {
  if (!item.conversation) {
    const { title, problems } = item
    return { title, outcome: 'refused', problems, messageCount: 0 }
  }
  const { title, problems, importId, knownAs, messageCount } = item.conversation
  if (target.imports.find([importId, ...knownAs]) !== null) {
    return { title, outcome: 'known', problems: [], messageCount: 0 }
  }
  target.transact(() => writeConversation(item.conversation, target))
  const outcome = problems.length === 0 ? 'imported' : 'partly'
  return { title, outcome, problems, messageCount }
}

function writeConversation(
  conversation: ImportedConversation,
  { imports, newId, nowMs }: ImportTarget,
): void {
  const { turns, images, title, optionsJson, from, importId, createdAtMs, updatedAtMs } =
    conversation
  const conversationId = newId()
  const last = turns.findLast(({ isShown }) => isShown)
  imports.addConversation({
    conversationId,
    title,
    optionsJson,
    importedFrom: from,
    importId,
    providerId: last?.model?.providerId ?? null,
    modelId: last?.model?.modelId ?? null,
    createdAtMs,
    updatedAtMs,
  })
  for (const image of images) imports.addImage({ ...image, createdAtMs: nowMs() })
  const turnIds: string[] = []
  /** Versions are told apart by when they were made; those of one moment stay in their order. */
  const newestOf = new Map<number | null, number>()
  for (const turn of turns) {
    const beforeMs = newestOf.get(turn.parentIndex) ?? Number.MIN_SAFE_INTEGER
    const madeAtMs = Math.max(turn.answerAtMs, beforeMs + 1)
    newestOf.set(turn.parentIndex, madeAtMs)
    const turnId = newId()
    turnIds.push(turnId)
    imports.addTurn({
      turnId,
      conversationId,
      parentId: turn.parentIndex === null ? null : (turnIds[turn.parentIndex] ?? null),
      position: turn.position,
      isShown: turn.isShown ? 1 : 0,
      createdAtMs: madeAtMs,
    })
    imports.addMessage({
      turnId,
      role: 'user',
      state: 'written',
      partsJson: JSON.stringify(turn.userParts),
      providerId: null,
      modelId: null,
      providerName: null,
      modelName: null,
      createdAtMs: turn.userAtMs,
    })
    imports.addMessage({
      turnId,
      role: 'assistant',
      state: turn.state,
      partsJson: JSON.stringify(turn.answerParts),
      providerId: turn.model?.providerId ?? null,
      modelId: turn.model?.modelId ?? null,
      providerName: turn.providerName,
      modelName: turn.modelName,
      createdAtMs: turn.answerAtMs,
    })
  }
}
