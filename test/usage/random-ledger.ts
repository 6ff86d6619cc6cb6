import fc from 'fast-check'
import type { Ledger } from '../../main/ledger/ledger.ts'
import type { Storage } from '../../main/storage/storage.ts'
import type { Price } from '../../shared/money/price.ts'
import { unknownUsage, type Usage } from '../../shared/money/usage.ts'
import type { Purpose } from '../../shared/usage/usage.ts'
import { addConversationWithTurn } from '../helpers/chat-rows.ts'
import { priceOf, type ProfileOnDisk } from '../helpers/profile-on-disk.ts'

/** What happens to a ledger, one thing after another. Numbers choose among what there is. */
export type Step =
  | {
      kind: 'send'
      conversation: number
      model: number
      purpose: Purpose
      number: number
      reserved: number
    }
  | { kind: 'settle'; which: number; percent: number; cached: number; isReported: boolean }
  | { kind: 'release'; which: number }
  | { kind: 'doubt'; which: number }
  | { kind: 'correct'; which: number; percent: number }
  | { kind: 'report'; which: number; cached: number; isByPerson: boolean }
  | { kind: 'wait'; hours: number }
  | { kind: 'travel'; zone: string }
  | { kind: 'startDay'; day: number }
  | { kind: 'budget'; usd: number }
  | { kind: 'topUp'; usd: number }
  | { kind: 'carryOver'; isOn: boolean }
  | { kind: 'delete'; conversation: number }
  | { kind: 'bringBack'; conversation: number }
  | { kind: 'purge'; turns: number }
  | { kind: 'fold' }
  | { kind: 'drop' }

const small = fc.nat({ max: 1_000 })
const purpose = fc.constantFrom<Purpose>(
  'answer',
  'answer',
  'answer',
  'compare',
  'title',
  'summary',
)

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      conversation: fc.nat({ max: 5 }),
      model: fc.nat({ max: 4 }),
      purpose,
      number: fc.constantFrom(1, 1, 1, 2),
      reserved: fc.oneof(fc.constant(0), fc.nat({ max: 90_000_000 })),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      which: small,
      percent: fc.nat({ max: 180 }),
      cached: fc.nat({ max: 100 }),
      isReported: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), which: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('doubt' as const), which: small }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      which: small,
      percent: fc.nat({ max: 250 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      which: small,
      cached: fc.nat({ max: 100 }),
      isByPerson: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.nat({ max: 200 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('travel' as const),
      zone: fc.constantFrom(
        'UTC',
        'Asia/Tokyo',
        'America/Los_Angeles',
        'Asia/Kolkata',
        'Europe/Berlin',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('startDay' as const),
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('budget' as const, 'topUp' as const),
      usd: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('carryOver' as const), isOn: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('delete' as const, 'bringBack' as const),
      conversation: fc.nat({ max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('purge' as const), turns: fc.nat({ max: 6 }) }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'fold' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'drop' as const }) },
)

export const steps: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 20, maxLength: 220 })

const withCache = (price: Price, readPicoUsd: number, writePicoUsd: number): Price => ({
  ...price,
  rates: {
    ...price.rates,
    cacheReadPicoUsd: readPicoUsd,
    cacheWriteShortPicoUsd: writePicoUsd,
    cacheWriteLongPicoUsd: null,
  },
})

/** Of every tier; one of them got dearer, and so has two. */
const models: readonly { providerId: string; modelId: string; prices: readonly Price[] }[] = [
  {
    providerId: 'north',
    modelId: 'large',
    prices: [withCache(priceOf(5_000_000, 25_000_000), 500_000, 6_250_000)],
  },
  {
    providerId: 'north',
    modelId: 'small',
    prices: [withCache(priceOf(500_000, 2_000_000), 50_000, 625_000)],
  },
  {
    providerId: 'south',
    modelId: 'medium',
    prices: [priceOf(1_000_000, 4_000_000), priceOf(3_000_000, 15_000_000)],
  },
  { providerId: 'south', modelId: 'large', prices: [priceOf(10_000_000, 50_000_000)] },
  { providerId: 'here', modelId: 'small', prices: [priceOf(0, 0)] },
]

/** Plays steps on a profile; what is folded when, the caller says. */
export function openPlayer(profile: ProfileOnDisk, fold: () => void) {
  const { storage, ledger, clock } = profile
  const made: { attemptId: string; price: Price }[] = []
  const opened = new Set<string>()
  /** Conversations of which some turns are gone. */
  const purged = new Set<string>()
  let count = 0
  ledger.setMonthlyBudget(20_000_000_000, 'first')
  ledger.configure({ mode: 'watch' })

  const name = (place: number): string => `conversation-${place}`
  const inState = (which: number, states: readonly string[]) => {
    const found = made.filter(({ attemptId }) =>
      states.includes(storage.attempts.find(attemptId)?.state ?? ''),
    )
    return found[which % Math.max(1, found.length)]
  }

  return function play(step: Step): void {
    switch (step.kind) {
      case 'send':
        return send(step)
      case 'settle': {
        const open = inState(step.which, ['dispatched', 'uncertain'])
        if (!open) return
        const { attemptId } = open
        const attempt = storage.attempts.find(attemptId)
        const cost = Math.floor(((attempt?.reservedNanoUsd ?? 0) * step.percent) / 100)
        storage.transact(() => {
          if (step.isReported) report(storage, attemptId, usageOf(step.cached), clock.atMs)
          ledger.settle(attemptId, cost, 'exact')
        })
        return
      }
      case 'release': {
        const open = inState(step.which, ['reserved', 'dispatched', 'uncertain'])
        if (open) ledger.release(open.attemptId)
        return
      }
      case 'doubt': {
        const open = inState(step.which, ['dispatched'])
        if (open) ledger.markUncertain(open.attemptId)
        return
      }
      case 'correct': {
        const ended = inState(step.which, ['settled', 'released'])
        if (!ended) return
        const attempt = storage.attempts.find(ended.attemptId)
        const cost = Math.floor(((attempt?.reservedNanoUsd ?? 0) * step.percent) / 100)
        ledger.adjust(ended.attemptId, cost, 'person')
        return
      }
      case 'report': {
        const one = made[step.which % Math.max(1, made.length)]
        if (!one) return
        const source = step.isByPerson ? 'person' : 'lookup'
        const usage = step.isByPerson ? unknownUsage : usageOf(step.cached)
        report(storage, one.attemptId, usage, clock.atMs, source)
        return
      }
      case 'wait':
        clock.atMs += step.hours * 3_600_000
        return
      case 'travel':
        clock.zone = step.zone
        return
      case 'startDay':
        ledger.configure({ startDay: step.day })
        return
      case 'budget':
        ledger.setMonthlyBudget(step.usd * 1_000_000_000, `change-${(count += 1)}`)
        return
      case 'topUp':
        ledger.topUp(step.usd * 1_000_000_000, `top-up-${(count += 1)}`)
        return
      case 'carryOver':
        ledger.configure({ carriesOver: step.isOn })
        return
      case 'delete':
        storage.arrangement.remove(name(step.conversation), clock.atMs)
        return
      case 'bringBack':
        // What is being purged is not brought back.
        if (!purged.has(name(step.conversation))) {
          storage.arrangement.bringBack(name(step.conversation))
        }
        return
      case 'purge':
        return purge(step.turns)
      case 'fold':
        return fold()
      case 'drop':
        return storage.usageRows.empty()
    }
  }

  function send(step: Extract<Step, { kind: 'send' }>): void {
    const model = models[step.model]
    if (!model) return
    const { providerId, modelId } = model
    const price = model.prices[clock.atMs % model.prices.length]
    if (!price) return
    count += 1
    const [attemptId, turnId] = [`attempt-${count}`, `turn-${count}`]
    const conversationId = name(step.conversation)
    storage.transact(() => {
      if (!storage.arrangement.isRemoved(conversationId)) {
        addTurn(storage, conversationId, turnId, opened)
      }
      const request: Parameters<Ledger['reserve']>[0] = {
        attemptId,
        turnId,
        number: step.number,
        purpose: step.purpose,
        providerId,
        modelId,
        priceId: storage.prices.pin(providerId, modelId, price),
        effort: null,
        textTokens: null,
        inputTokens: 10,
        maxOutputTokens: 100,
        expectedNanoUsd: Math.floor(step.reserved / 2),
        reservedNanoUsd: step.reserved,
      }
      if (!ledger.reserve(request).ok) return
      made.push({ attemptId, price })
      if (count % 7 > 0) ledger.markDispatched(attemptId)
    })
  }

  /** Some turns of what is deleted, then the conversation. */
  function purge(turns: number): void {
    const due = storage.arrangement.removed()[0]
    if (due === undefined) return
    purged.add(due)
    if (turns > 0 && storage.arrangement.dropTurns(due, turns)) return
    storage.arrangement.dropTurns(due, 1_000)
    storage.arrangement.drop(due)
    opened.delete(due)
    purged.delete(due)
  }
}

function addTurn(
  storage: Storage,
  conversationId: string,
  turnId: string,
  opened: Set<string>,
): void {
  if (!opened.has(conversationId)) {
    addConversationWithTurn(storage, conversationId, turnId)
    opened.add(conversationId)
    return
  }
  const last = storage.turns.lastShown(conversationId)
  storage.turns.add(
    {
      turnId,
      conversationId,
      parentId: last?.turnId ?? null,
      comparisonId: null,
      createdAtMs: 0,
    },
    true,
  )
}

function usageOf(cached: number): Usage {
  return {
    ...unknownUsage,
    inputTokens: 1_000,
    cacheReadTokens: cached * 8,
    cacheWriteShortTokens: cached,
    outputTokens: 200 + cached,
  }
}

function report(
  storage: Storage,
  attemptId: string,
  usage: Usage,
  atMs: number,
  source: 'stream' | 'lookup' | 'person' = 'stream',
): void {
  storage.usageReports.add(attemptId, usage, { source, costNanoUsd: null, rawJson: null, atMs })
}
