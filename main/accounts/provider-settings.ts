import { z } from 'zod'
import type { Storage } from '../storage/storage.ts'

const addressesSchema = z.record(z.string(), z.string())
const ownProvidersSchema = z.array(
  z.strictObject({ providerId: z.string(), name: z.string(), address: z.string() }),
)
type OwnProvider = z.infer<typeof ownProvidersSchema>[number]

const noAddresses: Readonly<Record<string, string>> = {}
const noProviders: readonly OwnProvider[] = []

/** What a person set of providers: other addresses for known ones, and providers of their own. */
export function openProviderSettings({ settings }: Storage) {
  const addresses = (): Readonly<Record<string, string>> =>
    settings.read('addresses', addressesSchema) ?? noAddresses
  const own = (): readonly OwnProvider[] =>
    settings.read('ownProviders', ownProvidersSchema) ?? noProviders
  return {
    addresses,
    own,
    setAddress(providerId: string, address: string): void {
      if (own().some((row) => row.providerId === providerId)) {
        const moved = own().map((row) =>
          row.providerId === providerId ? { ...row, address } : row,
        )
        settings.write('ownProviders', moved)
      } else {
        settings.write('addresses', { ...addresses(), [providerId]: address })
      }
    },
    add: (provider: OwnProvider): void => settings.write('ownProviders', [...own(), provider]),
    remove: (providerId: string): void =>
      settings.write(
        'ownProviders',
        own().filter((row) => row.providerId !== providerId),
      ),
  }
}
