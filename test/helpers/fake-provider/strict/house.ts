/** Whose manners a strict fake provider has. */
export type House =
  | 'openai'
  | 'anthropic'
  | 'openai-chat'
  | 'gemini'
  | 'mistral'
  | 'groq'
  | 'deepseek'
  | 'xai'
  | 'openrouter'
  | 'together'
  | 'ollama'
  | 'lm-studio'
  | 'perplexity'
  | 'custom'

/** What one model of a house takes; the rest it refuses. */
export type StrictModel = {
  seesImages: boolean
  takesTemperature: boolean
  /** The words the house itself has for them, such as `none` or `default`; none: it cannot be told. */
  efforts: readonly string[]
  /** Anthropic's `thinking.type`s it takes. */
  thinkingTypes?: readonly string[]
  /** A reasoning model of OpenAI, which has no `max_tokens` and sums up its thinking. */
  isThinker?: boolean
}

/** A house with its models; unknown ones are 404 as ever. */
export type Strictness = { house: House; models: Readonly<Record<string, StrictModel>> }

/** A complaint as this house makes it: what it says, and the field it names. */
export type Complaint = { message: string; param: string }
