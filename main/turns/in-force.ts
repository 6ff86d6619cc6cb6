import type { ModelKey } from '../../shared/chat/message.ts'
import type { Price } from '../../shared/money/price.ts'
import { samePrice } from '../catalog/price-changes.ts'
import type { Connection } from '../providers/provider.ts'
import type { TurnsOptions } from './options.ts'

/** Whether what is about to be sent would still go where it was to go, with that key, at that price. */
export function isInForce(
  { catalog, accounts }: Pick<TurnsOptions, 'catalog' | 'accounts'>,
  key: ModelKey,
  { price, connection }: { price: Price; connection: Connection },
): boolean {
  const now = catalog.find(key)?.price
  return now ? samePrice(now, price) && accounts.isStill(key.providerId, connection) : false
}
