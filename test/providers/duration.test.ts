import { describe, expect, test } from 'vitest'
import { connectionTo, networkAdapters, requestTo, runToEnd } from './attempt.ts'
import type { NetworkKind } from './attempt.ts'
import { listen, serve } from './servers.ts'

const anEvent: Record<NetworkKind, object> = {
  openai: { type: 'response.output_text.delta', delta: 'a' },
  compatible: { choices: [{ delta: { content: 'a' }, finish_reason: null }] },
  anthropic: {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: 'a' },
  },
}

/** A server that writes this, and then a byte of a comment for ever, never silent for long. */
function dripping(beginning: string): Promise<string> {
  return listen((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n${beginning}: `)
      const timer = setInterval(() => socket.write('.'), 10)
      socket.once('close', () => clearInterval(timer))
    })
  })
}

describe.each(networkAdapters)('$kind', ({ kind, adapter }) => {
  const limits = { idleTimeoutMs: 60_000, maxDurationMs: 400 }
  const failure = { kind: 'answer-too-long', providerName: 'Fake', limitMs: 400 }

  test('a byte now and then for ever ends at the limit of the whole, and what came is kept', async () => {
    const event = anEvent[kind]
    const named = 'type' in event ? `event: ${String(event.type)}\n` : ''
    const host = await dripping(`${named}data: ${JSON.stringify(event)}\n\n`)
    const { ending, text } = await runToEnd(
      adapter,
      requestTo(connectionTo(`http://${host}/v1`, { ...limits, maxDurationMs: 1_500 })),
    )
    expect(ending).toEqual({ kind: 'truncated', failure: { ...failure, limitMs: 1_500 } })
    expect(text).toBe('a')
  })

  test('no answer within the limit leaves the bill open', async () => {
    const server = await serve({ kind: 'answer', silent: true })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address, limits)))
    expect(ending).toEqual({ kind: 'failed', failure, evidence: 'unknown' })
  })

  test('an answer that ended in time stays what it was', async () => {
    const server = await serve({ kind: 'answer' })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending).toEqual({ kind: 'completed' })
  })

  test('a limit longer than any timer can hold is not one that is over at once', async () => {
    const server = await serve({ kind: 'answer' })
    const connection = connectionTo(server.address, { maxDurationMs: Number.MAX_SAFE_INTEGER })
    const { ending } = await runToEnd(adapter, requestTo(connection))
    expect(ending).toEqual({ kind: 'completed' })
  })

  test('the list of models has the same limit', async () => {
    const host = await listen((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"data":[')
        const timer = setInterval(() => socket.write(' '), 10)
        socket.once('close', () => clearInterval(timer))
      })
    })
    const connection = connectionTo(`http://${host}/v1`, limits)
    const listed = await adapter.listModels(connection, new AbortController().signal)
    expect(listed).toEqual({ ok: false, failure })
  })
})
