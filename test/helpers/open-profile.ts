import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { TokenCounter } from '../../main/estimate/token-counter.ts'
import { openVault } from '../../main/keys/vault.ts'
import { createAdapterLoader } from '../../main/providers/registry.ts'
import { openSession, type Session } from '../../main/session.ts'
import { type ModelKey, sameModel } from '../../shared/chat/message.ts'
import type { Events } from '../../shared/ipc/contract.ts'
import type { EventName } from '../../shared/ipc/names.ts'
import { quoteAt } from '../../shared/ipc/quote-at.ts'
import type { Quote } from '../../shared/ipc/shapes.ts'
import type { FakePrice } from './fake-provider/bill.ts'
import type { FakeProvider } from './fake-provider/fake-provider.ts'
import { startFakeProvider } from './fake-provider/fake-provider.ts'
import { noCounter } from './no-counter.ts'
import { paid, type PaidTurn } from './paid.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The bundled prices in the form the fake provider bills by, written down a second time here. */
const listPrices: Record<string, FakePrice> = {
  'gpt-6-sol': { inputUsd: '2', outputUsd: '10', cacheReadUsd: '0.20', cacheWriteShortUsd: '2.5' },
  'gpt-6-luna': {
    inputUsd: '0.10',
    outputUsd: '0.50',
    cacheReadUsd: '0.01',
    cacheWriteShortUsd: '0.125',
  },
  'claude-opus-5-5': {
    inputUsd: '4',
    outputUsd: '20',
    cacheReadUsd: '0.20',
    cacheWriteShortUsd: '5',
    cacheWriteLongUsd: '8',
  },
  'claude-haiku-4-5': {
    inputUsd: '1',
    outputUsd: '5',
    cacheReadUsd: '0.10',
    cacheWriteShortUsd: '1.25',
    cacheWriteLongUsd: '2',
  },
  'local-model': { inputUsd: '0.0375', outputUsd: '1.5' },
}

export const sol: ModelKey = { providerId: 'openai', modelId: 'gpt-6-sol' }
export const opus: ModelKey = { providerId: 'anthropic', modelId: 'claude-opus-5-5' }

export type OpenProfile = {
  session: Session
  folder: string
  clock: { atMs: number }
  events: { name: EventName; payload: Events[EventName] }[]
  reports: unknown[]
  /** Sends and waits for the ending. */
  ask: (model: ModelKey, text: string, conversationId?: string) => Promise<PaidTurn>
  ended: (turnId: string) => Promise<PaidTurn>
  isSettled: (turnId: string) => boolean
}

type OpenProfileOptions = {
  fetch?: typeof globalThis.fetch
  idleTimeoutMs?: number
  /** What the clock says while it opens. */
  atMs?: number
  /** Counts tokens; without one they are weighed. */
  counter?: TokenCounter
}

/** A whole profile without a window: real disk, real SDKs, everything but Electron. */
export function openProfile(
  folder = temporaryFolder(),
  options: OpenProfileOptions = {},
): OpenProfile {
  const { fetch = globalThis.fetch, idleTimeoutMs = 5_000 } = options
  const clock = { atMs: options.atMs ?? Date.UTC(2026, 10, 21, 14, 20) }
  const events: OpenProfile['events'] = []
  const reports: unknown[] = []
  const waiting = new Map<string, (turn: PaidTurn) => void>()
  const opened = openSession({
    profile: 'personal',
    folder,
    timeZone: () => 'UTC',
    nativeBinding: undefined,
    nowMs: () => clock.atMs,
    newId: randomUUID,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    tell(name, payload) {
      events.push({ name, payload })
      if (name === 'turn.ended') {
        const { turn } = payload as Events['turn.ended']
        waiting.get(turn.turnId)?.(paid(turn))
      }
    },
    freeBytes: () => 1_000_000_000_000,
    counter: options.counter ?? noCounter,
    report: (error) => void reports.push(error),
    vault: openVault(join(folder, 'keys.json'), {
      kind: () => 'memory-only',
      seal: () => Buffer.from(''),
      unseal: () => '',
    }),
    loadAdapter: createAdapterLoader({ practicePaceMs: 0 }),
    fetch,
    idleTimeoutMs,
    accountsChanged: () => {},
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const session = opened.value
  onTestFinished(() => session.close().catch(() => {}))
  const ended = (turnId: string): Promise<PaidTurn> =>
    new Promise((resolve) => waiting.set(turnId, resolve))
  const ask = async (
    model: ModelKey,
    text: string,
    conversationId: string = randomUUID(),
  ): Promise<PaidTurn> => {
    const turnId = randomUUID()
    const answer = ended(turnId)
    const sent = await session.turns.send({ turnId, conversationId, model, text })
    expect(sent).toMatchObject({ ok: true })
    return answer
  }
  const isSettled = (turnId: string): boolean =>
    events.some(({ name, payload }) => {
      if (name !== 'turn.ended') return false
      return (payload as Events['turn.ended']).turn.turnId === turnId
    })
  return { session, folder, clock, events, reports, ask, ended, isSettled }
}

/** A fake provider, and a profile with 20 USD and keys for OpenAI and Anthropic that reach it. */
export async function profileWithProvider(
  options: Partial<Parameters<typeof startFakeProvider>[0]> = {},
): Promise<OpenProfile & { provider: FakeProvider }> {
  const provider = await startFakeProvider({ prices: listPrices, ...options })
  onTestFinished(() => provider.close())
  const profile = openProfile()
  profile.session.turns.setBudget(20_000_000_000)
  const { accounts } = profile.session
  expect(accounts.setAddress('openai', provider.address).ok).toBe(true)
  expect(accounts.setAddress('anthropic', provider.origin).ok).toBe(true)
  expect(accounts.saveKey('openai', 'sk-canary-openai-0123456789').ok).toBe(true)
  expect(accounts.saveKey('anthropic', 'sk-ant-canary-0123456789').ok).toBe(true)
  return { ...profile, provider }
}

/** What a draft in a new conversation would cost with a model. */
export function quoteOf({ accounts, turns }: Session, model: ModelKey, draft: string): Quote {
  const quotes = turns.quote({ conversationId: null, draft })
  if (!quotes.ok) throw new Error(quotes.failure.kind)
  const place = accounts.catalog().models.findIndex(({ key }) => sameModel(key, model))
  return quoteAt(quotes.value, place, model)
}
