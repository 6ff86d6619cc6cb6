import type { OpenAI } from 'openai'
import { MAX_TIMER_MS } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Connection } from './provider.ts'
import { readList, readRecord } from './read-loosely.ts'

/**
 * An SDK client that knows only this connection. Every option that has an environment variable
 * behind it is given here (OPENAI_API_KEY, _ADMIN_KEY, _ORG_ID, _PROJECT_ID, _WEBHOOK_SECRET,
 * _BASE_URL, _LOG). OPENAI_CUSTOM_HEADERS cannot be turned off: the exchange drops all headers of
 * the SDK instead. Loaded on first use, for it takes 0.2 s.
 */
export async function openAiClient(connection: Connection, exchange: Exchange): Promise<OpenAI> {
  const { OpenAI } = await import('openai')
  return new OpenAI({
    // The SDK insists on a key; the exchange sends the connection's, or none.
    apiKey: 'sent-by-the-exchange',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: connection.address,
    fetch: exchange.fetch,
    maxRetries: 0,
    // Our own watchdog is the one that counts.
    timeout: MAX_TIMER_MS,
    logLevel: 'off',
  })
}

/** The rows of `GET /models`: a list under `data`, or, with some servers, a bare list. */
export async function listOpenAiRows(
  connection: Connection,
  exchange: Exchange,
): Promise<readonly unknown[]> {
  const client = await openAiClient(connection, exchange)
  const body: unknown = await client.get('/models', { signal: exchange.signal })
  return Array.isArray(body) ? body : readList(readRecord(body)['data'])
}
