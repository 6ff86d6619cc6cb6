import { done, failed } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import { openExchange } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Connection } from './provider.ts'
import { readRecord, readText } from './read-loosely.ts'

/** More models than any provider has; a list that goes on beyond it has no end. */
const MAX_MODELS = 10_000

/** Reads a provider's model list through its SDK. Never throws; each id comes once, in order. */
export async function listModelIds(
  connection: Connection,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>>,
  read: (exchange: Exchange) => Promise<AsyncIterable<unknown> | Iterable<unknown>>,
): Promise<Result<string[]>> {
  const { providerName } = connection
  const exchange = openExchange(connection, { expects: 'json', headers, modelName: null, signal })
  const ids = new Set<string>()
  try {
    if (exchange.fault() === null) {
      for await (const model of await read(exchange)) {
        const id = readText(readRecord(model)['id'])
        if (id !== '') ids.add(id)
        if (ids.size === MAX_MODELS) break
      }
      return done([...ids])
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
