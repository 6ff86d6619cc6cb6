import type { Api } from '../../build/wire/providers.ts'

/** A long answer as an API streams it, with all it can hold. */
export type LongStream = {
  api: Api
  providerId: string
  body: string
  /** What ends with this in the body has said that it is over. */
  marker: string
  state: 'completed' | 'tool_calls'
}

const words = ['One ', 'balance ', 'für ', 'alle: ', '一つの', '残高, ', '🙂 ', 'ok. ', '\n\n']
const text = Array.from({ length: 12 }, (_, index) => words[index % words.length] ?? '')
const thoughts = ['Compare ', 'the ', 'rates 🤔', '.']
const args = ['{"city":', '"São ', 'Paulo"', '}']

function written(events: readonly object[], tail = ''): string {
  const lines = events.map((event) => {
    const name = 'type' in event ? `event: ${String(event.type)}\n` : ''
    return `${name}data: ${JSON.stringify(event)}\n\n`
  })
  return `: hello\n\n${lines.join('')}${tail}`
}

const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-long',
  choices: [{ index: 0, delta, finish_reason }],
  usage: null,
})
const call = (piece: object) => ({ tool_calls: [{ index: 0, ...piece }] })

const chat: LongStream = {
  api: 'chat',
  providerId: 'openai',
  marker: '"finish_reason":"tool_calls"',
  state: 'tool_calls',
  body: written(
    [
      chunk({ role: 'assistant', content: '' }),
      ...thoughts.map((reasoning_content) => chunk({ reasoning_content })),
      ...text.map((content) => chunk({ content })),
      chunk(call({ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } })),
      ...args.map((piece) => chunk(call({ function: { arguments: piece } }))),
      chunk({}, 'tool_calls'),
      { id: 'chatcmpl-long', choices: [], usage: { prompt_tokens: 900, completion_tokens: 70 } },
    ],
    'data: [DONE]\n\n',
  ),
}

const response = (status: string, usage: object | null) => ({ id: 'resp_long', status, usage })
const piece = (type: string, output_index: number) => (delta: string) => ({
  type: `response.${type}.delta`,
  output_index,
  delta,
})
const functionCall = { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '' }

const responses: LongStream = {
  api: 'responses',
  providerId: 'openai',
  marker: 'event: response.completed',
  state: 'completed',
  body: written([
    { type: 'response.created', response: response('in_progress', null) },
    ...thoughts.map(piece('reasoning_summary_text', 0)),
    ...text.map(piece('output_text', 1)),
    { type: 'response.output_item.added', output_index: 2, item: functionCall },
    ...args.map(piece('function_call_arguments', 2)),
    {
      type: 'response.completed',
      response: response('completed', { input_tokens: 900, output_tokens: 70 }),
    },
  ]),
}

const block = (index: number, content_block: object, deltas: readonly object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
]

const messages: LongStream = {
  api: 'messages',
  providerId: 'anthropic',
  marker: '"stop_reason":"tool_use"',
  state: 'tool_calls',
  body: written([
    {
      type: 'message_start',
      message: { id: 'msg_long', usage: { input_tokens: 900, output_tokens: 1 } },
    },
    { type: 'ping' },
    ...block(0, { type: 'thinking', thinking: '', signature: '' }, [
      ...thoughts.map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: 'c2lnbmF0dXJl' },
    ]),
    ...block(
      1,
      { type: 'text', text: '' },
      text.map((one) => ({ type: 'text_delta', text: one })),
    ),
    ...block(
      2,
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} },
      args.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    ),
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 70 } },
    { type: 'message_stop' },
  ]),
}

export const longStreams: readonly LongStream[] = [chat, responses, messages]

export const wholeText = text.join('')
