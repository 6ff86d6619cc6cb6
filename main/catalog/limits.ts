import type { Effort } from '../../shared/chat/message.ts'
import type { ModelFamily } from './catalog-model.ts'

/*
 * What price lists do not tell of a model, by what its name looks like; the first row that fits holds.
 * From the providers' SDKs and documentation and from models.dev (MIT), as on 2026-11-21. What is not
 * known for certain is left at its careful value: no limit named, no images, no efforts, no
 * temperature.
 */

export type Limits = {
  family: ModelFamily
  /** Its tokens per hundred of o200k. */
  tokenPercent: number
  /** Most output tokens of one answer; null: unknown. */
  mostOutputTokens: number | null
  seesImages: boolean
  efforts: readonly Effort[]
  takesTemperature: boolean
}

/** What is held of a model nothing is known of: tokens as numerous as of any family but one. */
const unknownLimits: Limits = {
  family: 'unknown',
  tokenPercent: 135,
  mostOutputTokens: null,
  seesImages: false,
  efforts: [],
  takesTemperature: false,
}

const some: readonly Effort[] = ['low', 'medium', 'high']
const all: readonly Effort[] = ['off', ...some]

const openai = { ...unknownLimits, family: 'openai', tokenPercent: 100 } as const
/** Those that think before they answer take no temperature. */
const openaiThinks = {
  ...openai,
  mostOutputTokens: 128_000,
  seesImages: true,
  efforts: all,
} as const
const tilesThink = { ...openaiThinks, family: 'openai-tiles' } as const
const tiles = {
  ...openai,
  family: 'openai-tiles',
  mostOutputTokens: 16_384,
  seesImages: true,
  takesTemperature: true,
} as const
/** GPT-4 and 3.5 cut text by cl100k: as many tokens in English, a fifth more in most languages. */
const cl100k = { ...tiles, tokenPercent: 115, mostOutputTokens: 4_096, seesImages: false } as const

/** Up to 4.6 and Haiku 4.5: about a tenth more tokens than o200k. */
const olderClaude = {
  ...unknownLimits,
  family: 'claude-4',
  tokenPercent: 110,
  seesImages: true,
  takesTemperature: true,
} as const
/** From 4.7 on: 1.35 times the tokens for code, 1.6 for English, 1.1 for Chinese and Japanese. */
const newerClaude = {
  ...unknownLimits,
  family: 'claude',
  tokenPercent: 150,
  seesImages: true,
} as const

const gemini = {
  ...unknownLimits,
  family: 'gemini',
  tokenPercent: 105,
  seesImages: true,
  takesTemperature: true,
} as const

/** How it cuts text is not published. */
const grok = { ...unknownLimits, takesTemperature: true } as const

/** Llama, Qwen, DeepSeek, Mistral and the like: 1.1 to 1.2 times the tokens. */
const open = {
  ...unknownLimits,
  family: 'open-weights',
  tokenPercent: 115,
  takesTemperature: true,
} as const

const rows: readonly (readonly [RegExp, Limits])[] = [
  // OpenAI
  [/^gpt-oss/u, { ...openai, efforts: some, takesTemperature: true }],
  [/^gpt-(?:6|6\.\d+)(?:-|$)/u, { ...openaiThinks, mostOutputTokens: null, efforts: some }],
  [/^gpt-5(?:[.-]\d+)?-chat/u, { ...tilesThink, mostOutputTokens: 16_384, efforts: [] }],
  [/^gpt-5-pro/u, { ...tilesThink, mostOutputTokens: 272_000, efforts: ['high'] }],
  [/^gpt-5[.-][2-4]-pro/u, { ...tilesThink, efforts: ['medium', 'high'] }],
  [/^gpt-5[.-][5-9]-pro/u, { ...openaiThinks, efforts: ['medium', 'high'] }],
  [/^gpt-5[.-]\d+-codex-spark/u, { ...tilesThink, mostOutputTokens: 32_000, efforts: some }],
  [/^gpt-5[.-][5-9]-codex/u, { ...openaiThinks, efforts: some }],
  [/^gpt-5(?:[.-]\d+)?-codex/u, { ...tilesThink, efforts: some }],
  [/^gpt-5[.-][5-9](?:-|$)/u, openaiThinks],
  [/^gpt-5[.-][1-4](?:-|$)/u, tilesThink],
  [/^gpt-5(?:-|$)/u, { ...tilesThink, efforts: some }],
  [/^codex-mini/u, { ...tilesThink, mostOutputTokens: 100_000, efforts: some }],
  [
    /^o1-(?:mini|preview)/u,
    { ...tilesThink, mostOutputTokens: 32_768, seesImages: false, efforts: [] },
  ],
  [/^o3-mini/u, { ...tilesThink, mostOutputTokens: 100_000, seesImages: false, efforts: some }],
  [/^o[134](?:-|$)/u, { ...tilesThink, mostOutputTokens: 100_000, efforts: some }],
  [/^gpt-4\.1/u, { ...tiles, mostOutputTokens: 32_768 }],
  [/^gpt-4o-2024-05-13/u, { ...tiles, mostOutputTokens: 4_096 }],
  [/^gpt-4o(?:-mini)?-search/u, { ...tiles, seesImages: false, takesTemperature: false }],
  [/^(?:chat)?gpt-4(?:o|\.5)/u, tiles],
  [/^gpt-4-(?:turbo-preview|0125-preview|1106-preview)/u, cl100k],
  [/^gpt-4-(?:turbo|vision|1106-vision)/u, { ...cl100k, seesImages: true }],
  [/^gpt-4(?:-|$)/u, { ...cl100k, mostOutputTokens: 8_192 }],
  [/^gpt-3\.?5/u, cl100k],
  [/^gpt-/u, openai],
  // Anthropic
  [/^claude-(?:2|v2|v1|instant)/u, { ...olderClaude, mostOutputTokens: 4_096, seesImages: false }],
  [/^claude-3[.-]5/u, { ...olderClaude, mostOutputTokens: 8_192 }],
  [/^claude-(?:3[.-]7|sonnet-3[.-]7)/u, { ...olderClaude, mostOutputTokens: 64_000, efforts: all }],
  [/^claude-3/u, { ...olderClaude, mostOutputTokens: 4_096 }],
  [
    /^claude-(?:opus-4[.-]6|4[.-]6-opus)/u,
    { ...olderClaude, mostOutputTokens: 128_000, efforts: all },
  ],
  [
    /^claude-(?:opus-4[.-]5|4[.-]5-opus|sonnet-4|4[.-]\d-sonnet|4-sonnet|haiku-4|4[.-]\d-haiku)/u,
    { ...olderClaude, mostOutputTokens: 64_000, efforts: all },
  ],
  [
    /^claude-(?:opus-4[.-][78]|4[.-][78]-opus)/u,
    { ...newerClaude, mostOutputTokens: 128_000, efforts: all },
  ],
  [/^claude-(?:opus-4|4-opus)/u, { ...olderClaude, mostOutputTokens: 32_000, efforts: all }],
  [
    /^claude-(?:sonnet-5|5-sonnet)(?:-\d{8})?$/u,
    { ...newerClaude, mostOutputTokens: 128_000, efforts: all },
  ],
  [/^claude-fable-5(?:-\d{8})?$/u, { ...newerClaude, mostOutputTokens: 128_000, efforts: some }],
  [/^claude-(?:opus-5[.-][5-9]|5[.-][5-9]-opus)/u, { ...newerClaude, efforts: some }],
  [/^claude-(?:(?:opus|sonnet)-5|5-opus)(?:[.-]|$)/u, { ...newerClaude, efforts: all }],
  [/^claude-(?:opus|fable|sonnet)-/u, { ...newerClaude, efforts: some }],
  [/^claude-/u, newerClaude],
  // Google
  [/^gemini-(?:1\.|flash-1\.5|2\.0|pro)/u, { ...gemini, mostOutputTokens: 8_192 }],
  [/^gemini-2\.5-pro/u, { ...gemini, mostOutputTokens: 65_536, efforts: some }],
  [/^gemini-2\.5-/u, { ...gemini, mostOutputTokens: 65_536, efforts: all }],
  [/^gemini-3-pro/u, { ...gemini, mostOutputTokens: 65_536, efforts: ['low', 'high'] }],
  [/^gemini-3(?:\.[15])?-/u, { ...gemini, mostOutputTokens: 65_536, efforts: some }],
  [/^gemini-3\.\d+-/u, { ...gemini, efforts: some }],
  [/^gemini-flash-(?:lite-)?latest/u, { ...gemini, mostOutputTokens: 65_536 }],
  [/^gemini-/u, gemini],
  [/^gemma-4/u, { ...open, mostOutputTokens: 32_768, seesImages: true }],
  // Mistral
  [/^pixtral/u, { ...open, seesImages: true }],
  [/^mistral-large-(?:2512|latest)/u, { ...open, seesImages: true }],
  [
    /^mistral-medium-(?:latest|2604|3[.-]5)/u,
    { ...open, seesImages: true, efforts: ['off', 'high'] },
  ],
  [/^mistral-medium(?:-2505|-2508|-3|$)/u, { ...open, seesImages: true }],
  [/^mistral-small-(?:latest|2506|3\.[12])/u, { ...open, seesImages: true }],
  [/^mistral-small-2603/u, { ...open, seesImages: true, efforts: ['off', 'high'] }],
  [/^magistral-medium/u, { ...open, mostOutputTokens: 16_384 }],
  // xAI
  [/^grok-4[.-]3(?:-|$)/u, { ...grok, mostOutputTokens: 30_000, seesImages: true, efforts: all }],
  [/^grok-4[.-]20/u, { ...grok, mostOutputTokens: 30_000, seesImages: true }],
  [/^grok-(?:4[.-][56]|2-vision)(?:-|$)/u, { ...grok, seesImages: true }],
  [/^grok-/u, grok],
  // Models that many offer
  [/^deepseek-v4/u, { ...open, mostOutputTokens: 384_000, efforts: ['off', 'high'] }],
  [/^(?:meta-)?llama-4|^llama-?3\.2-\d+b-vision/u, { ...open, seesImages: true }],
  [
    /^(?:qwen[\d.]*-?|internvl[\d.]*-?|glm-[\d.]+)(?:vl|v)(?:-|:|$)|-vl(?:-|:|$)|^(?:llava|moondream|bakllava)/u,
    { ...open, seesImages: true },
  ],
  [
    /^(?:meta-)?llama|^codellama|^qwen|^qwq|^deepseek|^(?:open-)?(?:mistral|mixtral|ministral|codestral|devstral|magistral|voxtral)|^gemma|^phi|^kimi|^glm|^command|^nemotron|^hermes|^granite|^minimax|^yi-|^olmo|^smollm|^falcon|^solar|^wizardlm/u,
    open,
  ],
]

/** What is known of a model by its name, whoever offers it. */
export function limitsOf(modelId: string): Limits {
  const name = bareName(modelId)
  return rows.find(([names]) => names.test(name))?.[1] ?? unknownLimits
}

/** `anthropic/claude-opus-5.5` is that model, wherever it stands; `ft:gpt-4o-…` was made from it. */
function bareName(modelId: string): string {
  const name = modelId.toLowerCase().split('/').at(-1) ?? ''
  return name.replace(/^ft:/u, '')
}
