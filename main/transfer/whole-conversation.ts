import type { AnswerState } from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { openMessages } from '../storage/messages.ts'
import { readParts } from '../storage/messages.ts'
import type { openUsageReports } from '../storage/usage-reports.ts'
import type {
  openWholeConversations,
  WholeConversationRow,
  WholeTurnRow,
} from '../storage/whole-conversations.ts'

/** What an answer cost, as far as a person may take it elsewhere. */
export type WholeReceipt = {
  state: string
  quality: string | null
  reservedNanoUsd: number
  /** Null while it is not known. */
  spentNanoUsd: number | null
  inputTokens: number | null
  outputTokens: number | null
  reasoningTokens: number | null
}

export type WholeTurn = {
  turnId: string
  parentId: string | null
  isShown: boolean
  createdAtMs: number
  userParts: Part[]
  userAtMs: number
  answerParts: Part[]
  answerAtMs: number
  state: AnswerState
  providerId: string | null
  modelId: string | null
  providerName: string | null
  modelName: string | null
  /** Null for an answer that cost nothing here: copied or imported. */
  receipt: WholeReceipt | null
}

/** A conversation with every version of every turn, parents first. */
export type WholeConversation = WholeConversationRow & { turns: WholeTurn[] }

export type WholeReader = ReturnType<typeof openWholeReader>

/** Reads conversations as they are written to files. */
export function openWholeReader(tables: {
  whole: ReturnType<typeof openWholeConversations>
  messages: Pick<ReturnType<typeof openMessages>, 'partsSoFar'>
  usageReports: Pick<ReturnType<typeof openUsageReports>, 'newest'>
}) {
  const { whole, messages, usageReports } = tables

  function turnOf(row: WholeTurnRow): WholeTurn {
    const { answerId, answerPartsJson, userPartsJson, isShown, state, ...rest } = row
    const isWriting = state === 'writing'
    return {
      ...rest,
      isShown: isShown === 1,
      userParts: readParts(userPartsJson),
      answerParts: isWriting ? messages.partsSoFar(answerId) : readParts(answerPartsJson),
      state,
      receipt: receiptOf(row),
    }
  }

  function receiptOf(row: WholeTurnRow): WholeReceipt | null {
    const { attemptId, attemptState, reservedNanoUsd, spentNanoUsd, quality } = row
    if (attemptId === null || attemptState === null || reservedNanoUsd === null) return null
    const usage = usageReports.newest(attemptId)
    return {
      state: attemptState,
      quality,
      reservedNanoUsd,
      spentNanoUsd,
      inputTokens: usage?.inputTokens ?? null,
      outputTokens: usage?.outputTokens ?? null,
      reasoningTokens: usage?.reasoningTokens ?? null,
    }
  }

  return {
    /** Null if it is not there. */
    read(conversationId: string): WholeConversation | null {
      const row = whole.find(conversationId)
      return row && { ...row, turns: whole.turns(conversationId).map(turnOf) }
    },
    image: whole.image,
  }
}
