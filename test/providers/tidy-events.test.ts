import { describe, expect, test } from 'vitest'
import { cannedFetch, connectionTo, networkAdapters, requestTo, runToEnd } from './attempt.ts'
import type { Outcome } from './attempt.ts'
import { readWire } from './wire.ts'

const recorded = {
  openai: 'oai-resp-normal.txt',
  compatible: 'oai-chat-normal.txt',
  anthropic: 'ant-normal.txt',
} as const

describe.each(networkAdapters)('$kind', ({ kind, adapter }) => {
  const body = readWire(recorded[kind])
  const ask = (text: string): Promise<Outcome> =>
    runToEnd(
      adapter,
      requestTo(connectionTo('https://fake.test', { fetch: cannedFetch({ body: text }) })),
    )

  test('events may come without their names', async () => {
    expect(await ask(body.replaceAll(/^event:.*\n/gm, ''))).toEqual(await ask(body))
  })

  test.each([
    ['data:'],
    ['data: '],
    ['data'],
    ['event: ping'],
    ['event: ping\ndata:'],
    [': nothing\ndata:\n: nothing'],
    ['id: 7\nretry: 3000'],
  ])('an event that holds nothing only keeps the connection: %j', async (nothing) => {
    const beats = body.replaceAll('\n\n', `\n\n${nothing}\n\n`)
    expect(await ask(`${nothing}\n\n${beats}`)).toEqual(await ask(body))
  })

  test.each([['\r\n'], ['\r']])('lines may end in %j', async (lineEnd) => {
    const named = await ask(body.replaceAll('\n', lineEnd))
    expect(named).toEqual(await ask(body))
    const unnamed = body.replaceAll(/^event:.*\n/gm, '').replaceAll('\n', lineEnd)
    expect(await ask(unnamed)).toEqual(named)
  })

  test('an event in several lines of data is one', async () => {
    const split = body.replaceAll(/^data: \{"/gm, 'data: {\ndata:\ndata: "')
    expect(split).not.toBe(body)
    expect(await ask(split)).toEqual(await ask(body))
  })
})

test('an error without a name is the error it is', async () => {
  const { adapter } = networkAdapters.find(({ kind }) => kind === 'anthropic')!
  const body = readWire('ant-error-overloaded.txt')
  const connection = (text: string) =>
    connectionTo('https://fake.test', { fetch: cannedFetch({ body: text }) })
  const named = await runToEnd(adapter, requestTo(connection(body)))
  expect(named.ending).toMatchObject({ failure: { kind: 'provider-busy' } })
  const unnamed = body.replaceAll(/^event:.*\n/gm, '')
  expect(await runToEnd(adapter, requestTo(connection(unnamed)))).toEqual(named)
})
