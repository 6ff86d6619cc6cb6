import { ordinaryBilling } from '../ordinary-billing.ts'
import type { Billing } from '../provider.ts'
import type { LooseRecord } from '../read-loosely.ts'
import { readOpenRouterCost, readXaiCost } from './reported-cost.ts'

/** How one Chat Completions server differs from the rest. A new dialect is a new row. */
export type Dialect = {
  /**
   * Hosts that are known to speak it; one `*` in a name stands for anything. `custom` has none and
   * is for all others.
   */
  hosts: readonly string[]
  /** The name of the field that caps the output. OpenAI renamed it; most others did not follow. */
  maxOutputField: 'max_tokens' | 'max_completion_tokens'
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
}

const custom: Dialect = {
  hosts: [],
  maxOutputField: 'max_tokens',
  countsAs: 'openai',
  stop: 'ends',
  readCost: null,
  referenceHeader: null,
  lookUp: null,
}

const dialects: readonly Dialect[] = [
  { ...custom, hosts: ['api.openai.com'], maxOutputField: 'max_completion_tokens' },
  {
    ...custom,
    // Some of the makers behind it write on after a stop. Its look-up tells which did, so that
    // nobody has to read on.
    hosts: ['openrouter.ai', '*.openrouter.ai'],
    readCost: readOpenRouterCost,
    referenceHeader: 'x-generation-id',
    lookUp: 'generation',
  },
  { ...custom, hosts: ['api.x.ai', '*.api.x.ai'], countsAs: 'xai', readCost: readXaiCost },
  {
    ...custom,
    hosts: ['generativelanguage.googleapis.com', '*aiplatform.googleapis.com'],
    countsAs: 'gemini',
    stop: 'runs-on',
  },
  {
    ...custom,
    // OpenRouter's list of makers at which a stop does not end the bill; Bedrock by what gateways
    // in front of it found.
    hosts: [
      'api.groq.com',
      'api.mistral.ai',
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
  const host = URL.canParse(address) ? new URL(address).hostname : ''
  return dialects.find(({ hosts }) => hosts.some((known) => isHost(host, known))) ?? custom
}

/** How the server at an address bills. */
export function billingAt(address: string): Billing {
  const { stop, lookUp, readCost } = dialectOf(address)
  return {
    ...ordinaryBilling,
    stop,
    canLookUp: lookUp !== null,
    reportsCost: readCost !== null,
  }
}

function isHost(host: string, known: string): boolean {
  const [start = '', end] = known.split('*')
  if (end === undefined) return host === known
  return host.length >= start.length + end.length && host.startsWith(start) && host.endsWith(end)
}
