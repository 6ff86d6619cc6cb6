import { type Catalog, type CatalogProvider, openCatalog } from '../../main/catalog/catalog.ts'
import type { ListedModel } from '../../main/catalog/listed-models.ts'
import type { Storage } from '../../main/storage/storage.ts'
import type { ProfileName } from '../../shared/ipc/shapes.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

/** 22 November 2026, 12:00 UTC. */
export const NOVEMBER_22 = Date.UTC(2026, 10, 22, 12)

export type CatalogOnDisk = {
  catalog: Catalog
  storage: Storage
  clock: { atMs: number }
  providers: CatalogProvider[]
  /** Another one over the same database, as after a start. */
  openAgain: () => Catalog
}

/** A catalogue over a real database, with a clock and providers that the test changes. */
export function catalogOnDisk(
  providers: CatalogProvider[] = ['openai', 'anthropic', 'openrouter'].map(online),
  profile: ProfileName = 'personal',
): CatalogOnDisk {
  const { storage } = profileOnDisk()
  const clock = { atMs: NOVEMBER_22 }
  const openAgain = (): Catalog =>
    openCatalog({ storage, profile, nowMs: () => clock.atMs, providers: () => providers })
  return { catalog: openAgain(), storage, clock, providers, openAgain }
}

export function online(providerId: string): CatalogProvider {
  return { providerId, address: 'https://example.com', onThisComputer: false, custom: false }
}

/** One model of a provider's list of which nothing is said. */
export function listedAs(modelId: string, said: Partial<ListedModel> = {}): ListedModel {
  return {
    modelId,
    name: null,
    contextTokens: null,
    mostOutputTokens: null,
    seesImages: null,
    efforts: null,
    takesTemperature: null,
    isChat: null,
    retiresOn: null,
    price: null,
    ...said,
  }
}

/** Figures of a price in whole USD per million tokens. */
export function figures(inputUsd: number, outputUsd: number): NonNullable<ListedModel['price']> {
  return {
    rates: {
      inputPicoUsd: inputUsd * 1_000_000,
      outputPicoUsd: outputUsd * 1_000_000,
      cacheReadPicoUsd: null,
      cacheWriteShortPicoUsd: null,
      cacheWriteLongPicoUsd: null,
    },
    longContext: null,
    searchPicoUsd: null,
  }
}
