import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import {
  type Conversation,
  type ModelKey,
  sameModel,
  type Turn,
} from '../../shared/chat/message.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { quoteAt } from '../../shared/ipc/quote-at.ts'
import type { Quote, Savings, Summarised } from '../../shared/ipc/shapes.ts'
import type { Result } from '../../shared/result.ts'
import { profileWithProvider, sol } from '../helpers/open-profile.ts'
import type { PaidTurn } from '../helpers/paid.ts'

export const luna: ModelKey = { providerId: 'openai', modelId: 'gpt-6-luna' }

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** Words of which each is about a token, and no two questions the same. */
export function words(count: number, name: string): string {
  return Array.from({ length: count }, (_, index) => `${name}${index % 7}`).join(' ')
}

type Sent = { model?: ModelKey; attachments?: DraftAttachment[]; parentTurnId?: string | null }

/** A conversation in a profile of its own: what it sends is seen, and billed by the other side. */
export async function conversationAtWork(options: Parameters<typeof profileWithProvider>[0] = {}) {
  const profile = await profileWithProvider(options)
  const { session, provider } = profile
  const conversationId = randomUUID()

  async function say(text: string, sent: Sent = {}): Promise<PaidTurn> {
    const turnId = randomUUID()
    const ended = profile.ended(turnId)
    const message = { turnId, conversationId, model: sol, text, ...sent }
    expect(await session.turns.send(message)).toMatchObject({ ok: true })
    return ended
  }

  async function sayMany(count: number, each = 60): Promise<PaidTurn[]> {
    const turns: PaidTurn[] = []
    for (let number = 1; number <= count; number += 1) {
      turns.push(await say(`question-${number} ${words(each, 'word')}`))
    }
    return turns
  }

  async function savings(draft = '', model: ModelKey = sol): Promise<Savings> {
    return valueOf(await session.turns.savings({ conversationId, draft, model }))
  }

  async function summarise(model = luna, summaryId: string = randomUUID()): Promise<Summarised> {
    const { summary } = await savings('and next')
    if (!summary) throw new Error('There is nothing to summarise')
    const offer = summary.models.find(({ key }) => key.modelId === model.modelId)
    const asked = { summaryId, conversationId, turnId: summary.turnId, model }
    return valueOf(
      await session.turns.summarise({ ...asked, agreedNanoUsd: offer?.expectedNanoUsd ?? 0 }),
    )
  }

  /** The last request as text: what was said to the model, and nothing else. */
  function lastSaid(): string {
    const { input, messages } = provider.requests().at(-1)?.body ?? {}
    return JSON.stringify(input ?? messages)
  }

  function opened(): Conversation {
    return valueOf(session.turns.open(conversationId))
  }

  function shownTurn(turnId: string): Turn {
    const turn = opened().turns.find((one) => one.turnId === turnId)
    if (!turn) throw new Error('It is not shown')
    return turn
  }

  /** What the composer says of a draft. */
  function quote(draft: string, id: string | null = conversationId, model = sol): Quote {
    const quotes = valueOf(session.turns.quote({ conversationId: id, draft }))
    const { models } = session.accounts.catalog()
    return quoteAt(
      quotes,
      models.findIndex(({ key }) => sameModel(key, model)),
      model,
    )
  }

  return {
    ...profile,
    conversationId,
    say,
    sayMany,
    savings,
    summarise,
    lastSaid,
    opened,
    shownTurn,
    quote,
  }
}
