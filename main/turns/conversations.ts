import type {
  AnswerMessage,
  BackgroundWork,
  Conversation,
  ConversationSummary,
  ModelKey,
  Turn,
  TurnPage,
  TurnSummary,
} from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Receipt } from '../../shared/chat/receipt.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { weighTokens } from '../estimate/weigh.ts'
import type { Attempt } from '../storage/attempts.ts'
import type { ConversationRow } from '../storage/conversations.ts'
import { type MessageRow, readParts } from '../storage/messages.ts'
import type { Storage } from '../storage/storage.ts'
import type { SummaryRow } from '../storage/summaries.ts'
import type { TurnRow } from '../storage/turns.ts'
import { chatOptionsOf } from './chat-options.ts'
import { isAttachment } from './context.ts'
import { counted } from './settlement.ts'

/** How long an attempt of unknown cost stays reserved before it is counted as far as it is known. */
export const UNCERTAIN_FOR_MS = 24 * 60 * 60 * 1000

/** So many turns come at once, and about two screens of them. */
const PAGE_TURNS = 30

export type Conversations = ReturnType<typeof openConversationReader>

/** What the tables do not know of an attempt or its answer. */
export type Live = {
  /** The text of an answer that is being written now. */
  partsOf: (turnId: string) => Part[] | null
  /** Set while it waits to be tried again. */
  retryOf: (turnId: string) => AnswerMessage['retry']
  canLookUp: (attempt: Attempt) => boolean
  /** Whether a summary is being written now. */
  isSummarising: (summaryId: string) => boolean
  /** What a model is called now. */
  nameOf: (model: ModelKey) => string
  /** Whether its provider bills to the end although nobody reads. */
  runsOn: (providerId: string) => boolean
}

/** Conversations, turns and receipts as a screen shows them, read from the tables. */
export function openConversationReader(storage: Storage, live: Live) {
  function turnOf(row: TurnRow): Turn | null {
    const rows = storage.messages.ofTurn(row.turnId)
    const user = rows.find(({ role }) => role === 'user')
    const answer = rows.findLast(({ role }) => role === 'assistant')
    if (!user || !answer || answer.state === 'written') return null
    const attempt = answer.attemptId === null ? null : storage.attempts.find(answer.attemptId)
    const { turnId } = row
    const summaries = storage.summaries.ofTurn(turnId)
    const parts = readParts(user.partsJson)
    return {
      turnId,
      parentTurnId: row.parentId,
      position: row.position,
      versionIds: storage.turns.versions(row),
      comparisonId: row.comparisonId,
      user: {
        role: 'user',
        turnId,
        parts,
        // Most have nothing that could be dropped.
        droppedPlaces: parts.some(isAttachment) ? storage.droppedAttachments.places(turnId) : [],
        createdAtMs: user.createdAtMs,
      },
      answer: {
        role: 'assistant',
        turnId,
        parts: partsOf(answer),
        createdAtMs: answer.createdAtMs,
        model: modelOf(answer),
        modelName: answer.modelName ?? answer.modelId ?? '',
        providerName: answer.providerName ?? answer.providerId ?? '',
        state: answer.state,
        retry: live.retryOf(turnId),
        receipt: attempt && receiptOf(attempt, answer),
      },
      background: backgroundOf(row, summaries),
      summary: summaryOfTurn(row, summaries),
    }
  }

  /** The title, with the turn it was written for; each summary, with the turn it ends at. */
  function backgroundOf(
    { turnId, conversationId }: TurnRow,
    summaries: readonly SummaryRow[],
  ): BackgroundWork[] {
    const titleId = storage.conversations.titleAttemptId(conversationId)
    const title = titleId === null ? null : storage.attempts.find(titleId)
    const works: BackgroundWork[] = []
    if (title?.turnId === turnId) {
      works.push({ purpose: 'title', modelName: live.nameOf(title), ...costOf(title) })
    }
    for (const { attemptId, modelName } of summaries) {
      const attempt = attemptId === null ? null : storage.attempts.find(attemptId)
      if (attempt) works.push({ purpose: 'summary', modelName, ...costOf(attempt) })
    }
    return works
  }

  /** The summary that is sent on the way that is shown, or is being written, if it ends here. */
  function summaryOfTurn(
    { conversationId }: TurnRow,
    summaries: readonly SummaryRow[],
  ): TurnSummary | null {
    if (summaries.length === 0) return null
    const shownId = storage.summaries.shownId(conversationId)
    const row = summaries.findLast(
      ({ summaryId }) => live.isSummarising(summaryId) || summaryId === shownId,
    )
    if (!row) return null
    const { summaryId, modelName, turnCount, text, attemptId } = row
    const attempt = attemptId === null ? null : storage.attempts.find(attemptId)
    const { spentNanoUsd, reservedNanoUsd } = attempt ?? { spentNanoUsd: null, reservedNanoUsd: 0 }
    return { summaryId, modelName, turnCount, text, spentNanoUsd, reservedNanoUsd }
  }

  function turnsOf(rows: readonly TurnRow[]): Turn[] {
    return rows.flatMap((row) => turnOf(row) ?? [])
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
      // What is written in the background is not kept meanwhile, so all it may have been counts.
      receivedTokens: isAnswer(attempt) ? receivedTokens(received) : attempt.maxOutputTokens,
      reservedNanoUsd: attempt.reservedNanoUsd,
    })
    if (!live.runsOn(attempt.providerId)) return settlement
    const costNanoUsd = Math.max(settlement.costNanoUsd, attempt.reservedNanoUsd)
    return { ...settlement, costNanoUsd }
  }

  /** The turns that are compared at the end of a conversation; null: none are. */
  function comparingAt(row: ConversationRow, last: TurnRow | null): TurnRow[] | null {
    if (row.comparisonId === null || last?.comparisonId !== row.comparisonId) return null
    return storage.turns.compared(last, row.comparisonId)
  }

  /** The last turns, or those around a position. What is compared at the end stands apart. */
  function open(conversationId: string, at?: number): Conversation | null {
    const row = storage.conversations.find(conversationId)
    if (!row) return null
    const last = storage.turns.lastShown(conversationId)
    const comparing = comparingAt(row, last)
    const end = last === null ? 0 : last.position - (comparing ? 1 : 0)
    const middle = at === undefined ? end : Math.min(at, end)
    const rows = [
      ...storage.turns.before(conversationId, middle + 1, PAGE_TURNS),
      ...storage.turns
        .after(conversationId, middle, PAGE_TURNS)
        .filter(({ position }) => position <= end),
    ]
    return {
      ...summaryOf(row),
      turns: turnsOf(rows),
      hasEarlier: (rows[0]?.position ?? 1) > 1,
      hasLater: (rows.at(-1)?.position ?? end) < end,
      turnCount: last?.position ?? 0,
      comparing: comparing && turnsOf(comparing),
      options: chatOptionsOf(storage, conversationId),
    }
  }

  return {
    list: (): ConversationSummary[] => storage.conversations.list().map(summaryOf),

    summary(conversationId: string): ConversationSummary | null {
      const row = storage.conversations.find(conversationId)
      return row && summaryOf(row)
    },

    open,

    /** The shown turns before or after one of them, without those that are compared. */
    page({ conversationId, turnId, direction }: Input<'conversation.page'>): TurnPage | null {
      const at = storage.turns.find(turnId)
      const row = storage.conversations.find(conversationId)
      if (!at || !row || at.conversationId !== conversationId) return null
      const last = storage.turns.lastShown(conversationId)
      const comparisonId = comparingAt(row, last) && row.comparisonId
      const { before, after } = storage.turns
      const rows = (direction === 'before' ? before : after)(
        conversationId,
        at.position,
        PAGE_TURNS,
      ).filter((turn) => comparisonId === null || turn.comparisonId !== comparisonId)
      const end = (last?.position ?? 0) - (comparisonId === null ? 0 : 1)
      const hasMore =
        direction === 'before' ? (rows[0]?.position ?? 1) > 1 : (rows.at(-1)?.position ?? end) < end
      return { turns: turnsOf(rows), hasMore }
    },

    turn(turnId: string): Turn {
      const row = storage.turns.find(turnId)
      const turn = row && turnOf(row)
      if (!turn) throw new Error(`Turn ${turnId} has no answer`)
      return turn
    },

    /** What an attempt has written into its turn; nothing if its chat is gone or it wrote elsewhere. */
    partsOf({ turnId, attemptId }: Pick<Attempt, 'turnId' | 'attemptId'>): Part[] {
      const answer = storage.messages.ofTurn(turnId).find((row) => row.attemptId === attemptId)
      return answer ? partsOf(answer) : []
    },

    countOf,
  }
}

function isAnswer({ purpose }: Attempt): boolean {
  return purpose === 'answer' || purpose === 'compare'
}

function costOf({ spentNanoUsd, reservedNanoUsd }: Attempt) {
  return { spentNanoUsd, reservedNanoUsd }
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

function summaryOf(row: ConversationRow): ConversationSummary {
  return {
    conversationId: row.conversationId,
    title: row.title,
    titleFrom: row.titleFrom,
    updatedAtMs: row.updatedAtMs,
    spentNanoUsd: row.spentNanoUsd,
    uncertainNanoUsd: row.uncertainNanoUsd,
    model: modelOf(row),
    folderId: row.folderId,
    isPinned: row.pinnedAtMs !== null,
    importedFrom: row.importedFrom,
  }
}

function modelOf({ providerId, modelId }: Pick<MessageRow, 'providerId' | 'modelId'>) {
  return providerId !== null && modelId !== null ? { providerId, modelId } : null
}
