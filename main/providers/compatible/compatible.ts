import { listModelIds } from '../list-models.ts'
import { costNotFound } from '../look-up.ts'
import { listOpenAiModels, openAiClient } from '../openai-client.ts'
import { plainMessages } from '../plain-messages.ts'
import type { ProviderAdapter } from '../provider.ts'
import { runAttempt } from '../run-attempt.ts'
import { createChatReader } from './chat-reader.ts'
import { billingAt, dialectOf } from './dialects.ts'
import { lookUpGeneration } from './generation.ts'

/** Any server that speaks Chat Completions. Its address is what comes before `/chat/completions`. */
export const compatible: ProviderAdapter = {
  stream: (request) => {
    const dialect = dialectOf(request.connection.address)
    return runAttempt(request, {
      headers: {},
      referenceHeader: dialect.referenceHeader,
      reader: createChatReader(dialect),
      open: async (exchange) => {
        const client = await openAiClient(request.connection, exchange)
        return client.chat.completions.create(
          {
            model: request.modelId,
            messages: plainMessages(request.messages).map(({ role, text }) => ({
              role,
              content: text,
            })),
            [dialect.maxOutputField]: request.maxOutputTokens,
            stream: true,
            stream_options: { include_usage: true },
          },
          { signal: exchange.signal },
        )
      },
    })
  },

  listModels: (connection, signal) =>
    listModelIds(connection, signal, {}, (exchange) => listOpenAiModels(connection, exchange)),

  billing: billingAt,

  lookUp: async (connection, reference, signal) =>
    dialectOf(connection.address).lookUp === 'generation'
      ? lookUpGeneration(connection, reference, signal)
      : costNotFound(connection),
}
