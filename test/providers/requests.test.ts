import { describe, expect, test } from 'vitest'
import { anthropic } from '../../main/providers/anthropic/anthropic.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import type {
  ProviderAdapter,
  ProviderMessage,
  ProviderRequest,
} from '../../main/providers/provider.ts'
import { cannedFetch, connectionTo, requestTo, runToEnd, says } from './attempt.ts'

type Body = Readonly<Record<string, unknown>>

/** What an adapter sends to an address, word for word. Nobody answers. */
async function sent(
  adapter: ProviderAdapter,
  address: string,
  changes: Partial<ProviderRequest> = {},
): Promise<Body> {
  const bodies: string[] = []
  const answer = cannedFetch({ body: '' })
  const fetch: typeof globalThis.fetch = (input, init) => {
    bodies.push(typeof init?.body === 'string' ? init.body : '')
    return answer(input, init)
  }
  await runToEnd(adapter, requestTo(connectionTo(address, { fetch }), changes))
  expect(bodies).toHaveLength(1)
  return JSON.parse(bodies[0] ?? '') as Body
}

const OPENAI = 'https://api.openai.com/v1'
const ANTHROPIC = 'https://api.anthropic.com'
const CUSTOM = 'https://models.example/v1'

const photo: ProviderMessage = {
  role: 'user',
  parts: [
    { type: 'text', text: 'What is this?' },
    { type: 'image', mediaType: 'image/png', base64: 'iVBORw0KGgo=' },
  ],
}

describe('OpenAI', () => {
  test('gets what stands above as instructions, images as data, and the ordinary price class', async () => {
    const body = await sent(openAi, OPENAI, {
      modelId: 'gpt-4o',
      system: 'Be brief.',
      temperature: 0.5,
      messages: [says('user', 'Hello'), says('assistant', 'Hi'), photo],
    })
    expect(body).toEqual({
      model: 'gpt-4o',
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi' },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            {
              type: 'input_image',
              detail: 'auto',
              image_url: 'data:image/png;base64,iVBORw0KGgo=',
            },
          ],
        },
      ],
      temperature: 0.5,
      max_output_tokens: 1_000,
      service_tier: 'default',
      store: false,
      stream: true,
    })
  })

  test.each([
    ['gpt-6-sol', null, { summary: 'auto' }],
    ['gpt-6-sol', 'off', { effort: 'none' }],
    ['gpt-6-sol', 'high', { effort: 'high', summary: 'auto' }],
    ['o3', 'low', { effort: 'low', summary: 'auto' }],
    ['gpt-5-chat-latest', null, undefined],
    ['gpt-4.1', null, undefined],
  ] as const)('%s told to think %s gets %o', async (modelId, effort, reasoning) => {
    expect((await sent(openAi, OPENAI, { modelId, effort }))['reasoning']).toEqual(reasoning)
  })

  test('what was refused before is left out', async () => {
    const body = await sent(openAi, OPENAI, {
      modelId: 'gpt-6-sol',
      effort: 'high',
      temperature: 1,
      without: ['reasoning_summary', 'temperature', 'service_tier'],
    })
    expect(body['reasoning']).toEqual({ effort: 'high' })
    expect(body).not.toHaveProperty('temperature')
    expect(body).not.toHaveProperty('service_tier')
    const bare = await sent(openAi, OPENAI, {
      modelId: 'gpt-6-sol',
      effort: 'high',
      without: ['effort', 'reasoning_summary'],
    })
    expect(bare).not.toHaveProperty('reasoning')
  })
})

describe('Anthropic', () => {
  test('gets what stands above apart, images as blocks, and the ordinary price class', async () => {
    const body = await sent(anthropic, ANTHROPIC, {
      modelId: 'claude-sonnet-4-6',
      system: 'Be brief.',
      temperature: 1.5,
      messages: [photo],
    })
    expect(body).toEqual({
      model: 'claude-sonnet-4-6',
      system: 'Be brief.',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            {
              type: 'image',
              source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
            },
          ],
        },
      ],
      max_tokens: 1_000,
      temperature: 1,
      service_tier: 'standard_only',
      stream: true,
    })
  })

  test('is asked to cache the history from the second turn on, with one mark at its end', async () => {
    const first = await sent(anthropic, ANTHROPIC, { messages: [says('user', 'Hello')] })
    expect(JSON.stringify(first)).not.toContain('cache_control')
    const history = [says('user', 'Hello'), says('assistant', 'Hi')]
    const second = await sent(anthropic, ANTHROPIC, { messages: [...history, photo] })
    expect(JSON.stringify(second).match(/cache_control/gu)).toHaveLength(1)
    const mark = { cache_control: { type: 'ephemeral' } }
    expect((second['messages'] as { content: object[] }[]).at(-1)?.content.at(-1)).toMatchObject(
      mark,
    )
    const text = await sent(anthropic, ANTHROPIC, { messages: [...history, says('user', 'Go')] })
    expect((text['messages'] as object[]).at(-1)).toEqual({
      role: 'user',
      content: [{ type: 'text', text: 'Go', ...mark }],
    })
    const without = await sent(anthropic, ANTHROPIC, {
      messages: [...history, photo],
      without: ['cache_control'],
    })
    expect(JSON.stringify(without)).not.toContain('cache_control')
  })

  const adaptive = { type: 'adaptive', display: 'summarized' }
  test.each([
    ['claude-opus-5-5', null, adaptive, undefined],
    ['claude-opus-5-5', 'off', adaptive, { effort: 'low' }],
    ['claude-fable-5', 'off', adaptive, { effort: 'low' }],
    ['claude-mythos-preview', 'high', adaptive, { effort: 'high' }],
    ['claude-sonnet-5-5', 'off', { type: 'between_tools' }, undefined],
    ['claude-haiku-5-5', 'off', { type: 'disabled' }, undefined],
    ['claude-opus-5', 'medium', adaptive, { effort: 'medium' }],
    ['claude-opus-4-7', null, undefined, undefined],
    ['claude-opus-4-7', 'off', undefined, undefined],
    ['claude-opus-4-7', 'low', adaptive, { effort: 'low' }],
    ['claude-haiku-4-5-20251001', null, undefined, undefined],
    ['claude-haiku-4-5-20251001', 'low', { type: 'enabled', budget_tokens: 2_048 }, undefined],
    ['claude-opus-4-20250514', 'high', { type: 'enabled', budget_tokens: 7_999 }, undefined],
    ['claude-3-7-sonnet-20250219', 'low', { type: 'enabled', budget_tokens: 2_048 }, undefined],
    ['somebodys-own', 'high', adaptive, { effort: 'high' }],
  ] as const)('%s told to think %s', async (modelId, effort, thinking, outputConfig) => {
    const body = await sent(anthropic, ANTHROPIC, { modelId, effort, maxOutputTokens: 8_000 })
    expect(body['thinking']).toEqual(thinking)
    expect(body['output_config']).toEqual(outputConfig)
  })

  test('thinking leaves no room for a temperature, and a short answer none for thinking', async () => {
    const changes = { modelId: 'claude-sonnet-4-5', effort: 'low', temperature: 0.2 } as const
    const long = await sent(anthropic, ANTHROPIC, { ...changes, maxOutputTokens: 4_000 })
    expect(long).not.toHaveProperty('temperature')
    const short = await sent(anthropic, ANTHROPIC, { ...changes, maxOutputTokens: 1_024 })
    expect(short).not.toHaveProperty('thinking')
    expect(short['temperature']).toBe(0.2)
  })
})

describe('a compatible server', () => {
  test('gets text as a string, images as parts, and asks for its usage', async () => {
    const body = await sent(compatible, CUSTOM, {
      system: 'Be brief.',
      effort: 'low',
      temperature: 0.5,
      messages: [says('user', 'Hello'), says('assistant', 'Hi'), photo],
    })
    expect(body).toEqual({
      model: 'heavy',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        },
      ],
      max_tokens: 1_000,
      temperature: 0.5,
      reasoning_effort: 'low',
      stream: true,
      stream_options: { include_usage: true },
    })
  })

  test('what was refused before is left out, or goes by its other name', async () => {
    const body = await sent(compatible, CUSTOM, {
      system: 'Be brief.',
      effort: 'low',
      temperature: 0.5,
      without: ['stream_options', 'temperature', 'effort', 'system', 'max_tokens_name'],
    })
    expect(body).toEqual({
      model: 'heavy',
      messages: [{ role: 'user', content: 'Be brief.\n\nHow are credits counted?' }],
      max_completion_tokens: 1_000,
      stream: true,
    })
  })

  const efforts = ['off', 'low', 'high'] as const
  test.each<[string, string, readonly object[]]>([
    ['api.openai.com/v1', 'gpt-6-sol', efforts.map(plain)],
    ['generativelanguage.googleapis.com/v1beta/openai', 'gemini-3.8-flash', efforts.map(plain)],
    ['api.mistral.ai/v1', 'mistral-small-latest', ['none', 'high', 'high'].map(word)],
    ['api.groq.com/openai/v1', 'openai/gpt-oss-120b', efforts.map(plain)],
    [
      'api.groq.com/openai/v1',
      'qwen/qwen3-32b',
      ['none', 'default', 'default'].map((effort) => ({
        ...word(effort),
        reasoning_format: 'parsed',
      })),
    ],
    [
      'api.deepseek.com',
      'deepseek-v4-pro',
      [
        { thinking: { type: 'disabled' } },
        { thinking: { type: 'enabled' }, reasoning_effort: 'low' },
        { thinking: { type: 'enabled' }, reasoning_effort: 'high' },
      ],
    ],
    ['api.x.ai/v1', 'grok-4.6', efforts.map(plain)],
    [
      'openrouter.ai/api/v1',
      'any/model',
      ['none', 'low', 'high'].map((effort) => ({ reasoning: { effort } })),
    ],
    [
      'api.together.xyz/v1',
      'any/model',
      [{ reasoning: { enabled: false } }, word('low'), word('high')],
    ],
  ])('%s tells %s how hard to think', async (place, modelId, fields) => {
    const known = ['reasoning_effort', 'reasoning', 'reasoning_format', 'thinking']
    for (const [at, effort] of efforts.entries()) {
      const body = await sent(compatible, `https://${place}`, { modelId, effort })
      const said = Object.fromEntries(Object.entries(body).filter(([name]) => known.includes(name)))
      expect(said).toEqual(fields[at])
    }
  })

  test.each([
    ['https://api.openai.com/v1', 'max_completion_tokens'],
    ['https://api.groq.com/openai/v1', 'max_completion_tokens'],
    ['https://api.x.ai/v1', 'max_completion_tokens'],
    ['https://api.mistral.ai/v1', 'max_tokens'],
    ['https://api.deepseek.com', 'max_tokens'],
    ['https://openrouter.ai/api/v1', 'max_tokens'],
    ['https://api.together.xyz/v1', 'max_tokens'],
    ['http://localhost:11434/v1', 'max_tokens'],
    ['http://localhost:1234/v1', 'max_tokens'],
  ])('%s is told the limit as %s', async (address, field) => {
    const limits = Object.entries(await sent(compatible, address)).filter(([name]) =>
      name.startsWith('max_'),
    )
    expect(limits).toEqual([[field, 1_000]])
  })

  test('OpenAI is pinned to its ordinary price class and stores nothing, by this way too', async () => {
    const body = await sent(compatible, OPENAI)
    expect(body).toMatchObject({ service_tier: 'default', store: false })
  })

  test('Mistral is asked for nothing it does not know', async () => {
    const body = await sent(compatible, 'https://api.mistral.ai/v1', { temperature: 2 })
    expect(body).not.toHaveProperty('stream_options')
    expect(body['temperature']).toBe(1.5)
  })
})

function plain(effort: 'off' | 'low' | 'high'): object {
  return word(effort === 'off' ? 'none' : effort)
}

function word(effort: string): object {
  return { reasoning_effort: effort }
}
