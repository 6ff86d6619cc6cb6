import { z } from 'zod'
import type { Storage } from '../storage/storage.ts'
import { checkProviderAddress } from '../ways-out.ts'

/** Keys go to these: what the database says is checked as what a person types is. */
const addressSchema = z.string().refine((address) => checkProviderAddress(address).ok)
const ownProviderSchema = z.strictObject({
  providerId: z.string(),
  name: z.string(),
  address: addressSchema,
})
type OwnProvider = z.infer<typeof ownProviderSchema>

/** One damaged row costs itself and no other. */
const addressesSchema = z.record(z.string(), z.unknown()).transform((rows) =>
  Object.fromEntries(
    Object.entries(rows).flatMap(([providerId, row]) => {
      const parsed = addressSchema.safeParse(row)
      return parsed.success ? [[providerId, parsed.data]] : []
    }),
  ),
)
const ownProvidersSchema = z.array(z.unknown()).transform((rows) =>
  rows.flatMap((row) => {
    const parsed = ownProviderSchema.safeParse(row)
    return parsed.success ? [parsed.data] : []
  }),
)

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
