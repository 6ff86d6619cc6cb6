import { done, failed } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import { openExchange } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { ProviderRequest } from './provider.ts'
import { readCount } from './read-count.ts'
import { readRecord } from './read-loosely.ts'

/**
 * Asks a provider through its SDK how many input tokens a request has: `input_tokens` of what it
 * answers. Never throws and never asks twice.
 */
export async function countThrough(
  { connection, modelName, signal }: ProviderRequest,
  headers: Readonly<Record<string, string>>,
  ask: (exchange: Exchange) => Promise<unknown>,
): Promise<Result<number>> {
  const { providerName } = connection
  const exchange = openExchange(connection, { expects: 'json', headers, modelName, signal })
  const damaged = () =>
    failed({ kind: 'stream-damaged', providerName, message: 'The count is not a number' })
  try {
    if (exchange.fault() === null) {
      const tokens = readCount(readRecord(await ask(exchange))['input_tokens'])
      return tokens === null ? damaged() : done(tokens)
    }
  } catch (error) {
    if (exchange.fault() === null && error instanceof SyntaxError) return damaged()
  } finally {
    exchange.close()
  }
  return failed(exchange.fault()?.failure ?? { kind: 'connection-ended', providerName })
}
