import type {
  AnswerMessage,
  Conversation,
  ConversationSummary,
  Turn,
} from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Receipt } from '../../shared/chat/receipt.ts'
import type { Failure } from '../../shared/failures.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { weighTokens } from '../estimate/weigh.ts'
import type { Attempt } from '../storage/attempts.ts'
import type { ConversationTotals } from '../storage/conversations.ts'
import { type MessageRow, readParts } from '../storage/messages.ts'
import type { Storage } from '../storage/storage.ts'
import { chatOptionsOf } from './chat-options.ts'
import { counted } from './settlement.ts'

/** How long an attempt of unknown cost stays reserved before it is counted as far as it is known. */
export const UNCERTAIN_FOR_MS = 24 * 60 * 60 * 1000

export type Conversations = ReturnType<typeof openConversationReader>

/** What the tables do not know of an attempt or its answer. */
export type Live = {
  /** The text of an answer that is being written now. */
  partsOf: (turnId: string) => Part[] | null
  /** Set while it waits to be tried again. */
  retryOf: (turnId: string) => AnswerMessage['retry']
  canLookUp: (attempt: Attempt) => boolean
  /** Whether its provider bills to the end although nobody reads. */
  runsOn: (providerId: string) => boolean
}

/** Conversations, turns and receipts as a screen shows them, read from the tables. */
export function openConversationReader(storage: Storage, live: Live) {
  function turnOf(rows: readonly MessageRow[]): Turn | null {
    const user = rows.find((row) => row.role === 'user')
    const answer = rows.findLast((row) => row.role === 'assistant')
    const attempt = answer?.attemptId ? storage.attempts.find(answer.attemptId) : null
    if (!user || !answer || !attempt || answer.state === 'written') return null
    return {
      turnId: user.turnId,
      user: {
        role: 'user',
        turnId: user.turnId,
        parts: readParts(user.partsJson),
        createdAtMs: user.createdAtMs,
      },
      answer: {
        role: 'assistant',
        turnId: user.turnId,
        parts: partsOf(answer),
        createdAtMs: answer.createdAtMs,
        model: { providerId: attempt.providerId, modelId: attempt.modelId },
        modelName: answer.modelName ?? attempt.modelId,
        providerName: answer.providerName ?? attempt.providerId,
        state: answer.state,
        retry: live.retryOf(answer.turnId),
        receipt: receiptOf(attempt, answer),
      },
    }
  }

  function partsOf(answer: MessageRow): Part[] {
    if (answer.state !== 'writing') return readParts(answer.partsJson)
    return live.partsOf(answer.turnId) ?? storage.messages.partsSoFar(answer.messageId)
  }

  function receiptOf(attempt: Attempt, answer: MessageRow): Receipt {
    const { reservedNanoUsd, spentNanoUsd, state } = attempt
    return {
      attemptId: attempt.attemptId,
      state,
      quality: attempt.quality,
      expectedNanoUsd: attempt.expectedNanoUsd,
      reservedNanoUsd,
      spentNanoUsd,
      releasedNanoUsd: spentNanoUsd === null ? null : Math.max(0, reservedNanoUsd - spentNanoUsd),
      overrunNanoUsd: spentNanoUsd === null ? 0 : Math.max(0, spentNanoUsd - reservedNanoUsd),
      number: attempt.number,
      allowedNanoUsd: storage.entries.allowedNanoUsd(attempt.attemptId),
      corrected: correctionOf(attempt),
      canLookUp: live.canLookUp(attempt),
      usage: storage.usageReports.newest(attempt.attemptId),
      price: storage.prices.read(attempt.priceId),
      failure: answer.failureJson === null ? null : (JSON.parse(answer.failureJson) as Failure),
      sentAtMs: attempt.createdAtMs,
      uncertain:
        state === 'uncertain'
          ? {
              wouldSpendNanoUsd: countOf(attempt, partsOf(answer)).costNanoUsd,
              resolvesAtMs: attempt.updatedAtMs + UNCERTAIN_FOR_MS,
            }
          : null,
    }
  }

  function correctionOf({ attemptId, spentNanoUsd }: Attempt): Receipt['corrected'] {
    const corrections = storage.entries.corrections(attemptId)
    const newest = corrections.at(-1)
    if (!newest || spentNanoUsd === null) return null
    const sumNanoUsd = corrections.reduce((sum, { amountNanoUsd }) => sum + amountNanoUsd, 0)
    return { beforeNanoUsd: spentNanoUsd - sumNanoUsd, atMs: newest.atMs }
  }

  /** What an attempt counts as, from its estimate, its reports and the text that is here. */
  function countOf(attempt: Attempt, parts: readonly Part[]) {
    const received = parts.map(writtenIn).join('')
    const settlement = counted({
      price: storage.prices.read(attempt.priceId),
      usage: storage.usageReports.newest(attempt.attemptId) ?? unknownUsage,
      reportedNanoUsd: storage.usageReports.newestCostNanoUsd(attempt.attemptId),
      inputTokens: attempt.inputTokens,
      receivedTokens: receivedTokens(received),
      reservedNanoUsd: attempt.reservedNanoUsd,
    })
    if (!live.runsOn(attempt.providerId)) return settlement
    const costNanoUsd = Math.max(settlement.costNanoUsd, attempt.reservedNanoUsd)
    return { ...settlement, costNanoUsd }
  }

  return {
    list: (): ConversationSummary[] => storage.conversations.list().map(summaryOf),

    summary(conversationId: string): ConversationSummary | null {
      const totals = storage.conversations.find(conversationId)
      return totals && summaryOf(totals)
    },

    open(conversationId: string): Conversation | null {
      const totals = storage.conversations.find(conversationId)
      if (!totals) return null
      const byTurn = Map.groupBy(
        storage.messages.ofConversation(conversationId),
        (row) => row.turnId,
      )
      const turns = [...byTurn.values()].flatMap((rows) => turnOf(rows) ?? [])
      return { ...summaryOf(totals), turns, options: chatOptionsOf(storage, conversationId) }
    },

    turn(turnId: string): Turn {
      const turn = turnOf(storage.messages.ofTurn(turnId))
      if (!turn) throw new Error(`Turn ${turnId} has no answer`)
      return turn
    },

    /** The parts of a turn's answer; none if its chat is gone. */
    partsOf(turnId: string): Part[] {
      const answer = storage.messages.ofTurn(turnId).findLast((row) => row.role === 'assistant')
      return answer ? partsOf(answer) : []
    },

    countOf,
  }
}

/** What a model wrote of a part, to count it. */
function writtenIn(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'thinking':
      return part.text
    case 'tool-call':
      return part.name + part.argumentsJson
    case 'image':
    case 'file':
      return ''
  }
}

/** The dearest tokenizer's tokens per hundred of o200k's, for English and code. */
const DEAREST_PERCENT = 135

/** What was received, in tokens of the dearest tokenizer: a count of ours should not run low. */
export function receivedTokens(received: string): number {
  return Math.ceil((weighTokens(received) * DEAREST_PERCENT) / 100)
}

function summaryOf(totals: ConversationTotals): ConversationSummary {
  const { conversationId, title, updatedAtMs, spentNanoUsd, reservedNanoUsd } = totals
  const model =
    totals.providerId !== null && totals.modelId !== null
      ? { providerId: totals.providerId, modelId: totals.modelId }
      : null
  return { conversationId, title, updatedAtMs, spentNanoUsd, reservedNanoUsd, model }
}
