import type { Anthropic } from '@anthropic-ai/sdk'
import { countThrough } from '../count-input.ts'
import { MAX_TIMER_MS } from '../exchange.ts'
import type { Exchange } from '../exchange.ts'
import { readModels } from '../list-models.ts'
import { costNotFound } from '../look-up.ts'
import { anthropicBilling } from '../ordinary-billing.ts'
import type { Connection, ProviderAdapter } from '../provider.ts'
import { runAttempt } from '../run-attempt.ts'
import { readAnthropicModel } from './anthropic-model.ts'
import { createMessagesReader } from './messages-reader.ts'
import { countedRequest, messagesRequest } from './messages-request.ts'

/** The version the SDK is written for. A test compares it with what the SDK itself would send. */
export const anthropicHeaders = { 'anthropic-version': '2026-10-21' } as const

/** Anthropic's Messages API. Its address is the host alone; a `/v1` at its end is let pass. */
export const anthropic: ProviderAdapter = {
  stream: (request) =>
    runAttempt(request, {
      headers: anthropicHeaders,
      reader: createMessagesReader(),
      open: async (exchange) => {
        const client = await anthropicClient(request.connection, exchange)
        return client.messages.create(messagesRequest(request), { signal: exchange.signal })
      },
    }),

  listModels: (connection, signal) =>
    readModels(connection, signal, anthropicHeaders, async function* (exchange) {
      const client = await anthropicClient(connection, exchange)
      const rows = await client.models.list({ limit: 1000 }, { signal: exchange.signal })
      for await (const row of rows) yield readAnthropicModel(row)
    }),

  countInput: (request) =>
    countThrough(request, anthropicHeaders, async (exchange) => {
      const client = await anthropicClient(request.connection, exchange)
      return client.messages.countTokens(countedRequest(request), { signal: exchange.signal })
    }),

  billing: () => anthropicBilling,
  lookUp: async (connection) => costNotFound(connection),
}

/**
 * An SDK client that knows only this connection. With a key given in code the SDK leaves
 * ANTHROPIC_API_KEY, _AUTH_TOKEN, _PROFILE and the profiles on disk unread; base URL, webhook key,
 * log level and telemetry are given for the same reason. ANTHROPIC_CUSTOM_HEADERS cannot be turned
 * off: the exchange drops all headers of the SDK instead. Loaded on first use.
 */
async function anthropicClient(connection: Connection, exchange: Exchange): Promise<Anthropic> {
  const { Anthropic } = await import('@anthropic-ai/sdk')
  return new Anthropic({
    // The SDK insists on a key; the exchange sends the connection's, or none.
    apiKey: 'sent-by-the-exchange',
    authToken: null,
    webhookKey: null,
    baseURL: connection.address.replace(/(?:\/v1)?\/*$/, ''),
    fetch: exchange.fetch,
    maxRetries: 0,
    timeout: MAX_TIMER_MS,
    logLevel: 'off',
    openTelemetry: { propagation: false, traces: false },
  })
}
