import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openTokenCounter } from '../../main/estimate/token-counter.ts'
import { defaultChatOptions, sameModel } from '../../shared/chat/message.ts'
import type { Ways } from '../../shared/ipc/shapes.ts'
import { png } from '../helpers/images.ts'
import { openProfile, opus, profileWithProvider, quoteOf, sol } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

describe('quotes', () => {
  test('have a figure for each model, in the order of the catalogue', () => {
    const { session } = openProfile()
    const quoted = session.turns.quote({ conversationId: null, draft: 'How much is this?' })
    if (!quoted.ok) throw new Error(quoted.failure.kind)
    const { models, revision } = session.accounts.catalog()
    expect(quoted.value.catalogRevision).toBe(revision)
    expect(quoted.value.expectedNanoUsd).toHaveLength(models.length)
    models.forEach(({ price }, index) => {
      expect(Number.isNaN(quoted.value.expectedNanoUsd[index])).toBe(price === null)
    })
  })

  test('promise no more than what is then reserved, and what is reserved holds', async () => {
    const { session, ask } = await profileWithProvider()
    const text = 'Explain what a ledger is, in a few words. '.repeat(20)
    for (const model of [sol, opus]) {
      const quote = quoteOf(session, model, text)
      const { answer } = await ask(model, text)
      expect(answer.receipt.expectedNanoUsd).toBe(quote.expectedNanoUsd)
      expect(answer.receipt.reservedNanoUsd).toBe(quote.ceilingNanoUsd)
      expect(answer.receipt.spentNanoUsd ?? 0).toBeLessThanOrEqual(answer.receipt.reservedNanoUsd)
    }
  })

  test('reserve less once the text could be counted', async () => {
    const counter = openTokenCounter({ report: () => {} })
    onTestFinished(() => counter.close())
    const { session } = openProfile(temporaryFolder(), { counter })
    const draft = 'A sentence of ordinary English words, many times over. '.repeat(200)
    const weighed = quoteOf(session, sol, draft)
    await counter.count([draft])
    const other = openProfile(temporaryFolder(), { counter })
    quoteOf(other.session, sol, draft)
    await expect
      .poll(() => other.events.map(({ name }) => name), { timeout: 20_000 })
      .toContain('estimate.counted')
    const counted = quoteOf(other.session, sol, draft)
    expect(counted.ceilingNanoUsd ?? 0).toBeLessThan(weighed.ceilingNanoUsd ?? 0)
    expect(Math.abs(counted.inputTokens / weighed.inputTokens - 1)).toBeLessThan(0.15)
  })

  test('learn from what settled turns really were', async () => {
    const { session, ask } = await profileWithProvider()
    const before = quoteOf(session, sol, 'Say something about credits.')
    for (let turn = 0; turn < 6; turn += 1) await ask(sol, 'Say something about credits.')
    const after = quoteOf(session, sol, 'Say something about credits.')
    const { answer } = await ask(sol, 'Say something about credits.')
    const missed = (quote: typeof before): number =>
      Math.abs((quote.expectedNanoUsd ?? 0) - (answer.receipt.spentNanoUsd ?? 0))
    expect(missed(after)).toBeLessThan(missed(before))
    const record = session.turns.trackRecord()
    expect(record).toMatchObject({ ok: true, value: { turnCount: 7, ceilingHeldCount: 7 } })
    const typical = session.turns.typicalTurn()
    expect(typical).toMatchObject({ ok: true, value: { turnCount: 7 } })
  })

  test('say nothing of a track record before there is one', () => {
    const { session } = openProfile()
    const value = { turnCount: 0, withinPercent: null, ceilingHeldCount: 0, missedPercents: [] }
    expect(session.turns.trackRecord()).toEqual({ ok: true, value })
  })
})

describe('other ways to send', () => {
  test('are none where it fits as it is', async () => {
    const { session } = await profileWithProvider()
    const found = session.turns.ways({ conversationId: null, draft: 'Short.', model: sol })
    expect(found).toEqual({ ok: true, value: { shorter: null, trimmed: null } })
  })

  test('are an answer that is paid for by what is left', async () => {
    const { session } = await profileWithProvider()
    const quote = quoteOf(session, opus, 'Short.')
    const leftNanoUsd = Math.round((quote.ceilingNanoUsd ?? 0) / 3)
    session.turns.setBudget(leftNanoUsd)
    const found = session.turns.ways({ conversationId: null, draft: 'Short.', model: opus })
    if (!found.ok) throw new Error(found.failure.kind)
    const { shorter, trimmed } = found.value
    expect(trimmed).toBeNull()
    expect(shorter?.ceilingNanoUsd).toBeLessThanOrEqual(leftNanoUsd)
    expect(shorter?.maxOutputTokens).toBeGreaterThanOrEqual(256)
    const maxOutputTokens = shorter?.maxOutputTokens ?? 0
    const turnId = randomUUID()
    const conversationId = randomUUID()
    const again = { turnId, conversationId, model: opus, text: 'Short.', maxOutputTokens }
    expect(await session.turns.send(again)).toMatchObject({ ok: true })
  })

  test('keep within what an envelope leaves, and within the limit for one turn', async () => {
    const { session } = await profileWithProvider()
    const draft = 'Tell me all about kestrels.'
    const quote = quoteOf(session, opus, draft)
    const question = { conversationId: null, draft, model: opus }
    const waysWithin = (ceilingNanoUsd: number | null, expectedNanoUsd: number | null): Ways => {
      const found = session.turns.ways({
        ...question,
        within: { ceilingNanoUsd, expectedNanoUsd },
      })
      if (!found.ok) throw new Error(found.failure.kind)
      return found.value
    }
    expect(waysWithin(quote.ceilingNanoUsd, quote.expectedNanoUsd).shorter).toBeNull()
    const leftNanoUsd = Math.round((quote.ceilingNanoUsd ?? 0) / 2)
    expect(waysWithin(leftNanoUsd, null).shorter?.ceilingNanoUsd).toBeLessThanOrEqual(leftNanoUsd)
    const limitNanoUsd = Math.round((quote.expectedNanoUsd ?? 0) * 0.8)
    const shorter = waysWithin(null, limitNanoUsd).shorter
    expect(shorter?.expectedNanoUsd).toBeLessThanOrEqual(limitNanoUsd)
    expect(shorter?.ceilingNanoUsd).toBeLessThan(quote.ceilingNanoUsd ?? 0)
    expect(waysWithin(-1, null)).toEqual({ shorter: null, trimmed: null })
  })

  test('leave out as few turns as let it fit', async () => {
    const { session, ask } = await profileWithProvider()
    const conversationId = randomUUID()
    for (let turn = 0; turn < 5; turn += 1) {
      await ask(sol, 'A long question with much in it. '.repeat(400), conversationId)
    }
    const draft = 'And then?'
    const ceilingWith = (leftOutTurns: number): number => {
      session.turns.setOptions(conversationId, { ...defaultChatOptions, leftOutTurns })
      const quoted = session.turns.quote({ conversationId, draft })
      if (!quoted.ok) throw new Error(quoted.failure.kind)
      const place = session.accounts
        .catalog()
        .models.findIndex(({ key }) => key.modelId === sol.modelId)
      return quoted.value.ceilingNanoUsd[place] ?? Number.NaN
    }
    const ceilings = [0, 1, 2, 3, 4, 5].map(ceilingWith)
    session.turns.setOptions(conversationId, defaultChatOptions)
    const budget = session.turns.budget()
    const spentNanoUsd = (budget.monthlyNanoUsd ?? 0) - budget.availableNanoUsd
    session.turns.setBudget(spentNanoUsd + (ceilings[2] ?? 0))
    const found = session.turns.ways({ conversationId, draft, model: sol })
    expect(found).toMatchObject({
      ok: true,
      value: { trimmed: { leftOutTurns: 2, keptTurns: 3, ceilingNanoUsd: ceilings[2] } },
    })
  })
})

describe('what attachments add', () => {
  test('is the whole message less the message without each, with one model', () => {
    const { session } = openProfile()
    const short = session.turns.addText('short.txt', 'A line of notes. '.repeat(10))
    const long = session.turns.addText('long.txt', 'A line of notes. '.repeat(4_000))
    const image = session.turns.addAttachment('boat.png', png(900, 600))
    if (!short.ok || !long.ok || !image.ok) throw new Error('It was refused')
    const attachments = [
      { type: 'file' as const, attachmentId: short.value.attachmentId, name: 'short.txt' },
      { type: 'file' as const, attachmentId: long.value.attachmentId, name: 'long.txt' },
      { type: 'image' as const, attachmentId: image.value.attachmentId, name: 'boat.png' },
    ]
    const question = { conversationId: null, draft: 'What do they say?' }
    const added = session.turns.additions({ ...question, attachments, model: sol })
    if (!added.ok) throw new Error(added.failure.kind)
    const expected = (attached: typeof attachments): number => {
      const quoted = session.turns.quote({ ...question, attachments: attached })
      const place = session.accounts.catalog().models.findIndex(({ key }) => sameModel(key, sol))
      return (quoted.ok ? quoted.value.expectedNanoUsd[place] : undefined) ?? Number.NaN
    }
    attachments.forEach((_, place) => {
      const without = attachments.filter((_one, index) => index !== place)
      expect(added.value.expectedNanoUsd[place]).toBe(expected(attachments) - expected(without))
    })
    const [little = 0, much = 0, seen = 0] = added.value.expectedNanoUsd.map((nano) => nano ?? 0)
    expect(little).toBeGreaterThan(0)
    expect(much).toBeGreaterThan(little * 100)
    expect(seen).toBeGreaterThan(0)
  })

  test('is unknown with a model that has no price', async () => {
    const { session } = openProfile()
    const note = session.turns.addText('note.txt', 'A line of notes.')
    session.accounts.addCustom('Harbour server', 'https://models.example.com/v1', [
      { modelId: 'heron', typedInputUsd: '', typedOutputUsd: '' },
    ])
    const unpriced = session.accounts.catalog().models.find(({ price }) => price === null)
    if (!note.ok || !unpriced) throw new Error('There is none')
    const { attachmentId } = note.value
    const added = session.turns.additions({
      conversationId: null,
      draft: '',
      attachments: [{ type: 'file', attachmentId, name: 'note.txt' }],
      model: unpriced.key,
    })
    expect(added).toEqual({ ok: true, value: { expectedNanoUsd: [null] } })
  })
})
