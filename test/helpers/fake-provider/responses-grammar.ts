import { halfOfPlan, outputTokensOf, textOfPlan } from './plan.ts'
import type { AnswerPlan, WireEvent } from './plan.ts'

/** An answer as the events of OpenAI's Responses API: named, numbered, and without `[DONE]`. */
export function responsesEvents(plan: AnswerPlan): WireEvent[] {
  let sequenceNumber = 0
  const event = (type: string, fields: object, text = ''): WireEvent => {
    const data = { type, ...fields, sequence_number: sequenceNumber++ }
    return { bytes: `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`, text }
  }
  const itemId = `msg_${plan.reference}`
  const place = { item_id: itemId, output_index: 0, content_index: 0 }
  const text = textOfPlan(plan)
  const isRefusal = plan.finish === 'refused'
  const kind = isRefusal ? 'refusal' : 'output_text'
  const part = isRefusal
    ? { type: 'refusal', refusal: text }
    : { type: 'output_text', text, annotations: [], logprobs: [] }
  const item = { id: itemId, type: 'message', role: 'assistant' }
  const half = plan.usage === 'twice' ? responsesUsage(plan, halfOfPlan(plan)) : null
  const last = plan.usage === 'none' ? null : responsesUsage(plan, text)
  const isWhole = plan.finish === 'stop' || isRefusal
  return [
    event('response.created', { response: response(plan, 'in_progress', null) }),
    event('response.in_progress', { response: response(plan, 'in_progress', half) }),
    event('response.output_item.added', {
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    }),
    event('response.content_part.added', {
      ...place,
      part: { type: kind, [isRefusal ? 'refusal' : 'text']: '' },
    }),
    ...plan.pieces.map((piece) =>
      event(`response.${kind}.delta`, { ...place, delta: piece }, piece),
    ),
    event(`response.${kind}.done`, { ...place, [isRefusal ? 'refusal' : 'text']: text }),
    event('response.content_part.done', { ...place, part }),
    event('response.output_item.done', {
      output_index: 0,
      item: { ...item, status: isWhole ? 'completed' : 'incomplete', content: [part] },
    }),
    event(isWhole ? 'response.completed' : 'response.incomplete', {
      response: response(plan, isWhole ? 'completed' : 'incomplete', last),
    }),
  ]
}

function response(plan: AnswerPlan, status: string, usage: object | null): object {
  const reason = plan.finish === 'length' ? 'max_output_tokens' : 'content_filter'
  return {
    id: plan.reference,
    object: 'response',
    created_at: 1_795_000_000,
    status,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason } : null,
    model: plan.modelId,
    output: [],
    store: false,
    usage,
  }
}

function responsesUsage(plan: AnswerPlan, text: string): object {
  const { inputTokens, cache, reasoningTokens } = plan
  const outputTokens = outputTokensOf(plan, text)
  return {
    input_tokens: inputTokens,
    input_tokens_details: {
      cached_tokens: cache.read,
      cache_write_tokens: cache.writeShort + cache.writeLong,
      cache_write_tokens_details: {
        ttl_30m_tokens: cache.writeShort,
        ttl_12h_tokens: cache.writeLong,
      },
    },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: inputTokens + outputTokens,
  }
}
