import type { Effort } from '../../../shared/chat/message.ts'
import type { LooseRecord } from '../read-loosely.ts'

/** What a request carries for each effort. */
export type EffortFields = Readonly<Record<Effort, LooseRecord>>

/** OpenAI's way, which most others follow. */
export const plainEffort: EffortFields = {
  off: { reasoning_effort: 'none' },
  low: { reasoning_effort: 'low' },
  medium: { reasoning_effort: 'medium' },
  high: { reasoning_effort: 'high' },
}

/** Thinking is on or off, and no more. */
export const onOffEffort: EffortFields = {
  off: { reasoning_effort: 'none' },
  low: { reasoning_effort: 'default' },
  medium: { reasoning_effort: 'default' },
  high: { reasoning_effort: 'default' },
}

/** Mistral's models take only these two. */
export const mistralEffort: EffortFields = {
  off: { reasoning_effort: 'none' },
  low: { reasoning_effort: 'high' },
  medium: { reasoning_effort: 'high' },
  high: { reasoning_effort: 'high' },
}

const on = { thinking: { type: 'enabled' } }

/** DeepSeek turns thinking on and off apart from its effort, and takes medium for high. */
export const deepSeekEffort: EffortFields = {
  off: { thinking: { type: 'disabled' } },
  low: { ...on, reasoning_effort: 'low' },
  medium: { ...on, reasoning_effort: 'medium' },
  high: { ...on, reasoning_effort: 'high' },
}

/** OpenRouter puts it in the words of whoever made the model. */
export const openRouterEffort: EffortFields = {
  off: { reasoning: { effort: 'none' } },
  low: { reasoning: { effort: 'low' } },
  medium: { reasoning: { effort: 'medium' } },
  high: { reasoning: { effort: 'high' } },
}

/** Together turns it off with one field, and grades it with another. */
export const togetherEffort: EffortFields = {
  ...plainEffort,
  off: { reasoning: { enabled: false } },
}
