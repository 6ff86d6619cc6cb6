import { join } from 'node:path'
import type { Seeded, Seeding } from '../../build/seed/seed-folder.ts'
import { openTokenCounter } from '../../main/estimate/token-counter.ts'
import { openVault } from '../../main/keys/vault.ts'
import { createAdapterLoader } from '../../main/providers/registry.ts'
import { openSession } from '../../main/session.ts'
import type { Turn } from '../../shared/chat/message.ts'
import type { Events } from '../../shared/ipc/contract.ts'
import { type House, keyedProviders, openHouse } from './house.ts'
import { keepLibrary, makeFolders } from './library.ts'
import { playStep } from './play-step.ts'
import { readScripts, type Script, type Step } from './read-script.ts'
import { seededIds } from './seeded-ids.ts'
import type { Played, Stage } from './stage.ts'
import { worked } from './worked.ts'

/** 1 USD a month: enough for what the scripts cost, and little enough for the ring to show it. */
const BUDGET_NANO_USD = 1_000_000_000
const MINUTE_MS = 60_000
const BEFORE_ALL_MS = 60 * MINUTE_MS
const IDLE_TIMEOUT_MS = 10_000
/** What a session puts off for so long is housekeeping, and would find another clock each time. */
const LATER_MS = 1_000

/**
 * Makes a profile of a month of use: each turn goes the whole way, to a server on this computer that
 * keeps its own bill, and in the end the ledger is held against that. The same seed and end make
 * the same profile.
 */
export async function seedProfile({ folder, seed, endsAtMs, timeZone }: Seeding): Promise<Seeded> {
  const scripts = await readScripts()
  const first = Math.max(...scripts.flatMap(({ steps }) => steps.map((step) => step.minutesBefore)))
  const clock = { atMs: endsAtMs - first * MINUTE_MS - BEFORE_ALL_MS }
  const newId = seededIds(seed, () => clock.atMs)
  const house = await openHouse()
  const counter = openTokenCounter({ report: rethrow })
  const waiting = new Map<string, (turn: Turn) => void>()
  const session = worked(
    openSession({
      profile: 'personal',
      folder: join(folder, 'personal'),
      timeZone: () => timeZone,
      nativeBinding: undefined,
      nowMs: () => clock.atMs,
      newId,
      after(delayMs, run) {
        if (delayMs >= LATER_MS) return () => {}
        const timer = setTimeout(run, delayMs)
        return () => clearTimeout(timer)
      },
      tell(name, payload) {
        if (name !== 'turn.ended') return
        const { turn } = payload as Events['turn.ended']
        waiting.get(turn.turnId)?.(turn)
      },
      freeBytes: () => null,
      counter,
      report: rethrow,
      vault: openVault(join(folder, 'keys.json'), memoryOnly),
      loadAdapter: createAdapterLoader({ practicePaceMs: 0 }),
      fetch: house.fetch,
      idleTimeoutMs: IDLE_TIMEOUT_MS,
      accountsChanged: () => {},
    }),
  )
  try {
    session.turns.setBudget(BUDGET_NANO_USD)
    for (const providerId of keyedProviders) {
      worked(session.accounts.saveKey(providerId, `sk-seed-${providerId}-0000`))
    }
    await session.accounts.findLocal()
    // Else what is sent soon after is estimated with or without exact counts, as chance has it.
    await counter.count(scripts.flatMap(({ steps }) => steps.flatMap(textsOf)))
    keepLibrary(session, newId)
    const folders = makeFolders(session, scripts, newId)
    const ended = (turnId: string): Promise<Turn> =>
      new Promise((resolve) => void waiting.set(turnId, resolve))
    const stage = { session, house, newId, ended, folders }
    const turnCount = await playAll(stage, scripts, (step) => {
      clock.atMs = endsAtMs - step.minutesBefore * MINUTE_MS
    })
    clock.atMs = endsAtMs
    const conversations = session.turns.conversations()
    const spentNanoUsd = conversations.reduce((sum, summary) => sum + summary.spentNanoUsd, 0)
    // An answer may be read here before the provider has entered it there.
    await house.provider.idle()
    const billedNanoUsd = billed(house)
    if (spentNanoUsd !== billedNanoUsd) {
      throw new Error(`The ledger says ${spentNanoUsd} nano-USD and the bill ${billedNanoUsd}`)
    }
    return { conversationCount: conversations.length, turnCount, spentNanoUsd }
  } finally {
    await session.close()
    counter.close()
    await house.provider.close()
  }
}

/** In the order of time, for the ledger never goes back. */
async function playAll(
  stage: Stage,
  scripts: readonly Script[],
  moveClock: (step: Step) => void,
): Promise<number> {
  const steps = scripts.flatMap((script) => {
    const played: Played = { script, conversationId: stage.newId(), way: [] }
    return script.steps.map((step) => ({ played, step }))
  })
  const inOrder = steps.toSorted((one, other) => other.step.minutesBefore - one.step.minutesBefore)
  let turnCount = 0
  for (const { played, step } of inOrder) {
    moveClock(step)
    turnCount += await playStep(stage, played, step)
  }
  return turnCount
}

/** All that is read or written in a step. */
function textsOf(step: Step): string[] {
  const said = step.kind === 'compare' ? step.said : [step.said]
  return [
    ...(step.kind === 'again' ? [] : [step.text]),
    ...step.files.map(({ text }) => text),
    ...said.flatMap((one) => (one === 'lost' ? [] : one.text)),
  ]
}

/** What the provider bills for the answers whose cost is certain here. */
function billed({ provider }: House): number {
  const certain = provider.bill().rows.filter(({ closedEarly }) => !closedEarly)
  return certain.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0)
}

function rethrow(error: unknown): never {
  throw error
}

/** Keys are for the server on this computer alone, and last as long as the seeding. */
const memoryOnly = {
  kind: () => 'memory-only' as const,
  seal: () => Buffer.from(''),
  unseal: () => '',
}
