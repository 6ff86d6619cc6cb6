import { randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openConversationReader } from '../../main/turns/conversations.ts'
import type { TurnsOptions } from '../../main/turns/options.ts'
import { openUncertain } from '../../main/turns/uncertain.ts'
import { openProfile, opus, profileWithProvider } from '../helpers/open-profile.ts'
import { profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const none = {
  releasedCount: 0,
  uncertainCount: 0,
  interruptedCount: 0,
  lostEntryCount: 0,
  rebuiltCount: 0,
}

const DAY_MS = 24 * 60 * 60 * 1000

test('a reservation that was never dispatched is released at the next start', () => {
  const folder = temporaryFolder()
  const before = profileOnDisk(join(folder, 'farthing.db'))
  before.ledger.setMonthlyBudget(1_000, 'first')
  expect(reserve(before, 't1', 400).ok).toBe(true)
  before.close()
  const { session } = openProfile(folder)
  expect(session.recovered).toEqual({
    ...none,
    releasedCount: 1,
    uncertainCount: 0,
    interruptedCount: 0,
  })
  expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
})

/** The files of a profile as a power cut while an answer is being written would leave them. */
async function crashedProfile() {
  const { session, provider, events, folder } = await profileWithProvider()
  provider.queue({ kind: 'answer', text: 'word '.repeat(2_000), delayMs: 20 })
  const turn = { turnId: randomUUID(), conversationId: randomUUID(), model: opus, text: 'Long' }
  await session.turns.send(turn)
  const hasPieces = (): number => events.filter(({ name }) => name === 'turn.piece').length
  await expect.poll(hasPieces, { timeout: 10_000 }).toBeGreaterThan(70)
  const left = temporaryFolder()
  cpSync(folder, left, { recursive: true })
  return { left, turn }
}

test('a crash while writing keeps the text and the reservation, and says so', async () => {
  const { left, turn } = await crashedProfile()
  const { session } = openProfile(left)
  expect(session.recovered).toEqual({
    ...none,
    releasedCount: 0,
    uncertainCount: 1,
    interruptedCount: 1,
  })
  const opened = session.turns.open(turn.conversationId)
  if (!opened.ok) throw new Error(opened.failure.kind)
  const answer = opened.value.turns[0]?.answer
  expect(answer?.state).toBe('interrupted')
  expect(answer?.parts).toEqual([
    expect.objectContaining({ type: 'text', text: expect.stringMatching(/^word word/u) }),
  ])
  expect(answer?.receipt).toMatchObject({ state: 'uncertain', spentNanoUsd: null })
  const { balances, availableNanoUsd } = session.turns.budget()
  expect(balances.reservedNanoUsd).toBe(answer?.receipt?.reservedNanoUsd)
  expect(availableNanoUsd).toBe(20_000_000_000 - balances.reservedNanoUsd)
})

test('starting again and again changes nothing more', async () => {
  const { left } = await crashedProfile()
  const first = openProfile(left)
  const balances = first.session.turns.budget()
  await first.session.close()
  const second = openProfile(left)
  expect(second.session.recovered).toEqual({
    ...none,
    releasedCount: 0,
    uncertainCount: 0,
    interruptedCount: 0,
  })
  expect(second.session.turns.budget()).toEqual(balances)
})

test('an uncertain attempt is counted after a day, for what was sent and received', async () => {
  const { left, turn } = await crashedProfile()
  const first = openProfile(left)
  const before = first.session.turns.open(turn.conversationId)
  const wouldSpend = before.ok
    ? before.value.turns[0]?.answer.receipt?.uncertain?.wouldSpendNanoUsd
    : 0
  await first.session.close()
  const raw = new SqliteDatabase(join(left, 'farthing.db'))
  raw.prepare('UPDATE attempt SET updated_at_ms = updated_at_ms - ?').run(DAY_MS)
  raw.close()
  const { session } = openProfile(left)
  const after = session.turns.open(turn.conversationId)
  const receipt = after.ok ? after.value.turns[0]?.answer.receipt : null
  expect(receipt).toMatchObject({
    state: 'settled',
    quality: 'estimated',
    spentNanoUsd: wouldSpend,
  })
  expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
})

test('a run that is closed with something still in flight does not count as closed in order', () => {
  const profile = profileOnDisk()
  const { storage, ledger } = profile
  const run = () => {
    const options = { storage, ledger, nowMs: () => profile.clock.atMs } as unknown as TurnsOptions
    return openUncertain(
      options,
      openConversationReader(storage, {
        partsOf: () => null,
        retryOf: () => null,
        canLookUp: () => false,
        isSummarising: () => false,
        nameOf: ({ modelId }) => modelId,
        runsOn: () => false,
      }),
      () => false,
      () => {},
    )
  }
  ledger.setMonthlyBudget(1_000, 'first')
  const first = run()
  expect(first.recover()).toMatchObject({ releasedCount: 0 })
  expect(reserve(profile, 't1', 400).ok).toBe(true)
  first.close()
  const second = run()
  expect(second.recover()).toMatchObject({ releasedCount: 1 })
  expect(ledger.budget().balances.reservedNanoUsd).toBe(0)
  second.close()
  expect(run().recover()).toMatchObject({ releasedCount: 0, uncertainCount: 0 })
})
