import { expect, onTestFinished } from 'vitest'
import type { ModelKey } from '../../shared/chat/message.ts'
import { type FakeProviderOptions, startFakeProvider } from './fake-provider/fake-provider.ts'
import { mappedFetch } from './mapped-fetch.ts'
import { openProfile } from './open-profile.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** USD per million tokens, as a person would type them. */
const price = { inputUsd: '2', outputUsd: '10' }

/**
 * A profile with 20 USD and a provider at a real address, which an adapter knows by its host; what
 * is sent there arrives at a fake provider on this computer.
 */
export async function profileElsewhere(
  address: string,
  options: Partial<FakeProviderOptions> = {},
  folder: string = temporaryFolder(),
) {
  const provider = await startFakeProvider({ prices: { 'model-1': price }, ...options })
  onTestFinished(() => provider.close())
  const profile = openProfile(folder, { fetch: mappedFetch({ [address]: provider.address }) })
  const { accounts, turns } = profile.session
  turns.setBudget(20_000_000_000)
  const added = accounts.addCustom('Elsewhere', address, [
    { modelId: 'model-1', typedInputUsd: price.inputUsd, typedOutputUsd: price.outputUsd },
  ])
  if (!added.ok) throw new Error(added.failure.kind)
  const { providerId } = added.value
  expect(accounts.saveKey(providerId, 'sk-canary-elsewhere-0123456789').ok).toBe(true)
  const model: ModelKey = { providerId, modelId: 'model-1' }
  return { ...profile, provider, model }
}

export const OPENROUTER = 'https://openrouter.ai/api/v1'
export const GROQ = 'https://api.groq.com/openai/v1'
