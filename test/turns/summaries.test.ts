import { randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { ordinaryBilling } from '../../main/providers/ordinary-billing.ts'
import type { Connection, ProviderAdapter } from '../../main/providers/provider.ts'
import { databasePath } from '../../main/session.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { openEndings } from '../../main/turns/endings.ts'
import { startLiveAnswer } from '../../main/turns/live-answer.ts'
import type { TurnsOptions } from '../../main/turns/options.ts'
import type { Behaviour } from '../helpers/fake-provider/behaviour.ts'
import { openProfile, sol } from '../helpers/open-profile.ts'
import { CREDIT, heavyPrice, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { conversationAtWork, luna, valueOf } from './conversation-at-work.ts'

/** Nothing here depends on how long it takes, which on a busy computer may be long. */
const soon = { timeout: 20_000 }

const SUMMARY = 'The person asked five questions about words.'
const summed: Behaviour = { kind: 'answer', text: SUMMARY }

/** Five turns, of which the first three would be summarised. */
async function fiveTurns(behaviour: Behaviour = summed) {
  const chat = await conversationAtWork({ behaviours: { 'gpt-6-luna': behaviour } })
  const said = await chat.sayMany(5)
  const [first, , third] = said
  if (!first || !third) throw new Error('They are not there')
  return { ...chat, first, third, said }
}

describe('a summary of older turns', () => {
  test('is written by the model that was picked, for what was said, and sent instead of them', async () => {
    const chat = await fiveTurns()
    const { session, provider, third } = chat
    const { summary } = await chat.savings('and next')
    expect(summary).toMatchObject({ turnId: third.turnId, turnCount: 3 })
    const offer = summary?.models.find(({ key }) => key.modelId === 'gpt-6-luna')
    const before = session.turns.budget().balances
    const billed = provider.bill().costNanoUsd
    const came = await chat.summarise()
    expect(came).toMatchObject({ outcome: 'written', failure: null })
    // The model that writes it reads the older turns, and no others.
    expect(chat.lastSaid()).toMatch(/question-1.*question-2.*question-3/u)
    expect(chat.lastSaid()).not.toMatch(/question-[45]/u)
    const cost = provider.bill().costNanoUsd - billed
    expect(came.spentNanoUsd).toBe(cost)
    const attempts = valueOf(session.turns.attempts(third.turnId))
    expect(attempts.at(-1)).toMatchObject({
      purpose: 'summary',
      state: 'settled',
      reservedNanoUsd: offer?.ceilingNanoUsd,
      spentNanoUsd: cost,
    })
    expect(session.turns.budget().balances).toMatchObject({
      reservedNanoUsd: 0,
      spentNanoUsd: before.spentNanoUsd + cost,
    })
    expect(chat.shownTurn(third.turnId)).toMatchObject({
      summary: { turnCount: 3, text: SUMMARY, spentNanoUsd: cost, modelName: expect.any(String) },
      background: [{ purpose: 'summary', spentNanoUsd: cost }],
    })
    const promised = chat.quote('and next')
    const next = await chat.say('and next')
    expect(chat.lastSaid()).toContain(SUMMARY)
    expect(chat.lastSaid()).toMatch(/question-4.*question-5.*and next/u)
    expect(chat.lastSaid()).not.toMatch(/question-[123]/u)
    expect(next.answer.receipt.expectedNanoUsd).toBe(promised.expectedNanoUsd)
    expect(next.answer.receipt.reservedNanoUsd).toBe(promised.ceilingNanoUsd)
    expect(session.turns.budget().balances.spentNanoUsd).toBe(provider.bill().costNanoUsd)
    expect(chat.reports).toEqual([])
  })

  test('stands at the beginning of the first question after it, so that messages take turns', async () => {
    const chat = await fiveTurns()
    await chat.summarise()
    await chat.say('and next')
    const input = chat.provider.requests().at(-1)?.body['input'] as { role: string }[]
    expect(input.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ])
    expect(JSON.stringify(input[0])).toMatch(/summary>.*question-4/u)
  })

  test('makes the next turn cheaper by about as much as was said', async () => {
    const chat = await conversationAtWork({ behaviours: { 'gpt-6-luna': summed } })
    await chat.sayMany(7, 400)
    const { next, summary } = await chat.savings('and next')
    expect(chat.quote('and next').expectedNanoUsd).toBe(next.expectedNanoUsd)
    await chat.summarise()
    const after = chat.quote('and next').expectedNanoUsd ?? 0
    // The summary of the test is shorter than is usual: what was said is the least.
    expect(next.expectedNanoUsd - after).toBeGreaterThanOrEqual(summary?.savesNanoUsd ?? 0)
    expect(summary?.savesNanoUsd).toBeGreaterThan((next.expectedNanoUsd - after) / 2)
    const inputTokens = (await chat.say('and next')).answer.receipt.usage?.inputTokens ?? 0
    expect(inputTokens).toBeLessThan(next.inputTokens / 2)
  })

  test('can be undone and done again, for nothing, and the ledger keeps what it cost', async () => {
    const chat = await fiveTurns()
    const { session, third } = chat
    const full = chat.quote('and next').expectedNanoUsd
    const { turn } = await chat.summarise()
    const short = chat.quote('and next').expectedNanoUsd
    const { balances } = session.turns.budget()
    const summaryId = turn.summary?.summaryId ?? ''
    expect(valueOf(session.turns.useSummary(summaryId, false)).summary).toBeNull()
    expect(chat.quote('and next').expectedNanoUsd).toBe(full)
    expect(chat.shownTurn(third.turnId).background).toMatchObject([{ purpose: 'summary' }])
    expect(valueOf(session.turns.useSummary(summaryId, true)).summary).toMatchObject({ summaryId })
    expect(chat.quote('and next').expectedNanoUsd).toBe(short)
    session.turns.useSummary(summaryId, false)
    await chat.say('and next')
    expect(chat.lastSaid()).toMatch(/question-1.*question-5.*and next/u)
    expect(chat.lastSaid()).not.toContain('summary>')
    expect(session.turns.budget().balances.spentNanoUsd).toBeGreaterThan(balances.spentNanoUsd)
    expect(session.turns.budget().balances.spentNanoUsd).toBe(chat.provider.bill().costNanoUsd)
  })

  test('asked for twice is written once', async () => {
    const chat = await fiveTurns({ ...summed, kind: 'answer', delayMs: 5 })
    const summaryId = randomUUID()
    const [one, other] = await Promise.all([
      chat.summarise(luna, summaryId),
      chat.summarise(luna, summaryId),
    ])
    expect(one).toEqual(other)
    const { turnId } = chat.third
    const asked = { summaryId, conversationId: chat.conversationId, turnId, agreedNanoUsd: 0 }
    const again = valueOf(await chat.session.turns.summarise({ ...asked, model: luna }))
    expect(again).toMatchObject({ outcome: 'written', spentNanoUsd: one.spentNanoUsd })
    expect(chat.provider.requests()).toHaveLength(6)
  })

  test('of turns to which others were added meanwhile is not asked for', async () => {
    const chat = await fiveTurns()
    const { conversationId, first } = chat
    const asked = { summaryId: randomUUID(), conversationId, turnId: first.turnId, model: luna }
    expect(await chat.session.turns.summarise({ ...asked, agreedNanoUsd: 0 })).toMatchObject({
      failure: { kind: 'unknown-turn' },
    })
    expect(chat.provider.requests()).toHaveLength(5)
  })

  test('stands for a summary and what was said after it', async () => {
    const chat = await fiveTurns()
    await chat.summarise()
    await chat.sayMany(2)
    const { summary } = await chat.savings('and next')
    expect(summary).toMatchObject({ turnCount: 5, turnId: chat.said[4]?.turnId })
    chat.provider.queue({ kind: 'answer', text: 'All of it, in short.' })
    await chat.summarise()
    expect(chat.lastSaid()).toContain(SUMMARY)
    expect(chat.shownTurn(chat.third.turnId).summary).toBeNull()
    await chat.say('and next')
    expect(chat.lastSaid()).toContain('All of it, in short.')
    expect(chat.lastSaid()).not.toContain(SUMMARY)
    expect(chat.session.turns.budget().balances.spentNanoUsd).toBe(chat.provider.bill().costNanoUsd)
  })

  test('goes with its turns once more than those are left out', async () => {
    const chat = await fiveTurns()
    await chat.summarise()
    const { options } = chat.opened()
    const setLeftOut = (leftOutTurns: number) =>
      chat.session.turns.setOptions(chat.conversationId, { ...options, leftOutTurns })
    setLeftOut(2)
    await chat.say('still there')
    expect(chat.lastSaid()).toMatch(/summary>.*question-4/u)
    setLeftOut(4)
    const promised = chat.quote('and next')
    const { answer } = await chat.say('and next')
    expect(chat.lastSaid()).not.toMatch(/summary>|question-4/u)
    expect(chat.lastSaid()).toContain('question-5')
    expect(answer.receipt.expectedNanoUsd).toBe(promised.expectedNanoUsd)
  })

  test('is undone where turns come back that were left out when it was written', async () => {
    const chat = await fiveTurns()
    const { session, conversationId, third } = chat
    const { options } = chat.opened()
    const setLeftOut = (leftOutTurns: number) =>
      session.turns.setOptions(conversationId, { ...options, leftOutTurns })
    setLeftOut(1)
    const { turn } = await chat.summarise()
    const summaryId = turn.summary?.summaryId ?? ''
    await chat.say('without the first')
    expect(chat.lastSaid()).toMatch(/summary>.*question-4/u)
    expect(chat.lastSaid()).not.toContain('question-1')
    chat.events.length = 0
    setLeftOut(0)
    expect(chat.shownTurn(third.turnId).summary).toBeNull()
    // Nor is it sent again before they are left out as they were.
    session.turns.useSummary(summaryId, true)
    expect(chat.shownTurn(third.turnId).summary).toBeNull()
    const told = chat.events.find(({ name }) => name === 'turn.changed')
    expect(told?.payload).toMatchObject({ turn: { turnId: third.turnId, summary: null } })
    const promised = chat.quote('with all')
    const { answer } = await chat.say('with all')
    expect(chat.lastSaid()).toMatch(/question-1.*question-2.*question-5/u)
    expect(chat.lastSaid()).not.toContain('summary>')
    expect(answer.receipt.expectedNanoUsd).toBe(promised.expectedNanoUsd)
  })

  test('counts as one with its turns where the oldest are left out to make a turn fit', async () => {
    const chat = await fiveTurns()
    await chat.sayMany(2)
    await chat.summarise()
    const { session, conversationId } = chat
    const { options } = chat.opened()
    const ask = { conversationId, draft: 'and next', model: sol }
    const ceilingWith = (leftOutTurns: number): number => {
      session.turns.setOptions(conversationId, { ...options, leftOutTurns })
      return chat.quote('and next').ceilingNanoUsd ?? Number.NaN
    }
    const ceilings = [0, 5, 6, 7].map(ceilingWith)
    expect(ceilings[0]).toBe(ceilings[1])
    session.turns.setOptions(conversationId, options)
    const { spentNanoUsd } = session.turns.budget().balances
    session.turns.setBudget(spentNanoUsd + (ceilings[2] ?? 0))
    const { trimmed } = valueOf(session.turns.ways(ask))
    // The summary of five turns goes with the sixth.
    expect(trimmed).toMatchObject({ leftOutTurns: 6, keptTurns: 1, ceilingNanoUsd: ceilings[2] })
    session.turns.setOptions(conversationId, { ...options, leftOutTurns: 6 })
    expect(chat.quote('and next').expectedNanoUsd).toBe(trimmed?.expectedNanoUsd)
    const { answer } = await chat.say('and next')
    expect(answer.receipt.expectedNanoUsd).toBe(trimmed?.expectedNanoUsd)
    expect(chat.lastSaid()).not.toContain('summary>')
  })

  test('is of use on the way through the tree that its turns stand on, and on no other', async () => {
    const chat = await fiveTurns()
    const { first, third } = chat
    await chat.summarise()
    await chat.say('another way', { parentTurnId: first.turnId })
    expect(chat.lastSaid()).toMatch(/question-1.*another way/u)
    expect(chat.lastSaid()).not.toContain('summary>')
    valueOf(chat.session.turns.showVersion(third.turnId))
    await chat.say('and back')
    expect(chat.lastSaid()).toMatch(/summary>.*question-4.*and back/u)
    await chat.say('instead of the fourth', { parentTurnId: third.turnId })
    expect(chat.lastSaid()).toMatch(/summary>.*instead of the fourth/u)
    expect(chat.lastSaid()).not.toMatch(/question-/u)
  })

  test('goes along with a branch that its turns are in, and costs nothing there', async () => {
    const chat = await fiveTurns()
    const { session, said, third } = chat
    await chat.summarise()
    const before = session.turns.budget().balances
    const branchAt = async (turnId: string): Promise<string> => {
      const conversationId = randomUUID()
      valueOf(session.turns.branch({ turnId, conversationId, title: 'Branch' }))
      await chat.ask(sol, 'in the branch', conversationId)
      return conversationId
    }
    const id = await branchAt(said[3]?.turnId ?? '')
    expect(chat.lastSaid()).toMatch(/summary>.*question-4.*in the branch/u)
    expect(chat.lastSaid()).not.toMatch(/question-[123]/u)
    const copied = valueOf(session.turns.open(id)).turns[2]
    expect(copied?.summary).toMatchObject({ text: SUMMARY, spentNanoUsd: null })
    expect(copied?.background).toEqual([])
    await branchAt(said[1]?.turnId ?? '')
    expect(chat.lastSaid()).toMatch(/question-1.*question-2.*in the branch/u)
    expect(chat.shownTurn(third.turnId).summary?.spentNanoUsd).toBeGreaterThan(0)
    expect(session.turns.budget().balances.grantedNanoUsd).toBe(before.grantedNanoUsd)
  })
})

describe('a summary that comes to nothing', () => {
  test.each<[string, Behaviour, string]>([
    ['ran into its cap', { kind: 'answer', text: 'Half of', finish: 'length' }, 'cut-off'],
    ['was refused', { kind: 'answer', text: 'I will not', finish: 'filtered' }, 'refused'],
    ['came back empty', { kind: 'answer', text: '<think>what?</think> ' }, 'empty'],
    ['broke off', { kind: 'answer', breakOff: { afterBytes: 600, how: 'reset' } }, 'failed'],
  ])('because it %s changes nothing, and its cost is shown', async (_, behaviour, outcome) => {
    const chat = await fiveTurns(behaviour)
    const full = chat.quote('and next').expectedNanoUsd
    const came = await chat.summarise()
    expect(came).toMatchObject({ outcome, turn: { summary: null } })
    expect(chat.quote('and next').expectedNanoUsd).toBe(full)
    const [work] = chat.shownTurn(chat.third.turnId).background
    expect(work).toMatchObject({ purpose: 'summary', spentNanoUsd: came.spentNanoUsd })
    expect(valueOf(chat.session.turns.spentIn(chat.conversationId)).summariesNanoUsd).toBe(
      came.spentNanoUsd ?? 0,
    )
    await chat.say('and next')
    expect(chat.lastSaid()).toMatch(/question-1.*and next/u)
    const summaryId = work ? randomUUID() : ''
    expect(await chat.summarise(luna, summaryId)).toMatchObject({ outcome })
  })

  test('because nothing was generated leaves nothing behind', async () => {
    const chat = await fiveTurns({ kind: 'error', status: 400 })
    expect(await chat.summarise()).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'request-refused' },
      spentNanoUsd: 0,
      turn: { summary: null, background: [] },
    })
    expect(chat.session.turns.budget().balances.reservedNanoUsd).toBe(0)
  })

  test('because it does not fit is not sent, and it is said by how much', async () => {
    const chat = await fiveTurns()
    const { session, conversationId, third } = chat
    const { summary } = await chat.savings('and next')
    const ceilingNanoUsd = summary?.models.find(
      ({ key }) => key.modelId === 'gpt-6-luna',
    )?.ceilingNanoUsd
    const { spentNanoUsd } = session.turns.budget().balances
    session.turns.setBudget(spentNanoUsd + 1_000)
    const asked = { summaryId: randomUUID(), conversationId, turnId: third.turnId, model: luna }
    expect(await session.turns.summarise({ ...asked, agreedNanoUsd: 0 })).toMatchObject({
      failure: {
        kind: 'not-enough-credits',
        neededNanoUsd: ceilingNanoUsd,
        shortNanoUsd: (ceilingNanoUsd ?? 0) - 1_000,
      },
    })
    expect(chat.provider.requests()).toHaveLength(5)
    expect(chat.shownTurn(third.turnId)).toMatchObject({ summary: null, background: [] })
    session.turns.configureBudget({ mode: 'watch' })
    expect(await chat.summarise()).toMatchObject({ outcome: 'written' })
  })

  test('because its price was another when it was agreed to is asked about above the limit', async () => {
    const chat = await fiveTurns()
    const { session, conversationId, third } = chat
    session.turns.setTurnLimit(1)
    const asked = { summaryId: randomUUID(), conversationId, turnId: third.turnId, model: luna }
    expect(await session.turns.summarise({ ...asked, agreedNanoUsd: 2 })).toMatchObject({
      failure: { kind: 'above-turn-limit', limitNanoUsd: 1 },
    })
    expect(await chat.summarise()).toMatchObject({ outcome: 'written' })
  })

  test.each(['stops', 'runs-on'] as const)(
    'because it was stopped changes nothing, where the bill %s',
    async (afterHangUp) => {
      const text = 'slow '.repeat(40)
      const chat = await fiveTurns({ kind: 'answer', text, delayMs: 5, afterHangUp })
      const { session, third } = chat
      const summaryId = randomUUID()
      const over = chat.summarise(luna, summaryId)
      await expect.poll(() => chat.provider.requests().length, soon).toBe(6)
      expect(chat.shownTurn(third.turnId).summary).toMatchObject({ summaryId, text: null })
      valueOf(session.turns.stopSummary(summaryId))
      const came = await over
      expect(came).toMatchObject({ outcome: 'stopped', turn: { summary: null } })
      expect(session.turns.budget().balances.reservedNanoUsd).toBe(0)
      expect(came.spentNanoUsd).toBeGreaterThan(0)
      expect(session.turns.stopSummary(summaryId)).toMatchObject({ ok: false })
    },
  )

  test('because it was stopped before it was sent costs nothing', async () => {
    const chat = await fiveTurns()
    const { session, conversationId, third } = chat
    const summaryId = randomUUID()
    const asked = { summaryId, conversationId, turnId: third.turnId, model: luna }
    const over = session.turns.summarise({ ...asked, agreedNanoUsd: 0 })
    valueOf(session.turns.stopSummary(summaryId))
    expect(valueOf(await over)).toMatchObject({
      outcome: 'stopped',
      spentNanoUsd: 0,
      turn: { summary: null, background: [] },
    })
    expect(chat.provider.requests()).toHaveLength(5)
  })

  test('because the profile was closed has its ending first', async () => {
    const chat = await fiveTurns({ kind: 'answer', silent: true })
    const over = chat.summarise()
    await expect.poll(() => chat.provider.requests().length, soon).toBe(6)
    await chat.session.close()
    expect(await over).toMatchObject({ outcome: 'stopped' })
    const next = openProfile(chat.folder)
    expect(next.session.recovered).toMatchObject({ uncertainCount: 0, releasedCount: 0 })
  })

  test('because of a crash is uncertain, and the turns are sent', async () => {
    const chat = await fiveTurns({ kind: 'answer', silent: true })
    void chat.summarise().catch(() => {})
    await expect.poll(() => chat.provider.requests().length, soon).toBe(6)
    // What a crash leaves: the files as they are at this moment.
    const after = temporaryFolder()
    cpSync(chat.folder, after, { recursive: true })
    const next = openProfile(after)
    expect(next.session.recovered.uncertainCount).toBe(1)
    const { reservedNanoUsd } = next.session.turns.budget().balances
    expect(reservedNanoUsd).toBeGreaterThan(0)
    const conversation = valueOf(next.session.turns.open(chat.conversationId))
    expect(conversation.turns[2]).toMatchObject({
      summary: null,
      background: [{ purpose: 'summary', spentNanoUsd: null, reservedNanoUsd }],
    })
    await next.session.close()
    const later = openProfile(after, { atMs: chat.clock.atMs + 25 * 60 * 60 * 1_000 })
    const { balances } = later.session.turns.budget()
    expect(balances.reservedNanoUsd).toBe(0)
    await later.session.close()
    const opened = openDatabase({ path: databasePath(after) })
    if (!opened.ok) throw new Error(opened.failure.kind)
    expect(checkLedger(opened.value.database)).toEqual([])
    opened.value.database.close()
  })
})

test('what came of background work is kept in the commit of its cost, or neither is', () => {
  const profile = profileOnDisk()
  const { storage, ledger } = profile
  ledger.setMonthlyBudget(100 * CREDIT, 'first')
  const reserved = reserve(profile, 'summary', 10 * CREDIT)
  if (!reserved.ok) throw new Error(reserved.failure.kind)
  ledger.markDispatched('summary')
  const options = { storage, ledger, nowMs: () => profile.clock.atMs } as unknown as TurnsOptions
  const endings = openEndings(options)
  const ended = {
    attempt: reserved.value,
    answer: startLiveAnswer({ after: () => () => {}, tell: () => {}, keep: () => true }),
    messageId: null,
    price: heavyPrice,
    adapter: { billing: () => ordinaryBilling } as unknown as ProviderAdapter,
    request: { connection: { address: '' } as Connection },
    stopped: 'no' as const,
  }
  const finish = (entered: () => void) => endings.finish(ended, { kind: 'completed' }, entered)
  expect(() =>
    finish(() => {
      storage.settings.write('written', true)
      throw new Error('The disk refuses')
    }),
  ).toThrow('The disk refuses')
  expect(storage.attempts.find('summary')?.state).toBe('dispatched')
  expect(storage.settings.read('written', z.boolean())).toBeNull()
  finish(() => storage.settings.write('written', true))
  expect(storage.attempts.find('summary')?.state).toBe('settled')
  expect(storage.settings.read('written', z.boolean())).toBe(true)
})
