import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Conversation } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import type { Result } from '../../shared/result.ts'
import { type OpenProfile, opus, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { type PaidTurn } from '../helpers/paid.ts'

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** Sends after a turn, as another version of what stands there, and waits for the ending. */
async function askAfter(
  { session, ended }: OpenProfile,
  conversationId: string,
  parentTurnId: string | null | undefined,
  text: string,
  model = sol,
): Promise<PaidTurn> {
  const turnId = randomUUID()
  const answer = ended(turnId)
  valueOf(await session.turns.send({ turnId, conversationId, parentTurnId, model, text }))
  return answer
}

function questions({ turns }: Pick<Conversation, 'turns'>): string[] {
  return turns.map(({ user }) => textOf(user.parts))
}

/** Three turns, the second of which was asked in another way, followed by one more. */
async function profileWithVersions() {
  const profile = await profileWithProvider()
  const id = randomUUID()
  const first = await askAfter(profile, id, undefined, 'one')
  const second = await askAfter(profile, id, undefined, 'two')
  const third = await askAfter(profile, id, undefined, 'three')
  const other = await askAfter(profile, id, first.turnId, 'two again', opus)
  return { ...profile, id, first, second, third, other }
}

test('a message that is edited becomes a version beside the first, and what followed that one is kept', async () => {
  const { session, id, first, second, third, other } = await profileWithVersions()
  const edited = valueOf(session.turns.open(id))
  expect(questions(edited)).toEqual(['one', 'two again'])
  expect(edited.turns[1]).toMatchObject({
    position: 2,
    parentTurnId: first.turnId,
    versionIds: [second.turnId, other.turnId],
  })
  const back = valueOf(session.turns.showVersion(second.turnId))
  expect(questions(back)).toEqual(['one', 'two', 'three'])
  expect(questions(valueOf(session.turns.open(id, other.turnId)))).toEqual(['one', 'two again'])
  expect(questions(valueOf(session.turns.open(id, third.turnId)))).toEqual(['one', 'two', 'three'])
})

test('a model reads the versions that lead to a message, and no others', async () => {
  const { provider, ...profile } = await profileWithVersions()
  const { id, second, third } = profile
  const read = (): string => JSON.stringify(provider.requests().at(-1)?.body)
  expect(read()).toContain('two again')
  expect(read()).not.toContain('"two"')
  await askAfter(profile, id, second.turnId, 'three in other words')
  expect(read()).toMatch(/one.*two.*three in other words/u)
  expect(read()).not.toContain('two again')
  expect(questions(valueOf(profile.session.turns.open(id)))).toEqual([
    'one',
    'two',
    'three in other words',
  ])
  expect(
    valueOf(profile.session.turns.showVersion(third.turnId)).turns.at(-1)?.versionIds,
  ).toHaveLength(2)
})

test('the first message can be edited as well', async () => {
  const profile = await profileWithProvider()
  const id = randomUUID()
  const first = await askAfter(profile, id, undefined, 'one')
  const other = await askAfter(profile, id, null, 'one in other words')
  const shown = valueOf(profile.session.turns.open(id))
  expect(questions(shown)).toEqual(['one in other words'])
  expect(shown.turns[0]?.versionIds).toEqual([first.turnId, other.turnId])
})

test('a turn does not come after one of another conversation, or after none', async () => {
  const profile = await profileWithProvider()
  const { turns } = profile.session
  const first = await askAfter(profile, randomUUID(), undefined, 'one')
  for (const parentTurnId of [first.turnId, randomUUID()]) {
    const message = { turnId: randomUUID(), conversationId: randomUUID(), model: sol, text: 'two' }
    expect(await turns.send({ ...message, parentTurnId })).toMatchObject({
      failure: { kind: 'unknown-turn' },
    })
  }
  expect(profile.session.turns.budget().balances.reservedNanoUsd).toBe(0)
})

test('every version costs what it costs, and the conversation costs the sum of all', async () => {
  const { session, id, first, second, third, other, provider } = await profileWithVersions()
  const spent = [first, second, third, other].reduce(
    (sum, { answer }) => sum + (answer.receipt.spentNanoUsd ?? 0),
    0,
  )
  const [summary] = session.turns.conversations()
  expect(summary).toMatchObject({ conversationId: id, spentNanoUsd: spent, model: opus })
  expect(provider.bill().costNanoUsd).toBe(spent)
})

test('a branch begins with all that leads to a message, costs nothing, and goes on by itself', async () => {
  const { provider, ...profile } = await profileWithVersions()
  const { session, id, second } = profile
  const before = session.turns.budget()
  const conversationId = randomUUID()
  const branch = { turnId: second.turnId, conversationId, title: 'Another way' }
  const summary = valueOf(session.turns.branch(branch))
  expect(summary).toMatchObject({ title: 'Another way', spentNanoUsd: 0 })
  expect(valueOf(session.turns.branch(branch))).toEqual(summary)
  expect(session.turns.budget()).toEqual(before)
  const opened = valueOf(session.turns.open(conversationId))
  expect(questions(opened)).toEqual(['one', 'two'])
  expect(opened.turns.map(({ answer }) => answer.receipt)).toEqual([null, null])
  const next = await askAfter(profile, conversationId, undefined, 'and then')
  expect(JSON.stringify(provider.requests().at(-1)?.body)).toMatch(/one.*two.*and then/u)
  expect(questions(valueOf(session.turns.open(id)))).toEqual(['one', 'two again'])
  expect(session.turns.conversations()).toContainEqual(
    expect.objectContaining({
      conversationId,
      spentNanoUsd: next.answer.receipt.spentNanoUsd,
    }),
  )
})

test('a long conversation is read page by page, from its end or around a message', async () => {
  const profile = await profileWithProvider()
  const { session } = profile
  const id = randomUUID()
  const turnIds: string[] = []
  for (let number = 1; number <= 100; number += 1) {
    const model = { providerId: 'openai', modelId: 'gpt-6-luna' }
    turnIds.push((await askAfter(profile, id, undefined, `${number}`, model)).turnId)
  }
  const end = valueOf(session.turns.open(id))
  expect(questions(end)).toEqual(numbers(71, 100))
  expect(end).toMatchObject({ hasEarlier: true, hasLater: false, turnCount: 100 })
  const before = valueOf(
    session.turns.page({ conversationId: id, turnId: turnIds[70]!, direction: 'before' }),
  )
  expect(questions(before)).toEqual(numbers(41, 70))
  expect(before.hasMore).toBe(true)
  const middle = valueOf(session.turns.open(id, turnIds[9]))
  expect(questions(middle)).toEqual(numbers(1, 40))
  expect(middle).toMatchObject({ hasEarlier: false, hasLater: true })
  const after = valueOf(
    session.turns.page({ conversationId: id, turnId: turnIds[69]!, direction: 'after' }),
  )
  expect(questions(after)).toEqual(numbers(71, 100))
  expect(after.hasMore).toBe(false)
})

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
}
