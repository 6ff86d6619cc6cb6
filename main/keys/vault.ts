import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { KeyState, KeyStoreKind } from '../../shared/ipc/shapes.ts'

/** What seals keys: the system's key store, or nothing that can be trusted. */
export type KeyStore = {
  kind: () => KeyStoreKind
  seal: (key: string) => Buffer
  unseal: (sealed: Buffer) => string
}

export type Vault = ReturnType<typeof openVault>

const fileSchema = z.strictObject({
  version: z.literal(1),
  keys: z.record(
    z.string(),
    z.strictObject({ host: z.string(), ending: z.string().max(4), sealed: z.base64() }),
  ),
})
type KeysFile = z.infer<typeof fileSchema>

/**
 * Keys by provider, each with the host it was given for. Sealed by the system's key store in a
 * file of its own, so that a lost key store never locks the chats. Where there is no key store to
 * trust, keys last until the program quits and touch no disk.
 *
 * A key that cannot be read stays in the file: another key store may open it again.
 */
export function openVault(path: string, store: KeyStore) {
  const inMemory = new Map<string, { host: string; key: string }>()
  const found = readFile(path)
  let file: KeysFile = found ?? { version: 1, keys: {} }
  const kind = (): KeyStoreKind => (found === null ? 'memory-only' : store.kind())

  function state(providerId: string): KeyState {
    if (inMemory.has(providerId)) return 'memory-only'
    const kept = file.keys[providerId]
    if (!kept) return 'absent'
    return unsealed(kept.sealed) === null ? 'unreadable' : 'stored'
  }

  function unsealed(sealed: string): string | null {
    if (kind() === 'memory-only') return null
    try {
      return store.unseal(Buffer.from(sealed, 'base64'))
    } catch {
      return null
    }
  }

  return {
    kind,
    state,

    /** The key, if there is one and it was given for this host. */
    read(providerId: string, host: string): string | null {
      const held = inMemory.get(providerId)
      if (held) return held.host === host ? held.key : null
      const kept = file.keys[providerId]
      return kept && kept.host === host ? unsealed(kept.sealed) : null
    },

    /** The last four characters, for a person to tell keys apart; null for a key too short to. */
    ending(providerId: string): string | null {
      const held = inMemory.get(providerId)
      return (held ? endingOf(held.key) : file.keys[providerId]?.ending) || null
    },

    save(providerId: string, host: string, key: string): void {
      if (kind() === 'memory-only') {
        inMemory.set(providerId, { host, key })
        return
      }
      const sealed = store.seal(key).toString('base64')
      const keys = { ...file.keys, [providerId]: { host, ending: endingOf(key), sealed } }
      file = writeFile(path, { version: 1, keys })
      inMemory.delete(providerId)
    },

    remove(providerId: string): void {
      inMemory.delete(providerId)
      if (!file.keys[providerId]) return
      const { [providerId]: _removed, ...keys } = file.keys
      file = writeFile(path, { version: 1, keys })
    },

    /** Every key that can be read now, for the redactor of the log and nothing else. */
    secrets(): string[] {
      const kept = Object.values(file.keys).flatMap(({ sealed }) => unsealed(sealed) ?? [])
      return [...kept, ...[...inMemory.values()].map(({ key }) => key)]
    },
  }
}

/** Four characters of a long key tell it apart; of a short one they would give it away. */
function endingOf(key: string): string {
  return key.length >= 16 ? key.slice(-4) : ''
}

/**
 * A file that cannot be understood is set aside under a new name, never overwritten. Null where it
 * cannot even be set aside: then nothing is written at all.
 */
function readFile(path: string): KeysFile | null {
  const empty: KeysFile = { version: 1, keys: {} }
  if (!existsSync(path)) return empty
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return setAside(path) ? empty : null
  }
}

function setAside(path: string): boolean {
  try {
    renameSync(path, `${path}.unreadable-${Date.now()}`)
    return true
  } catch {
    return false
  }
}

/** Written beside, flushed, then renamed over: a crash leaves the old file or the new one. */
function writeFile(path: string, content: KeysFile): KeysFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.new`
  const file = openSync(temporary, 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(content))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
  return content
}
