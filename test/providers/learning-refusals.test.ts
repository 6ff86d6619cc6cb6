import { afterEach, expect, test } from 'vitest'
import { anthropic } from '../../main/providers/anthropic/anthropic.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import type { Droppable, ProviderAdapter } from '../../main/providers/provider.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { House, StrictModel } from '../helpers/fake-provider/strict/house.ts'
import { connectionTo, requestTo, runToEnd, says } from './attempt.ts'

let server: FakeProvider
afterEach(() => server?.close())

const model: StrictModel = { seesImages: false, takesTemperature: false, efforts: [] }

/** Asks for everything at once of a server whose house the adapter cannot know, until it is taken. */
async function askUntilTaken(
  adapter: ProviderAdapter,
  house: House,
  changes: Partial<StrictModel> = {},
): Promise<readonly Droppable[]> {
  server = await startFakeProvider({
    prices: { heavy: { inputUsd: '1', outputUsd: '1' } },
    strict: { house, models: { heavy: { ...model, ...changes } } },
  })
  let without: Droppable[] = []
  for (let tries = 0; tries < 6; tries += 1) {
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo(server.address), {
        system: 'Be brief.',
        messages: [says('user', 'One'), says('assistant', 'Two'), says('user', 'Three')],
        effort: 'high',
        temperature: 0.5,
        without,
      }),
    )
    if (ending.kind === 'completed') return without
    if (ending.kind !== 'failed' || !ending.unsupported) break
    expect(ending.evidence).toBe('refused')
    without = [...without, ending.unsupported]
  }
  throw new Error(`Never taken: ${server.refusals().join('; ')}`)
}

test.each<[string, ProviderAdapter, House, Partial<StrictModel>, readonly Droppable[]]>([
  ['takes all', compatible, 'custom', { takesTemperature: true, efforts: ['high'] }, []],
  ['has no effort', compatible, 'xai', { takesTemperature: true }, ['effort', 'max_tokens_name']],
  [
    'forbids extra fields',
    compatible,
    'mistral',
    { takesTemperature: true, efforts: ['high'] },
    ['stream_options'],
  ],
  [
    'renamed its limit and fixed its temperature',
    compatible,
    'openai-chat',
    { isThinker: true, efforts: ['high'] },
    ['max_tokens_name', 'temperature'],
  ],
  ['does not think', openAi, 'openai', { takesTemperature: true }, ['effort']],
  ['has no grades', anthropic, 'anthropic', { thinkingTypes: [] }, ['effort', 'temperature']],
])(
  'a server that %s is asked again without, and then answers',
  async (_name, adapter, house, changes, dropped) => {
    const without = await askUntilTaken(adapter, house, changes)
    expect([...without].toSorted()).toEqual([...dropped].toSorted())
  },
)
