import type { ProfileName } from '../../shared/ipc/shapes.ts'
import type { CatalogProvider } from '../catalog/catalog.ts'
import type { Storage } from '../storage/storage.ts'
import { isThisComputer } from '../ways-out.ts'
import { knownProviders } from './known-providers.ts'
import { openProviderSettings } from './provider-settings.ts'

/**
 * Where each provider of a profile is, as far as its prices hang on it. A server on this computer
 * costs nothing only while it is there: at another address its price is unknown. The same array
 * while nothing changed, for it is read at each key press.
 */
export function openCatalogProviders(
  profile: ProfileName,
  storage: Storage,
): () => CatalogProvider[] {
  const kept = openProviderSettings(storage)
  let last: { addresses: unknown; own: unknown; providers: CatalogProvider[] } | null = null
  return () => {
    const addresses = kept.addresses()
    const own = kept.own()
    if (last?.addresses === addresses && last.own === own) return last.providers
    const known = knownProviders[profile].map(({ providerId, address: ownAddress, ...row }) => {
      const address = addresses[providerId] ?? ownAddress
      return {
        providerId,
        address,
        onThisComputer: row.onThisComputer && isHere(address),
        custom: false,
      }
    })
    const custom = own.map(({ providerId, address }) => ({
      providerId,
      address,
      onThisComputer: isHere(address),
      custom: true,
    }))
    last = { addresses, own, providers: [...known, ...custom] }
    return last.providers
  }
}

/** Whether an address that was checked is of this computer. */
export function isHere(address: string): boolean {
  return isThisComputer(new URL(address).hostname)
}
