import { halfOfPlan, outputTokensOf, textOfPlan } from './plan.ts'
import type { AnswerPlan, WireEvent } from './plan.ts'

/** An answer as the events of Anthropic's Messages API: named, with pings, input said at the start. */
export function messagesEvents(plan: AnswerPlan): WireEvent[] {
  const message = {
    id: plan.reference,
    type: 'message',
    role: 'assistant',
    model: plan.modelId,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: plan.usage === 'none' ? null : { ...inputUsage(plan), output_tokens: 1 },
  }
  const texts = plan.pieces.map((piece) =>
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } }, piece),
  )
  return [
    event('message_start', { message }),
    event('ping', {}),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    ...texts,
    event('content_block_stop', { index: 0 }),
    ...(plan.usage === 'twice' ? [delta(plan, null, halfOfPlan(plan))] : []),
    delta(plan, stopReasons[plan.finish], textOfPlan(plan)),
    event('message_stop', {}),
  ]
}

/** It has no word for a filter but that the model refuses. */
const stopReasons = {
  stop: 'end_turn',
  length: 'max_tokens',
  refused: 'refusal',
  filtered: 'refusal',
} as const

function event(type: string, fields: object, text = ''): WireEvent {
  return { bytes: `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`, text }
}

/** Cumulative; what has not changed since the start is null. */
function delta(plan: AnswerPlan, stopReason: string | null, text: string): WireEvent {
  const usage = {
    input_tokens: null,
    cache_creation_input_tokens: null,
    cache_read_input_tokens: null,
    output_tokens: outputTokensOf(plan, text),
    output_tokens_details: { thinking_tokens: plan.reasoningTokens },
  }
  return event('message_delta', {
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: plan.usage === 'none' ? null : usage,
  })
}

/** `input_tokens` is what the cache had no part in. */
function inputUsage({ inputTokens, cache }: AnswerPlan): object {
  return {
    input_tokens: inputTokens - cache.read - cache.writeShort - cache.writeLong,
    cache_creation_input_tokens: cache.writeShort + cache.writeLong,
    cache_read_input_tokens: cache.read,
    cache_creation: {
      ephemeral_5m_input_tokens: cache.writeShort,
      ephemeral_1h_input_tokens: cache.writeLong,
    },
    service_tier: 'standard',
  }
}
