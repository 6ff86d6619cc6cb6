import { describe, expect, test } from 'vitest'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { cannedFetch, connectionTo, failureOf, requestTo, runToEnd } from './attempt.ts'
import type { Outcome } from './attempt.ts'

function run(...chunks: readonly object[]): Promise<Outcome> {
  const body = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')
  const connection = connectionTo('https://fake.test/v1', { fetch: cannedFetch({ body }) })
  return runToEnd(compatible, requestTo(connection))
}

const saying = (content: unknown) => ({ choices: [{ delta: { content }, finish_reason: null }] })
const stop = { choices: [{ delta: {}, finish_reason: 'stop' }] }

test('content may come in parts, as Mistral’s thinking models send it', async () => {
  const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Let me see.' }] }
  const { text, ending, ...outcome } = await run(
    saying([thinking]),
    saying([
      { type: 'thinking', thinking: ' Yes.' },
      { type: 'text', text: 'It ' },
    ]),
    saying('is '),
    saying([{ type: 'text', text: '42.' }]),
    stop,
  )
  expect(ending).toEqual({ kind: 'completed' })
  expect(text).toBe('It is 42.')
  expect(outcome.thinking).toBe('Let me see. Yes.')
})

test('parts of an unknown shape are nothing, and harm nothing', async () => {
  const { text, ending } = await run(
    saying([null, 7, 'loose', {}, { type: 'image' }, { type: 'text', text: 9 }, [[]]]),
    saying({ type: 'text', text: 'not a list' }),
    saying([{ type: 'thinking', thinking: [null, { text: 4 }] }]),
    saying('Still here.'),
    stop,
  )
  expect(ending).toEqual({ kind: 'completed' })
  expect(text).toBe('Still here.')
})

test('an error that Groq hides beside the choices ends the answer as the error it is', async () => {
  const { ending } = await run(saying('Half an '), {
    choices: [],
    x_groq: { error: 'over capacity, please try again' },
  })
  expect(ending.kind).toBe('truncated')
  expect(failureOf(ending)).toMatchObject({ kind: 'provider-busy' })
})

test.each([[''], [false], [null]])('an error of %j is none', async (error) => {
  const { ending, text } = await run({ ...saying('All is '), error }, saying('well.'), {
    ...stop,
    error,
  })
  expect(ending).toEqual({ kind: 'completed' })
  expect(text).toBe('All is well.')
})

describe('figures that were told stand', () => {
  const usage = { prompt_tokens: 10, completion_tokens: 3 }
  test.each([[null], [{}], [{ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }], [[]]])(
    'when %j comes after them',
    async (nothing) => {
      const outcome = await run(saying('Hi'), { ...stop, usage }, { choices: [], usage: nothing })
      expect(outcome.usage).toMatchObject({ inputTokens: 10, outputTokens: 3 })
    },
  )

  test('until others come, whatever they were', async () => {
    const zero = { prompt_tokens: 0, completion_tokens: 0 }
    const outcome = await run({ ...saying('Hi'), usage: zero }, { ...stop, usage })
    expect(outcome.usage).toMatchObject({ inputTokens: 10, outputTokens: 3 })
    const none = await run(saying('Hi'), { ...stop, usage: zero })
    expect(none.usage).toMatchObject({ inputTokens: 0, outputTokens: 0 })
  })
})
