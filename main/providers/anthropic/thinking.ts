import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages/messages'
import type { Effort } from '../../../shared/chat/message.ts'
import type { ProviderRequest } from '../provider.ts'

type ThinkingFields = Pick<MessageCreateParamsStreaming, 'thinking' | 'output_config'>

/** It comes summarised at no further cost; newer models else leave it out. */
const adaptive = { thinking: { type: 'adaptive', display: 'summarized' } } as const

/** Up to 4.5 an effort is a budget in tokens, and none below this is taken. */
const MIN_BUDGET_TOKENS = 1_024
const budgetTokens = { off: 0, low: 2_048, medium: 8_192, high: 24_576 } as const satisfies Record<
  Effort,
  number
>

/**
 * How a Claude model is asked to think, from Anthropic's migration guides (November 2026): from 5 on
 * it thinks unasked, from 4.6 on it is told an effort, and before that it gets a budget, which has to
 * leave room below the output limit. A model it cannot place is taken for a new one.
 */
export function thinkingFields(request: ProviderRequest): ThinkingFields {
  const { modelId, effort, maxOutputTokens, without } = request
  const version = claudeVersion(modelId)
  const thinksUnasked = version !== null && version >= 5
  if (without.includes('effort')) return {}
  if (effort === null) return thinksUnasked ? adaptive : {}
  if (effort === 'off') return offFields(modelId, version)
  if (version === null || version >= 4.6) return { ...adaptive, output_config: { effort } }
  const budget = Math.min(budgetTokens[effort], maxOutputTokens - 1)
  if (budget < MIN_BUDGET_TOKENS) return {}
  return { thinking: { type: 'enabled', budget_tokens: budget } }
}

/** Each generation is told in another way not to think; some cannot be told, and think little. */
function offFields(modelId: string, version: number | null): ThinkingFields {
  if (version === null || version < 5) return {}
  if (cannotStop.test(modelId)) return { ...adaptive, output_config: { effort: 'low' } }
  if (stopsBetweenTools.test(modelId)) return { thinking: { type: 'between_tools' } }
  return { thinking: { type: 'disabled' } }
}

const cannotStop = /^claude-(?:fable|mythos|opus-(?:5-[5-9]|[6-9]))/
const stopsBetweenTools = /^claude-sonnet-(?:5-[5-9]|[6-9])/

/** The generation in a name, such as 5.5; that of Fable and Mythos is 5 at least. Null: none. */
function claudeVersion(modelId: string): number | null {
  if (/^claude-(?:fable|mythos)/.test(modelId)) return 5
  const match = /^claude-(?:[a-z]+-)?(\d)(?:-(\d))?(?!\d)/.exec(modelId)
  return match ? Number(`${match[1]}.${match[2] ?? 0}`) : null
}
