import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { type Ledger, openLedger, type ReserveTerms } from '../../main/ledger/ledger.ts'
import { type Database, openDatabase } from '../../main/storage/open.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import { envelopesOf } from '../../main/turns/envelopes.ts'
import type { Price } from '../../shared/money/price.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** 10 November 2026, 12:00 UTC. */
export const NOVEMBER_10 = Date.UTC(2026, 10, 10, 12)

/** 1 credit at the default size. */
export const CREDIT = 100_000

export type ProfileOnDisk = {
  path: string
  database: Database
  storage: Storage
  ledger: Ledger
  clock: { atMs: number; zone: string }
  close: () => void
}

/** A real database file with a ledger over it and a clock that the test moves. */
export function profileOnDisk(path = join(temporaryFolder(), 'farthing.db')): ProfileOnDisk {
  const opened = openDatabase({ path })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  const clock = { atMs: NOVEMBER_10, zone: 'UTC' }
  const ledger = openLedger(storage, { nowMs: () => clock.atMs, timeZone: () => clock.zone })
  const close = (): void => {
    if (!database.open) return
    expect(checkLedger(database)).toEqual([])
    storage.close()
  }
  onTestFinished(close)
  return { path, database, storage, ledger, clock, close }
}

/** The heavy model of the worked example: 10 USD in and 50 USD out per million tokens. */
export const heavyPrice: Price = priceOf(10_000_000, 50_000_000)

/** The light model of the worked example: 0.5 and 1 USD. */
export const lightPrice: Price = priceOf(500_000, 1_000_000)

export function priceOf(inputPicoUsd: number, outputPicoUsd: number): Price {
  const classes = {
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  }
  const rates = { inputPicoUsd, outputPicoUsd, ...classes }
  return {
    rates,
    longContext: null,
    searchPicoUsd: null,
    match: 'exact',
    version: null,
    source: 'bundled',
    takenOn: '2026-11-21',
  }
}

/**
 * Asks for an amount for an attempt of this name, half of which is expected, in the envelopes that
 * there are for its model; lets it go so far beyond the budget.
 */
export function reserve(
  { ledger, storage }: ProfileOnDisk,
  attemptId: string,
  reservedNanoUsd: number,
  allowedNanoUsd = 0,
  terms: Pick<ReserveTerms, 'agreedNanoUsd' | 'isUnasked'> = {},
) {
  const request = {
    attemptId,
    turnId: `turn of ${attemptId}`,
    number: 1,
    purpose: 'answer',
    providerId: 'test',
    modelId: 'heavy',
    priceId: storage.prices.pin('test', 'heavy', heavyPrice),
    effort: null,
    textTokens: null,
    inputTokens: 10,
    maxOutputTokens: 100,
    expectedNanoUsd: Math.floor(reservedNanoUsd / 2),
    reservedNanoUsd,
  } as const
  const envelopeIds = envelopesOf(storage, { conversationId: 'chat', model: request })
  return ledger.reserve(request, { allowedNanoUsd, envelopeIds, ...terms })
}
