import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openHousekeeping } from '../../main/turns/housekeeping.ts'
import { defaultChatOptions } from '../../shared/chat/message.ts'
import type { Events } from '../../shared/ipc/contract.ts'
import { addConversationWithTurn, questionRow } from '../helpers/chat-rows.ts'
import { opus, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

const MINUTE_MS = 60_000

describe('a conversation', () => {
  test('keeps its name, its folder and its pin, and stays when the folder goes', async () => {
    const { session, ask, events, clock } = await profileWithProvider()
    const { turns } = session
    const [one, two, folderId] = [randomUUID(), randomUUID(), randomUUID()]
    const options = { ...defaultChatOptions, systemText: 'Answer in Welsh.' }
    turns.saveFolder({ folderId, name: 'Harbour\u202e\noffice', options })
    expect(turns.folders()).toEqual({
      ok: true,
      value: [{ folderId, name: 'Harbour office', options }],
    })
    await ask(sol, 'First', one)
    const turnId = randomUUID()
    clock.atMs += 1
    await session.turns.send({ turnId, conversationId: two, model: sol, text: 'Second', folderId })
    turns.rename(one, '  A name\tof my own ')
    turns.setPinned(one, true)
    expect(turns.move(one, folderId)).toMatchObject({ ok: true, value: { folderId } })
    expect(turns.conversations()).toMatchObject([
      { conversationId: two, folderId, isPinned: false },
      { conversationId: one, folderId, isPinned: true, title: 'A name of my own' },
    ])
    expect(turns.move(one, randomUUID())).toMatchObject({ failure: { kind: 'unknown-folder' } })
    expect(turns.rename(randomUUID(), 'x')).toMatchObject({
      failure: { kind: 'unknown-conversation' },
    })
    turns.saveFolder({ folderId, name: 'Harbour', options: null })
    expect(turns.folders()).toMatchObject({ value: [{ name: 'Harbour', options: null }] })
    expect(turns.removeFolder(folderId)).toEqual({ ok: true, value: [] })
    expect(turns.removeFolder(folderId)).toMatchObject({ failure: { kind: 'unknown-folder' } })
    expect(turns.conversations().map((summary) => summary.folderId)).toEqual([null, null])
    expect(events.at(-1)?.name).toBe('conversation.listChanged')
  })

  test('deleted while it is answered stops the answer, settles it, and is gone from every list', async () => {
    const { session, provider, ended, ask } = await profileWithProvider()
    const { turns } = session
    const [conversationId, turnId] = [randomUUID(), randomUUID()]
    await ask(opus, 'Before', conversationId)
    provider.queue({ kind: 'answer', text: 'word '.repeat(500), delayMs: 20 })
    const ending = ended(turnId)
    await turns.send({ turnId, conversationId, model: opus, text: 'Go on' })
    expect(turns.remove(conversationId)).toEqual({ ok: true, value: undefined })
    const turn = await ending
    expect(turn.answer.state).toBe('stopped')
    const { balances } = turns.budget()
    expect(balances.reservedNanoUsd).toBe(0)
    expect(balances.spentNanoUsd).toBeGreaterThan(0)
    expect(turns.conversations()).toEqual([])
    expect(turns.open(conversationId)).toMatchObject({
      failure: { kind: 'unknown-conversation' },
    })
    const again = { turnId: randomUUID(), conversationId, model: opus, text: 'Still there?' }
    expect(await turns.send(again)).toMatchObject({ failure: { kind: 'unknown-conversation' } })
    expect(turns.remove(conversationId)).toMatchObject({
      failure: { kind: 'unknown-conversation' },
    })

    expect(turns.bringBack(conversationId)).toMatchObject({ ok: true, value: { conversationId } })
    expect(turns.open(conversationId)).toMatchObject({ value: { turns: [{}, { turnId }] } })
    expect(turns.budget().balances).toEqual(balances)
  })
})

/** Housekeeping over a real file, with timers that the test lets run. */
function keptHouse(profile = profileOnDisk()) {
  const timers = new Set<{ atMs: number; run: () => void }>()
  const told: string[] = []
  const busy = new Set<string>()
  const house = openHousekeeping(
    {
      storage: profile.storage,
      nowMs: () => profile.clock.atMs,
      after(delayMs, run) {
        const timer = { atMs: profile.clock.atMs + delayMs, run }
        timers.add(timer)
        return () => void timers.delete(timer)
      },
      tell: (name, payload) =>
        void told.push(`${name} ${(payload as Events['conversation.removed']).conversationId}`),
      report(error) {
        throw error
      },
    },
    {
      summaryOf: () => null,
      stop: (id) => void told.push(`stop ${id}`),
      isBusy: (id) => busy.has(id),
    },
  )
  /** Lets so much time pass, each timer at its moment. */
  const pass = (durationMs: number): void => {
    const untilMs = profile.clock.atMs + durationMs
    for (;;) {
      const next = [...timers].toSorted((one, other) => one.atMs - other.atMs)[0]
      if (!next || next.atMs > untilMs) break
      timers.delete(next)
      profile.clock.atMs = Math.max(profile.clock.atMs, next.atMs)
      next.run()
    }
    profile.clock.atMs = untilMs
  }
  const count = (table: string): number =>
    profile.database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
  return { ...profile, house, pass, count, told, busy }
}

const image = (letter: string): string =>
  JSON.stringify([{ type: 'image', attachmentId: letter.repeat(64), name: 'a "attachmentId"' }])

function addTurns(
  { storage, clock }: Pick<ReturnType<typeof keptHouse>, 'storage' | 'clock'>,
  conversationId: string,
  partsJsons: readonly string[],
): void {
  addConversationWithTurn(storage, conversationId, `${conversationId} 1`)
  partsJsons.forEach((partsJson, index) => {
    const turnId = `${conversationId} ${index + 1}`
    if (index > 0) {
      storage.turns.add({
        turnId,
        conversationId,
        parentId: `${conversationId} ${index}`,
        comparisonId: null,
        createdAtMs: clock.atMs,
      })
    }
    storage.messages.add(questionRow(turnId, partsJson))
  })
}

function addImage({ storage }: Pick<ReturnType<typeof keptHouse>, 'storage'>, letter: string) {
  const row = { mediaType: 'image/png', widthPx: 1, heightPx: 1, createdAtMs: 0 } as const
  storage.attachments.add({ attachmentId: letter.repeat(64), ...row }, Buffer.from(letter))
}

describe('what is deleted', () => {
  test('can be brought back for ten minutes, and then every row of it goes', () => {
    const kept = keptHouse()
    const texts = Array.from({ length: 130 }, () => '[{"type":"text","text":"words"}]')
    addTurns(kept, 'long', texts)
    addTurns(kept, 'other', texts.slice(0, 3))
    kept.storage.drafts.keep('long', 'not sent', kept.clock.atMs)
    kept.house.calls.remove('long')
    expect(kept.told).toEqual(['stop long', 'conversation.removed long'])
    kept.pass(9 * MINUTE_MS)
    expect(kept.count('turn')).toBe(133)
    kept.house.calls.bringBack('long')
    kept.pass(20 * MINUTE_MS)
    expect(kept.count('turn')).toBe(133)
    kept.house.calls.remove('long')
    kept.pass(11 * MINUTE_MS)
    for (const table of ['turn', 'message']) expect(kept.count(table)).toBe(3)
    for (const table of ['conversation']) expect(kept.count(table)).toBe(1)
    expect(kept.count('draft')).toBe(0)
    expect(kept.house.calls.bringBack('long')).toMatchObject({ ok: false })
  })

  test('each goes in its own time, and not before what is read for its cost has ended', () => {
    const kept = keptHouse()
    for (const id of ['a', 'b']) addTurns(kept, id, ['[]'])
    kept.busy.add('a')
    kept.house.calls.remove('a')
    kept.pass(4 * MINUTE_MS)
    kept.house.calls.remove('b')
    kept.pass(7 * MINUTE_MS)
    expect(kept.count('conversation')).toBe(2)
    kept.pass(4 * MINUTE_MS)
    expect(kept.count('conversation')).toBe(1)
    kept.busy.clear()
    kept.pass(2 * MINUTE_MS)
    expect(kept.count('conversation')).toBe(0)
  })

  test('goes soon after the next start, however far the last run came with it', () => {
    const first = keptHouse()
    addTurns(
      first,
      'gone',
      Array.from({ length: 100 }, () => image('a')),
    )
    addImage(first, 'a')
    first.house.calls.remove('gone')
    first.pass(10 * MINUTE_MS)
    expect(first.count('turn')).toBe(60)
    first.house.close()
    const { path } = first
    first.close()
    const next = keptHouse(profileOnDisk(path))
    next.pass(MINUTE_MS)
    for (const table of ['turn', 'message', 'conversation', 'attachment']) {
      expect(next.count(table), table).toBe(0)
    }
  })

  test('takes along the images that no other message names', () => {
    const kept = keptHouse()
    for (const letter of ['a', 'b', 'c']) addImage(kept, letter)
    addTurns(kept, 'one', [image('a'), image('b')])
    addTurns(kept, 'two', [image('b'), '[{"type":"text","text":"about attachmentId"}]'])
    kept.house.calls.remove('one')
    kept.pass(11 * MINUTE_MS)
    expect(kept.storage.attachments.find('a'.repeat(64))).toBeNull()
    expect(kept.storage.attachments.find('b'.repeat(64))).not.toBeNull()
  })

  test('takes along its images also where those of another are just being looked for', () => {
    const kept = keptHouse()
    for (const letter of ['a', 'b']) addImage(kept, letter)
    addTurns(kept, 'one', [image('a')])
    // Its image goes first, and the rest of it takes a while.
    addTurns(kept, 'two', [...Array.from({ length: 200 }, () => '[]'), image('b')])
    addTurns(kept, 'rest', ['[]'])
    // So many messages that they are looked through in several goes.
    kept.database.exec('UPDATE message SET id = 5000 WHERE id = (SELECT max(id) FROM message)')
    kept.house.calls.remove('one')
    kept.clock.atMs += 15
    kept.house.calls.remove('two')
    kept.pass(11 * MINUTE_MS)
    expect(kept.count('message')).toBe(1)
    expect(kept.count('attachment')).toBe(0)
  })
})
