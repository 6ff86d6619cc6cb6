import { isChatByName, readDay, readListed } from '../listed-model.ts'
import type { ListedModel } from '../provider.ts'

/** Names of models that answer in text; others are told apart by what they are not. */
const chatNames = /^(?:gpt-|o\d|chatgpt-|codex-|ft:)/

/** A row of OpenAI's own list, which tells an id and, of some, the day they are taken away. */
export function readOpenAiModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  return {
    ...model,
    isChat: isChatByName(model.modelId) ?? (chatNames.test(model.modelId) || null),
    retiresOn: readDay(row['shutdown_date']),
  }
}
