import type { ProfileName } from '../../shared/ipc/shapes.ts'
import type { ProviderKind } from '../providers/registry.ts'

export type KnownProvider = {
  providerId: string
  name: string
  adapter: ProviderKind
  /** The provider's own address. */
  address: string
  needsKey: boolean
  /** A server at an address of this computer: nothing leaves it, and nothing is paid for. */
  onThisComputer: boolean
}

/** What most rows have in common: a server elsewhere that speaks Chat Completions for a key. */
const elsewhere = { adapter: 'compatible', needsKey: true, onThisComputer: false } as const
const here = { adapter: 'compatible', needsKey: false, onThisComputer: true } as const

/** The providers a profile begins with. The practice profile has one, which never leaves here. */
export const knownProviders: Record<ProfileName, readonly KnownProvider[]> = {
  personal: [
    {
      ...elsewhere,
      providerId: 'anthropic',
      name: 'Anthropic',
      adapter: 'anthropic',
      address: 'https://api.anthropic.com',
    },
    {
      ...elsewhere,
      providerId: 'openai',
      name: 'OpenAI',
      adapter: 'openai',
      address: 'https://api.openai.com/v1',
    },
    {
      ...elsewhere,
      providerId: 'gemini',
      name: 'Google Gemini',
      address: 'https://generativelanguage.googleapis.com/v1beta/openai',
    },
    {
      ...elsewhere,
      providerId: 'mistral',
      name: 'Mistral',
      address: 'https://api.mistral.ai/v1',
    },
    {
      ...elsewhere,
      providerId: 'groq',
      name: 'Groq',
      address: 'https://api.groq.com/openai/v1',
    },
    {
      ...elsewhere,
      providerId: 'deepseek',
      name: 'DeepSeek',
      address: 'https://api.deepseek.com',
    },
    { ...elsewhere, providerId: 'xai', name: 'xAI', address: 'https://api.x.ai/v1' },
    {
      ...elsewhere,
      providerId: 'openrouter',
      name: 'OpenRouter',
      address: 'https://openrouter.ai/api/v1',
    },
    {
      ...elsewhere,
      providerId: 'together',
      name: 'Together AI',
      address: 'https://api.together.xyz/v1',
    },
    { ...here, providerId: 'ollama', name: 'Ollama', address: 'http://localhost:11434/v1' },
    { ...here, providerId: 'lm-studio', name: 'LM Studio', address: 'http://localhost:1234/v1' },
  ],
  practice: [
    {
      providerId: 'practice',
      name: 'Practice',
      adapter: 'practice',
      address: 'https://practice.invalid',
      needsKey: false,
      onThisComputer: false,
    },
  ],
}
