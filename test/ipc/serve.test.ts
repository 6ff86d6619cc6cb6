import fc from 'fast-check'
import type { IpcMainInvokeEvent } from 'electron'
import { describe, expect, test } from 'vitest'
import { serve } from '../../main/ipc/serve.ts'
import type { Handlers } from '../../shared/ipc/contract.ts'
import { callNames } from '../../shared/ipc/names.ts'
import { done, type Result } from '../../shared/result.ts'

type Listener = (event: IpcMainInvokeEvent, input: unknown) => Promise<Result<unknown>>

const TRUSTED = {} as IpcMainInvokeEvent
const FOREIGN = {} as IpcMainInvokeEvent

function served(handle: (name: string, input: unknown) => unknown) {
  const channels = new Map<string, Listener>()
  const reports: unknown[] = []
  const handlers = Object.fromEntries(
    callNames.map((name) => [name, (input: unknown) => handle(name, input)]),
  ) as unknown as Handlers
  serve({
    ipc: { handle: (name, listener) => void channels.set(name, listener as Listener) },
    handlers,
    senderOf: (event) => (event === TRUSTED ? 'own-page' : 'foreign-frame'),
    report: (error) => void reports.push(error),
  })
  const call = (name: string, input: unknown, event = TRUSTED) => {
    const listener = channels.get(name)
    if (!listener) throw new Error(`${name} is not served`)
    return listener(event, input)
  }
  return { channels, reports, call }
}

describe('every call of the contract', () => {
  test('is served, and refused to a foreign frame before its input is looked at', async () => {
    const seen: string[] = []
    const { channels, call } = served((name) => void seen.push(name))
    expect([...channels.keys()].toSorted()).toEqual([...callNames].toSorted())
    for (const name of callNames) {
      expect(await call(name, {}, FOREIGN)).toEqual({
        ok: false,
        failure: { kind: 'untrusted-sender', call: name },
      })
    }
    expect(seen).toEqual([])
  })

  test('answers input of any kind with a Result and never throws', async () => {
    const { call } = served(() => done(null))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...callNames), fc.anything(), async (name, input) => {
        const answer = await call(name, input)
        expect(answer.ok || answer.failure.kind === 'bad-request').toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('refuses fields that are not in the contract', async () => {
    const { call } = served(() => done(null))
    expect(await call('budget.read', { extra: 1 })).toMatchObject({
      failure: { kind: 'bad-request', call: 'budget.read' },
    })
    expect(
      await call('providers.check', JSON.parse('{"providerId":"a","__proto__":{"x":1}}')),
    ).toMatchObject({ ok: false })
  })
})

describe('an error in a handler', () => {
  test.each([
    ['SQLITE_FULL', 'disk-full'],
    ['SQLITE_IOERR_WRITE', 'database-unusable'],
    ['SQLITE_CORRUPT', 'database-damaged'],
    ['SQLITE_READONLY', 'read-only'],
    ['', 'internal'],
  ])('with code "%s" is answered as %s and reported', async (code, kind) => {
    const { call, reports } = served(() => {
      throw Object.assign(new Error('the disk said no'), { code })
    })
    expect(await call('budget.read', {})).toMatchObject({ ok: false, failure: { kind } })
    expect(reports).toHaveLength(1)
  })
})
