import { dialectOf } from '../compatible/dialects.ts'
import { countThrough } from '../count-input.ts'
import { readModels } from '../list-models.ts'
import { costNotFound } from '../look-up.ts'
import { listOpenAiRows, openAiClient } from '../openai-client.ts'
import { ordinaryBilling } from '../ordinary-billing.ts'
import type { ProviderAdapter } from '../provider.ts'
import { runAttempt } from '../run-attempt.ts'
import { readOpenAiModel } from './openai-model.ts'
import { createResponsesReader } from './responses-reader.ts'
import { countedRequest, responsesRequest } from './responses-request.ts'

/** OpenAI's own Responses API. Its address ends in `/v1`. */
export const openAi: ProviderAdapter = {
  stream: (request) =>
    runAttempt(request, {
      headers: { 'x-client-request-id': request.attemptId },
      reader: createResponsesReader(dialectOf(request.connection.address).readCost),
      open: async (exchange) => {
        const client = await openAiClient(request.connection, exchange)
        return client.responses.create(responsesRequest(request), { signal: exchange.signal })
      },
    }),

  listModels: (connection, signal) =>
    readModels(connection, signal, {}, async function* (exchange) {
      for (const row of await listOpenAiRows(connection, exchange)) yield readOpenAiModel(row)
    }),

  countInput: (request) =>
    countThrough(request, {}, async (exchange) => {
      const client = await openAiClient(request.connection, exchange)
      return client.responses.inputTokens.count(countedRequest(request), {
        signal: exchange.signal,
      })
    }),

  billing: () => ordinaryBilling,
  lookUp: async (connection) => costNotFound(connection),
}
