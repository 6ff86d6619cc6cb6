import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProviderMessage, ProviderPart } from '../../main/providers/provider.ts'
import type { ImageType } from '../../shared/chat/part.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { mappedFetch } from '../helpers/mapped-fetch.ts'
import { connectionTo, requestTo, runToEnd } from './attempt.ts'
import { houses } from './houses.ts'

const SEED = 20_261_122

/** As many conversations, each over up to six models. */
const CONVERSATIONS = 250

const shortAnswer = { kind: 'answer', text: ' Answered. 🙂\n' } as const

const servers: FakeProvider[] = []
beforeAll(async () => {
  for (const { house, models } of houses) {
    const ids = Object.keys(models)
    const strict = {
      house,
      models: Object.fromEntries(ids.map((id) => [id, models[id]!.strict])),
    }
    const price = { inputUsd: '1', outputUsd: '1' }
    const prices = Object.fromEntries(ids.map((id) => [id, price]))
    const behaviours = Object.fromEntries(ids.map((id) => [id, shortAnswer]))
    servers.push(await startFakeProvider({ prices, strict, behaviours }))
  }
})
afterAll(() => Promise.all(servers.map((server) => server.close())))

const beginnings: readonly (readonly [ImageType, string])[] = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff\xe0'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'RIFF\x00\x00\x00\x00WEBP'],
]

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  // Halves of surrogate pairs, control characters and all.
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
      .map((codes) => String.fromCharCode(...codes)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\n\n',
      '\u200b',
      '{"role":"system"}',
      '</s>',
      '<|endoftext|>',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 5_000 }).map((length) => 'long '.repeat(length)),
  },
)
const anyImage = fc
  .tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 60 }))
  .map(([[mediaType, beginning], bytes]): ProviderPart => {
    const base64 = Buffer.concat([Buffer.from(beginning, 'latin1'), bytes]).toString('base64')
    return { type: 'image', mediaType, base64 }
  })
const anyPart = fc.oneof(
  { weight: 4, arbitrary: anyText.map((text): ProviderPart => ({ type: 'text', text })) },
  { weight: 1, arbitrary: anyImage },
)
const anyMessage = fc.record({
  role: fc.constantFrom('user' as const, 'assistant' as const),
  parts: fc.array(anyPart, { maxLength: 4 }),
})
const anyTurn = fc
  .constantFrom(
    ...houses.flatMap((house, at) => Object.keys(house.models).map((id) => [at, id] as const)),
  )
  .chain(([at, modelId]) =>
    fc.record({
      at: fc.constant(at),
      modelId: fc.constant(modelId),
      question: fc.array(anyPart, { maxLength: 4 }),
      effort: fc.constantFrom(null, ...houses[at]!.models[modelId]!.efforts),
      temperature: fc.constantFrom(null, 0, 0.3, 1, 1.7, 2),
      maxOutputTokens: fc.constantFrom(16, 1_000, 1_025, 4_096, 64_000),
    }),
  )
const anyConversation = fc.record({
  system: fc.option(anyText),
  history: fc.array(anyMessage, { maxLength: 12 }),
  turns: fc.array(anyTurn, { minLength: 1, maxLength: 6 }),
})

test(`switching models never makes a request that a provider refuses (seed ${SEED})`, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(anyConversation, async ({ system, history, turns }) => {
      let messages: ProviderMessage[] = history
      for (const turn of turns) {
        messages = [...messages, { role: 'user', parts: turn.question }]
        messages = [...messages, { role: 'assistant', parts: [await ask(turn, system, messages)] }]
        seen.add(turn.modelId)
      }
    }),
    { seed: SEED, numRuns: CONVERSATIONS },
  )
  expect(servers.flatMap((server) => server.refusals())).toEqual([])
  expect(seen.size).toBe(houses.reduce((sum, { models }) => sum + Object.keys(models).length, 0))
}, 120_000)

type Turn = typeof anyTurn extends fc.Arbitrary<infer One> ? One : never

/** Asks one model, of whom only what it takes is asked, and counts beforehand where that is offered. */
async function ask(
  { at, modelId, effort, temperature, maxOutputTokens }: Turn,
  system: string | null,
  messages: readonly ProviderMessage[],
): Promise<ProviderPart> {
  const { adapter, address, models } = houses[at]!
  const { strict } = models[modelId]!
  const server = servers[at]!
  const base =
    new URL(address).pathname === '/' && adapter.countInput ? server.origin : server.address
  const request = requestTo(connectionTo(address, { fetch: mappedFetch({ [address]: base }) }), {
    modelId,
    system,
    messages: strict.seesImages ? messages : messages.map(withoutImages),
    effort,
    temperature: strict.takesTemperature ? temperature : null,
    maxOutputTokens,
  })
  const { ending, text, usage } = await runToEnd(adapter, request)
  expect(ending, `${modelId}: ${JSON.stringify(ending)}`).toMatchObject({
    kind: expect.stringMatching(/^(?:completed|length)$/),
  })
  const counted = await adapter.countInput?.(request)
  if (counted) expect(counted).toEqual({ ok: true, value: usage?.inputTokens })
  return { type: 'text', text }
}

function withoutImages({ role, parts }: ProviderMessage): ProviderMessage {
  return { role, parts: parts.filter(({ type }) => type === 'text') }
}
