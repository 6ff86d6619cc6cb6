import type { Failure } from '../../shared/failures.ts'
import { done, failed } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import { openExchange } from './exchange.ts'
import type { Connection } from './provider.ts'

/** The answer where nobody can be asked, or where what was answered is of no use. */
export function costNotFound({ providerName }: Connection): { ok: false; failure: Failure } {
  return failed({ kind: 'cost-not-found', providerName })
}

/**
 * Asks once for JSON at a path below the connection's address. Numbers stay the text they were
 * written as when they are not whole. Never throws: 404 and what is not JSON are `cost-not-found`,
 * everything else is the failure any request may have.
 */
export async function askJson(
  connection: Connection,
  path: string,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const { address, providerName } = connection
  let status: number | null = null
  const noting: typeof fetch = async (input, init) => {
    const answer = await connection.fetch(input, init)
    status = answer.status
    return answer
  }
  const exchange = openExchange(
    { ...connection, fetch: noting },
    { expects: 'json', headers: {}, modelName: null, signal },
  )
  try {
    if (exchange.fault() === null) {
      const url = `${address.replace(/\/+$/, '')}${path}`
      const answer = await exchange.fetch(url, { signal: exchange.signal })
      return done(JSON.parse(await answer.text(), keepFractionText) as unknown)
    }
  } catch (error) {
    const isUnreadable = exchange.fault() === null && error instanceof SyntaxError
    if (status === 404 || isUnreadable) return costNotFound(connection)
  } finally {
    exchange.close()
  }
  return failed(exchange.fault()?.failure ?? { kind: 'connection-ended', providerName })
}

/** A float is not always what was written, and a cost is to be read exactly. */
function keepFractionText(_name: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? (context?.source ?? value) : value
}
