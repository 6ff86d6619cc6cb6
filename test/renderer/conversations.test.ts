import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Turn } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import type { Events, Input } from '../../shared/ipc/contract.ts'
import { failed, type Result } from '../../shared/result.ts'
import { longChatId, writeLongChats } from '../helpers/long-chat.ts'
import { type OpenProfile, openProfile, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** What the window keeps of a conversation, over a real profile without a window. */
beforeEach(() => {
  vi.resetModules()
})

test('a long conversation is loaded by pages that follow one another, and never more than three', async () => {
  const folder = temporaryFolder()
  writeLongChats(folder, [{ number: 1, title: 'Long', turnCount: 260 }])
  const { conversations, pages } = await windowOver(openProfile(folder))
  await conversations.openConversation(longChatId(1))
  expect(shown(conversations)).toEqual({ first: 231, last: 260, earlier: true, later: false })
  for (const first of [201, 171, 141, 111, 81, 51, 21, 1]) {
    await pages.loadPage('before')
    const { last } = shown(conversations)
    expect(shown(conversations)).toMatchObject({ first, earlier: first > 1 })
    expect(last - first).toBeLessThan(90)
  }
  await pages.loadPage('before')
  expect(shown(conversations)).toEqual({ first: 1, last: 90, earlier: false, later: true })
  for (const last of [120, 150, 180, 210, 240, 260]) {
    await pages.loadPage('after')
    expect(shown(conversations)).toMatchObject({ last, later: last < 260 })
  }
  await pages.goToStart()
  expect(shown(conversations)).toMatchObject({ first: 1, earlier: false })
  await pages.goToEnd()
  expect(shown(conversations)).toMatchObject({ last: 260, later: false })
  await conversations.openConversation(longChatId(1), longChatId(1, 100))
  expect(shown(conversations)).toEqual({ first: 71, last: 130, earlier: true, later: true })
})

test('two pages that are asked for at once come one after the other, none twice', async () => {
  const folder = temporaryFolder()
  writeLongChats(folder, [{ number: 1, title: 'Long', turnCount: 260 }])
  const { conversations, pages } = await windowOver(openProfile(folder))
  await conversations.openConversation(longChatId(1), longChatId(1, 130))
  const both = [pages.loadPage('before'), pages.loadPage('before'), pages.loadPage('after')]
  await Promise.all(both)
  const { first, last } = shown(conversations)
  expect(last - first).toBeLessThan(90)
  await pages.loadPage('after')
  expect(shown(conversations).last - shown(conversations).first).toBeLessThan(90)
})

test('a version that is sent takes the place of all that was shown from there on', async () => {
  const profile = await profileWithProvider()
  const { conversations, send } = await windowOver(profile)
  const first = await send({ text: 'one' })
  await send({ text: 'two' })
  await send({ text: 'three' })
  expect(questions(conversations)).toEqual(['one', 'two', 'three'])
  const again = await send({ text: 'two again', parentTurnId: first.turnId })
  expect(questions(conversations)).toEqual(['one', 'two again'])
  expect(turnsOf(conversations).at(-1)?.versionIds).toHaveLength(2)
  await send({ text: 'one again', parentTurnId: null })
  expect(questions(conversations)).toEqual(['one again'])
  await send({ text: 'four' })
  expect(questions(conversations)).toEqual(['one again', 'four'])
  await conversations.openConversation(again.conversationId, again.turnId)
  expect(questions(conversations)).toEqual(['one', 'two again'])
})

test('a version that is not shown is written on unseen, and what is shown stays', async () => {
  const profile = await profileWithProvider({
    behaviours: { 'gpt-6-sol': { kind: 'answer', text: words(60), delayMs: 2 } },
  })
  const { conversations, send } = await windowOver(profile)
  const { stepVersion } = await import('../../renderer/state/versions.ts')
  const first = await send({ text: 'one' })
  const second = await send({ text: 'one again', parentTurnId: null }, { isAwaited: false })
  const before = turnsOf(conversations)[0]
  if (!before) throw new Error('Nothing is shown')
  await stepVersion(before, -1, { edge: 'top', offsetPx: 0 })
  expect(turnsOf(conversations).map(({ turnId }) => turnId)).toEqual([first.turnId])
  const { useConversations, writingTurn } = conversations
  expect(writingTurn(useConversations.getState())?.turnId).toBe(second.turnId)
  await second.ended
  expect(writingTurn(useConversations.getState())).toBeNull()
  expect(turnsOf(conversations).map(({ turnId }) => turnId)).toEqual([first.turnId])
  await conversations.openConversation(second.conversationId, second.turnId)
  expect(textOf(turnsOf(conversations)[0]?.answer.parts ?? [])).toBe(words(60))
})

test('whatever order the answer to a send, its pieces and its end come in, the end is what is shown', async () => {
  const profile = await profileWithProvider({
    behaviours: { 'gpt-6-sol': { kind: 'answer', text: words(40), delayMs: 1 } },
  })
  const recorded = await recordOne(profile)
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: recorded.news.length }),
      fc.array(fc.nat({ max: recorded.news.length - 1 }), { maxLength: 12 }),
      async (sentPlace, lost) => {
        vi.resetModules()
        const { conversations, news } = await windowOver(profile)
        conversations.resumeNewChat(recorded.conversationId)
        for (const [place, one] of recorded.news.entries()) {
          if (place === sentPlace) news.putSentTurn(recorded.conversationId, recorded.sent)
          if (one.name === 'turn.piece') {
            if (!lost.includes(place)) news.takePiece(one.payload)
          } else if (one.name === 'turn.ended') {
            news.endTurn(one.payload.conversationId, one.payload.turn)
          } else news.changeTurn(one.payload.conversationId, one.payload.turn)
        }
        if (sentPlace === recorded.news.length) {
          news.putSentTurn(recorded.conversationId, recorded.sent)
        }
        await settled()
        const [turn, ...others] = turnsOf(conversations)
        expect(others).toEqual([])
        expect(turn?.answer.state).toBe('completed')
        expect(textOf(turn?.answer.parts ?? [])).toBe(words(40))
        const state = conversations.useConversations.getState()
        expect(conversations.writingTurn(state)).toBeNull()
        expect(state.spentSoFarNanoUsd).toEqual({})
      },
    ),
    { numRuns: 40 },
  )
})

test('nothing is added to an answer once it is stopped, until its end comes as a whole', async () => {
  const profile = await profileWithProvider({
    behaviours: { 'gpt-6-sol': { kind: 'answer', text: words(400), delayMs: 2 } },
  })
  // The main process is slow to hear of it, and the provider writes on meanwhile.
  const { conversations, news, send } = await windowOver(profile, { stopAfterMs: 60 })
  const { turnId, ended } = await send({ text: 'Go on' }, { isAwaited: false })
  await vi.waitFor(() => expect(shownText(conversations).length).toBeGreaterThan(40))
  const lengths: number[] = []
  conversations.useConversations.subscribe(() => lengths.push(shownText(conversations).length))
  const atPress = shownText(conversations).length
  await news.stopTurn(turnId)
  await ended
  const grown = new Set(lengths.filter((length) => length > atPress))
  expect(grown.size).toBeLessThanOrEqual(1)
  expect(turnsOf(conversations)[0]?.answer.state).toBe('stopped')
})

type News = { [N in keyof Events]: { name: N; payload: Events[N] } }[
  | 'turn.piece'
  | 'turn.changed'
  | 'turn.ended']

type Sent = { turnId: string; conversationId: string; ended: Promise<unknown> }

/** The window's own modules, asked and told as over the bridge, with a profile in place of the rest. */
async function windowOver(profile: OpenProfile, { stopAfterMs = 0 } = {}) {
  const { turns } = profile.session
  const answers: Record<string, (input: never) => unknown> = {
    'conversation.open': (at: Input<'conversation.open'>) =>
      turns.open(at.conversationId, at.atTurnId, at.isAtStart),
    'conversation.page': (at: Input<'conversation.page'>) => turns.page(at),
    'conversation.showVersion': ({ turnId }: Input<'conversation.showVersion'>) =>
      turns.showVersion(turnId),
    'turn.stop': async ({ turnId }: Input<'turn.stop'>) => {
      await new Promise((resolve) => setTimeout(resolve, stopAfterMs))
      return turns.stop(turnId)
    },
  }
  Object.assign(globalThis, {
    farthing: {
      call: async (name: string, input: never) =>
        answers[name]?.(input) ?? failed({ kind: 'internal', message: `No ${name} here` }),
      on: () => () => {},
    },
  })
  const conversations = await import('../../renderer/state/conversations.ts')
  const pages = await import('../../renderer/state/turn-pages.ts')
  const news = await import('../../renderer/state/turn-news.ts')
  let heard = profile.events.length

  /** Passes on what the main process told since the last time. */
  function hear(): void {
    for (; heard < profile.events.length; heard += 1) {
      const { name, payload } = profile.events[heard] as News
      if (name === 'turn.piece') news.takePiece(payload)
      if (name === 'turn.changed') news.changeTurn(payload.conversationId, payload.turn)
      if (name === 'turn.ended') news.endTurn(payload.conversationId, payload.turn)
    }
  }

  async function send(
    input: Pick<Input<'turn.send'>, 'text' | 'parentTurnId'>,
    { isAwaited = true } = {},
  ): Promise<Sent> {
    const conversationId = conversations.useConversations.getState().currentId
    const turnId = crypto.randomUUID()
    const isOver = profile.ended(turnId)
    const sent = await turns.send({ ...input, turnId, conversationId, model: sol })
    news.putSentTurn(conversationId, valueOf(sent))
    const timer = setInterval(hear, 1)
    const ended = isOver.then(() => {
      clearInterval(timer)
      hear()
    })
    if (isAwaited) await ended
    return { turnId, conversationId, ended }
  }

  return { conversations, pages, news, send }
}

type Window = Awaited<ReturnType<typeof windowOver>>['conversations']

/** One turn in a conversation of its own: what `turn.send` answered, and all that was told of it. */
async function recordOne(profile: OpenProfile) {
  const conversationId = crypto.randomUUID()
  const turnId = crypto.randomUUID()
  const since = profile.events.length
  const isOver = profile.ended(turnId)
  const { turns } = profile.session
  const sent = await turns.send({ turnId, conversationId, model: sol, text: 'Go on' })
  await isOver
  const told = profile.events.slice(since) as News[]
  const news = told.filter(({ name }) => name.startsWith('turn.'))
  return { conversationId, sent: valueOf(sent), news }
}

function turnsOf({ useConversations }: Window): Turn[] {
  return useConversations.getState().turns ?? []
}

function questions(conversations: Window): string[] {
  return turnsOf(conversations).map(({ user }) => textOf(user.parts))
}

function shownText(conversations: Window): string {
  return textOf(turnsOf(conversations)[0]?.answer.parts ?? [])
}

/** Which turns are loaded, and that none is missing between them. */
function shown(conversations: Window) {
  const positions = turnsOf(conversations).map(({ position }) => position)
  const [first = 0] = positions
  const last = positions.at(-1) ?? 0
  expect(positions).toEqual(Array.from({ length: last - first + 1 }, (_, place) => first + place))
  const { hasEarlier: earlier, hasLater: later } = conversations.useConversations.getState()
  return { first, last, earlier, later }
}

/** Enough rounds for what is read again to be there. */
async function settled(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await Promise.resolve()
  await new Promise((resolve) => setTimeout(resolve, 0))
}

function words(count: number): string {
  return Array.from({ length: count }, (_, place) => `word${place + 1}`).join(' ')
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
