import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type KeyStore, openVault } from '../../main/keys/vault.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const KEY = 'sk-ant-canary-0123456789abcdef4f2a'
const HOST = 'api.anthropic.com'

/** Seals by reversing: enough to tell sealed from plain. */
const safeStore: KeyStore = {
  kind: () => 'safe',
  seal: (key) => Buffer.from([...key].toReversed().join('')),
  unseal: (sealed) => [...sealed.toString()].toReversed().join(''),
}
const noStore: KeyStore = {
  kind: () => 'memory-only',
  seal: () => {
    throw new Error('must not be asked')
  },
  unseal: () => {
    throw new Error('must not be asked')
  },
}
const lockedStore: KeyStore = {
  ...safeStore,
  unseal: () => {
    throw new Error('locked')
  },
}

describe('a key', () => {
  test('comes back after a restart, and only for the host it was given for', () => {
    const path = join(temporaryFolder(), 'keys.json')
    openVault(path, safeStore).save('anthropic', HOST, KEY)
    const vault = openVault(path, safeStore)
    expect(vault.state('anthropic')).toBe('stored')
    expect(vault.read('anthropic', HOST)).toBe(KEY)
    expect(vault.read('anthropic', 'evil.example')).toBeNull()
    expect(vault.ending('anthropic')).toBe('4f2a')
    expect(readFileSync(path, 'utf8')).not.toContain(KEY)
  })

  test('without a key store to trust lasts until the end of the program and touches no disk', () => {
    const folder = temporaryFolder()
    const vault = openVault(join(folder, 'keys.json'), noStore)
    vault.save('anthropic', HOST, KEY)
    expect(vault.read('anthropic', HOST)).toBe(KEY)
    expect(vault.state('anthropic')).toBe('memory-only')
    expect(readdirSync(folder)).toEqual([])
    expect(openVault(join(folder, 'keys.json'), noStore).state('anthropic')).toBe('absent')
  })

  test('that cannot be unsealed is called unreadable, and kept for a store that can', () => {
    const path = join(temporaryFolder(), 'keys.json')
    openVault(path, safeStore).save('anthropic', HOST, KEY)
    const locked = openVault(path, lockedStore)
    expect(locked.state('anthropic')).toBe('unreadable')
    expect(locked.read('anthropic', HOST)).toBeNull()
    locked.save('openai', 'api.openai.com', 'sk-other-0123456789abcdef')
    expect(openVault(path, safeStore).read('anthropic', HOST)).toBe(KEY)
  })

  test('that was removed is gone from the file', () => {
    const path = join(temporaryFolder(), 'keys.json')
    const vault = openVault(path, safeStore)
    vault.save('anthropic', HOST, KEY)
    vault.remove('anthropic')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, keys: {} })
  })
})

test('a file of keys that cannot be understood is set aside, not overwritten', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'keys.json')
  writeFileSync(path, '{"version": 1, "keys": {"anthropic"')
  const vault = openVault(path, safeStore)
  expect(vault.state('anthropic')).toBe('absent')
  vault.save('openai', 'api.openai.com', 'sk-other-0123456789abcdef')
  const aside = readdirSync(folder).find((name) => name.includes('unreadable'))
  expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toContain('anthropic')
})
