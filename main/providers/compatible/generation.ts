import type { Usage } from '../../../shared/money/usage.ts'
import { done } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { askJson, costNotFound } from '../look-up.ts'
import type { Connection, LookedUp } from '../provider.ts'
import { readCount } from '../read-count.ts'
import { readEvidence, readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import { routedNanoUsd } from './reported-cost.ts'

/**
 * Asks OpenRouter for the record of one generation. It is there some seconds after the answer
 * ended, also after one that was stopped.
 */
export async function lookUpGeneration(
  connection: Connection,
  reference: string,
  signal: AbortSignal,
): Promise<Result<LookedUp>> {
  const path = `/generation?id=${encodeURIComponent(reference)}`
  const answer = await askJson(connection, path, signal)
  if (!answer.ok) return answer
  const record = readRecord(readRecord(answer.value)['data'])
  const lookedUp = reference !== '' && record['id'] === reference ? readGeneration(record) : null
  return lookedUp ? done(lookedUp) : costNotFound(connection)
}

/**
 * What a record says; null when a figure in it makes no sense, or there is too little to end an
 * attempt with. A figure that is absent or null is unknown. The native counts are the billed ones.
 */
function readGeneration(record: LooseRecord): LookedUp | null {
  const figures: LooseRecord = Object.fromEntries(
    keptFields.filter((name) => isSaid(record[name])).map((name) => [name, record[name]]),
  )
  if (countFields.some((name) => isSaid(record[name]) && readCount(record[name]) === null)) {
    return null
  }
  const usage: Usage = {
    inputTokens: readCount(record['native_tokens_prompt']),
    cacheReadTokens: readCount(record['native_tokens_cached']),
    cacheWriteShortTokens: null,
    cacheWriteLongTokens: null,
    outputTokens: readCount(record['native_tokens_completion']),
    reasoningTokens: readCount(record['native_tokens_reasoning']),
    searchCount: null,
  }
  const costNanoUsd = routedNanoUsd(
    record['total_cost'],
    record['is_byok'],
    record['upstream_inference_cost'],
  )
  if (costNanoUsd === null && isSaid(record['total_cost'])) return null
  const isCounted = usage.inputTokens !== null && usage.outputTokens !== null
  if (costNanoUsd === null && !isCounted) return null
  return { usage, costNanoUsd, raw: readEvidence(figures) }
}

const countFields = [
  'native_tokens_prompt',
  'native_tokens_completion',
  'native_tokens_cached',
  'native_tokens_reasoning',
] as const

/** Kept as evidence: what the money rests on, and nothing else that the record tells. */
const keptFields = [
  'id',
  'model',
  'provider_name',
  'created_at',
  'cancelled',
  'finish_reason',
  'total_cost',
  'upstream_inference_cost',
  'is_byok',
  ...countFields,
] as const

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null
}
