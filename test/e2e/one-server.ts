import type { AnswerBehaviour, Behaviour } from '../helpers/fake-provider/behaviour.ts'
import type { FakePrice } from '../helpers/fake-provider/bill.ts'
import type { FakeProvider, FakeProviderOptions } from '../helpers/fake-provider/fake-provider.ts'
import { chooseModel } from './at-the-window.ts'
import type { FarthingWindow } from './farthing-window.ts'

/** The model of a server of one's own, and what is typed as its price. */
export const ownModel = { id: 'wren-7b', name: 'wren-7b', inputUsd: '0.37', outputUsd: '1.21' }

export const keys = {
  openAi: 'sk-proj-e2e-open-aaaaaaaaaaaaaaaaaaaa1111',
  anthropic: 'sk-ant-e2e-anthropic-bbbbbbbbbbbb2222',
} as const

/** The server's price list, in its own form: what the app believes is held against it. */
const prices: Readonly<Record<string, FakePrice>> = {
  'gpt-6-astra': {
    inputUsd: '10',
    outputUsd: '50',
    cacheReadUsd: '1',
    cacheWriteShortUsd: '12.5',
  },
  'gpt-6-sol': {
    inputUsd: '2',
    outputUsd: '10',
    cacheReadUsd: '0.2',
    cacheWriteShortUsd: '2.5',
  },
  'claude-sonnet-5': {
    inputUsd: '2',
    outputUsd: '10',
    cacheReadUsd: '0.2',
    cacheWriteShortUsd: '2.5',
    cacheWriteLongUsd: '4',
  },
  [ownModel.id]: { inputUsd: ownModel.inputUsd, outputUsd: ownModel.outputUsd },
}

/** A server on this computer in the place of OpenAI, Anthropic and an endpoint of one's own. */
export function oneServer(
  behaviours: Readonly<Record<string, Behaviour>> = {},
): FakeProviderOptions {
  return { prices, behaviours }
}

/** An answer of so many words, at a pace: long enough to be interrupted. */
export function slowAnswer(words: number, delayMs: number): AnswerBehaviour {
  const text = Array.from({ length: words }, (_, index) => `word${index + 1}`).join(' ')
  return { kind: 'answer', text, delayMs }
}

/**
 * A budget, and both known providers at the address of a server of ours. Done by calls: the
 * screens for it have tests of their own.
 */
export async function setUp(
  { call, page }: FarthingWindow,
  server: FakeProvider,
  typedUsd = '20',
): Promise<void> {
  await call('providers.setAddress', { providerId: 'openai', address: server.address })
  await call('providers.setAddress', { providerId: 'anthropic', address: server.origin })
  await call('providers.saveKey', { providerId: 'openai', key: keys.openAi })
  await call('providers.saveKey', { providerId: 'anthropic', key: keys.anthropic })
  await call('budget.set', { typedUsd })
  await chooseModel(page, 'GPT-6 Sol')
}
