import { expect, test } from 'vitest'
import { openProviderSettings } from '../../main/accounts/provider-settings.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

const good = { providerId: 'own-1', name: 'Mine', address: 'https://mine.example/v1' }

test('an address that is none, or is not safe, costs itself alone', () => {
  const { storage } = profileOnDisk()
  storage.settings.write('addresses', {
    openai: 'https://proxy.example/v1',
    anthropic: 'not an address',
    gemini: 'http://elsewhere.example',
    groq: 5,
  })
  const kept = openProviderSettings(storage)
  expect(kept.addresses()).toEqual({ openai: 'https://proxy.example/v1' })
  expect(kept.addresses()).toBe(kept.addresses())
})

test('a provider of the person that is damaged costs itself alone', () => {
  const { storage } = profileOnDisk()
  const rows = [{ ...good, address: 'x' }, null, good, { ...good, name: 5 }]
  storage.settings.write('ownProviders', rows)
  const kept = openProviderSettings(storage)
  expect(kept.own()).toEqual([good])
  expect(kept.own()).toBe(kept.own())
})
