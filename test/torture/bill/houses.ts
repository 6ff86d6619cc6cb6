import { htmlPage } from '../../helpers/fake-provider/behaviour.ts'
import type { Behaviour } from '../../helpers/fake-provider/behaviour.ts'
import type { BillRow, FakePrice } from '../../helpers/fake-provider/bill.ts'
import { startFakeProvider } from '../../helpers/fake-provider/fake-provider.ts'
import type {
  FakeProvider,
  FakeProviderOptions,
} from '../../helpers/fake-provider/fake-provider.ts'
import type { Random } from '../part.ts'

/** One provider in a case: its server, how the profile knows it, and what it charges. */
export type House = {
  name: 'openai' | 'anthropic' | 'plain' | 'router' | 'runs-on' | 'gone'
  server: FakeProvider
  modelId: string
  price: FakePrice
}

type Plan = Pick<House, 'name' | 'modelId' | 'price'> & Partial<FakeProviderOptions>

/** The bundled prices, written down a second time; the others are typed in by the case. */
const plans: readonly Plan[] = [
  {
    name: 'openai',
    modelId: 'gpt-6-sol',
    price: { inputUsd: '2', outputUsd: '10', cacheReadUsd: '0.20', cacheWriteShortUsd: '2.5' },
    cacheEvery: 3,
  },
  {
    name: 'anthropic',
    modelId: 'claude-haiku-4-5',
    price: {
      inputUsd: '1',
      outputUsd: '5',
      cacheReadUsd: '0.10',
      cacheWriteShortUsd: '1.25',
      cacheWriteLongUsd: '2',
    },
    cacheEvery: 4,
  },
  { name: 'plain', modelId: 'plain-model', price: { inputUsd: '0.0375', outputUsd: '1.5' } },
  {
    name: 'router',
    modelId: 'routed-model',
    price: { inputUsd: '0.3', outputUsd: '2.5' },
    isOpenRouter: true,
  },
  {
    name: 'runs-on',
    modelId: 'tireless-model',
    price: { inputUsd: '0.59', outputUsd: '0.79' },
    afterHangUp: 'runs-on',
  },
  { name: 'gone', modelId: 'gone-model', price: { inputUsd: '1', outputUsd: '1' } },
]

export async function openHouses(): Promise<House[]> {
  const houses: House[] = []
  for (const { name, modelId, price, ...options } of plans) {
    const server = await startFakeProvider({ prices: { [modelId]: price }, ...options })
    if (name === 'gone') await server.close()
    houses.push({ name, modelId, price, server })
  }
  return houses
}

/** The bill of one turn: everything a house billed for requests that end with its mark. */
export function billOfTurn({ server }: House, mark: string): { rows: BillRow[]; requests: number } {
  const numbers = new Set<number>()
  for (const [index, { body }] of server.requests().entries()) {
    const messages = body['messages'] ?? body['input']
    if (!Array.isArray(messages)) continue
    if (JSON.stringify(messages.at(-1)).includes(mark)) numbers.add(index + 1)
  }
  const rows = server.bill().rows.filter(({ requestNumber }) => numbers.has(requestNumber))
  return { rows, requests: numbers.size }
}

/** Three letters and a space: what this provider counts as a token, ours does as well. */
const words = ['one', 'two', 'six', 'ten', 'sun', 'sea', 'sky', 'oak'] as const

export function saidIn(random: Random, wordCount: number): string {
  return Array.from({ length: wordCount }, () => random.pick(words)).join(' ')
}

/**
 * How the next request of a house is answered. What is neither shown nor told can be counted by
 * nobody, so the house whose bill is never undercut hides nothing without telling it.
 */
export function drawBehaviour(random: Random, { name }: House): Behaviour {
  const drawn = random.fraction()
  if (drawn < 0.16) return drawError(random)
  if (drawn < 0.19) return htmlPage
  if (drawn < 0.21) return { kind: 'answer', silent: true }
  const breaks = drawn < 0.42
  const usage = random.pick(['once', 'once', 'once', 'twice', 'none'] as const)
  const hides = random.chance(0.3) && !(name === 'runs-on' && (breaks || usage === 'none'))
  return {
    kind: 'answer',
    text: saidIn(random, random.integer(1, 60)),
    reasoningTokens: hides ? random.integer(1, 400) : 0,
    usage,
    finish: random.pick(['stop', 'stop', 'stop', 'length', 'refused']),
    delayMs: random.pick([0, 0, 0, 1]),
    ...(breaks && {
      breakOff: {
        afterBytes: random.integer(0, 6_000),
        how: random.pick(['reset', 'end', 'end', 'hang']),
      },
    }),
  }
}

function drawError(random: Random): Behaviour {
  const status = random.pick([400, 401, 402, 403, 404, 429, 429, 500, 500, 503, 529, 529])
  const seconds = status === 429 || status >= 503 ? random.pick(['0', '1', '3600', null]) : null
  return {
    kind: 'error',
    status,
    isBilled: (status === 500 || status === 503) && random.chance(0.5),
    ...(seconds !== null && { headers: { 'retry-after': seconds } }),
  }
}
