import { done, failed } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import { openExchange } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Connection, ListedModel } from './provider.ts'

/** More rows than any list has; one that goes on beyond it, or repeats itself, has no end. */
const MAX_MODELS = 10_000

/**
 * Reads a provider's model list through its SDK. Never throws; each id comes once, in order. Rows
 * that name no model are passed over as null.
 */
export async function readModels(
  connection: Connection,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>>,
  read: (exchange: Exchange) => AsyncIterable<ListedModel | null>,
): Promise<Result<ListedModel[]>> {
  const { providerName } = connection
  const exchange = openExchange(connection, { expects: 'json', headers, modelName: null, signal })
  const models = new Map<string, ListedModel>()
  try {
    if (exchange.fault() === null) {
      let rowCount = 0
      for await (const model of read(exchange)) {
        rowCount += 1
        if (model !== null && !models.has(model.modelId)) models.set(model.modelId, model)
        if (rowCount === MAX_MODELS) break
      }
      return done([...models.values()])
    }
  } catch (error) {
    if (exchange.fault() === null && error instanceof SyntaxError) {
      const message = 'The list of models is not JSON'
      return failed({ kind: 'stream-damaged', providerName, message })
    }
  } finally {
    exchange.close()
  }
  return failed(exchange.fault()?.failure ?? { kind: 'connection-ended', providerName })
}
