import { anthropic } from '../../main/providers/anthropic/anthropic.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import type { ProviderAdapter } from '../../main/providers/provider.ts'

/** The three ways of speaking to a model, each with the adapter for it. */
export const apis = {
  chat: compatible,
  responses: openAi,
  messages: anthropic,
} as const satisfies Readonly<Record<string, ProviderAdapter>>
export type Api = keyof typeof apis

/**
 * The providers whose answers can be replayed, at the addresses by which their dialects are known.
 * Nothing is ever sent there. `custom` stands for any server that nothing is known of.
 */
const addresses = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  gemini: 'https://generativelanguage.googleapis.com/v1beta/openai',
  mistral: 'https://api.mistral.ai/v1',
  groq: 'https://api.groq.com/openai/v1',
  deepseek: 'https://api.deepseek.com',
  xai: 'https://api.x.ai/v1',
  openrouter: 'https://openrouter.ai/api/v1',
  together: 'https://api.together.xyz/v1',
  ollama: 'http://localhost:11434/v1',
  'lm-studio': 'http://localhost:1234/v1',
  custom: 'https://custom.invalid/v1',
} as const

const aliases: Readonly<Record<string, keyof typeof addresses>> = {
  google: 'gemini',
  'x-ai': 'xai',
  lmstudio: 'lm-studio',
}

export type WireProvider = { providerId: string; address: string; onThisComputer: boolean }

/** A provider by its id or an alias; null if there is none. */
export function wireProvider(name: string): WireProvider | null {
  const providerId = aliases[name] ?? Object.keys(addresses).find((id) => id === name)
  if (providerId === undefined) return null
  const address = addresses[providerId as keyof typeof addresses]
  return { providerId, address, onThisComputer: new URL(address).hostname === 'localhost' }
}

export const wireProviderNames: readonly string[] = Object.keys(addresses)
