import { billingAt } from './compatible/dialects.ts'
import { anthropicBilling, ordinaryBilling } from './ordinary-billing.ts'
import type { Billing, ProviderAdapter } from './provider.ts'

/** Which adapter speaks to a provider. */
export type ProviderKind = 'openai' | 'anthropic' | 'compatible' | 'practice'

/**
 * The one list of adapters: a new one is a folder and a line here. Each is loaded when it is first
 * asked for, and an SDK only with its first request, so that none delays the start.
 */
export function createAdapterLoader({ practicePaceMs }: { practicePaceMs: number }) {
  const loaders: Record<ProviderKind, () => Promise<ProviderAdapter>> = {
    openai: async () => (await import('./openai/openai.ts')).openAi,
    anthropic: async () => (await import('./anthropic/anthropic.ts')).anthropic,
    compatible: async () => (await import('./compatible/compatible.ts')).compatible,
    practice: async () =>
      (await import('./practice/practice.ts')).createPractice({ paceMs: practicePaceMs }),
  }
  return (kind: ProviderKind): Promise<ProviderAdapter> => loaders[kind]()
}

/** How a provider bills at an address, without loading its adapter. */
export function billingOf(kind: ProviderKind, address: string): Billing {
  if (kind === 'compatible') return billingAt(address)
  return kind === 'anthropic' ? anthropicBilling : ordinaryBilling
}
