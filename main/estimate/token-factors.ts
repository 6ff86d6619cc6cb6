import { modelKeyText } from '../../shared/chat/message.ts'
import type { SettledTurn } from '../storage/usage-reports.ts'

/** A factor outside these is a mistake in counting, not a tokenizer. */
const LEAST = 0.7
const MOST = 2.5

/** How much the newest turn moves what is known of a model, and of it in one conversation. */
const MODEL_MEMORY = 0.15
const CONVERSATION_MEMORY = 0.5

/** Shorter requests say more about what stands around them than about the text. */
const LEAST_TOKENS = 30

/**
 * A model's input tokens for one of o200k, from turns whose text was counted by both: a moving
 * average. The language of a conversation seldom changes, and with it the factor, so a conversation
 * that was counted with this model says more about its next turn than all others do.
 */
export function learnFactors(turns: readonly SettledTurn[]) {
  const known = new Map<string, number>()

  function move(name: string, ratio: number, memory: number): void {
    const before = known.get(name)
    known.set(name, before === undefined ? ratio : before + memory * (ratio - before))
  }

  for (const turn of turns) {
    const { textTokens, inputTokens, conversationId } = turn
    if (textTokens === null || textTokens < LEAST_TOKENS) continue
    const ratio = clamp(inputTokens / textTokens)
    const model = modelKeyText(turn)
    move(model, ratio, MODEL_MEMORY)
    if (conversationId !== null) move(`${conversationId} ${model}`, ratio, CONVERSATION_MEMORY)
  }

  return {
    factor: (model: string, conversationId: string | null, start: number): number =>
      known.get(`${conversationId} ${model}`) ?? known.get(model) ?? clamp(start),
  }
}

function clamp(ratio: number): number {
  return Math.min(MOST, Math.max(LEAST, ratio))
}
