import { failed, type Result } from '../../../shared/result.ts'
import { readModels } from '../list-models.ts'
import { costNotFound } from '../look-up.ts'
import { listOpenAiRows, openAiClient } from '../openai-client.ts'
import type { Connection, ListedModel, ProviderAdapter } from '../provider.ts'
import { runAttempt } from '../run-attempt.ts'
import { createChatReader } from './chat-reader.ts'
import { chatRequest } from './chat-request.ts'
import { billingAt, dialectOf } from './dialects.ts'
import { lookUpGeneration } from './generation.ts'
import { readKeyUsage } from './key-usage.ts'
import { listLmStudioModels, listOllamaModels } from './local-lists.ts'

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
        return client.chat.completions.create(chatRequest(dialect, request), {
          signal: exchange.signal,
        })
      },
    })
  },

  listModels,
  billing: billingAt,

  lookUp: async (connection, reference, signal) =>
    dialectOf(connection.address).lookUp === 'generation'
      ? lookUpGeneration(connection, reference, signal)
      : costNotFound(connection),

  keyUsage: async (connection, signal) =>
    dialectOf(connection.address).tellsUsage
      ? readKeyUsage(connection, signal)
      : failed({ kind: 'usage-not-told', providerName: connection.providerName }),
}

const ownLists = { ollama: listOllamaModels, 'lm-studio': listLmStudioModels } as const

/** A server whose own list says nothing may be an older build, or another at the same port. */
async function listModels(
  connection: Connection,
  signal: AbortSignal,
): Promise<Result<ListedModel[]>> {
  const { listing, readModel } = dialectOf(connection.address)
  if (listing !== 'openai') {
    const list = ownLists[listing]
    const own = await readModels(connection, signal, {}, (exchange) => list(connection, exchange))
    const isAnswered = own.ok ? own.value.length > 0 : !otherServer.has(own.failure.kind)
    if (isAnswered) return own
  }
  return readModels(connection, signal, {}, async function* (exchange) {
    for (const row of await listOpenAiRows(connection, exchange)) yield readModel(row)
  })
}

/** Failures of a server that is there, and does not know such a list or cannot give all of it. */
const otherServer: ReadonlySet<string> = new Set([
  'provider-busy',
  'not-an-api',
  'model-not-found',
  'request-refused',
  'stream-damaged',
])
