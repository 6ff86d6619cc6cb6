import { readDay, readFlag, readLimit, readListed, readTitle } from '../listed-model.ts'
import { efforts } from '../../../shared/chat/message.ts'
import type { Effort } from '../../../shared/chat/message.ts'
import type { ListedModel } from '../provider.ts'
import { isRecord, readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

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
    efforts: isRecord(capabilities['thinking']) ? readEfforts(capabilities) : null,
    isChat: true,
    retiresOn: readDay(row['retires_at']),
  }
}

/** Older models have no grades of effort, and are given a budget for thinking instead. */
function readEfforts(capabilities: LooseRecord): Effort[] {
  const grades = readRecord(capabilities['effort'])
  const types = readRecord(readRecord(capabilities['thinking'])['types'])
  const has = (from: LooseRecord, name: string): boolean =>
    readRecord(from[name])['supported'] === true
  const isGraded = grades['supported'] === true
  if (!isGraded && !has(types, 'enabled')) return []
  return efforts.filter((effort) => {
    if (effort === 'off') return has(types, 'disabled') || has(types, 'between_tools')
    return !isGraded || has(grades, effort)
  })
}
