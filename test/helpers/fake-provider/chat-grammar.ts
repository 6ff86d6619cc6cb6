import { halfOfPlan, outputTokensOf, textOfPlan } from './plan.ts'
import type { AnswerPlan, WireEvent } from './plan.ts'

/**
 * An answer as the events of Chat Completions: unnamed, usage in a chunk of its own, `[DONE]`. One
 * that tells its cost also says in comments that it is at work, and keeps a choice beside its usage.
 */
export function chatEvents(plan: AnswerPlan): WireEvent[] {
  const chunk = (choices: readonly object[], usage: object | null, text = ''): WireEvent => {
    const data = {
      id: plan.reference,
      object: 'chat.completion.chunk',
      created: 1_795_000_000,
      model: plan.modelId,
      choices,
      usage,
    }
    return { bytes: `data: ${JSON.stringify(data)}\n\n`, text }
  }
  const half = Math.ceil(plan.pieces.length / 2)
  const texts = plan.pieces.flatMap((piece, index) => {
    const usage =
      plan.usage === 'twice' && index === half - 1 ? chatUsage(plan, halfOfPlan(plan)) : null
    const delta = plan.finish === 'refused' ? { refusal: piece } : { content: piece }
    return chunk([choice(delta, null)], usage, piece)
  })
  const isRouted = plan.costUsd !== null
  const lastChoices = isRouted ? [choice({ role: 'assistant', content: '' }, null)] : []
  return [
    ...(isRouted ? [{ bytes: ': OPENROUTER PROCESSING\n\n', text: '' }] : []),
    chunk([choice({ role: 'assistant', content: '' }, null)], null),
    ...texts,
    chunk([choice({}, finishReasons[plan.finish])], null),
    ...(plan.usage === 'none' ? [] : [chunk(lastChoices, chatUsage(plan, textOfPlan(plan)))]),
    { bytes: 'data: [DONE]\n\n', text: '' },
  ]
}

/** A model that refuses says so in a field of its own, and is done. */
const finishReasons = {
  stop: 'stop',
  length: 'length',
  refused: 'stop',
  filtered: 'content_filter',
} as const

function choice(delta: object, finishReason: string | null): object {
  return { index: 0, delta, logprobs: null, finish_reason: finishReason }
}

function chatUsage(plan: AnswerPlan, text: string): object {
  const completionTokens = outputTokensOf(plan, text)
  const costUsd = plan.costUsd?.(completionTokens)
  return {
    ...(costUsd !== undefined && {
      cost: costUsd,
      is_byok: false,
      cost_details: { upstream_inference_cost: costUsd },
    }),
    prompt_tokens: plan.inputTokens,
    completion_tokens: completionTokens,
    total_tokens: plan.inputTokens + completionTokens,
    prompt_tokens_details: {
      cached_tokens: plan.cache.read,
      cache_write_tokens: plan.cache.writeShort,
      audio_tokens: 0,
    },
    completion_tokens_details: { reasoning_tokens: plan.reasoningTokens, audio_tokens: 0 },
  }
}
