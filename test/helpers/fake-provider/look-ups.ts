import type { BillRow } from './bill.ts'
import type { WrittenBody } from './write.ts'

/**
 * How a router answers what one generation came to. `found` still means 404 until it is billed.
 * `another` tells of a request of somebody else; `notYetTimes` begins with so many 404s; `status`
 * is an error of the server itself.
 */
export type LookUpMode =
  | 'found'
  | 'unknown'
  | 'another'
  | 'malformed'
  | { notYetTimes: number }
  | { status: number }

/** The look-ups of OpenRouter: `GET /generation?id=`, from the provider's own bill. */
export function createLookUps(rows: readonly BillRow[]) {
  let mode: LookUpMode = 'found'
  return {
    change: (next: LookUpMode): void => {
      mode = next
    },
    answer: (reference: string): WrittenBody => {
      if (typeof mode === 'object' && 'status' in mode) {
        return { status: mode.status, body: errorBody(mode.status, 'A scripted error') }
      }
      if (typeof mode === 'object' && mode.notYetTimes > 0) {
        mode = { notYetTimes: mode.notYetTimes - 1 }
        return notFound(reference)
      }
      const row = rows.find((one) => one.reference === reference)
      if (row === undefined || mode === 'unknown') return notFound(reference)
      return { body: JSON.stringify({ data: { ...recordOf(row), ...changesOf(mode) } }) }
    },
  }
}

function changesOf(mode: LookUpMode): object {
  if (mode === 'another') return { id: 'gen-somebody-else', total_cost: 0.000001 }
  if (mode === 'malformed') return { total_cost: -0.5, native_tokens_prompt: 'many' }
  return {}
}

/** The record as OpenRouter keeps it; `tokens_*` is a count of its own that nobody is billed by. */
function recordOf(row: BillRow): object {
  return {
    id: row.reference,
    upstream_id: `upstream-${row.requestNumber}`,
    total_cost: row.costNanoUsd / 1e9,
    cache_discount: null,
    upstream_inference_cost: null,
    created_at: '2026-11-21T14:20:00.000000+00:00',
    model: row.modelId,
    app_id: null,
    streamed: true,
    cancelled: row.closedEarly,
    provider_name: 'Fake',
    latency: 850,
    generation_time: 1200,
    finish_reason: row.closedEarly ? null : 'stop',
    tokens_prompt: row.inputTokens + 7,
    tokens_completion: row.outputTokens + 7,
    native_tokens_prompt: row.inputTokens,
    native_tokens_completion: row.outputTokens,
    native_tokens_completion_images: 0,
    native_tokens_reasoning: 0,
    native_tokens_cached: row.cacheReadTokens,
    num_media_prompt: null,
    origin: '',
    usage: row.costNanoUsd / 1e9,
    is_byok: false,
    external_user: null,
    api_type: 'completions',
    router: null,
  }
}

function notFound(reference: string): WrittenBody {
  return { status: 404, body: errorBody(404, `Generation ${reference} not found`) }
}

function errorBody(code: number, message: string): string {
  return JSON.stringify({ error: { message, code } })
}
