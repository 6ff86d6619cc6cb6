import bundled from './bundled-prices.json' with { type: 'json' }
import type { PriceList } from './price-list.ts'

/**
 * The prices this version was built with, made by `npm run prices` from genai-prices (MIT, see
 * genai-prices.LICENSE). A test holds it to its schema, so that no start has to.
 */
export const bundledList: PriceList = bundled as unknown as PriceList
