import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  cannedFetch,
  connectionTo,
  failureOf,
  networkAdapters,
  requestTo,
  runToEnd,
} from './attempt.ts'
import type { Outcome } from './attempt.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { readWire } from './wire.ts'

const streams = {
  openai: 'oai-resp-normal.txt',
  compatible: 'oai-chat-normal.txt',
  anthropic: 'ant-normal.txt',
}

/** What says that an answer is over, and that it may not be called complete without. */
const markers = {
  openai: 'event: response.completed',
  compatible: '"finish_reason":"stop"',
  anthropic: '"stop_reason":"end_turn"',
}

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

describe.each(networkAdapters)('$kind', ({ kind, adapter }) => {
  const whole = new TextEncoder().encode(readWire(streams[kind]))
  const cuts = Array.from({ length: Math.ceil(whole.length / 50) }, (_, index) => index * 50)

  const runCut = (atByte: number, end: 'clean' | 'reset'): Promise<Outcome> => {
    const fetch = cannedFetch({ body: whole.slice(0, atByte), end })
    return runToEnd(adapter, requestTo(connectionTo('https://fake.test/v1', { fetch })))
  }

  test.each(['clean', 'reset'] as const)(
    'cut at every 50th byte (%s): truncated, and never called complete before its marker',
    async (end) => {
      const { text } = await runCut(whole.length, 'clean')
      for (const atByte of cuts) {
        const outcome = await runCut(atByte, end)
        const received = new TextDecoder().decode(whole.slice(0, atByte))
        const expected = received.includes(markers[kind])
          ? /^(?:completed|truncated)$/u
          : /^truncated$/u
        expect(outcome.ending.kind, `at byte ${atByte}`).toMatch(expected)
        expect(text.startsWith(outcome.text), `at byte ${atByte}`).toBe(true)
        if (outcome.ending.kind === 'truncated') {
          expect(failureOf(outcome.ending)?.kind, `at byte ${atByte}`).toBe('connection-ended')
        }
      }
      expect(unhandled).toEqual([])
    },
  )

  test.each(['reset', 'end'] as const)(
    'a real connection that breaks off (%s) is truncated',
    async (how) => {
      const server = await startFakeProvider({
        prices: { heavy: { inputUsd: '1', outputUsd: '1' } },
        behaviours: {
          heavy: {
            kind: 'answer',
            text: 'word '.repeat(400),
            breakOff: { afterBytes: 6_000, how },
          },
        },
      })
      const outcome = await runToEnd(adapter, requestTo(connectionTo(server.address)))
      await server.close()
      expect(outcome.ending).toMatchObject({
        kind: 'truncated',
        failure: { kind: 'connection-ended' },
      })
      expect(outcome.text).toMatch(/^word word/u)
      expect(unhandled).toEqual([])
    },
  )

  test('a piece that is not JSON is a damaged stream, in which what came before is kept', async () => {
    const text = new TextDecoder().decode(whole)
    const at = text.indexOf('data:', text.indexOf('\n\n', text.length / 2))
    const body = `${text.slice(0, at)}data: {"oh": no}\n\n${text.slice(at)}`
    const fetch = cannedFetch({ body })
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo('https://fake.test', { fetch })),
    )
    expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'stream-damaged' } })
  })

  test('junk of the right form is passed over', async () => {
    const junk = ['null', '[]', '7', '"text"', '{}', '{"choices":7,"usage":[],"delta":3,"type":{}}']
      .map((value) => `event: junk\ndata: ${value}\n\n`)
      .join('')
    const fetch = cannedFetch({ body: junk })
    const { ending, events } = await runToEnd(
      adapter,
      requestTo(connectionTo('https://fake.test', { fetch })),
    )
    expect(ending.kind).toBe('truncated')
    expect(events).toEqual([])
  })
})
