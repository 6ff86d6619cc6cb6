import { describe, expect, test } from 'vitest'
import type { ProviderAdapter } from '../../main/providers/provider.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import { startLiveAnswer } from '../../main/turns/live-answer.ts'
import type { Part } from '../../shared/chat/part.ts'
import { cannedFetch, connectionTo, requestTo, runToEnd } from './attempt.ts'

/** What is kept of an answer that came in these pieces. */
async function kept(adapter: ProviderAdapter, ...chunks: readonly object[]): Promise<Part[]> {
  const body = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')
  const connection = connectionTo('https://fake.test/v1', { fetch: cannedFetch({ body }) })
  const answer = startLiveAnswer({ after: () => () => {}, tell: () => {}, keep: () => true })
  await runToEnd(adapter, requestTo(connection), (event) => answer.take(event))
  answer.end()
  return answer.parts('fake')
}

const call = (argumentsJson: string, callId = 'c1', name = 'look_up'): Part => ({
  type: 'tool-call',
  callId,
  name,
  argumentsJson,
})

describe('chat', () => {
  const piece = (...calls: readonly object[]) => ({ choices: [{ delta: { tool_calls: calls } }] })
  const end = { choices: [{ delta: {}, finish_reason: 'tool_calls' }] }

  test('the id and the name of a call may come one after the other', async () => {
    const rest = { index: 0, function: { arguments: '{"of":1}' } }
    const named = { index: 0, function: { name: 'look_up' } }
    const idOnly = { index: 0, id: 'c1', type: 'function' }
    const whole = [call('{"of":1}')]
    expect(await kept(compatible, piece(idOnly), piece(named), piece(rest), end)).toEqual(whole)
    expect(await kept(compatible, piece(named), piece(idOnly), piece(rest), end)).toEqual(whole)
  })

  test('what is repeated with each piece is the same call', async () => {
    const part = (text: string) => ({ id: 'c1', function: { name: 'look_up', arguments: text } })
    expect(await kept(compatible, piece(part('{"of"')), piece(part(':1}')), end)).toEqual([
      call('{"of":1}'),
    ])
  })
})

describe('responses', () => {
  const item = { type: 'function_call', call_id: 'c1', name: 'look_up', arguments: '{"of":1}' }
  const added = {
    type: 'response.output_item.added',
    output_index: 1,
    item: { ...item, arguments: '' },
  }
  const delta = {
    type: 'response.function_call_arguments.delta',
    output_index: 1,
    delta: '{"of":1}',
  }
  const completed = (...output: readonly object[]) => ({
    type: 'response.completed',
    response: { id: 'r', output },
  })

  test('a call that came in pieces is not another one at the end, wherever it stands there', async () => {
    const whole = [call('{"of":1}')]
    expect(await kept(openAi, added, delta, completed(item))).toEqual(whole)
    expect(await kept(openAi, added, delta, completed({ type: 'reasoning' }, item))).toEqual(whole)
  })

  test('two calls of the same tool are two', async () => {
    const other = { ...item, call_id: 'c2' }
    expect(await kept(openAi, added, delta, completed(item, other))).toEqual([
      call('{"of":1}'),
      call('{"of":1}', 'c2'),
    ])
  })
})
