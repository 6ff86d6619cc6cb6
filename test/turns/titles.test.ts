import { randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { databasePath } from '../../main/session.ts'
import { openDatabase } from '../../main/storage/open.ts'
import type { ConversationSummary, ModelKey } from '../../shared/chat/message.ts'
import { firstLine, TITLE_CHARACTERS, titleFromModel } from '../../shared/chat/title.ts'
import type { AnswerBehaviour } from '../helpers/fake-provider/behaviour.ts'
import {
  type OpenProfile,
  openProfile,
  opus,
  profileWithProvider,
} from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const luna: ModelKey = { providerId: 'openai', modelId: 'gpt-6-luna' }

/** Nothing here depends on how long it takes, which on a busy computer may be long. */
const soon = { timeout: 20_000 }

const titled = (text: string, rest: Partial<AnswerBehaviour> = {}): AnswerBehaviour => ({
  kind: 'answer',
  text,
  ...rest,
})

async function withTitles(behaviour: AnswerBehaviour) {
  const profile = await profileWithProvider({ behaviours: { 'gpt-6-luna': behaviour } })
  profile.session.changeSettings({ titleModel: luna })
  return profile
}

function only({ session }: OpenProfile): ConversationSummary {
  const [summary, ...others] = session.turns.conversations()
  if (!summary || others.length > 0) throw new Error('not one conversation')
  return summary
}

/** Once nothing is on its way any more. */
async function settledAt(profile: OpenProfile, requests: number): Promise<void> {
  const { provider } = profile as OpenProfile & { provider: { requests: () => unknown[] } }
  await expect.poll(() => provider.requests().length, soon).toBe(requests)
  await expect.poll(() => profile.session.turns.budget().balances.reservedNanoUsd, soon).toBe(0)
}

describe('a title by a model', () => {
  test('is written once, paid for through the ledger, and shown with its turn', async () => {
    const profile = await withTitles(titled('  "Boiler fault\u202e E119"\n\nsecond line'))
    const { session, provider, ask } = profile
    const conversationId = randomUUID()
    const turn = await ask(opus, 'My boiler shows E119. What is that?', conversationId)
    await expect.poll(() => only(profile).titleFrom, soon).toBe('model')
    expect(only(profile).title).toBe('Boiler fault E119')
    await ask(opus, 'And E120?', conversationId)
    await settledAt(profile, 3)
    const { balances } = session.turns.budget()
    expect(balances.spentNanoUsd).toBe(provider.bill().costNanoUsd)
    expect(only(profile).spentNanoUsd).toBe(provider.bill().costNanoUsd)
    const opened = session.turns.open(conversationId)
    if (!opened.ok) throw new Error(opened.failure.kind)
    const [first, second] = opened.value.turns
    const answersCost = opened.value.turns.reduce(
      (sum, { answer }) => sum + (answer.receipt?.spentNanoUsd ?? 0),
      0,
    )
    expect(first?.turnId).toBe(turn.turnId)
    expect(first?.background).toMatchObject([
      { purpose: 'title', spentNanoUsd: balances.spentNanoUsd - answersCost },
    ])
    expect(first?.background[0]?.spentNanoUsd).toBeGreaterThan(0)
    expect(second?.background).toEqual([])
    expect(profile.reports).toEqual([])
  })

  test('carries a small cap and no more than the beginning of the turn', async () => {
    const profile = await withTitles(titled('Long words'))
    await profile.ask(opus, 'word '.repeat(5_000))
    await settledAt(profile, 2)
    const { body } = profile.provider.requests().at(-1) ?? {}
    expect(body?.['max_output_tokens']).toBeLessThan(1_000)
    expect(JSON.stringify(body).length).toBeLessThan(4_000)
  })

  test('is sent and paid for although nobody can be told of it', async () => {
    const profile = await withTitles(titled('Told to nobody'))
    const push = profile.events.push.bind(profile.events)
    let toldCount = -1
    profile.events.push = (event) => {
      if (event?.name === 'turn.ended') toldCount = 0
      else if (event?.name === 'conversation.changed' && toldCount >= 0) toldCount += 1
      // The first time is of the answer itself.
      if (toldCount > 1) throw new Error('no window')
      return event ? push(event) : 0
    }
    await profile.ask(opus, 'Hello')
    await settledAt(profile, 2)
    await expect.poll(() => only(profile).title, soon).toBe('Told to nobody')
    expect(profile.session.turns.budget().balances.spentNanoUsd).toBe(
      profile.provider.bill().costNanoUsd,
    )
  })

  test('never replaces what the person called it, not even one given meanwhile', async () => {
    const profile = await withTitles(titled('By the model', { delayMs: 60 }))
    const conversationId = randomUUID()
    await profile.ask(opus, 'Hello', conversationId)
    await expect.poll(() => profile.provider.requests().length, soon).toBe(2)
    profile.session.turns.rename(conversationId, 'By\nthe   person\u2066')
    await settledAt(profile, 2)
    expect(only(profile)).toMatchObject({ title: 'By the person', titleFrom: 'person' })
    await profile.ask(opus, 'Again', conversationId)
    await settledAt(profile, 3)
  })

  test('that does not fit the budget is not sent, and nobody is told', async () => {
    const profile = await withTitles(titled('Never'))
    const { session, provider } = profile
    const conversationId = randomUUID()
    await profile.ask(opus, 'Hello', conversationId)
    await settledAt(profile, 2)
    const first = provider.bill().costNanoUsd
    for (const mode of ['firm', 'ask', 'watch'] as const) {
      session.turns.setBudget(20_000_000_000)
      session.turns.configureBudget({ mode })
      provider.queue({ ...titled('A long answer that is slow'), delayMs: 30 })
      const turnId = randomUUID()
      const ended = profile.ended(turnId)
      await session.turns.send({ turnId, conversationId: randomUUID(), model: opus, text: 'Hi' })
      session.turns.setBudget(first)
      await ended
      // What was decided is decided by the time that anything else has its turn.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await settledAt(profile, 5)
    expect(session.turns.conversations().filter(({ title }) => title === 'Hi')).toHaveLength(3)
    expect(session.turns.budget().balances.spentNanoUsd).toBe(provider.bill().costNanoUsd)
    expect(profile.reports).toEqual([])
  })

  test('that costs nothing is written over the budget too, and any title where there is no limit', async () => {
    const profile = await withTitles(titled('Paid for'))
    const { session, provider } = profile
    const added = session.accounts.addCustom('Home', provider.address, [
      { modelId: 'local-model', typedInputUsd: '0', typedOutputUsd: '0' },
    ])
    if (!added.ok) throw new Error(added.failure.kind)
    const free = { providerId: added.value.providerId, modelId: 'local-model' }
    session.changeSettings({ titleModel: free })
    provider.queue({ ...titled('An answer'), delayMs: 30 }, titled('For nothing'))
    const turnId = randomUUID()
    const ended = profile.ended(turnId)
    const conversationId = randomUUID()
    await session.turns.send({ turnId, conversationId, model: opus, text: 'Hi' })
    session.turns.setBudget(1)
    await ended
    await expect.poll(() => only(profile).title, soon).toBe('For nothing')
    session.turns.setNoLimit()
    session.changeSettings({ titleModel: luna })
    const other = await profile.ask(opus, 'Hello')
    await expect
      .poll(() => session.turns.conversations().map(({ title }) => title), soon)
      .toContain('Paid for')
    expect(other.answer.state).toBe('completed')
    expect(profile.reports).toEqual([])
  })

  test('goes again at once without a field that was refused, as an attempt of its own', async () => {
    const profile = await withTitles(titled('With less'))
    const body = JSON.stringify({
      error: {
        message: "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
        type: 'invalid_request_error',
        param: 'reasoning.effort',
        code: 'unsupported_parameter',
      },
    })
    profile.provider.queue(titled('An answer'), { kind: 'error', status: 400, body })
    await profile.ask(opus, 'Hello')
    await expect.poll(() => only(profile).title, soon).toBe('With less')
    await settledAt(profile, 3)
    const [, first, second] = profile.provider.requests()
    expect(first?.body['reasoning']).toMatchObject({ effort: expect.any(String) })
    expect(second?.body['reasoning'] ?? {}).not.toHaveProperty('effort')
    expect(profile.session.turns.budget().balances.spentNanoUsd).toBe(
      profile.provider.bill().costNanoUsd,
    )
  })

  test.each([
    ['deleted', ({ session }: OpenProfile, id: string) => session.turns.remove(id)],
    ['named', ({ session }: OpenProfile, id: string) => session.turns.rename(id, 'Mine')],
  ])('is not tried again for a conversation that was %s meanwhile', async (_, change) => {
    const profile = await withTitles(titled('Too late'))
    const body = JSON.stringify({
      error: {
        message: "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
        type: 'invalid_request_error',
        param: 'reasoning.effort',
        code: 'unsupported_parameter',
      },
    })
    profile.provider.queue(titled('An answer'), { kind: 'error', status: 400, body })
    const conversationId = randomUUID()
    // The moment at which the first try has ended.
    const changed = new Promise<void>((resolve) => {
      profile.events.push = (event) => {
        if (event?.name === 'turn.changed') {
          change(profile, conversationId)
          resolve()
        }
        return 0
      }
    })
    await profile.ask(opus, 'Hello', conversationId)
    await changed
    await settledAt(profile, 2)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(profile.provider.requests()).toHaveLength(2)
    expect(profile.session.turns.budget().balances.spentNanoUsd).toBe(
      profile.provider.bill().costNanoUsd,
    )
  })

  test('is asked for again only where the first time cost nothing', async () => {
    const profile = await withTitles(titled('At last'))
    const { provider } = profile
    const conversationId = randomUUID()
    provider.queue(titled('An answer'), { kind: 'error', status: 429 })
    await profile.ask(opus, 'Hello', conversationId)
    await settledAt(profile, 2)
    expect(only(profile)).toMatchObject({ title: 'Hello', titleFrom: 'first-words' })
    await profile.ask(opus, 'Once more', conversationId)
    await expect.poll(() => only(profile).title, soon).toBe('At last')
    expect(profile.session.turns.budget().balances.spentNanoUsd).toBe(provider.bill().costNanoUsd)
  })

  test('that says nothing leaves the first words, and is paid for and not asked for again', async () => {
    const profile = await withTitles(titled('<think>what could it be</think>'))
    const conversationId = randomUUID()
    await profile.ask(opus, 'Hello', conversationId)
    await settledAt(profile, 2)
    await profile.ask(opus, 'Again', conversationId)
    await settledAt(profile, 3)
    expect(only(profile).title).toBe('Hello')
    expect(profile.session.turns.budget().balances.spentNanoUsd).toBe(
      profile.provider.bill().costNanoUsd,
    )
  })

  test('that is on its way when the profile is closed has its ending first', async () => {
    const profile = await withTitles(titled('Never said', { silent: true }))
    await profile.ask(opus, 'Hello')
    await expect.poll(() => profile.provider.requests().length, soon).toBe(2)
    await profile.session.close()
    expect(profile.reports).toEqual([])
    const next = openProfile(profile.folder)
    expect(next.session.recovered).toMatchObject({ uncertainCount: 0, releasedCount: 0 })
    expect(only(next).title).toBe('Hello')
  })

  test('left in the middle by a crash is uncertain, counted at its ceiling at most, and not asked for again', async () => {
    const profile = await withTitles(titled('Never said', { silent: true }))
    const conversationId = randomUUID()
    await profile.ask(opus, 'Hello', conversationId)
    await expect.poll(() => profile.provider.requests().length, soon).toBe(2)
    // What a crash leaves: the files as they are at this moment.
    const after = temporaryFolder()
    cpSync(profile.folder, after, { recursive: true })
    const next = openProfile(after)
    expect(next.session.recovered.uncertainCount).toBe(1)
    expect(only(next)).toMatchObject({ title: 'Hello', titleFrom: 'first-words' })
    const reserved = next.session.turns.budget().balances.reservedNanoUsd
    expect(reserved).toBeGreaterThan(0)
    expect(only(next).uncertainNanoUsd).toBe(reserved)
    await next.session.close()
    const later = openProfile(after, { atMs: profile.clock.atMs + 25 * 60 * 60 * 1_000 })
    expect(later.session.turns.budget().balances.reservedNanoUsd).toBe(0)
    await later.session.close()
    const opened = openDatabase({ path: databasePath(after) })
    if (!opened.ok) throw new Error(opened.failure.kind)
    expect(checkLedger(opened.value.database)).toEqual([])
    opened.value.database.close()
  })
})

describe('what a model wrote, as a title', () => {
  test.each([
    ['Boiler fault E119', 'Boiler fault E119'],
    ['**Title:** “Boiler fault”.', 'Boiler fault'],
    ['# Boiler\nMore of it', 'Boiler'],
    ['\n\n  「ボイラーの故障」', 'ボイラーの故障'],
    ['<think>Hm.</think>\n\nBoiler', 'Boiler'],
    ['<script>alert(1)</script>Boiler', 'alert(1) Boiler'],
    ['<img src=x onerror=alert(1)>', null],
    ['<think>never ends', null],
    ['"  "', null],
    ['', null],
    ['Wait…', 'Wait…'],
    ['👩‍👩‍👧 at home', '👩‍👩‍👧 at home'],
  ])('%j is %j', (written, title) => {
    expect(titleFromModel(written)).toBe(title)
  })

  test('is one short line of seen characters, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (written) => {
        for (const title of [titleFromModel(written) ?? '', firstLine(written)]) {
          expect([...title].length).toBeLessThanOrEqual(TITLE_CHARACTERS)
          expect(title).toBe(title.trim())
          expect(title).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('the first words of a conversation', () => {
  test.each([
    ['\n\n  My boiler\u202e shows\tE119.\nWhat is that?', 'My boiler shows E119.'],
    ['\u200b\u2066', '…'],
    ['word '.repeat(40), `${'word '.repeat(11)}word…`],
  ])('of %j are %j', async (text, title) => {
    const profile = await profileWithProvider()
    await profile.ask(opus, text)
    expect(only(profile)).toMatchObject({ title, titleFrom: 'first-words' })
  })
})
