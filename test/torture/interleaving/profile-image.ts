import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { openCatalogProviders } from '../../../main/accounts/catalog-providers.ts'
import { openAccounts } from '../../../main/accounts/accounts.ts'
import { openCatalog } from '../../../main/catalog/catalog.ts'
import { openVault, type Vault } from '../../../main/keys/vault.ts'
import { migrate } from '../../../main/storage/migrate.ts'
import { migrations } from '../../../main/storage/migrations/list.ts'
import { openStorage } from '../../../main/storage/storage.ts'
import type { ModelKey } from '../../../shared/chat/message.ts'

/** A profile with providers that bill in every way there is, and nothing sent yet. */
export type ProfileImage = { bytes: Buffer; models: readonly [ModelKey, ...ModelKey[]] }

/** Hosts are looked at, never asked: they decide how a provider bills. */
const servers = [
  { name: 'Router', address: 'https://openrouter.ai/api/v1', inputUsd: '1', outputUsd: '5' },
  { name: 'Runs on', address: 'https://api.groq.com/openai/v1', inputUsd: '0.5', outputUsd: '3' },
  { name: 'Tells costs', address: 'https://api.x.ai/v1', inputUsd: '2', outputUsd: '10' },
  { name: 'Plain', address: 'https://llm.example/v1', inputUsd: '0.0375', outputUsd: '1.5' },
  { name: 'Here', address: 'http://127.0.0.1:9/v1', inputUsd: '', outputUsd: '' },
]

export function newProfileImage(): ProfileImage {
  const database = new SqliteDatabase(':memory:')
  migrate(database, migrations)
  const storage = openStorage(database)
  const nowMs = (): number => 0
  const providers = openCatalogProviders('personal', storage)
  const catalog = openCatalog({ storage, profile: 'personal', nowMs, providers })
  const accounts = openAccounts({
    profile: 'personal',
    storage,
    catalog,
    vault: emptyVault(),
    loadAdapter: () => Promise.reject(new Error('Nothing is sent here')),
    fetch: () => Promise.reject(new Error('Nothing is sent here')),
    nowMs: () => 0,
    idleTimeoutMs: 1_000,
    changed: () => {},
  })
  const own = servers.map(({ name, address, inputUsd, outputUsd }): ModelKey => {
    const model = { modelId: name, typedInputUsd: inputUsd, typedOutputUsd: outputUsd }
    const added = accounts.addCustom(name, address, [model])
    if (!added.ok) throw new Error(JSON.stringify(added.failure))
    return { providerId: added.value.providerId, modelId: name }
  })
  const bytes = database.serialize()
  database.close()
  return {
    bytes,
    models: [
      { providerId: 'openai', modelId: 'gpt-6-sol' },
      { providerId: 'anthropic', modelId: 'claude-haiku-4-5' },
      ...own,
    ],
  }
}

/** Keys that last as long as the program and touch no disk. */
export function emptyVault(): Vault {
  return openVault(join(tmpdir(), 'farthing-torture-has-no-keys', 'keys.json'), {
    kind: () => 'memory-only',
    seal: () => Buffer.from(''),
    unseal: () => '',
  })
}
