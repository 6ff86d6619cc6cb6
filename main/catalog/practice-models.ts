import type { Price } from '../../shared/money/price.ts'
import { DEFAULT_MAX_OUTPUT_TOKENS } from './allowance.ts'
import type { CatalogModel } from './catalog-model.ts'

/** The day the worked example was written down. */
const TAKEN_ON = '2026-11-21'

/** USD per million tokens times this is pico-USD per token. */
const USD_PER_MILLION = 1_000_000

/** Pretend models at the prices of the worked example, so that a newcomer sees real arithmetic. */
export const practiceModels: readonly CatalogModel[] = [
  practice('practice-light', 'Practice Light', 90, {
    inputPicoUsd: 0.5 * USD_PER_MILLION,
    outputPicoUsd: 1 * USD_PER_MILLION,
    cacheReadPicoUsd: 50_000,
    cacheWriteShortPicoUsd: 625_000,
    cacheWriteLongPicoUsd: null,
  }),
  practice('practice-heavy', 'Practice Heavy', 230, {
    inputPicoUsd: 10 * USD_PER_MILLION,
    outputPicoUsd: 50 * USD_PER_MILLION,
    cacheReadPicoUsd: 1 * USD_PER_MILLION,
    cacheWriteShortPicoUsd: 12.5 * USD_PER_MILLION,
    cacheWriteLongPicoUsd: null,
  }),
]

function practice(
  modelId: string,
  name: string,
  typicalOutputTokens: number,
  rates: Price['rates'],
): CatalogModel {
  return {
    key: { providerId: 'practice', modelId },
    name,
    contextTokens: 128_000,
    maxOutputTokens: DEFAULT_MAX_OUTPUT_TOKENS,
    mostOutputTokens: null,
    tokenPercent: 100,
    typicalOutputTokens,
    seesImages: false,
    family: 'practice',
    efforts: [],
    takesTemperature: false,
    retiresOn: null,
    onThisComputer: false,
    price: {
      rates,
      longContext: null,
      searchPicoUsd: null,
      source: 'practice',
      match: 'exact',
      takenOn: TAKEN_ON,
      version: null,
    },
  }
}
