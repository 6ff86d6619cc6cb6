import { describe, expect, test } from 'vitest'
import { cannedFetch, connectionTo, networkAdapters, requestTo, runToEnd } from './attempt.ts'
import type { Outcome } from './attempt.ts'
import { kindOfApi, readWire, wireStreams } from './wire.ts'
import type { WireExpectation, WireFile } from './wire.ts'

const slices = [1, 2, 3, 7, 97, 65_536]

describe.each(wireStreams)('$file comes out as expected', (wire) => {
  test.each(slices)('in slices of %d bytes', async (sliceBytes) => {
    const outcome = await replay(wire, sliceBytes)
    expectEnding(outcome, wire.expect!)
    if (wire.expect?.text !== undefined) expect(outcome.text).toBe(wire.expect.text)
    expectUsage(outcome, wire.expect!)
  })
})

test('thinking is kept apart from the answer, with its signature', async () => {
  const wire = wireStreams.find(({ file }) => file === 'ant-thinking.txt')!
  const { thinking, events } = await replay(wire, 97)
  expect(thinking).toBe('Two models, one pool.')
  expect(events).toContainEqual({ type: 'opaque', opaque: 'signature:RkFLRS1TSUdOQVRVUkU=' })
})

test.each([
  ['deepseek-reasoner.txt', 'Let me think.'],
  ['groq-normal.txt', 'Quick.'],
  ['oai-resp-reasoning.txt', 'Comparing the two rates.'],
])('%s: reasoning goes by many names', async (file, thinking) => {
  const wire = wireStreams.find((one) => one.file === file)!
  expect((await replay(wire, 97)).thinking).toBe(thinking)
})

test('a recorded cost of OpenRouter is taken from OpenRouter, and from nobody else', async () => {
  const wire = wireStreams.find(({ file }) => file === 'openrouter-normal.txt')!
  const costAt = async (address: string) =>
    (await replay(wire, 97, address)).events.findLast((event) => event.type === 'usage')
      ?.costNanoUsd
  expect(await costAt('https://openrouter.ai/api/v1')).toBe(940_000)
  expect(await costAt('https://fake.test/v1')).toBeNull()
})

function replay(
  wire: WireFile,
  sliceBytes: number,
  address = 'https://fake.test/v1',
): Promise<Outcome> {
  const kind = kindOfApi[wire.api as keyof typeof kindOfApi]
  const { adapter } = networkAdapters.find((one) => one.kind === kind)!
  const fetch = cannedFetch({
    body: readWire(wire.file),
    headers: wire.headers,
    sliceBytes,
    end: wire.end ?? 'clean',
  })
  const idleTimeoutMs = wire.end === 'hang' ? 100 : 5_000
  return runToEnd(adapter, requestTo(connectionTo(address, { fetch, idleTimeoutMs })))
}

/** No tools are offered, so a call of one is a plain end. An error is one with a failure named. */
function expectEnding({ ending, text, usage }: Outcome, { state }: WireExpectation): void {
  switch (state) {
    case 'completed':
    case 'tool_calls':
      return expect(ending).toEqual({ kind: 'completed' })
    case 'content_filter':
      return expect(ending).toEqual({ kind: 'refused' })
    case 'truncated':
      return expect(ending).toMatchObject({
        kind: 'truncated',
        failure: { kind: 'connection-ended' },
      })
    case 'stalled':
      return expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'stalled' } })
    case 'error': {
      const kind = text === '' && usage === null ? 'failed' : 'truncated'
      return expect(ending).toMatchObject({
        kind,
        failure: { kind: 'provider-busy', status: null },
      })
    }
  }
}

function expectUsage({ usage }: Outcome, { usage: expected }: WireExpectation): void {
  if (expected === null) return expect(usage).toBeNull()
  const { cacheWrite, cacheWrite5m, cacheWrite30m, cacheWrite1h, cacheWrite12h } = expected
  const writeShort = cacheWrite5m ?? cacheWrite30m ?? cacheWrite
  const writeLong = cacheWrite1h ?? cacheWrite12h
  expect(usage).toMatchObject({
    inputTokens: expected.in,
    outputTokens: expected.out,
    ...(expected.cacheRead !== undefined && { cacheReadTokens: expected.cacheRead }),
    ...(writeShort !== undefined && { cacheWriteShortTokens: writeShort }),
    ...(writeLong !== undefined && { cacheWriteLongTokens: writeLong }),
    ...(expected.reasoning !== undefined && { reasoningTokens: expected.reasoning }),
  })
}
