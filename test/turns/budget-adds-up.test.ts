import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { openBudget } from '../../main/turns/budget.ts'
import { envelopesOf } from '../../main/turns/envelopes.ts'
import type { TurnsOptions } from '../../main/turns/options.ts'
import type { Budget, EnvelopeOf } from '../../shared/ipc/shapes.ts'
import { exactCredits } from '../../shared/money/credits.ts'
import { imageWithChats } from '../torture/sequence/chats.ts'
import { type MemoryLedger, newImage, openMemoryLedger } from '../torture/sequence/memory-ledger.ts'
import { modelZones } from '../torture/sequence/model-calendar.ts'
import { startOfClock } from '../torture/sequence/play-sequence.ts'

const SEED = 20_261_122
const RUNS = 150
const DAY_MS = 24 * 3_600_000
const CENT = 10_000_000

type Rig = MemoryLedger & {
  clock: { atMs: number; zone: (typeof modelZones)[number] }
  budget: ReturnType<typeof openBudget>
  told: Budget[]
}

const scopes: EnvelopeOf[] = [
  { kind: 'provider', providerId: 'test' },
  { kind: 'model', model: { providerId: 'test', modelId: 'light' } },
  { kind: 'folder', folderId: 'work' },
]

const who = fc.integer({ min: 1, max: 14 }).map((number) => `a${number}`)
const nanoUsd = fc.integer({ min: 1, max: 100 * CENT })

/** What a person changes, and what their turns do meanwhile. What is refused changes nothing. */
const changes = fc.oneof(
  fc.option(nanoUsd).map(
    (amount) =>
      ({ budget }: Rig) =>
        void budget.changes.setBudget(amount),
  ),
  fc.constant(({ budget }: Rig) => void budget.changes.setNoLimit()),
  nanoUsd.map(
    (amount) =>
      ({ budget }: Rig) =>
        void budget.changes.topUp(amount, randomUUID()),
  ),
  fc
    .record(
      {
        mode: fc.constantFrom('firm' as const, 'ask' as const, 'watch' as const),
        startDay: fc.integer({ min: 1, max: 28 }),
        carriesOver: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .map(
      (rules) =>
        ({ budget }: Rig) =>
          void budget.changes.configureBudget(rules),
    ),
  fc.constantFrom(...modelZones).map(
    (zone) =>
      ({ clock }: Rig) =>
        void (clock.zone = zone),
  ),
  fc.integer({ min: 0, max: 20 * DAY_MS }).map(
    (waitMs) =>
      ({ clock }: Rig) =>
        void (clock.atMs += waitMs),
  ),
  fc.option(nanoUsd).map(
    (amount) =>
      ({ budget }: Rig) =>
        void budget.changes.setTurnLimit(amount),
  ),
  fc.tuple(fc.constantFrom(...scopes), nanoUsd).map(([of, amount]) => ({ budget }: Rig) => {
    const asked = { envelopeId: randomUUID(), of, typedUsd: '' }
    void budget.changes.saveEnvelope(asked, amount)
  }),
  fc.nat(2).map((place) => ({ budget }: Rig) => {
    const { envelopeId = '' } = budget.read().envelopes[place] ?? {}
    void budget.changes.removeEnvelope(envelopeId)
  }),
)

const turns = fc.oneof(
  fc.tuple(who, nanoUsd, nanoUsd).map(
    ([attemptId, reservedNanoUsd, allowedNanoUsd]) =>
      (rig: Rig) =>
        reserve(rig, attemptId, { reservedNanoUsd, allowedNanoUsd }),
  ),
  fc.tuple(who, nanoUsd).map(([attemptId, costNanoUsd]) => ({ ledger, storage }: Rig) => {
    const attempt = storage.attempts.find(attemptId)
    if (attempt) ledger.enterFigure(attemptId, costNanoUsd, 'person')
  }),
  who.map((attemptId) => ({ ledger, storage }: Rig) => {
    const isOpen = storage.attempts.find(attemptId)?.spentNanoUsd === null
    if (isOpen) void ledger.release(attemptId)
  }),
)

function reserve(
  { ledger, storage }: Rig,
  attemptId: string,
  { reservedNanoUsd, allowedNanoUsd }: { reservedNanoUsd: number; allowedNanoUsd: number },
): void {
  if (storage.attempts.find(attemptId)) return
  const model = { providerId: 'test', modelId: 'light' }
  const request = {
    attemptId,
    turnId: `turn of ${attemptId}`,
    number: 1,
    purpose: 'answer' as const,
    ...model,
    priceId: 1,
    effort: null,
    textTokens: null,
    inputTokens: 10,
    maxOutputTokens: 100,
    expectedNanoUsd: 1,
    reservedNanoUsd,
  }
  const envelopeIds = envelopesOf(storage, { conversationId: `chat of ${attemptId}`, model })
  const reserved = ledger.reserve(request, { allowedNanoUsd, envelopeIds })
  if (reserved.ok) ledger.markDispatched(attemptId)
}

function open(image: Buffer): Rig {
  const clock: Rig['clock'] = { ...startOfClock }
  const rig = openMemoryLedger(image, clock)
  const told: Budget[] = []
  const options = {
    ...rig,
    newId: randomUUID,
    tell(name: string, payload: unknown) {
      if (name === 'budget.changed') told.push(payload as Budget)
    },
    report(error: unknown) {
      throw error
    },
  }
  // What else turns stand on, a budget does not ask for.
  return { ...rig, clock, told, budget: openBudget(options as unknown as TurnsOptions) }
}

/** What each attempt of a period holds, by nothing but its entries. */
function entered({ database }: Rig, periodId: string) {
  return database
    .prepare<[string], { attemptId: string; reserved: number; spent: number }>(
      `SELECT attempt_id AS attemptId,
         iif(sum(kind IN ('settle','release')) = 0,
           sum(iif(kind = 'reserve', amount_nano_usd, 0)), 0) AS reserved,
         sum(iif(kind IN ('settle','overrun','adjust'), amount_nano_usd, 0)) AS spent
       FROM entry WHERE attempt_id IS NOT NULL AND period_id = ? GROUP BY attempt_id`,
    )
    .all(periodId)
}

function expectToAddUp(rig: Rig, creditsPerUsd: number): void {
  const shown = rig.budget.read()
  const { grantedNanoUsd, reservedNanoUsd, spentNanoUsd, overrunNanoUsd } = shown.balances
  const { availableNanoUsd } = shown
  const parts = [availableNanoUsd, reservedNanoUsd, spentNanoUsd, overrunNanoUsd]
  expect(sum(parts)).toBe(grantedNanoUsd)
  const inCredits = (amount: number): bigint =>
    BigInt(exactCredits(amount, creditsPerUsd).replace('.', ''))
  expect(parts.map(inCredits).reduce((total, part) => total + part, 0n)).toBe(
    inCredits(grantedNanoUsd),
  )

  const { period } = rig.ledger.budget()
  const attempts = entered(rig, period.id)
  expect(sum(attempts.map(({ reserved }) => reserved))).toBe(reservedNanoUsd)
  expect(sum(attempts.map(({ spent }) => spent))).toBe(spentNanoUsd + overrunNanoUsd)
  for (const { envelopeId, ...envelope } of shown.envelopes) {
    const held = rig.database
      .prepare<[string], string>('SELECT attempt_id FROM envelope_attempt WHERE envelope_id = ?')
      .pluck()
      .all(envelopeId)
    const counted = attempts.filter(({ attemptId }) => held.includes(attemptId))
    expect(sum(counted.map(({ reserved }) => reserved))).toBe(envelope.reservedNanoUsd)
    expect(sum(counted.map(({ spent }) => spent))).toBe(envelope.spentNanoUsd)
    if (envelope.of.kind === 'provider') expect(counted).toHaveLength(attempts.length)
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}

test(`whatever a person changes in mid-month, what is shown adds up and is what was entered (seed ${SEED})`, () => {
  const image = imageWithChats(newImage())
  const sizes = fc.constantFrom(1, 100, 1_000, 10_000, 250_000)
  const steps = fc.array(fc.tuple(fc.oneof(changes, turns, turns), sizes), { maxLength: 40 })
  fc.assert(
    fc.property(steps, (all) => {
      const rig = open(image)
      try {
        rig.budget.changes.setBudget(100 * CENT)
        for (const [step, creditsPerUsd] of all) {
          step(rig)
          expectToAddUp(rig, creditsPerUsd)
        }
        expect(checkLedger(rig.database)).toEqual([])
      } finally {
        rig.database.close()
      }
    }),
    { seed: SEED, numRuns: RUNS },
  )
}, 120_000)

test(`rules for the months to come, a limit and envelopes move nothing of this one (seed ${SEED})`, () => {
  const image = imageWithChats(newImage())
  const rules = fc.record(
    { startDay: fc.integer({ min: 1, max: 28 }), carriesOver: fc.boolean() },
    { requiredKeys: [] },
  )
  const zone = fc.constantFrom(...modelZones)
  fc.assert(
    fc.property(
      fc.array(turns, { maxLength: 15 }),
      rules,
      zone,
      nanoUsd,
      (before, change, to, amount) => {
        const rig = open(image)
        try {
          rig.budget.changes.setBudget(100 * CENT)
          for (const step of before) step(rig)
          const { balances, availableNanoUsd, periodEndsAtMs } = rig.budget.read()
          rig.clock.zone = to
          rig.budget.changes.configureBudget(change)
          rig.budget.changes.setTurnLimit(amount)
          for (const of of scopes) {
            rig.budget.changes.saveEnvelope({ envelopeId: randomUUID(), of, typedUsd: '' }, amount)
          }
          const after = rig.budget.read()
          expect(after).toMatchObject({ balances, availableNanoUsd, periodEndsAtMs })
          expect(rig.told.at(-1), 'what the window is told').toEqual(after)
        } finally {
          rig.database.close()
        }
      },
    ),
    { seed: SEED, numRuns: RUNS },
  )
}, 120_000)
