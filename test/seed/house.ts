import type { ModelKey } from '../../shared/chat/message.ts'
import type { AnswerBehaviour, Behaviour } from '../helpers/fake-provider/behaviour.ts'
import type { FakePrice } from '../helpers/fake-provider/bill.ts'
import { type FakeProvider, startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { mappedFetch } from '../helpers/mapped-fetch.ts'
import type { Said } from './read-script.ts'

/** The models of the scripts, who has them, and the provider's own prices. */
const models: Readonly<Record<string, { providerId: string; price: FakePrice }>> = {
  'claude-opus-5-5': {
    providerId: 'anthropic',
    price: { inputUsd: '4', outputUsd: '20' },
  },
  'claude-haiku-4-5': { providerId: 'anthropic', price: { inputUsd: '1', outputUsd: '5' } },
  'gpt-6-sol': { providerId: 'openai', price: { inputUsd: '2', outputUsd: '10' } },
  'gpt-6-luna': { providerId: 'openai', price: { inputUsd: '0.10', outputUsd: '0.50' } },
  'gemini-3.8-flash': { providerId: 'gemini', price: { inputUsd: '0.75', outputUsd: '3.75' } },
  'qwen3:14b': { providerId: 'ollama', price: { inputUsd: '0', outputUsd: '0' } },
}

export const keyedProviders = ['anthropic', 'openai', 'gemini'] as const

/** Before so many bytes nothing of an answer of OpenAI's is text yet. */
const BYTES_BEFORE_TEXT = 40

const OLLAMA = 'http://localhost:11434'

/** One server in the place of all providers of the scripts, which bills as they would. */
export type House = {
  provider: FakeProvider
  /** Leads what is meant for the providers there, and nothing anywhere else. */
  fetch: typeof globalThis.fetch
  /** What a model answers from now on. */
  teach: (modelId: string, said: Said | 'lost', delayMs?: number) => void
  /** The same, of which it says so much, in bytes of the body, and then nothing more. */
  teachHalf: (modelId: string, text: string, afterBytes: number) => void
  /** The same with what it thought before, which its provider shows. Not billed. */
  teachThinking: (modelId: string, thought: string, text: string, inputTokens?: number) => void
}

export async function openHouse(): Promise<House> {
  const behaviours: Record<string, Behaviour> = {}
  const provider = await startFakeProvider({
    prices: Object.fromEntries(Object.entries(models).map(([id, { price }]) => [id, price])),
    behaviours,
  })
  return {
    provider,
    fetch: withOllama(mappedFetch(addressesOf(provider))),
    teach(modelId, said, delayMs = 0) {
      behaviours[modelId] = said === 'lost' ? lost : { ...answerOf(said), delayMs }
    },
    teachHalf(modelId, text, afterBytes) {
      behaviours[modelId] = { kind: 'answer', text, breakOff: { afterBytes, how: 'hang' } }
    },
    teachThinking(modelId, thought, text, inputTokens = 1_840) {
      const body = streamOf(thought, text, inputTokens)
      behaviours[modelId] = { kind: 'raw', contentType: 'text/event-stream', body }
    },
  }
}

export function modelOf(modelId: string): ModelKey {
  const model = models[modelId]
  if (!model) throw new Error(`No provider has ${modelId}`)
  return { providerId: model.providerId, modelId }
}

/** Where the providers really are, and what stands in for them. */
export function addressesOf({ address, origin }: FakeProvider): Record<string, string> {
  return {
    'https://api.anthropic.com': origin,
    'https://api.openai.com/v1': address,
    'https://generativelanguage.googleapis.com/v1beta/openai': address,
    [`${OLLAMA}/v1`]: address,
  }
}

const lost: AnswerBehaviour = {
  kind: 'answer',
  breakOff: { afterBytes: BYTES_BEFORE_TEXT, how: 'reset' },
}

function answerOf({ text, thinkingTokens }: Said): AnswerBehaviour {
  return { kind: 'answer', text, reasoningTokens: thinkingTokens }
}

/** In the grammar of Chat Completions, as a server that shows its thinking writes it. */
function streamOf(thought: string, text: string, inputTokens: number): string {
  const event = (body: object): string =>
    `data: ${JSON.stringify({ id: 'thought', object: 'chat.completion.chunk', created: 1, ...body })}\n\n`
  const said = (delta: object, finish: string | null): string =>
    event({ choices: [{ index: 0, delta, finish_reason: finish }] })
  const usage = {
    prompt_tokens: inputTokens,
    completion_tokens: 96,
    total_tokens: inputTokens + 96,
    completion_tokens_details: { reasoning_tokens: 40 },
  }
  return [
    said({ role: 'assistant', reasoning_content: thought }, null),
    said({ content: text }, null),
    said({}, 'stop'),
    event({ choices: [], usage }),
    'data: [DONE]\n\n',
  ].join('')
}

/** Ollama's own list is not spoken by the server. */
function withOllama(next: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const asked = input instanceof Request ? input.url : String(input)
    if (asked === `${OLLAMA}/api/tags`) {
      return Promise.resolve(Response.json({ models: [{ name: 'qwen3:14b' }] }))
    }
    if (asked === `${OLLAMA}/api/show`) {
      return Promise.resolve(
        Response.json({
          capabilities: ['completion'],
          model_info: { 'qwen3.context_length': 40_960 },
        }),
      )
    }
    return next(input, init)
  }
}
