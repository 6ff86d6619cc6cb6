import { type ChatOptions, defaultChatOptions } from '../../shared/chat/message.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { modelOf } from './house.ts'
import type { Step } from './read-script.ts'
import type { Played, Stage } from './stage.ts'
import { worked } from './worked.ts'

/** So that answers that are written at once end one after another, always in the same order. */
const APART_MS = 3

type Common = {
  conversationId: string
  attachments?: DraftAttachment[]
  options?: ChatOptions
  folderId?: string | null
}

/** Does what a person did, and waits for the answers. Returns how many turns that was. */
export async function playStep(stage: Stage, played: Played, step: Step): Promise<number> {
  const isFirst = played.way.length === 0
  const { conversationId, script } = played
  const { folders, session } = stage
  const common: Common = {
    conversationId,
    ...attached(stage, step),
    ...(isFirst && {
      options: { ...defaultChatOptions, systemText: script.systemText },
      folderId: script.folder === null ? null : (folders.get(script.folder) ?? null),
    }),
  }
  const count =
    step.kind === 'compare'
      ? await compare(stage, played, step, common)
      : await send(stage, played, step, common)
  if (isFirst) {
    worked(session.turns.rename(conversationId, script.title))
    if (script.isPinned) worked(session.turns.setPinned(conversationId, true))
  }
  return count
}

async function send(
  { session, house, newId, ended }: Stage,
  { way }: Played,
  step: Exclude<Step, { kind: 'compare' }>,
  common: Common,
): Promise<number> {
  const before = step.kind === 'ask' ? undefined : way.pop()
  const question = step.kind === 'again' ? (before?.question ?? '') : step.text
  house.teach(step.modelId, step.said)
  const turnId = newId()
  const answer = ended(turnId)
  worked(
    await session.turns.send({
      ...common,
      turnId,
      ...(before && { parentTurnId: way.at(-1)?.turnId ?? null }),
      model: modelOf(step.modelId),
      text: question,
    }),
  )
  await answer
  way.push({ turnId, question })
  return 1
}

async function compare(
  { session, house, newId, ended }: Stage,
  { way }: Played,
  { modelIds, said, text, keep }: Extract<Step, { kind: 'compare' }>,
  common: Common,
): Promise<number> {
  const turns = modelIds.map((modelId, place) => {
    const answer = said[place]
    if (!answer) throw new Error(`${modelId} says nothing to: ${text}`)
    house.teach(modelId, answer, place * APART_MS)
    return { turnId: newId(), model: modelOf(modelId) }
  })
  const answers = turns.map(({ turnId }) => ended(turnId))
  worked(await session.turns.compare({ ...common, comparisonId: newId(), turns, text }))
  await Promise.all(answers)
  const kept = turns[(keep ?? 1) - 1]
  if (!kept) throw new Error(`There is no answer ${keep} to keep`)
  if (keep !== null) worked(session.turns.keepAnswer(kept.turnId))
  way.push({ turnId: kept.turnId, question: text })
  return turns.length
}

function attached({ session }: Stage, { files }: Step): { attachments?: DraftAttachment[] } {
  if (files.length === 0) return {}
  return {
    attachments: files.map(({ name, text }) => {
      const { attachmentId } = worked(session.turns.addText(name, text))
      return { type: 'file', attachmentId, name }
    }),
  }
}
