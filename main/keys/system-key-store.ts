import { safeStorage } from 'electron'
import type { KeyStore } from './vault.ts'

/**
 * The system's key store through Electron. On Linux without a keyring Electron falls back to a
 * password that is in its source; that is no protection, so it counts as no store at all.
 */
export const systemKeyStore: KeyStore = {
  kind() {
    if (!safeStorage.isEncryptionAvailable()) return 'memory-only'
    const isLinux = process.platform === 'linux'
    const backend = isLinux ? safeStorage.getSelectedStorageBackend() : 'system'
    return backend === 'basic_text' || backend === 'unknown' ? 'memory-only' : 'safe'
  },
  seal: (key) => safeStorage.encryptString(key),
  unseal: (sealed) => safeStorage.decryptString(sealed),
}
