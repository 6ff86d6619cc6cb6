import { describe, expect, test } from 'vitest'
import { unknownUsage } from '../../shared/money/usage.ts'
import type { Usage } from '../../shared/money/usage.ts'
import { cannedFetch, connectionTo, networkAdapters, requestTo, runToEnd } from './attempt.ts'
import type { NetworkKind } from './attempt.ts'

/** A stream that reports this usage in the words of each API, and ends as it should. */
const streamsWith: Record<NetworkKind, (usage: unknown) => object[]> = {
  openai: (usage) => [{ type: 'response.completed', response: { id: 'r', usage } }],
  compatible: (usage) => [{ id: 'r', choices: [{ delta: {}, finish_reason: 'stop' }], usage }],
  anthropic: (usage) => [
    { type: 'message_start', message: { id: 'r', usage } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage },
  ],
}

async function usageOf(
  kind: NetworkKind,
  chunks: readonly object[],
  address = 'https://fake.test',
): Promise<Usage | null> {
  const body = chunks
    .map(
      (chunk) =>
        `event: ${'type' in chunk ? String(chunk.type) : 'chunk'}\ndata: ${JSON.stringify(chunk)}\n\n`,
    )
    .join('')
  const { adapter } = networkAdapters.find((one) => one.kind === kind)!
  const connection = connectionTo(address, { fetch: cannedFetch({ body }) })
  const { ending, usage, events } = await runToEnd(adapter, requestTo(connection))
  expect(ending).toEqual({ kind: 'completed' })
  for (const event of events) {
    if (event.type === 'usage') {
      expect(event.raw.length).toBeLessThanOrEqual(4_000)
      expect(() => JSON.parse(event.raw) as unknown).not.toThrow()
    }
    if (event.type === 'reference') expect(event.reference.length).toBeLessThanOrEqual(200)
  }
  return usage
}

describe.each(networkAdapters)('$kind', ({ kind }) => {
  test.each([['12'], [-1], [1.5], [2 ** 53], [1e300], [true], [[]], [{}], ['x'.repeat(9_000)]])(
    'a figure of %j is unknown in every place',
    async (odd) => {
      const figures = {
        input_tokens: odd,
        output_tokens: odd,
        prompt_tokens: odd,
        completion_tokens: odd,
        cache_read_input_tokens: odd,
        cache_creation_input_tokens: odd,
        cache_creation: { ephemeral_5m_input_tokens: odd, ephemeral_1h_input_tokens: odd },
        input_tokens_details: { cached_tokens: odd, cache_write_tokens: odd },
        output_tokens_details: { reasoning_tokens: odd, thinking_tokens: odd },
        prompt_tokens_details: { cached_tokens: odd, cache_write_tokens: odd },
        completion_tokens_details: { reasoning_tokens: odd },
        prompt_cache_hit_tokens: odd,
        prompt_cache_miss_tokens: odd,
        total_tokens: odd,
        server_tool_use: { web_search_requests: odd },
        server_tool_use_details: { web_search_requests: odd },
        num_search_queries: odd,
      }
      expect(await usageOf(kind, streamsWith[kind](figures))).toEqual(unknownUsage)
    },
  )

  test.each([['text'], [7], [[]], [null]])('a usage of %j is none', async (usage) => {
    expect(await usageOf(kind, streamsWith[kind](usage))).toBeNull()
  })
})

describe('anthropic', () => {
  const start = {
    input_tokens: 100,
    cache_read_input_tokens: 50,
    cache_creation_input_tokens: 30,
    cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
    output_tokens: 1,
  }
  const runWith = (...updates: readonly object[]): Promise<Usage | null> =>
    usageOf('anthropic', [
      { type: 'message_start', message: { usage: start } },
      ...updates.map((usage) => ({ type: 'message_delta', delta: {}, usage })),
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
    ])

  test('null leaves a figure as it was, and the first output figure counts for nothing', async () => {
    expect(await runWith()).toMatchObject({ inputTokens: 180, outputTokens: null })
    const unchanged = { input_tokens: null, cache_read_input_tokens: null, output_tokens: 9 }
    expect(await runWith(unchanged)).toEqual({
      inputTokens: 180,
      cacheReadTokens: 50,
      cacheWriteShortTokens: 20,
      cacheWriteLongTokens: 10,
      outputTokens: 9,
      reasoningTokens: null,
      searchCount: null,
    })
  })

  test('input may rise along the way, and the last figure stands', async () => {
    const usage = await runWith({ input_tokens: 400, output_tokens: 5 }, { output_tokens: 9 })
    expect(usage).toMatchObject({ inputTokens: 480, outputTokens: 9 })
  })

  test('nonsense in one class makes the whole input unknown, not smaller', async () => {
    const usage = await runWith({ cache_read_input_tokens: -5, output_tokens: 9 })
    expect(usage).toMatchObject({ inputTokens: null, cacheReadTokens: null, outputTokens: 9 })
  })
})

test('chat: the last usage that is not null stands, wherever it rides', async () => {
  const choices = [{ delta: { content: 'x' }, finish_reason: null }]
  const last = [{ delta: {}, finish_reason: 'stop' }]
  const chunks = [
    { choices, usage: chatUsage(1) },
    { choices, usage: chatUsage(2) },
    { choices: last, usage: chatUsage(3) },
    { choices: [], usage: null },
  ]
  expect(await usageOf('compatible', chunks)).toMatchObject({ inputTokens: 10, outputTokens: 3 })
})

function chatUsage(completionTokens: number): object {
  return { prompt_tokens: 10, completion_tokens: completionTokens }
}

describe('chat: the same names mean different things at different servers', () => {
  const chatUsageAt = (address: string, usage: object): Promise<Usage | null> =>
    usageOf('compatible', streamsWith.compatible(usage), address)
  const reported = {
    prompt_tokens: 100,
    completion_tokens: 10,
    total_tokens: 150,
    prompt_tokens_details: { cached_tokens: 60 },
    completion_tokens_details: { reasoning_tokens: 40 },
  }

  test('reasoning is part of the output, unless a server is known to leave it out', async () => {
    expect(await chatUsageAt('https://fake.test', reported)).toMatchObject({ outputTokens: 10 })
    expect(await chatUsageAt('https://api.x.ai/v1', reported)).toMatchObject({
      inputTokens: 100,
      cacheReadTokens: 60,
      outputTokens: 50,
      reasoningTokens: 40,
    })
  })

  test.each([['https://api.x.ai/v1'], ['https://fake.test']])(
    'a cache larger than the input is not inside it: %s',
    async (address) => {
      const apart = { ...reported, prompt_tokens: 20 }
      expect(await chatUsageAt(address, apart)).toMatchObject({
        inputTokens: 80,
        cacheReadTokens: 60,
      })
    },
  )

  test('xAI: without reasoning, and with nonsense, nothing is added', async () => {
    const plain = { prompt_tokens: 5, completion_tokens: 7 }
    expect(await chatUsageAt('https://api.x.ai/v1', plain)).toMatchObject({
      inputTokens: 5,
      outputTokens: 7,
    })
    const nonsense = { prompt_tokens: 5, completion_tokens: '7' }
    expect(await chatUsageAt('https://api.x.ai/v1', nonsense)).toMatchObject({
      outputTokens: null,
    })
  })

  describe('gemini', () => {
    const address = 'https://generativelanguage.googleapis.com/v1beta/openai/'
    const hidden = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 150 }

    test('hidden thinking shows in the total alone, and counts', async () => {
      expect(await chatUsageAt(address, hidden)).toMatchObject({
        inputTokens: 100,
        outputTokens: 50,
        reasoningTokens: 40,
      })
    })

    test('a total that is smaller, absent or nonsense changes nothing', async () => {
      for (const total of [110, 20, undefined, -1, '150']) {
        expect(await chatUsageAt(address, { ...hidden, total_tokens: total })).toMatchObject({
          outputTokens: 10,
        })
      }
    })

    test('an output that was not said is what the prompt leaves of the total', async () => {
      const unsaid = { prompt_tokens: 100, total_tokens: 150 }
      expect(await chatUsageAt(address, unsaid)).toMatchObject({
        inputTokens: 100,
        outputTokens: 50,
        reasoningTokens: null,
      })
    })

    test('what is unknown stays unknown', async () => {
      expect(await chatUsageAt(address, { total_tokens: 150 })).toEqual(unknownUsage)
    })
  })

  test('an input of two parts needs both of them', async () => {
    const parts = { prompt_cache_hit_tokens: 60, prompt_cache_miss_tokens: 0, completion_tokens: 1 }
    expect(await chatUsageAt('https://fake.test', parts)).toMatchObject({
      inputTokens: 60,
      cacheReadTokens: 60,
    })
    const half = { prompt_cache_miss_tokens: 40, completion_tokens: 1 }
    expect(await chatUsageAt('https://fake.test', half)).toMatchObject({ inputTokens: null })
  })

  test.each([['prompt_cache_hit_tokens'], ['num_cached_tokens']])(
    'what was read from the cache may be called %s',
    async (field) => {
      const usage = { prompt_tokens: 100, completion_tokens: 10, [field]: 60 }
      expect(await chatUsageAt('https://fake.test', usage)).toMatchObject({
        inputTokens: 100,
        cacheReadTokens: 60,
      })
    },
  )
})
