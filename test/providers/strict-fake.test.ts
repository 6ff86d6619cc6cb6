import { expect, test } from 'vitest'
import { complaintAbout } from '../helpers/fake-provider/strict/complaints.ts'
import type { House, StrictModel } from '../helpers/fake-provider/strict/house.ts'

type Body = Readonly<Record<string, unknown>>

const hello = { role: 'user', content: 'Hello' }
const chat: Body = { model: 'm', messages: [hello], stream: true, max_tokens: 100 }
const responses: Body = { model: 'm', input: [hello], stream: true, max_output_tokens: 100 }
const messages: Body = { model: 'm', messages: [hello], stream: true, max_tokens: 2_000 }
const png = 'iVBORw0KGgo='
const pngUrl = `data:image/png;base64,${png}`

const plain: StrictModel = { seesImages: false, takesTemperature: false, efforts: [] }

function complaint(path: string, body: Body, house?: House, model: StrictModel = plain) {
  const strict = house ? { house, models: { m: model } } : null
  return complaintAbout(path, body, strict)
}

test.each([
  ['/v1/chat/completions', chat],
  ['/v1/responses', responses],
  ['/v1/messages', messages],
])('%s: a plain request is taken', (path, body) => {
  expect(complaint(path, body)).toBeNull()
})

const turns = (...roles: string[]) => roles.map((role) => ({ role, content: 'Hello' }))
const image = { type: 'image_url', image_url: { url: pngUrl } }

test.each<[string, Body, House?, Partial<StrictModel>?]>([
  ['an unknown field', { ...chat, top_k: 3 }],
  ['no messages', { ...chat, messages: [] }],
  ['blank content', { ...chat, messages: [{ role: 'user', content: ' ' }] }],
  ['half a surrogate pair', { ...chat, messages: [{ role: 'user', content: 'a\ud83d' }] }],
  ['a foreign id', { ...chat, messages: [{ ...hello, id: 'msg_1' }] }],
  ['foreign thinking', { ...chat, messages: [{ ...hello, reasoning_content: 'hm' }] }],
  ['an answer first', { ...chat, messages: turns('assistant', 'user') }],
  ['an answer last', { ...chat, messages: turns('user', 'assistant') }],
  ['one side twice', { ...chat, messages: turns('user', 'user') }],
  ['a late system message', { ...chat, messages: turns('user', 'system', 'user') }],
  ['an empty list of parts', { ...chat, messages: [{ role: 'user', content: [] }] }],
  [
    'an image of another type than it says',
    {
      ...chat,
      messages: [
        {
          role: 'user',
          content: [{ ...image, image_url: { url: pngUrl.replace('png', 'jpeg') } }],
        },
      ],
    },
  ],
  [
    'an image for a blind model',
    { ...chat, messages: [{ role: 'user', content: [image] }] },
    'xai',
  ],
  ['a temperature', { ...chat, temperature: 0.5 }, 'gemini'],
  ['an effort', { ...chat, reasoning_effort: 'low' }, 'groq'],
  ['max_tokens', chat, 'openai-chat', { isThinker: true }],
  ['stream_options', { ...chat, stream_options: { include_usage: true } }, 'mistral'],
  ['max_completion_tokens', { ...chat, max_completion_tokens: 5 }, 'mistral'],
  ['a high temperature', { ...chat, temperature: 1.7 }, 'mistral', { takesTemperature: true }],
  ['reasoning_format', { ...chat, reasoning_format: 'parsed' }, 'groq', { efforts: ['low'] }],
])('Chat Completions: refused for %s', (_name, body, house, changes) => {
  expect(complaint('/v1/chat/completions', body, house, { ...plain, ...changes })).not.toBeNull()
})

test.each<[string, Body, House?, Partial<StrictModel>?]>([
  ['an unknown field', { ...responses, max_tokens: 3 }],
  ['a foreign item', { ...responses, input: [hello, { type: 'reasoning', id: 'rs_1' }] }],
  ['a system message', { ...responses, input: turns('system', 'user') }],
  ['empty instructions', { ...responses, instructions: '' }],
  [
    'input parts in an answer',
    {
      ...responses,
      input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'a' }] }],
    },
  ],
  ['too short an answer', { ...responses, max_output_tokens: 9 }, 'openai'],
  ['a temperature', { ...responses, temperature: 1 }, 'openai'],
  ['a summary', { ...responses, reasoning: { summary: 'auto' } }, 'openai'],
  [
    'an effort it has not',
    { ...responses, reasoning: { effort: 'none' } },
    'openai',
    { isThinker: true, efforts: ['low'] },
  ],
])('Responses: refused for %s', (_name, body, house, changes) => {
  expect(complaint('/v1/responses', body, house, { ...plain, ...changes })).not.toBeNull()
})

const block = { type: 'text', text: 'Hello', cache_control: { type: 'ephemeral' } }

test.each<[string, Body, House?, Partial<StrictModel>?]>([
  ['an unknown field', { ...messages, top_p: 1 }],
  ['a system role', { ...messages, messages: turns('system', 'user') }],
  ['an empty system text', { ...messages, system: '' }],
  ['an answer first', { ...messages, messages: turns('assistant', 'user') }],
  ['an answer last', { ...messages, messages: turns('user', 'assistant') }],
  [
    'a blank block',
    { ...messages, messages: [{ role: 'user', content: [{ ...block, text: '' }] }] },
  ],
  [
    'thinking without its signature',
    {
      ...messages,
      messages: [
        hello,
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: '' }] },
        hello,
      ],
    },
  ],
  [
    'five marks for the cache',
    { ...messages, messages: [{ role: 'user', content: Array.from({ length: 5 }, () => block) }] },
  ],
  ['a temperature above 1', { ...messages, temperature: 1.5 }],
  [
    'a temperature beside thinking',
    { ...messages, temperature: 0.5, thinking: { type: 'adaptive' } },
  ],
  [
    'a budget above the limit',
    { ...messages, thinking: { type: 'enabled', budget_tokens: 2_000 } },
  ],
  ['a budget that is too small', { ...messages, thinking: { type: 'enabled', budget_tokens: 5 } }],
  ['a temperature', { ...messages, temperature: 0.5 }, 'anthropic'],
  [
    'thinking turned off where it cannot be',
    { ...messages, thinking: { type: 'disabled' } },
    'anthropic',
    { thinkingTypes: ['adaptive'] },
  ],
  ['an effort', { ...messages, output_config: { effort: 'low' } }, 'anthropic'],
])('Messages: refused for %s', (_name, body, house, changes) => {
  expect(complaint('/v1/messages', body, house, { ...plain, ...changes })).not.toBeNull()
})
