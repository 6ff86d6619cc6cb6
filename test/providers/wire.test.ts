import { describe, expect, test } from 'vitest'
import type { Outcome } from './attempt.ts'
import { replay, toolsOf, wireAnswer, wireAnswers } from './wire.ts'
import type { WireExpectation } from './wire.ts'

const slices = [...Array.from({ length: 97 }, (_, index) => index + 1), 65_536]

describe.each(wireAnswers)('$file comes out as expected', (wire) => {
  test('in slices of every size from 1 to 97 bytes, and whole', async () => {
    const isHang = wire.end === 'hang'
    const run = (sliceBytes: number) =>
      replay(wire, sliceBytes, isHang ? { idleTimeoutMs: 800 } : {})
    // A stall takes as long as the patience, so these wait side by side.
    const together = isHang ? await Promise.all(slices.map(run)) : null
    for (const [index, sliceBytes] of slices.entries()) {
      const outcome = together?.[index] ?? (await run(sliceBytes))
      const said = `in slices of ${sliceBytes}`
      const { text, thinking, tools, costNanoUsd } = wire.expect
      expectEnding(outcome, wire.expect, said)
      expectUsage(outcome, wire.expect, said)
      if (text !== undefined) expect(outcome.text, said).toBe(text)
      if (thinking !== undefined) expect(outcome.thinking, said).toBe(thinking)
      expect(toolsOf(outcome.events), said).toEqual(tools ?? [])
      if (costNanoUsd !== undefined) expect(costOf(outcome), said).toBe(costNanoUsd)
    }
  })
})

test('thinking is kept apart from the answer, with its signature', async () => {
  const { thinking, events } = await replay(wireAnswer('ant-thinking.txt'), 97)
  expect(thinking).toBe('Two models, one pool.')
  expect(events).toContainEqual({ type: 'opaque', opaque: 'signature:RkFLRS1TSUdOQVRVUkU=' })
})

test('a whole message keeps the signature of its thinking as well', async () => {
  const { events } = await replay(wireAnswer('json/ant-tools.json'), 97)
  expect(events).toContainEqual({ type: 'opaque', opaque: 'signature:c2ln' })
})

test.each([
  ['deepseek-reasoner.txt', 'Let me think.'],
  ['groq-normal.txt', 'Quick.'],
  ['oai-resp-reasoning.txt', 'Comparing the two rates.'],
])('%s: reasoning goes by many names', async (file, thinking) => {
  expect((await replay(wireAnswer(file), 97)).thinking).toBe(thinking)
})

test.each([
  ['openrouter-normal.txt', 940_000],
  ['xai-reasoning.txt', 931_235],
])('%s: a cost is taken from who is known to name it, and from nobody else', async (file, cost) => {
  const wire = wireAnswer(file)
  expect(costOf(await replay(wire, 97))).toBe(cost)
  expect(costOf(await replay(wire, 97, { address: 'https://fake.test/v1' }))).toBeNull()
})

test.each(wireAnswers)('$file: usage comes after all it counts', async (wire) => {
  const { ending, events } = await replay(wire, 97, { idleTimeoutMs: 200 })
  if (ending.kind === 'truncated' || wire.expect.usage === null) return
  const isContent = ({ type }: { type: string }) =>
    type === 'text' || type === 'thinking' || type === 'tool-call'
  const lastUsage = events.findLastIndex(({ type }) => type === 'usage')
  expect(events.findLastIndex(isContent)).toBeLessThan(lastUsage)
})

function costOf({ events }: Outcome): number | null {
  return events.findLast((event) => event.type === 'usage')?.costNanoUsd ?? null
}

const plainEndings = {
  completed: 'completed',
  length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'filtered',
  refusal: 'refused',
  pause: 'paused',
} as const

/** An error is one with a failure named: what had come before it is kept. */
function expectEnding(outcome: Outcome, expected: WireExpectation, said: string): void {
  const { ending, events } = outcome
  switch (expected.state) {
    case 'truncated':
    case 'stalled': {
      const usual = expected.state === 'stalled' ? 'stalled' : 'connection-ended'
      const failure = { kind: expected.failure ?? usual }
      return expect(ending, said).toMatchObject({ kind: 'truncated', failure })
    }
    case 'error': {
      const kind = events.every(({ type }) => type === 'reference') ? 'failed' : 'truncated'
      const failure = { kind: expected.failure ?? 'provider-busy' }
      return expect(ending, said).toMatchObject({ kind, failure })
    }
    default:
      return expect(ending, said).toEqual({ kind: plainEndings[expected.state] })
  }
}

function expectUsage({ usage }: Outcome, { usage: expected }: WireExpectation, said: string): void {
  if (expected === null) return expect(usage, said).toBeNull()
  const { cacheWrite, cacheWrite5m, cacheWrite30m, cacheWrite1h, cacheWrite12h } = expected
  const writeShort = cacheWrite5m ?? cacheWrite30m ?? cacheWrite
  const writeLong = cacheWrite1h ?? cacheWrite12h
  return expect(usage, said).toMatchObject({
    inputTokens: expected.in,
    outputTokens: expected.out,
    searchCount: expected.webSearches ?? null,
    ...(expected.cacheRead !== undefined && { cacheReadTokens: expected.cacheRead }),
    ...(writeShort !== undefined && { cacheWriteShortTokens: writeShort }),
    ...(writeLong !== undefined && { cacheWriteLongTokens: writeLong }),
    ...(expected.reasoning !== undefined && { reasoningTokens: expected.reasoning }),
  })
}
