import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openProfile, quoteOf, sol } from '../helpers/open-profile.ts'

const typed = {
  typedInputUsd: '3',
  typedOutputUsd: '12,5',
  typedCacheReadUsd: '0.3',
  typedCacheWriteUsd: '',
}

describe('a price of the person', () => {
  test('stands above the list, is used at once, and can be taken away again', () => {
    const { session } = openProfile()
    const { accounts } = session
    const before = quoteOf(session, sol, 'Hello')
    const set = accounts.setPrice({ model: sol, ...typed })
    expect(set).toMatchObject({
      ok: true,
      value: {
        price: {
          source: 'own',
          rates: {
            inputPicoUsd: 3_000_000,
            outputPicoUsd: 12_500_000,
            cacheReadPicoUsd: 300_000,
            cacheWriteShortPicoUsd: null,
          },
        },
      },
    })
    expect(quoteOf(session, sol, 'Hello').ceilingNanoUsd).toBeGreaterThan(
      before.ceilingNanoUsd ?? Infinity,
    )
    expect(session.priceLists.edition().ownPriceCount).toBe(1)
    expect(accounts.clearPrice(sol)).toMatchObject({ value: { price: { source: 'bundled' } } })
    expect(quoteOf(session, sol, 'Hello')).toEqual(before)
  })

  test.each([
    ['nothing at all', { ...typed, typedInputUsd: '' }],
    ['a negative one', { ...typed, typedOutputUsd: '-1' }],
    ['words', { ...typed, typedCacheReadUsd: 'cheap' }],
    ['a unit mistake', { ...typed, typedInputUsd: '5000000' }],
  ])('is refused if it is %s, and nothing changes', (_what, given) => {
    const { session } = openProfile()
    const before = session.accounts.catalog()
    expect(session.accounts.setPrice({ model: sol, ...given })).toMatchObject({
      ok: false,
      failure: { kind: 'bad-amount' },
    })
    expect(session.accounts.catalog()).toEqual(before)
  })

  test('of a model that is not there is refused', () => {
    const { accounts } = openProfile().session
    const model = { providerId: 'openai', modelId: 'no-such-model' }
    expect(accounts.setPrice({ model, ...typed })).toMatchObject({
      failure: { kind: 'unknown-model' },
    })
  })
})

describe('a list of prices from an address', () => {
  async function serve(status: number, body: string): Promise<string> {
    const server = createServer((_request, response) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT',
        ...(status === 302 && { location: '/elsewhere' }),
      })
      response.end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.json`
  }

  test.each([
    ['is a web page', 200, '<html></html>', 'not-json'],
    ['is something else', 200, '{"hello": 1}', 'not-a-price-list'],
    ['is not there', 404, '', 'unreachable'],
    ['is somewhere else', 302, '', 'unreachable'],
  ])('that %s is refused with a reason', async (_what, status, body, reason) => {
    const { session } = openProfile()
    const url = await serve(status, body)
    expect(await session.priceLists.preview({ from: 'address', url })).toMatchObject({
      ok: false,
      failure: { kind: 'price-list-refused', reason },
    })
  })

  test('is waited for no longer once the profile is closed', async () => {
    const asked = Promise.withResolvers<void>()
    const server = createServer(() => asked.resolve())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => server.closeAllConnections())
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.json`
    const { session } = openProfile()
    const previewed = session.priceLists.preview({ from: 'address', url })
    await asked.promise
    await session.close()
    expect(await previewed).toMatchObject({ failure: { reason: 'unreachable' } })
  })

  test('is asked for over https only, or on this computer', async () => {
    const { session } = openProfile()
    const url = 'http://prices.example/data.json'
    expect(await session.priceLists.preview({ from: 'address', url })).toMatchObject({
      ok: false,
      failure: { kind: 'bad-address', reason: 'not-https' },
    })
  })
})
