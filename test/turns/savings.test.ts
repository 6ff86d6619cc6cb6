import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { databasePath } from '../../main/session.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import { defaultChatOptions } from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { quoteAt } from '../../shared/ipc/quote-at.ts'
import { png } from '../helpers/images.ts'
import { type OpenProfile, openProfile, opus, sol } from '../helpers/open-profile.ts'
import { storeTurn } from '../helpers/stored-chat.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { conversationAtWork, luna, valueOf, words } from './conversation-at-work.ts'

const SEED = 20_261_122

function attach({ session }: OpenProfile): { file: DraftAttachment; image: DraftAttachment } {
  const added = valueOf(session.turns.addText('plan.md', words(900, 'plan')))
  const seen = valueOf(session.turns.addAttachment('cat.png', png(900, 700)))
  return {
    file: { type: 'file', attachmentId: added.attachmentId, name: added.name },
    image: { type: 'image', attachmentId: seen.attachmentId, name: 'cat.png' },
  }
}

describe('what the next turn of a conversation costs', () => {
  test('is what the composer says, and how much of it reads the history again', async () => {
    const chat = await conversationAtWork()
    await chat.sayMany(4)
    const { next, isTypical } = await chat.savings('and next')
    const quote = chat.quote('and next')
    expect(isTypical).toBe(false)
    expect(next).toMatchObject({
      expectedNanoUsd: quote.expectedNanoUsd,
      ceilingNanoUsd: quote.ceilingNanoUsd,
      inputTokens: quote.inputTokens,
      thenNanoUsd: quote.thenNanoUsd,
    })
    expect(next.historyNanoUsd).toBeGreaterThan(0)
    expect(next.historyNanoUsd).toBeLessThan(next.expectedNanoUsd)
    const { answer } = await chat.say('and next')
    expect(answer.receipt).toMatchObject({
      expectedNanoUsd: next.expectedNanoUsd,
      reservedNanoUsd: next.ceilingNanoUsd,
    })
  })

  test('is that of a question as long as is usual here, where nothing is written', async () => {
    const chat = await conversationAtWork()
    await chat.say(words(10, 'short'))
    await chat.say(words(50, 'middling'))
    await chat.say(words(400, 'long'))
    const { next, isTypical } = await chat.savings()
    expect(isTypical).toBe(true)
    expect(next.expectedNanoUsd).toBe(chat.quote(words(50, 'middling')).expectedNanoUsd)
  })

  test('says what it is once a cache that is warm has gone cold', async () => {
    const chat = await conversationAtWork({ cacheEvery: 1 })
    expect((await chat.savings('and next', opus)).next.coldNanoUsd).toBeNull()
    for (let count = 0; count < 3; count += 1) await chat.say(words(2_000, 'word'), { model: opus })
    const { next } = await chat.savings('and next', opus)
    expect(next.coldNanoUsd).toBeGreaterThan(next.expectedNanoUsd)
    chat.clock.atMs += 2 * 60 * 60 * 1_000
    const later = (await chat.savings('and next', opus)).next
    expect(later.coldNanoUsd).toBeNull()
    expect(later.expectedNanoUsd).toBe(next.coldNanoUsd)
  })

  test('is not known without a price', async () => {
    const chat = await conversationAtWork()
    await chat.say('one')
    const { session, conversationId } = chat
    const model = { providerId: 'openai', modelId: 'nobody-knows' }
    expect(await session.turns.savings({ conversationId, draft: '', model })).toMatchObject({
      ok: false,
    })
  })
})

describe('starting afresh', () => {
  test('costs what the same words cost in a new conversation', async () => {
    const chat = await conversationAtWork()
    await chat.sayMany(4, 900)
    const { next, afresh } = await chat.savings('and next')
    const there = chat.quote('and next', null).expectedNanoUsd ?? 0
    expect(afresh).toMatchObject({
      nextNanoUsd: there,
      savesNanoUsd: next.expectedNanoUsd - there,
    })
    const { answer } = await chat.ask(sol, 'and next')
    expect(answer.receipt?.expectedNanoUsd).toBe(there)
  })

  test('is no help where nothing was said yet, or nothing costs', async () => {
    const chat = await conversationAtWork()
    await chat.say('one')
    const { options } = chat.opened()
    chat.session.turns.setOptions(chat.conversationId, { ...options, leftOutTurns: 1 })
    expect(await chat.savings('and next')).toMatchObject({
      afresh: null,
      attachments: [],
      summary: null,
    })
  })
})

describe('an attachment of an earlier turn', () => {
  test('that is dropped is named instead, for what was promised, and can be put back', async () => {
    const chat = await conversationAtWork({
      behaviours: { 'gpt-6-sol': { kind: 'answer', text: 'Seen.' } },
    })
    const { file, image } = attach(chat)
    const first = await chat.say('Look at these', { attachments: [file, image] })
    await chat.say('and more')
    const { turnId } = first
    const before = await chat.savings('and next')
    expect(before.attachments).toMatchObject([
      { turnId, position: 1, place: 0, type: 'file', name: 'plan.md', isDropped: false },
      { turnId, position: 1, place: 1, type: 'image', name: 'cat.png', isDropped: false },
    ])
    const [dropped] = before.attachments
    const turn = valueOf(chat.session.turns.dropAttachment({ turnId, place: 0, isDropped: true }))
    expect(turn.user).toMatchObject({ droppedPlaces: [0], parts: first.user.parts })
    const after = await chat.savings('and next')
    expect(after.next.expectedNanoUsd).toBe(dropped?.nextNanoUsd)
    expect(before.next.expectedNanoUsd - after.next.expectedNanoUsd).toBe(dropped?.savesNanoUsd)
    expect(after.attachments).toMatchObject([
      { place: 0, isDropped: true, laterSavesNanoUsd: dropped?.laterSavesNanoUsd },
      { place: 1, isDropped: false },
    ])
    const { answer } = await chat.say('and next')
    expect(chat.lastSaid()).toMatch(/A file was here, plan\.md\. It is not sent any more/u)
    expect(chat.lastSaid()).not.toContain('plan0 plan1')
    expect(chat.lastSaid()).toContain('image')
    expect(answer.receipt.expectedNanoUsd).toBe(dropped?.nextNanoUsd)
    const dropOf = before.next.inputTokens - (answer.receipt.usage?.inputTokens ?? 0)
    expect(dropOf).toBeGreaterThan(800)
    chat.session.turns.dropAttachment({ turnId, place: 0, isDropped: false })
    await chat.say('all of it')
    expect(chat.lastSaid()).toContain('plan0 plan1')
    expect(chat.session.turns.budget().balances.spentNanoUsd).toBe(chat.provider.bill().costNanoUsd)
    expect(chat.reports).toEqual([])
  })

  test('is no longer listed once its turn is left out, and is dropped in a branch as well', async () => {
    const chat = await conversationAtWork()
    const { session, conversationId } = chat
    const { file } = attach(chat)
    const { turnId } = await chat.say('Look', { attachments: [file] })
    await chat.say('and more')
    valueOf(session.turns.dropAttachment({ turnId, place: 0, isDropped: true }))
    const branchId = randomUUID()
    const last = chat.opened().turns.at(-1)?.turnId ?? ''
    valueOf(session.turns.branch({ turnId: last, conversationId: branchId, title: 'Branch' }))
    await chat.ask(sol, 'in the branch', branchId)
    expect(chat.lastSaid()).toMatch(/plan\.md. It is not sent any more/u)
    const { options } = chat.opened()
    session.turns.setOptions(conversationId, { ...options, leftOutTurns: 1 })
    expect((await chat.savings('and next')).attachments).toEqual([])
  })

  test('cannot be dropped where there is none', async () => {
    const chat = await conversationAtWork()
    const { turnId } = await chat.say('Nothing attached')
    const drop = (of: { turnId: string; place: number }) =>
      chat.session.turns.dropAttachment({ ...of, isDropped: true })
    expect(drop({ turnId, place: 0 })).toMatchObject({ failure: { kind: 'unknown-attachment' } })
    expect(drop({ turnId, place: 7 })).toMatchObject({ failure: { kind: 'unknown-attachment' } })
    expect(drop({ turnId: randomUUID(), place: 0 })).toMatchObject({
      failure: { kind: 'unknown-turn' },
    })
  })

  test('that no model of this kind sees is not offered: it is named already', async () => {
    const chat = await conversationAtWork()
    const { session, provider } = chat
    const added = session.accounts.addCustom('Blind', provider.address, [
      { modelId: 'local-model', typedInputUsd: '0.0375', typedOutputUsd: '1.5' },
    ])
    const blind = { providerId: valueOf(added).providerId, modelId: 'local-model' }
    const { image } = attach(chat)
    await chat.say('Look', { attachments: [image] })
    expect((await chat.savings('and next')).attachments).toHaveLength(1)
    expect((await chat.savings('and next', blind)).attachments).toEqual([])
  })
})

describe('who is to summarise', () => {
  test('is the model of titles, else the cheapest that is ready', async () => {
    const chat = await conversationAtWork()
    await chat.sayMany(5)
    const cheapest = (await chat.savings('and next')).summary
    expect(cheapest?.suggested).toEqual(cheapest?.models[0]?.key)
    expect(cheapest?.models.map(({ expectedNanoUsd }) => expectedNanoUsd)).toEqual(
      cheapest?.models.map(({ expectedNanoUsd }) => expectedNanoUsd).toSorted((a, b) => a - b),
    )
    const providers = new Set(cheapest?.models.map(({ key }) => key.providerId))
    expect([...providers].toSorted()).toEqual(['anthropic', 'openai'])
    chat.session.changeSettings({ titleModel: luna })
    expect((await chat.savings('and next')).summary?.suggested).toEqual(luna)
  })

  test('is asked for nothing while too little was said', async () => {
    const chat = await conversationAtWork()
    await chat.sayMany(3)
    expect((await chat.savings('and next')).summary).toBeNull()
    await chat.say('a fourth')
    expect((await chat.savings('and next')).summary).toMatchObject({ turnCount: 2 })
  })
})

test('what a conversation has cost is told in parts that add up, versions that are not shown with it', async () => {
  const chat = await conversationAtWork({
    behaviours: { 'gpt-6-luna': { kind: 'answer', text: 'In short' } },
  })
  const { session, provider, conversationId } = chat
  session.changeSettings({ titleModel: luna })
  const said = await chat.sayMany(4)
  await expect.poll(() => provider.requests().length, { timeout: 20_000 }).toBe(5)
  await expect.poll(() => session.turns.budget().balances.reservedNanoUsd).toBe(0)
  await chat.summarise()
  const parentTurnId = said[2]?.turnId ?? null
  await chat.say('the fourth in other words', { parentTurnId })
  const spent = valueOf(session.turns.spentIn(conversationId))
  const { totalNanoUsd, answersNanoUsd, titlesNanoUsd, summariesNanoUsd } = spent
  expect(totalNanoUsd).toBe(provider.bill().costNanoUsd)
  expect(answersNanoUsd + titlesNanoUsd + summariesNanoUsd).toBe(totalNanoUsd)
  expect(titlesNanoUsd).toBeGreaterThan(0)
  expect(summariesNanoUsd).toBeGreaterThan(0)
  expect(spent).toMatchObject({
    hiddenCount: 1,
    hiddenNanoUsd: said[3]?.answer.receipt.spentNanoUsd,
  })
  expect(session.turns.spentIn(randomUUID())).toMatchObject({ ok: false })
})

test(`the next turn is what the composer says, in any conversation (seed ${SEED})`, async () => {
  const folder = temporaryFolder()
  const chats = fc.sample(chat, { seed: SEED, numRuns: 60 })
  const ids = storeAll(folder, chats)
  const { session } = openProfile(folder)
  const { models } = session.accounts.catalog()
  const places = models.flatMap(({ price }, place) => (price ? [place] : []))
  for (const [index, conversationId] of ids.entries()) {
    const { draft, systemText, leftOutTurns } = chats[index]!
    const options = { ...defaultChatOptions, systemText, leftOutTurns }
    valueOf(session.turns.setOptions(conversationId, options))
    const place = places[(index * 37) % places.length] ?? 0
    const model = models[place]!.key
    const asked = { conversationId, draft }
    const { next, afresh, attachments } = valueOf(await session.turns.savings({ ...asked, model }))
    const quote = quoteAt(valueOf(session.turns.quote(asked)), place, model)
    const name = `chat ${index} with ${model.modelId}`
    if (draft.trim() !== '') {
      const { expectedNanoUsd, ceilingNanoUsd, thenNanoUsd, inputTokens, isTooLong } = quote
      expect(next, name).toMatchObject({ expectedNanoUsd, ceilingNanoUsd, thenNanoUsd })
      expect(next, name).toMatchObject({ inputTokens, isTooLong })
    }
    expect(next.historyNanoUsd, name).toBeLessThanOrEqual(next.expectedNanoUsd)
    if (afresh) expect(afresh.savesNanoUsd + afresh.nextNanoUsd, name).toBe(next.expectedNanoUsd)
    for (const { turnId, place: at, isDropped, nextNanoUsd, savesNanoUsd } of attachments) {
      const change = { turnId, place: at, isDropped: !isDropped }
      valueOf(session.turns.dropAttachment(change))
      const then = valueOf(await session.turns.savings({ ...asked, model })).next
      const saved = next.expectedNanoUsd - then.expectedNanoUsd
      expect(isDropped ? -saved : saved, name).toBe(savesNanoUsd)
      if (!isDropped) expect(then.expectedNanoUsd, name).toBe(nextNanoUsd)
      valueOf(session.turns.dropAttachment({ ...change, isDropped }))
    }
  }
})

const text = fc.string({ maxLength: 400, unit: fc.constantFrom(...'abc déf 日本 12\n'.split('')) })
const attached: fc.Arbitrary<Part> = fc.oneof(
  text.map((body): Part => ({ type: 'file', name: 'notes.md', text: `${body}.` })),
  fc.nat({ max: 900 }).map(
    (widthPx): Part => ({
      type: 'image',
      attachmentId: 'a'.repeat(64),
      name: 'cat.png',
      mediaType: 'image/png',
      widthPx: widthPx + 1,
      heightPx: 300,
      sizeBytes: 10,
    }),
  ),
)
const turn = fc.record({
  question: text,
  attached: fc.array(attached, { maxLength: 2 }),
  dropped: fc.boolean(),
  answer: text,
  isSummarised: fc.nat({ max: 5 }).map((chance) => chance === 0),
})
const chat = fc.record({
  turns: fc.array(turn, { maxLength: 7 }),
  draft: fc.oneof(text, fc.constant('')),
  systemText: fc.oneof(fc.constant(''), text),
  leftOutTurns: fc.oneof(fc.constant(0), fc.nat({ max: 8 })),
})
type Chat = typeof chat extends fc.Arbitrary<infer C> ? C : never

/** Writes them down as a profile that was used would have them. */
function storeAll(folder: string, chats: readonly Chat[]): string[] {
  const opened = openDatabase({ path: databasePath(folder) })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  const ids = chats.map((one) => storeOne(storage, one))
  storage.close()
  return ids
}

function storeOne(storage: Storage, { turns }: Chat): string {
  let parentId: string | null = null
  let conversationId = storeTurn(storage, { question: 'Begin', answer: 'Begun' }).conversationId
  parentId = storage.turns.lastShown(conversationId)?.turnId ?? null
  for (const [index, one] of turns.entries()) {
    const question: Part[] = [...one.attached, { type: 'text', text: one.question }]
    const stored = storeTurn(storage, { question, answer: one.answer, conversationId, parentId })
    ;({ turnId: parentId, conversationId } = stored)
    if (one.dropped && one.attached.length > 0) storage.droppedAttachments.drop(stored.turnId, 0)
    if (one.isSummarised) {
      storage.summaries.add({
        summaryId: randomUUID(),
        turnId: stored.turnId,
        turnCount: index + 2,
        attemptId: null,
        providerId: 'test',
        modelId: 'heavy',
        modelName: 'Heavy',
        text: one.answer.trim() || 'Nothing was said',
        isSent: 1,
        createdAtMs: index,
      })
    }
  }
  return conversationId
}
