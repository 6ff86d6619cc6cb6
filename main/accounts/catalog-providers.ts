import type { ProfileName } from '../../shared/ipc/shapes.ts'
import type { CatalogProvider } from '../catalog/catalog.ts'
import type { Storage } from '../storage/storage.ts'
import { isThisComputer } from '../ways-out.ts'
import { knownProviders } from './known-providers.ts'
import { openProviderSettings } from './provider-settings.ts'

/**
 * Where each provider of a profile is, as far as its prices hang on it. A server on this computer
 * costs nothing only while it is there: at another address its price is unknown.
 */
export function openCatalogProviders(
  profile: ProfileName,
  storage: Storage,
): () => CatalogProvider[] {
  const kept = openProviderSettings(storage)
  return () => {
    const addresses = kept.addresses()
    const known = knownProviders[profile].map(({ providerId, address: ownAddress, ...row }) => {
      const address = addresses[providerId] ?? ownAddress
      return {
        providerId,
        address,
        onThisComputer: row.onThisComputer && isHere(address),
        custom: false,
      }
    })
    const custom = kept.own().map(({ providerId, address }) => ({
      providerId,
      address,
      onThisComputer: isHere(address),
      custom: true,
    }))
    return [...known, ...custom]
  }
}

/** Whether an address that was checked is of this computer. */
export function isHere(address: string): boolean {
  return isThisComputer(new URL(address).hostname)
}
