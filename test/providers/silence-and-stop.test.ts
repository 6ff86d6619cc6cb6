import { describe, expect, test } from 'vitest'
import { MAX_ANSWER_BYTES, MAX_LINE_BYTES } from '../../main/providers/guarded-body.ts'
import { cannedFetch, connectionTo, networkAdapters, requestTo, runToEnd } from './attempt.ts'
import { listen, serve } from './servers.ts'
import { readWire } from './wire.ts'

describe.each(networkAdapters)('$kind', ({ kind, adapter }) => {
  test('no answer at all within the limit is a stall, and leaves the bill open', async () => {
    const server = await serve({ kind: 'answer', silent: true })
    const connection = connectionTo(server.address, { idleTimeoutMs: 80 })
    const { ending } = await runToEnd(adapter, requestTo(connection))
    expect(ending).toMatchObject({
      kind: 'failed',
      failure: { kind: 'stalled', silentMs: 80 },
      evidence: 'unknown',
    })
  })

  test('silence in the middle is a stall, and what came is kept', async () => {
    const breakOff = { afterBytes: 6_000, how: 'hang' } as const
    const server = await serve({ kind: 'answer', text: 'word '.repeat(400), breakOff })
    const connection = connectionTo(server.address, { idleTimeoutMs: 1_500 })
    const { ending, text } = await runToEnd(adapter, requestTo(connection))
    expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'stalled' } })
    expect(text).toMatch(/^word/u)
  })

  test('comments are life: a stream that only says it is thinking does not stall', async () => {
    const address = await listen((socket) => {
      socket.once('data', () => {
        socket.write(
          'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n',
        )
        const timer = setInterval(() => socket.write(': keep-alive\n\n'), 100)
        setTimeout(() => {
          clearInterval(timer)
          socket.end()
        }, 4_000)
      })
    })
    const connection = connectionTo(`http://${address}`, { idleTimeoutMs: 2_000 })
    const { ending } = await runToEnd(adapter, requestTo(connection))
    expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'connection-ended' } })
  })

  test('a slow reader on our side is not a stall', async () => {
    const server = await serve({ kind: 'answer', text: 'word '.repeat(20) })
    const stream = adapter.stream(requestTo(connectionTo(server.address, { idleTimeoutMs: 1_500 })))
    let step = await stream.next()
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    while (!step.done) step = await stream.next()
    expect(step.value).toEqual({ kind: 'completed' })
  })

  test('a line without end is cut off at its limit', async () => {
    const body = `data: ${'x'.repeat(MAX_LINE_BYTES + 1)}`
    const fetch = cannedFetch({ body })
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo('https://fake.test', { fetch })),
    )
    expect(ending).toMatchObject({
      kind: 'truncated',
      failure: { kind: 'answer-too-large', limitBytes: MAX_LINE_BYTES },
    })
  })

  test('an answer without end is cut off at its limit', async () => {
    const comment = `: ${'nothing but comments '.repeat(1_000)}\n\n`
    const body = comment.repeat(Math.ceil(MAX_ANSWER_BYTES / comment.length) + 1)
    const fetch = cannedFetch({ body })
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo('https://fake.test', { fetch })),
    )
    expect(ending).toMatchObject({
      failure: { kind: 'answer-too-large', limitBytes: MAX_ANSWER_BYTES },
    })
  })

  test('a server that does not hang up after its last event does not hold the answer up', async () => {
    const body = readWire(
      {
        openai: 'oai-resp-normal.txt',
        compatible: 'oai-chat-normal.txt',
        anthropic: 'ant-normal.txt',
      }[kind],
    ).replace('data: [DONE]\n\n', '')
    const server = await serve({ kind: 'raw', contentType: 'text/event-stream', body, end: 'hang' })
    const { ending, usage } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(usage?.outputTokens).toBeGreaterThan(10)
    expect(ending).toEqual({ kind: 'completed' })
  })

  test('stopped before the first byte: without waiting for a provider that never speaks', async () => {
    const server = await serve({ kind: 'answer', silent: true })
    const stopper = new AbortController()
    const running = runToEnd(
      adapter,
      requestTo(connectionTo(server.address), { signal: stopper.signal }),
    )
    await until(() => server.requests().length === 1)
    stopper.abort()
    expect((await running).ending).toEqual({ kind: 'stopped', isSent: true })
  })

  test('stopped in the middle: not a word more is taken, and the provider sees us go', async () => {
    const server = await serve({ kind: 'answer', text: 'word '.repeat(500), delayMs: 5 })
    const stopper = new AbortController()
    let textsAfterStop = 0
    const { ending, text } = await runToEnd(
      adapter,
      requestTo(connectionTo(server.address), { signal: stopper.signal }),
      (event) => {
        if (event.type === 'text' && stopper.signal.aborted) textsAfterStop += 1
        if (event.type === 'text') stopper.abort()
      },
    )
    expect(ending).toEqual({ kind: 'stopped', isSent: true })
    expect(textsAfterStop).toBe(0)
    expect(text).toMatch(/^word/u)
    await server.idle()
    expect(server.bill().rows[0]).toMatchObject({ closedEarly: true })
  })

  test('stopped before it began: nothing is sent', async () => {
    const server = await serve({ kind: 'answer' })
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo(server.address), { signal: AbortSignal.abort() }),
    )
    expect(ending).toEqual({ kind: 'stopped', isSent: false })
    expect(server.requests()).toEqual([])
  })

  test('a fetch that does not listen to its signal cannot hold a stop up', async () => {
    const stopper = new AbortController()
    setTimeout(() => stopper.abort(), 30)
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo('https://fake.test', { fetch: deafFetch }), {
        signal: stopper.signal,
      }),
    )
    expect(ending).toEqual({ kind: 'stopped', isSent: true })
  })

  test('a reader that walks away closes the connection', async () => {
    const server = await serve({ kind: 'answer', text: 'word '.repeat(500), delayMs: 5 })
    for await (const event of adapter.stream(requestTo(connectionTo(server.address)))) {
      if (event.type === 'text') break
    }
    await server.idle()
    expect(server.requests()[0]).toMatchObject({ closedEarly: true })
  })
})

describe.each(networkAdapters)('$kind, by a server that does not stream', ({ adapter }) => {
  const half = '{"object":"chat.completion","choices":[{"message":{"content":"Half an'
  const contentType = 'application/json'

  test('silence in the middle of a whole answer is a stall, and leaves the bill open', async () => {
    const server = await serve({ kind: 'raw', contentType, body: half, end: 'hang' })
    const connection = connectionTo(server.address, { idleTimeoutMs: 300 })
    const { ending, events } = await runToEnd(adapter, requestTo(connection))
    expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'stalled' } })
    expect(events.filter(({ type }) => type !== 'reference')).toEqual([])
  })

  test('a whole answer that is cut off is not a refusal', async () => {
    const server = await serve({ kind: 'raw', contentType, body: half, end: 'end' })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'connection-ended' } })
  })

  test('a person who waits for it can stop', async () => {
    const server = await serve({ kind: 'raw', contentType, body: half, end: 'hang' })
    const stopper = new AbortController()
    const connection = connectionTo(server.address)
    const running = runToEnd(adapter, requestTo(connection, { signal: stopper.signal }))
    await until(() => server.requests().length === 1)
    stopper.abort()
    expect((await running).ending).toEqual({ kind: 'stopped', isSent: true })
    await server.idle()
    expect(server.requests()[0]).toMatchObject({ closedEarly: true })
  })

  test('a whole answer without end is cut off at its limit', async () => {
    const body = `{"choices":[${' '.repeat(MAX_LINE_BYTES)}]}`
    const fetch = cannedFetch({ body, headers: { 'content-type': contentType } })
    const connection = connectionTo('https://fake.test', { fetch })
    const { ending } = await runToEnd(adapter, requestTo(connection))
    expect(ending).toMatchObject({
      kind: 'truncated',
      failure: { kind: 'answer-too-large', limitBytes: MAX_LINE_BYTES },
    })
  })

  test('an answer of nothing leaves the bill open', async () => {
    const fetch = cannedFetch({ body: '', headers: { 'content-type': contentType } })
    const connection = connectionTo('https://fake.test', { fetch })
    const { ending } = await runToEnd(adapter, requestTo(connection))
    expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'connection-ended' } })
  })
})

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2))
}

function deafFetch(): Promise<Response> {
  return new Promise(() => undefined)
}
