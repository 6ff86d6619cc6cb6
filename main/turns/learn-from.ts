import { modelKeyText } from '../../shared/chat/message.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import { cacheHabitOf } from '../estimate/cache-habits.ts'
import { type Learned, learn } from '../estimate/learned.ts'
import type { SettledTurn } from '../storage/usage-reports.ts'

/** What settled turns teach, with what the catalogue knows of their models. */
export function learnFrom(turns: readonly SettledTurn[], models: readonly CatalogModel[]): Learned {
  const byKey = new Map(models.map((model) => [modelKeyText(model.key), model]))
  return learn(turns, {
    typicalOutputTokens: (key) => byKey.get(key)?.typicalOutputTokens ?? TYPICAL_OUTPUT_TOKENS,
    cacheLifeMs(key) {
      const model = byKey.get(key)
      return model ? cacheHabitOf(model.key.providerId, model.price).lifeMs : 0
    },
  })
}

/** Of a model that is no longer there. */
const TYPICAL_OUTPUT_TOKENS = 600
