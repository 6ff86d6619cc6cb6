import type { ProfileName } from '../../shared/ipc/shapes.ts'
import type { ProviderKind } from '../providers/registry.ts'

export type KnownProvider = {
  providerId: string
  name: string
  adapter: ProviderKind
  /** The provider's own address. */
  address: string
  needsKey: boolean
}

/** The providers a profile begins with. The practice profile has one, which never leaves here. */
export const knownProviders: Record<ProfileName, readonly KnownProvider[]> = {
  personal: [
    {
      providerId: 'anthropic',
      name: 'Anthropic',
      adapter: 'anthropic',
      address: 'https://api.anthropic.com',
      needsKey: true,
    },
    {
      providerId: 'openai',
      name: 'OpenAI',
      adapter: 'openai',
      address: 'https://api.openai.com/v1',
      needsKey: true,
    },
  ],
  practice: [
    {
      providerId: 'practice',
      name: 'Practice',
      adapter: 'practice',
      address: 'https://practice.invalid',
      needsKey: false,
    },
  ],
}
