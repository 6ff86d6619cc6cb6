import { describe, expect, test } from 'vitest'
import { anthropic } from '../../main/providers/anthropic/anthropic.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import type { ListedModel, ProviderAdapter } from '../../main/providers/provider.ts'
import { connectionTo } from './attempt.ts'

const never = new AbortController().signal

type Answers = Readonly<Record<string, object | string | ((asked: unknown) => object)>>
type Asked = { path: string; body: unknown }

/** Lists the models of a provider whose paths answer so; every other path is not there. */
async function list(adapter: ProviderAdapter, address: string, answers: Answers) {
  const asked: Asked[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null
    asked.push({ path: pathname, body })
    const answer = answers[pathname]
    if (answer === undefined) return new Response('404 page not found', { status: 404 })
    const value = typeof answer === 'function' ? answer(body) : answer
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return new Response(text, { headers: { 'content-type': 'application/json' } })
  }
  const listed = await adapter.listModels(connectionTo(address, { fetch }), never)
  return { listed, models: listed.ok ? listed.value : [], asked }
}

const bare: Omit<ListedModel, 'modelId'> = {
  name: null,
  contextTokens: null,
  mostOutputTokens: null,
  seesImages: null,
  efforts: null,
  takesTemperature: null,
  isChat: null,
  retiresOn: null,
  price: null,
}

test('OpenAI tells ids and last days; what answers in text is told by name', async () => {
  const { models } = await list(openAi, 'https://api.openai.com/v1', {
    '/v1/models': {
      object: 'list',
      data: [
        { id: 'gpt-6-sol', object: 'model', shutdown_date: null },
        { id: 'o1', object: 'model', shutdown_date: '2027-03-26' },
        ...['text-embedding-3-small', 'whisper-1', 'gpt-image-2', 'gpt-4o-mini-tts'].map((id) => ({
          id,
        })),
        { id: 'something-new', shutdown_date: 'soon' },
      ],
    },
  })
  expect(models).toEqual([
    { ...bare, modelId: 'gpt-6-sol', isChat: true },
    { ...bare, modelId: 'o1', isChat: true, retiresOn: '2027-03-26' },
    { ...bare, modelId: 'text-embedding-3-small', isChat: false },
    { ...bare, modelId: 'whisper-1', isChat: false },
    { ...bare, modelId: 'gpt-image-2', isChat: false },
    { ...bare, modelId: 'gpt-4o-mini-tts', isChat: false },
    { ...bare, modelId: 'something-new' },
  ])
})

test('Anthropic tells limits, sight and last days', async () => {
  const { models } = await list(anthropic, 'https://api.anthropic.com', {
    '/v1/models': {
      data: [
        {
          id: 'claude-sonnet-4-5-20250929',
          display_name: 'Claude Sonnet 4.5',
          max_input_tokens: 200_000,
          max_tokens: 64_000,
          retires_at: '2026-11-30T00:00:00Z',
          capabilities: { image_input: { supported: true } },
        },
        {
          id: 'claude-sonnet-5-5',
          capabilities: {
            effort: {
              supported: true,
              low: { supported: true },
              medium: { supported: true },
              high: { supported: true },
            },
            thinking: {
              supported: true,
              types: {
                adaptive: { supported: true },
                between_tools: { supported: true },
                disabled: { supported: false },
                enabled: { supported: false },
              },
            },
          },
        },
        {
          id: 'claude-haiku-4-5',
          capabilities: {
            effort: { supported: false },
            thinking: { types: { enabled: { supported: true }, disabled: { supported: true } } },
          },
        },
        {
          id: 'claude-3-haiku',
          capabilities: { thinking: { types: { disabled: { supported: true } } } },
        },
        {
          id: 'claude-opus-5-5',
          capabilities: {
            effort: { supported: true, low: { supported: true }, high: { supported: true } },
            thinking: { types: { adaptive: { supported: true } } },
          },
        },
        { id: 'claude-x', max_input_tokens: '200000', max_tokens: -1, capabilities: null },
      ],
      has_more: false,
    },
  })
  expect(models).toEqual([
    {
      ...bare,
      modelId: 'claude-sonnet-4-5-20250929',
      name: 'Claude Sonnet 4.5',
      contextTokens: 200_000,
      mostOutputTokens: 64_000,
      seesImages: true,
      isChat: true,
      retiresOn: '2026-11-30',
    },
    {
      ...bare,
      modelId: 'claude-sonnet-5-5',
      isChat: true,
      efforts: ['off', 'low', 'medium', 'high'],
    },
    {
      ...bare,
      modelId: 'claude-haiku-4-5',
      isChat: true,
      efforts: ['off', 'low', 'medium', 'high'],
    },
    { ...bare, modelId: 'claude-3-haiku', isChat: true, efforts: [] },
    { ...bare, modelId: 'claude-opus-5-5', isChat: true, efforts: ['low', 'high'] },
    { ...bare, modelId: 'claude-x', isChat: true },
  ])
})

test('Gemini’s models lose their folder, without which they are asked', async () => {
  const address = 'https://generativelanguage.googleapis.com/v1beta/openai'
  const { models } = await list(compatible, address, {
    '/v1beta/openai/models': {
      object: 'list',
      data: [
        { id: 'models/gemini-3.8-flash', object: 'model', display_name: 'Gemini 3.8 Flash' },
        { id: 'models/gemini-embedding-001' },
        { id: 'models/veo-3.0-generate' },
        { id: 'models/' },
      ],
    },
  })
  expect(models).toEqual([
    { ...bare, modelId: 'gemini-3.8-flash', name: 'Gemini 3.8 Flash', isChat: true },
    { ...bare, modelId: 'gemini-embedding-001', isChat: false },
    { ...bare, modelId: 'veo-3.0-generate', isChat: false },
  ])
})

test('Mistral tells its context, capabilities and deprecation', async () => {
  const { models } = await list(compatible, 'https://api.mistral.ai/v1', {
    '/v1/models': {
      data: [
        {
          id: 'mistral-medium-2508',
          name: 'mistral-medium-2508',
          max_context_length: 131_072,
          capabilities: { completion_chat: true, vision: true },
          deprecation: '2027-01-31T12:00:00Z',
        },
        {
          id: 'mistral-embed',
          capabilities: { completion_chat: false, vision: false, reasoning: false },
        },
      ],
    },
  })
  expect(models).toEqual([
    {
      ...bare,
      modelId: 'mistral-medium-2508',
      name: 'mistral-medium-2508',
      contextTokens: 131_072,
      seesImages: true,
      isChat: true,
      retiresOn: '2027-01-31',
    },
    { ...bare, modelId: 'mistral-embed', efforts: [], seesImages: false, isChat: false },
  ])
})

test('Groq tells its context window, and what is switched off', async () => {
  const { models } = await list(compatible, 'https://api.groq.com/openai/v1', {
    '/openai/v1/models': {
      data: [
        {
          id: 'openai/gpt-oss-120b',
          active: true,
          context_window: 131_072,
          max_completion_tokens: 65_536,
        },
        { id: 'whisper-large-v3', context_window: 448 },
        { id: 'gone', active: false },
      ],
    },
  })
  expect(models).toEqual([
    {
      ...bare,
      modelId: 'openai/gpt-oss-120b',
      contextTokens: 131_072,
      mostOutputTokens: 65_536,
    },
    { ...bare, modelId: 'whisper-large-v3', contextTokens: 448, isChat: false },
    { ...bare, modelId: 'gone', isChat: false },
  ])
})

test.each([
  ['https://api.deepseek.com', '/models'],
  ['https://api.x.ai/v1', '/v1/models'],
  ['https://models.example/v1', '/v1/models'],
])('%s lists ids', async (address, path) => {
  const { models } = await list(compatible, address, { [path]: { data: [{ id: 'one' }] } })
  expect(models).toEqual([{ ...bare, modelId: 'one' }])
})

describe('OpenRouter', () => {
  const address = 'https://openrouter.ai/api/v1'
  const flat = { cacheReadPicoUsd: null, cacheWriteShortPicoUsd: null, cacheWriteLongPicoUsd: null }

  async function priceOf(pricing: object, id = 'maker/model') {
    const { models } = await list(compatible, address, {
      '/api/v1/models': { data: [{ id, pricing }] },
    })
    expect(models).toHaveLength(1)
    return models[0]?.price
  }

  test('tells nearly everything', async () => {
    const { models } = await list(compatible, address, {
      '/api/v1/models': {
        data: [
          {
            id: 'anthropic/claude-opus-5.5',
            name: 'Anthropic: Claude Opus 5.5',
            context_length: 1_000_000,
            architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
            top_provider: { context_length: 1_000_000, max_completion_tokens: 128_000 },
            expiration_date: '2027-09-01',
            supported_parameters: ['max_tokens', 'reasoning'],
            reasoning: { mandatory: true, supported_efforts: ['max', 'high', 'low', null] },
            pricing: {
              prompt: '0.000004',
              completion: '0.00002',
              input_cache_read: '0.0000002',
              input_cache_write: '0.000005',
              input_cache_write_1h: '0.000008',
              web_search: '0.01',
              image: '0.0048',
              request: '0',
              internal_reasoning: '0',
            },
          },
          {
            id: 'maker/painter',
            supported_parameters: ['temperature'],
            architecture: { input_modalities: ['text'], output_modalities: ['image'] },
          },
        ],
      },
    })
    expect(models).toEqual([
      {
        modelId: 'anthropic/claude-opus-5.5',
        name: 'Anthropic: Claude Opus 5.5',
        contextTokens: 1_000_000,
        mostOutputTokens: 128_000,
        seesImages: true,
        efforts: ['low', 'high'],
        takesTemperature: false,
        isChat: true,
        retiresOn: '2027-09-01',
        price: {
          rates: {
            inputPicoUsd: 4_000_000,
            outputPicoUsd: 20_000_000,
            cacheReadPicoUsd: 200_000,
            cacheWriteShortPicoUsd: 5_000_000,
            cacheWriteLongPicoUsd: 8_000_000,
          },
          longContext: null,
          searchPicoUsd: 10_000_000_000,
        },
      },
      {
        ...bare,
        modelId: 'maker/painter',
        seesImages: false,
        efforts: [],
        takesTemperature: true,
        isChat: false,
      },
    ])
  })

  test('a price per token is whole pico-USD, and a fraction of one is rounded up', async () => {
    // 1/12 of a USD per million tokens is 83,333.33… pico-USD per token.
    const pricing = {
      prompt: '0.000001',
      completion: '1e-6',
      input_cache_write: '0.0000000833333333',
    }
    expect(await priceOf(pricing)).toEqual({
      rates: {
        ...flat,
        inputPicoUsd: 1_000_000,
        outputPicoUsd: 1_000_000,
        cacheWriteShortPicoUsd: 83_334,
      },
      longContext: null,
      searchPicoUsd: null,
    })
  })

  test('the price above a length of the prompt is kept, and what it does not name stays', async () => {
    const pricing = {
      prompt: '0.000002',
      completion: '0.000006',
      input_cache_read: '0.0000005',
      overrides: [{ min_prompt_tokens: 200_000, prompt: '0.000004', completion: '0.000012' }],
    }
    expect(await priceOf(pricing)).toMatchObject({
      rates: { inputPicoUsd: 2_000_000, outputPicoUsd: 6_000_000, cacheReadPicoUsd: 500_000 },
      longContext: {
        aboveInputTokens: 200_000,
        rates: { inputPicoUsd: 4_000_000, outputPicoUsd: 12_000_000, cacheReadPicoUsd: 500_000 },
      },
    })
  })

  const usual = { prompt: '0.000001', completion: '0.000002' }
  test.each<[string, object]>([
    ['-1, a router', { prompt: '-1', completion: '-1' }],
    ['nothing', {}],
    ['only one side', { prompt: '0.000001' }],
    ['words', { prompt: 'free', completion: 'free' }],
    ['0 without being called free', { prompt: '0', completion: '0' }],
    ['an absurd amount', { prompt: '5', completion: '5' }],
    ['a fee for each request', { ...usual, request: '0.005' }],
    ['reasoning at a rate of its own', { ...usual, internal_reasoning: '0.000003' }],
    ['hours of the day', { ...usual, overrides: [{ utc_start: 1, utc_end: 4, prompt: '0.1' }] }],
    [
      'two thresholds',
      {
        ...usual,
        overrides: [{ min_prompt_tokens: 10 }, { min_prompt_tokens: 20, prompt: '0.1' }],
      },
    ],
    ['an override that cannot be read', { ...usual, overrides: 'many' }],
  ])('a price of %s is unknown', async (_name, pricing) => {
    expect(await priceOf(pricing)).toBeNull()
  })

  test('0 is the price of what calls itself free', async () => {
    const price = await priceOf({ prompt: '0', completion: '0' }, 'maker/model:free')
    expect(price?.rates).toEqual({ ...flat, inputPicoUsd: 0, outputPicoUsd: 0 })
  })
})

test('Together has a bare list, and prices in USD per million tokens', async () => {
  const { models } = await list(compatible, 'https://api.together.xyz/v1', {
    '/v1/models': [
      {
        id: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
        type: 'chat',
        display_name: 'Llama 3.3 70B',
        context_length: 131_072,
        pricing: { base: 0, finetune: 0, hourly: 0, input: 0.88, output: 0.88, cached_input: 0.1 },
      },
      { id: 'rented', type: 'chat', pricing: { hourly: 3, input: 0, output: 0 } },
      { id: 'draws', type: 'image', pricing: { input: 0.5, output: 0.5 } },
    ],
  })
  expect(models).toMatchObject([
    {
      modelId: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
      name: 'Llama 3.3 70B',
      contextTokens: 131_072,
      isChat: true,
      price: {
        rates: { inputPicoUsd: 880_000, outputPicoUsd: 880_000, cacheReadPicoUsd: 100_000 },
        longContext: null,
        searchPicoUsd: null,
      },
    },
    { modelId: 'rented', isChat: true, price: null },
    { modelId: 'draws', isChat: false },
  ])
})

describe('Ollama', () => {
  const address = 'http://localhost:11434/v1'

  test('is asked for its own list, and about each model', async () => {
    const shown: Record<string, object> = {
      'qwen3-vl:8b': {
        capabilities: ['completion', 'vision', 'tools', 'thinking'],
        model_info: { 'general.architecture': 'qwen3vl', 'qwen3vl.context_length': 262_144 },
      },
      'llama3.2:latest': {
        capabilities: ['completion'],
        parameters: 'num_ctx                        8192\nstop                           "<|end|>"',
        model_info: { 'llama.context_length': 131_072 },
      },
      'nomic-embed-text:latest': { capabilities: ['embedding'], model_info: {} },
      'old:latest': {},
    }
    const { models, asked } = await list(compatible, address, {
      '/api/tags': { models: Object.keys(shown).map((name) => ({ name, model: name })) },
      '/api/show': (body) => shown[(body as { model: string }).model] ?? {},
    })
    expect(models).toEqual([
      {
        ...bare,
        modelId: 'qwen3-vl:8b',
        contextTokens: 262_144,
        seesImages: true,
        efforts: ['off', 'high'],
        takesTemperature: true,
        isChat: true,
      },
      {
        ...bare,
        modelId: 'llama3.2:latest',
        contextTokens: 8_192,
        seesImages: false,
        efforts: [],
        takesTemperature: true,
        isChat: true,
      },
      {
        ...bare,
        modelId: 'nomic-embed-text:latest',
        seesImages: false,
        efforts: [],
        takesTemperature: true,
        isChat: false,
      },
      { ...bare, modelId: 'old:latest', takesTemperature: true },
    ])
    expect(asked.map(({ path }) => path)).toEqual(['/api/tags', ...Array(4).fill('/api/show')])
  })

  test('what it passes on to servers elsewhere is not listed as being here', async () => {
    const { models } = await list(compatible, address, {
      '/api/tags': {
        models: [
          { name: 'gpt-oss:120b-cloud', remote_host: 'https://ollama.com:443' },
          { name: 'here:latest' },
        ],
      },
      '/api/show': { capabilities: ['completion'] },
    })
    expect(models.map(({ modelId }) => modelId)).toEqual(['here:latest'])
  })

  test('is asked about so many models and no more', async () => {
    const names = Array.from({ length: 80 }, (_, at) => ({ name: `model-${at}` }))
    const { models, asked } = await list(compatible, address, {
      '/api/tags': { models: names },
      '/api/show': { capabilities: ['completion'] },
    })
    expect(models).toHaveLength(80)
    expect(asked).toHaveLength(51)
  })

  test('one model that it cannot tell of does not hide the others', async () => {
    const fetch: typeof globalThis.fetch = async (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      const isBroken = pathname === '/api/show'
      const value = isBroken
        ? { error: 'open /models/blobs: no such file or directory' }
        : pathname === '/api/tags'
          ? { models: [{ name: 'broken:latest' }, { name: 'whole:latest' }] }
          : { data: [{ id: 'broken:latest' }, { id: 'whole:latest' }] }
      return Response.json(value, { status: isBroken ? 500 : 200 })
    }
    const listed = await compatible.listModels(connectionTo(address, { fetch }), never)
    const ids = listed.ok ? listed.value.map(({ modelId }) => modelId) : listed.failure
    expect(ids).toEqual(['broken:latest', 'whole:latest'])
  })

  test('another server at its port is asked as any other', async () => {
    const { models, asked } = await list(compatible, address, {
      '/v1/models': { data: [{ id: 'local' }] },
    })
    expect(models).toEqual([{ ...bare, modelId: 'local' }])
    expect(asked.map(({ path }) => path)).toEqual(['/api/tags', '/v1/models'])
  })
})

describe('LM Studio', () => {
  const address = 'http://127.0.0.1:1234/v1'

  test('tells kinds and contexts in a list of its own', async () => {
    const { models } = await list(compatible, address, {
      '/api/v0/models': {
        object: 'list',
        data: [
          { id: 'qwen2-vl-7b-instruct', type: 'vlm', max_context_length: 32_768 },
          {
            id: 'llama-3.1-8b',
            type: 'llm',
            max_context_length: 131_072,
            loaded_context_length: 4_096,
          },
          { id: 'nomic', type: 'embeddings', max_context_length: 2_048 },
        ],
      },
    })
    expect(models).toEqual([
      {
        ...bare,
        modelId: 'qwen2-vl-7b-instruct',
        contextTokens: 32_768,
        seesImages: true,
        isChat: true,
      },
      {
        ...bare,
        modelId: 'llama-3.1-8b',
        contextTokens: 4_096,
        seesImages: false,
        isChat: true,
      },
      { ...bare, modelId: 'nomic', contextTokens: 2_048, seesImages: false, isChat: false },
    ])
  })

  test('an older build, which answers anything with 200, is asked as any other', async () => {
    const { models } = await list(compatible, address, {
      '/api/v0/models': { error: 'Unexpected endpoint or method. (GET /api/v0/models)' },
      '/v1/models': { data: [{ id: 'local' }] },
    })
    expect(models).toEqual([{ ...bare, modelId: 'local' }])
  })

  test('one that is not running is unreachable, and asked once', async () => {
    const fetch: typeof globalThis.fetch = () => {
      const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
      return Promise.reject(new TypeError('fetch failed', { cause }))
    }
    const listed = await compatible.listModels(connectionTo(address, { fetch }), never)
    expect(listed).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  })
})

test('a list that repeats one page for ever comes to an end', async () => {
  const page = { data: Array(500).fill({ id: 'claude-x' }), has_more: true, last_id: 'claude-x' }
  const { models, asked } = await list(anthropic, 'https://api.anthropic.com', {
    '/v1/models': page,
  })
  expect(models).toHaveLength(1)
  expect(asked).toHaveLength(20)
})

const nonsense = [null, 7, 'text', [], {}, { id: 5 }, { id: 'x'.repeat(300) }, { id: '' }]
const strange = { id: 'strange', context_length: Number.MAX_VALUE, pricing: [], architecture: 1 }

test.each([
  [openAi, 'https://api.openai.com/v1', '/v1/models'],
  [anthropic, 'https://api.anthropic.com', '/v1/models'],
  [compatible, 'https://openrouter.ai/api/v1', '/api/v1/models'],
  [compatible, 'https://api.together.xyz/v1', '/v1/models'],
  [compatible, 'https://api.mistral.ai/v1', '/v1/models'],
  [compatible, 'https://api.groq.com/openai/v1', '/openai/v1/models'],
  [compatible, 'http://localhost:1234/v1', '/api/v0/models'],
] as const)(
  '$1 nonsense is passed over, and strange figures are unknown',
  async (adapter, address, path) => {
    const { models } = await list(adapter, address, {
      [path]: { data: [...nonsense, strange], has_more: false },
    })
    expect(models).toHaveLength(1)
    expect(models[0]).toMatchObject({ modelId: 'strange', contextTokens: null, price: null })
  },
)
