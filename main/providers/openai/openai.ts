import { listModelIds } from '../list-models.ts'
import { listOpenAiModels, openAiClient } from '../openai-client.ts'
import { costNotFound } from '../look-up.ts'
import { ordinaryBilling } from '../ordinary-billing.ts'
import { plainMessages } from '../plain-messages.ts'
import type { ProviderAdapter } from '../provider.ts'
import { runAttempt } from '../run-attempt.ts'
import { createResponsesReader } from './responses-reader.ts'

/** OpenAI's own Responses API. Its address ends in `/v1`. Nothing is stored at OpenAI. */
export const openAi: ProviderAdapter = {
  stream: (request) =>
    runAttempt(request, {
      headers: { 'x-client-request-id': request.attemptId },
      reader: createResponsesReader(),
      open: async (exchange) => {
        const client = await openAiClient(request.connection, exchange)
        return client.responses.create(
          {
            model: request.modelId,
            input: plainMessages(request.messages).map(({ role, text }) => ({
              role,
              content: text,
            })),
            max_output_tokens: request.maxOutputTokens,
            store: false,
            stream: true,
          },
          { signal: exchange.signal },
        )
      },
    }),

  listModels: (connection, signal) =>
    listModelIds(connection, signal, {}, (exchange) => listOpenAiModels(connection, exchange)),

  billing: () => ordinaryBilling,
  lookUp: async (connection) => costNotFound(connection),
}
