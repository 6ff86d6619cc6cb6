import { readLimit, readListed, readTitle } from '../listed-model.ts'
import type { ListedModel } from '../provider.ts'
import { readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import { priceOfRates, readRate } from '../read-rate.ts'

/** A row of Together's list: a bare list, prices in USD per million tokens. */
export function readTogetherModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  const type = readText(row['type'])
  return {
    ...model,
    name: readTitle(row['display_name']),
    contextTokens: readLimit(row['context_length']),
    isChat: type === '' ? null : type === 'chat' || type === 'code',
    price: readPrice(readRecord(row['pricing'])),
  }
}

/** Both at 0 is how it prints models that are rented by the hour. */
function readPrice(pricing: LooseRecord): ListedModel['price'] {
  const inputPicoUsd = readRate(pricing['input'], 1_000_000)
  const outputPicoUsd = readRate(pricing['output'], 1_000_000)
  if (inputPicoUsd === null || outputPicoUsd === null) return null
  if (inputPicoUsd === 0 && outputPicoUsd === 0) return null
  return priceOfRates({
    inputPicoUsd,
    outputPicoUsd,
    cacheReadPicoUsd: readRate(pricing['cached_input'], 1_000_000) || null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  })
}
