import { anthropic } from '../../main/providers/anthropic/anthropic.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import type { ProviderAdapter } from '../../main/providers/provider.ts'
import type { Effort } from '../../shared/chat/message.ts'
import type { House, StrictModel } from '../helpers/fake-provider/strict/house.ts'

/** A model with what a catalogue would say of it, and what its house in truth takes. */
type HouseModel = { efforts: readonly Effort[]; strict: StrictModel }

export type ProviderHouse = {
  house: House
  adapter: ProviderAdapter
  /** The address an adapter knows the provider by. */
  address: string
  models: Readonly<Record<string, HouseModel>>
}

const sees = { seesImages: true, takesTemperature: true, efforts: [] } as const
const blind = { ...sees, seesImages: false } as const
const allEfforts = ['off', 'low', 'medium', 'high'] as const
const graded = ['low', 'medium', 'high'] as const
const words = ['none', 'low', 'medium', 'high'] as const
const thinker = { ...sees, takesTemperature: false, isThinker: true, efforts: words } as const

function claude(
  efforts: readonly Effort[],
  thinkingTypes: readonly string[],
  takesTemperature = false,
): HouseModel {
  const isTold = thinkingTypes.includes('adaptive')
  const strict = { ...sees, takesTemperature, thinkingTypes, efforts: isTold ? graded : [] }
  return { efforts, strict }
}

const plain: HouseModel = { efforts: [], strict: sees }
const plainBlind: HouseModel = { efforts: [], strict: blind }
const told: HouseModel = { efforts: allEfforts, strict: { ...sees, efforts: words } }

/** Each provider with models that differ in what they take, as its documentation says (2026-11). */
export const houses: readonly ProviderHouse[] = [
  {
    house: 'openai',
    adapter: openAi,
    address: 'https://api.openai.com/v1',
    models: {
      'gpt-6-sol': { efforts: allEfforts, strict: thinker },
      'o3-mini': {
        efforts: graded,
        strict: { ...thinker, seesImages: false, efforts: graded },
      },
      'gpt-4o': plain,
      'gpt-5-chat-latest': plain,
    },
  },
  {
    house: 'anthropic',
    adapter: anthropic,
    address: 'https://api.anthropic.com',
    models: {
      'claude-opus-5-5': claude(graded, ['adaptive']),
      'claude-fable-5-1': claude(graded, ['adaptive']),
      'claude-sonnet-5-5': claude(allEfforts, ['adaptive', 'between_tools']),
      'claude-haiku-5-5': claude(allEfforts, ['adaptive', 'disabled']),
      'claude-opus-5': claude(allEfforts, ['adaptive', 'disabled']),
      'claude-sonnet-5': claude(allEfforts, ['adaptive', 'disabled']),
      'claude-opus-4-7': claude(allEfforts, ['adaptive']),
      'claude-sonnet-4-6': claude(allEfforts, ['adaptive', 'enabled', 'disabled'], true),
      'claude-haiku-4-5-20251001': claude(allEfforts, ['enabled', 'disabled'], true),
      'claude-3-5-haiku-20241022': claude([], [], true),
    },
  },
  {
    house: 'openai-chat',
    adapter: compatible,
    address: 'https://api.openai.com/v1',
    models: { 'gpt-6-luna': { efforts: allEfforts, strict: thinker }, 'gpt-4.1': plain },
  },
  {
    house: 'gemini',
    adapter: compatible,
    address: 'https://generativelanguage.googleapis.com/v1beta/openai',
    models: { 'gemini-3.8-flash': told, 'gemini-2.0-flash-lite': plain },
  },
  {
    house: 'mistral',
    adapter: compatible,
    address: 'https://api.mistral.ai/v1',
    models: {
      'mistral-medium-latest': {
        efforts: ['off', 'high'],
        strict: { ...sees, efforts: ['none', 'high'] },
      },
      'mistral-small-latest': {
        efforts: ['off', 'high'],
        strict: { ...sees, efforts: ['none', 'high'] },
      },
      'codestral-latest': plainBlind,
    },
  },
  {
    house: 'groq',
    adapter: compatible,
    address: 'https://api.groq.com/openai/v1',
    models: {
      'openai/gpt-oss-120b': { efforts: graded, strict: { ...blind, efforts: graded } },
      'qwen/qwen3-32b': {
        efforts: ['off', 'high'],
        strict: { ...blind, efforts: ['none', 'default'] },
      },
      'llama-3.3-70b-versatile': plainBlind,
    },
  },
  {
    house: 'deepseek',
    adapter: compatible,
    address: 'https://api.deepseek.com',
    models: {
      'deepseek-v4-pro': { efforts: allEfforts, strict: { ...blind, efforts: words } },
    },
  },
  {
    house: 'xai',
    adapter: compatible,
    address: 'https://api.x.ai/v1',
    models: { 'grok-4.6': told, 'grok-code-fast-1': plainBlind },
  },
  {
    house: 'openrouter',
    adapter: compatible,
    address: 'https://openrouter.ai/api/v1',
    models: { 'anthropic/claude-sonnet-5': told, 'meta-llama/llama-3.1-8b-instruct': plainBlind },
  },
  {
    house: 'together',
    adapter: compatible,
    address: 'https://api.together.xyz/v1',
    models: {
      'openai/gpt-oss-20b': { efforts: graded, strict: { ...blind, efforts: graded } },
      'deepseek-ai/DeepSeek-V3.1': { efforts: ['off'], strict: { ...blind, efforts: ['none'] } },
    },
  },
  {
    house: 'ollama',
    adapter: compatible,
    address: 'http://localhost:11434/v1',
    models: { 'qwen3:8b': told, 'llama3.2:latest': plainBlind },
  },
  {
    house: 'lm-studio',
    adapter: compatible,
    address: 'http://localhost:1234/v1',
    models: { 'qwen2-vl-7b-instruct': plain },
  },
  {
    house: 'perplexity',
    adapter: compatible,
    address: 'https://api.perplexity.ai',
    models: { sonar: plain },
  },
  {
    house: 'custom',
    adapter: compatible,
    address: 'https://models.example/v1',
    models: { anything: plain },
  },
]
