import { knownProviders } from '../../main/accounts/known-providers.ts'
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

export type WireProvider = { providerId: string; address: string; onThisComputer: boolean }

/**
 * The providers whose answers can be replayed, at the addresses by which their dialects are known.
 * Nothing is ever sent there. `custom` stands for any server that nothing is known of.
 */
const providers: readonly WireProvider[] = [
  ...knownProviders.personal,
  { providerId: 'perplexity', address: 'https://api.perplexity.ai', onThisComputer: false },
  { providerId: 'custom', address: 'https://custom.invalid/v1', onThisComputer: false },
]

/** What price lists and other programs call them. */
const aliases: Readonly<Record<string, string>> = {
  google: 'gemini',
  'x-ai': 'xai',
  lmstudio: 'lm-studio',
}

/** A provider by its id or an alias; null if there is none. */
export function wireProvider(name: string): WireProvider | null {
  const meant = Object.hasOwn(aliases, name) ? aliases[name] : name
  const found = providers.find(({ providerId }) => providerId === meant)
  if (!found) return null
  const { providerId, address, onThisComputer } = found
  return { providerId, address, onThisComputer }
}

export const wireProviderNames: readonly string[] = providers.map(({ providerId }) => providerId)
