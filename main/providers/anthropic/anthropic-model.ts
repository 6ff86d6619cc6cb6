import { readDay, readFlag, readLimit, readListed, readTitle } from '../listed-model.ts'
import type { ListedModel } from '../provider.ts'
import { readRecord } from '../read-loosely.ts'

/** A row of Anthropic's list. All of its models answer in text. */
export function readAnthropicModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  const capabilities = readRecord(row['capabilities'])
  return {
    ...model,
    name: readTitle(row['display_name']),
    contextTokens: readLimit(row['max_input_tokens']),
    mostOutputTokens: readLimit(row['max_tokens']),
    seesImages: readFlag(readRecord(capabilities['image_input'])['supported']),
    isChat: true,
    retiresOn: readDay(row['retires_at']),
  }
}
