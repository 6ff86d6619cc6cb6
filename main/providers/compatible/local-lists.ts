import type { Effort } from '../../../shared/chat/message.ts'
import type { Exchange } from '../exchange.ts'
import { isChatByName, readLimit, readListed, readTitle } from '../listed-model.ts'
import type { Connection, ListedModel } from '../provider.ts'
import { readList, readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

/** Each model is asked about by itself; nobody has many more, and the rest are listed by name. */
const MAX_ASKED = 50

/** Ollama's own list, and what it knows of each model. Free, and on this computer. */
export async function* listOllamaModels(
  connection: Connection,
  exchange: Exchange,
): AsyncGenerator<ListedModel | null> {
  const root = rootOf(connection)
  const listed = readRecord(await ask(exchange, `${root}/api/tags`))
  let askedCount = 0
  for (const value of readList(listed['models'])) {
    const read = readListed(value, 'name') ?? readListed(value, 'model')
    // One that Ollama passes on to its makers' servers is neither here nor free.
    if (read === null || readText(read.row['remote_host']) !== '') continue
    const { model } = read
    if (askedCount === MAX_ASKED) {
      yield { ...model, isChat: isChatByName(model.modelId) }
      continue
    }
    askedCount += 1
    const shown = readRecord(await ask(exchange, `${root}/api/show`, { model: model.modelId }))
    const capabilities = shown['capabilities']
    yield {
      ...model,
      contextTokens: readOllamaContext(shown),
      seesImages: Array.isArray(capabilities) ? capabilities.includes('vision') : null,
      efforts: Array.isArray(capabilities) ? ollamaEfforts(model.modelId, capabilities) : null,
      takesTemperature: true,
      isChat: Array.isArray(capabilities) ? capabilities.includes('completion') : null,
    }
  }
}

/** gpt-oss alone has grades, and cannot be told not to think; the others think or do not. */
function ollamaEfforts(modelId: string, capabilities: readonly unknown[]): readonly Effort[] {
  if (!capabilities.includes('thinking')) return []
  return /gpt-oss/.test(modelId) ? ['low', 'medium', 'high'] : ['off', 'high']
}

/** What the model was set to use, where that is said, for the rest is cut off without a word. */
function readOllamaContext(shown: LooseRecord): number | null {
  const set = /^num_ctx\s+(\d{1,9})\s*$/m.exec(readText(shown['parameters']))?.[1]
  const info = readRecord(shown['model_info'])
  const field = Object.keys(info).find((name) => name.endsWith('.context_length'))
  const most = field === undefined ? null : readLimit(info[field])
  const own = set === undefined ? null : readLimit(Number(set))
  return own === null || most === null ? (own ?? most) : Math.min(own, most)
}

/** LM Studio's own list. Older builds answer with something else; then there is nothing in it. */
export async function* listLmStudioModels(
  connection: Connection,
  exchange: Exchange,
): AsyncGenerator<ListedModel | null> {
  const listed = readRecord(await ask(exchange, `${rootOf(connection)}/api/v0/models`))
  for (const value of readList(listed['data'])) {
    const read = readListed(value)
    if (read === null) continue
    const { model, row } = read
    const type = readText(row['type'])
    yield {
      ...model,
      name: readTitle(row['display_name']),
      // A model that is loaded reads as far as it was loaded for.
      contextTokens:
        readLimit(row['loaded_context_length']) ?? readLimit(row['max_context_length']),
      seesImages: type === '' ? null : type === 'vlm',
      isChat: type === '' ? null : type === 'vlm' || type === 'llm',
    }
  }
}

/** Their own lists stand beside `/v1`. */
function rootOf({ address }: Connection): string {
  return address.replace(/(?:\/v1)?\/*$/, '')
}

async function ask(exchange: Exchange, url: string, body?: object): Promise<unknown> {
  const answer = await exchange.fetch(url, {
    signal: exchange.signal,
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  return JSON.parse(await answer.text()) as unknown
}
