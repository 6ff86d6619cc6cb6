import type { Price } from '../../shared/money/price.ts'
import { allowance, TYPICAL_OUTPUT_TOKENS } from './allowance.ts'
import type { CatalogModel } from './catalog-model.ts'
import { limitsOf } from './limits.ts'
import type { ListedModel } from './listed-models.ts'
import type { Found } from './price-layers.ts'

/** What a model is known as and can do: what its provider says first, then lists, then its name. */
export function describeModel(
  key: CatalogModel['key'],
  price: Price | null,
  onThisComputer: boolean,
  listed: ListedModel | null,
  found: Found | null,
): CatalogModel {
  const limits = limitsOf(key.modelId)
  const contextTokens = listed?.contextTokens ?? found?.about?.contextTokens ?? null
  const mostOutputTokens = listed?.mostOutputTokens ?? limits.mostOutputTokens
  /** A dated edition has the name of its model in a list: its own id tells them apart. */
  const knownAs = found?.isExact === true ? tidyName(found.about?.name) : null
  return {
    key,
    name: listed?.name ?? knownAs ?? key.modelId,
    contextTokens,
    maxOutputTokens: allowance(mostOutputTokens, contextTokens),
    mostOutputTokens,
    tokenPercent: limits.tokenPercent,
    typicalOutputTokens: TYPICAL_OUTPUT_TOKENS,
    seesImages: listed?.seesImages ?? limits.seesImages,
    family: limits.family,
    efforts: listed?.efforts ?? limits.efforts,
    takesTemperature: listed?.takesTemperature ?? limits.takesTemperature,
    retiresOn: listed?.retiresOn ?? null,
    onThisComputer,
    price,
  }
}

/** Lists write some of them as `gpt 4.1 mini` or `gemini 2.0 flash`. */
function tidyName(name: string | undefined): string | null {
  if (name === undefined) return null
  return name.replace(/^gpt[ -]/iu, 'GPT-').replace(/^(gemini|claude) /u, (maker) => {
    return maker.charAt(0).toUpperCase() + maker.slice(1)
  })
}
