import { join } from 'node:path'
import { openVault } from '../../../main/keys/vault.ts'
import { createAdapterLoader } from '../../../main/providers/registry.ts'
import { openSession, type Session } from '../../../main/session.ts'
import type { ModelKey } from '../../../shared/chat/message.ts'
import type { Events } from '../../../shared/ipc/contract.ts'
import { mappedFetch } from '../../helpers/mapped-fetch.ts'
import type { House } from './houses.ts'
import { noCounter } from '../../helpers/no-counter.ts'

/** Silence of this length is the end of an answer. */
const IDLE_TIMEOUT_MS = 300

/** Waits of a second or more are a hundred times shorter here. */
const HURRY = 100

/** A profile that reaches the houses by the addresses the real providers have. */
export type BillProfile = {
  session: Session
  keys: ReadonlyMap<House['name'], ModelKey>
  reports: unknown[]
  /** Told of each piece of an answer. */
  onPiece: (listen: (turnId: string) => void) => void
  /** Resolves when the turn has its ending. */
  ending: (turnId: string) => Promise<void>
  /** Nobody is told of anything any more: every wait for an ending is over. */
  giveUp: () => void
}

const realAddresses: Partial<Record<House['name'], string>> = {
  router: 'https://openrouter.ai/api/v1',
  'runs-on': 'https://api.groq.com/openai/v1',
}

/** Opens it, for the first time or again; the real disk, SDKs and HTTP, and a clock of its own. */
export function openBillProfile(
  folder: string,
  houses: readonly House[],
  newId: () => string,
): BillProfile {
  const reports: unknown[] = []
  const ended = new Set<string>()
  let isGivenUp = false
  const waiting = new Map<string, () => void>()
  let listen: (turnId: string) => void = () => {}
  const startedMs = performance.now()
  const opened = openSession({
    counter: noCounter,
    profile: 'personal',
    folder,
    timeZone: () => 'UTC',
    nativeBinding: undefined,
    nowMs: () => Date.UTC(2026, 10, 21, 14) + Math.floor(performance.now() - startedMs),
    newId,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs >= 1_000 ? delayMs / HURRY : delayMs)
      return () => clearTimeout(timer)
    },
    tell(name, payload) {
      if (name === 'turn.piece') listen((payload as Events['turn.piece']).turnId)
      if (name !== 'turn.ended') return
      const { turn } = payload as Events['turn.ended']
      ended.add(turn.turnId)
      waiting.get(turn.turnId)?.()
    },
    freeBytes: () => null,
    report: (error) => void reports.push(error),
    vault: openVault(join(folder, 'keys.json'), {
      kind: () => 'memory-only',
      seal: () => Buffer.from(''),
      unseal: () => '',
    }),
    loadAdapter: createAdapterLoader({ practicePaceMs: 0 }),
    fetch: mappedFetch(
      Object.fromEntries(
        houses.flatMap(({ name, server }) => {
          const real = realAddresses[name]
          return real === undefined ? [] : [[real, server.address]]
        }),
      ),
    ),
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    accountsChanged: () => {},
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const session = opened.value
  return {
    session,
    keys: new Map(houses.map((house) => [house.name, keyOf(session, house)])),
    reports,
    onPiece: (next) => void (listen = next),
    ending: (turnId) =>
      isGivenUp || ended.has(turnId)
        ? Promise.resolve()
        : new Promise((resolve) => void waiting.set(turnId, resolve)),
    giveUp() {
      isGivenUp = true
      for (const resolve of waiting.values()) resolve()
    },
  }
}

function keyOf({ accounts }: Session, { name, server, modelId, price }: House): ModelKey {
  if (name === 'openai' || name === 'anthropic') {
    const address = name === 'openai' ? server.address : server.origin
    if (!accounts.setAddress(name, address).ok) throw new Error(`No address for ${name}`)
    accounts.saveKey(name, `sk-torture-${name}`)
    return { providerId: name, modelId }
  }
  const known = accounts.providers().find((provider) => provider.name === name)
  if (known) return { providerId: known.providerId, modelId }
  const { inputUsd: typedInputUsd, outputUsd: typedOutputUsd } = price
  const address = realAddresses[name] ?? server.address
  const added = accounts.addCustom(name, address, [{ modelId, typedInputUsd, typedOutputUsd }])
  if (!added.ok) throw new Error(JSON.stringify(added.failure))
  return { providerId: added.value.providerId, modelId }
}
