import { imageTypes } from '../../../shared/chat/part.ts'
import type { ImageType } from '../../../shared/chat/part.ts'
import { ordinaryBilling } from '../ordinary-billing.ts'
import type { Billing, ListedModel } from '../provider.ts'
import type { LooseRecord } from '../read-loosely.ts'
import {
  deepSeekEffort,
  mistralEffort,
  onOffEffort,
  openRouterEffort,
  plainEffort,
  togetherEffort,
} from './effort-fields.ts'
import type { EffortFields } from './effort-fields.ts'
import {
  readGeminiModel,
  readGroqModel,
  readMistralModel,
  readNamedModel,
  readPlainModel,
} from './model-rows.ts'
import { readOpenRouterModel } from './openrouter-model.ts'
import { readOpenRouterCost, readXaiCost } from './reported-cost.ts'
import { readTogetherModel } from './together-model.ts'

/** How one Chat Completions server differs from the rest. A new dialect is a new row. */
export type Dialect = {
  /**
   * Hosts that are known to speak it; one `*` in a name stands for anything, and a name with a port
   * stands for that port alone. `custom` has none and is for all others.
   */
  hosts: readonly string[]
  /** The name of the field that caps the output. OpenAI renamed it; most others did not follow. */
  maxOutputField: 'max_tokens' | 'max_completion_tokens'
  /** Usage has to be asked for, and can be; one that always tells it may refuse the question. */
  takesStreamOptions: boolean
  /** It keeps answers unless it is told not to. */
  takesStore: boolean
  /** The ordinary price class, by the name this server has for it. */
  serviceTier: 'default' | null
  maxTemperature: number
  /** Images it can read, by its documentation; any other would be refused with all the rest. */
  imageTypes: readonly ImageType[]
  /** How it is told how hard to think. */
  effort: EffortFields
  /** Models of one server that take something else; the first that fits. */
  modelRules: readonly { ids: RegExp; effort: EffortFields; always: LooseRecord }[]
  /** How its models are listed. `ollama` and `lm-studio` have lists of their own that tell more. */
  listing: 'openai' | 'ollama' | 'lm-studio'
  /** Reads a row of that list; null for what names no model. */
  readModel: (row: unknown) => ListedModel | null
  /**
   * What its token counts mean. `openai`: the output includes the reasoning. `xai`: reasoning comes
   * on top of it. `gemini`: reasoning shows in the total alone.
   */
  countsAs: 'openai' | 'xai' | 'gemini'
  /** Whether it goes on writing, and billing, after we have hung up. */
  stop: Billing['stop']
  /** Reads its own cost out of its usage, in nano-USD; null where it gives none to rely on. */
  readCost: ((usage: LooseRecord) => number | null) | null
  /** Names a request before the first piece of its answer, as its look-up knows it. */
  referenceHeader: string | null
  /** What can be asked afterwards. */
  lookUp: 'generation' | null
  /** It can be asked what was spent with a key. */
  tellsUsage: boolean
}

/** All but GIF. */
const stillTypes: readonly ImageType[] = ['image/png', 'image/jpeg', 'image/webp']

const custom: Dialect = {
  hosts: [],
  maxOutputField: 'max_tokens',
  takesStreamOptions: true,
  takesStore: false,
  serviceTier: null,
  maxTemperature: 2,
  imageTypes,
  effort: plainEffort,
  modelRules: [],
  listing: 'openai',
  readModel: readPlainModel,
  countsAs: 'openai',
  stop: 'ends',
  readCost: null,
  referenceHeader: null,
  lookUp: null,
  tellsUsage: false,
}

const dialects: readonly Dialect[] = [
  {
    ...custom,
    hosts: ['api.openai.com'],
    maxOutputField: 'max_completion_tokens',
    takesStore: true,
    serviceTier: 'default',
    readModel: readNamedModel,
  },
  {
    ...custom,
    hosts: ['generativelanguage.googleapis.com', '*aiplatform.googleapis.com'],
    imageTypes: stillTypes,
    readModel: readGeminiModel,
    countsAs: 'gemini',
    stop: 'runs-on',
  },
  {
    ...custom,
    // It tells its usage unasked, and refuses every field it does not know.
    hosts: ['api.mistral.ai'],
    takesStreamOptions: false,
    maxTemperature: 1.5,
    effort: mistralEffort,
    readModel: readMistralModel,
    stop: 'runs-on',
  },
  {
    ...custom,
    hosts: ['api.groq.com'],
    maxOutputField: 'max_completion_tokens',
    // Qwen models there mix their thinking into the answer unless it is asked for apart.
    modelRules: [{ ids: /qwen/i, effort: onOffEffort, always: { reasoning_format: 'parsed' } }],
    readModel: readGroqModel,
    stop: 'runs-on',
  },
  { ...custom, hosts: ['api.deepseek.com'], effort: deepSeekEffort },
  {
    ...custom,
    hosts: ['api.x.ai', '*.api.x.ai'],
    imageTypes: ['image/png', 'image/jpeg'],
    maxOutputField: 'max_completion_tokens',
    readModel: readNamedModel,
    countsAs: 'xai',
    readCost: readXaiCost,
  },
  {
    ...custom,
    // Some of the makers behind it write on after a stop. Its look-up tells which did, so that
    // nobody has to read on.
    hosts: ['openrouter.ai', '*.openrouter.ai'],
    effort: openRouterEffort,
    readModel: readOpenRouterModel,
    readCost: readOpenRouterCost,
    referenceHeader: 'x-generation-id',
    lookUp: 'generation',
    tellsUsage: true,
  },
  {
    ...custom,
    hosts: ['api.together.xyz', 'api.together.ai'],
    effort: togetherEffort,
    readModel: readTogetherModel,
  },
  {
    ...custom,
    hosts: ['localhost:11434', '127.0.0.1:11434', '[::1]:11434'],
    imageTypes: stillTypes,
    listing: 'ollama',
  },
  {
    ...custom,
    hosts: ['localhost:1234', '127.0.0.1:1234', '[::1]:1234'],
    imageTypes: stillTypes,
    listing: 'lm-studio',
  },
  {
    ...custom,
    // OpenRouter's list of makers at which a stop does not end the bill; Bedrock by what gateways
    // in front of it found.
    hosts: [
      'api.perplexity.ai',
      'dashscope*.aliyuncs.com',
      '*.maas.aliyuncs.com',
      'bedrock-runtime*.amazonaws.com',
      'bedrock-mantle.*.api.aws',
      'api.minimax.io',
      'api.minimaxi.com',
      'router.huggingface.co',
      'api.ai21.com',
      'api.featherless.ai',
      'api.sambanova.ai',
      'api.studio.nebius.ai',
      'api.studio.nebius.com',
      'api.tokenfactory.nebius.com',
      'api.inference.net',
    ],
    stop: 'runs-on',
  },
]

/** The dialect spoken at an address. */
export function dialectOf(address: string): Dialect {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) return custom
  return dialects.find(({ hosts }) => hosts.some((known) => isHost(url, known))) ?? custom
}

/** How the server at an address bills. */
export function billingAt(address: string): Billing {
  const { stop, lookUp, readCost, tellsUsage } = dialectOf(address)
  return {
    ...ordinaryBilling,
    stop,
    canLookUp: lookUp !== null,
    reportsCost: readCost !== null,
    tellsUsage,
  }
}

function isHost({ host, hostname }: URL, known: string): boolean {
  if (/:\d+$/.test(known)) return host === known
  const [start = '', end] = known.split('*')
  if (end === undefined) return hostname === known
  return (
    hostname.length >= start.length + end.length &&
    hostname.startsWith(start) &&
    hostname.endsWith(end)
  )
}
