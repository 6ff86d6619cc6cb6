import type { Catalog } from '../catalog/catalog.ts'
import type { TokenCounter } from '../estimate/token-counter.ts'
import type { Storage } from '../storage/storage.ts'
import type { openAttachments } from './attachments.ts'
import type { Context } from './context.ts'

/** Everything quotes stand on. */
export type QuotesOptions = {
  storage: {
    usageReports: Pick<Storage['usageReports'], 'settledTurns'>
    conversations: Pick<Storage['conversations'], 'optionsJson'>
  }
  catalog: Pick<Catalog, 'models' | 'find' | 'revision'>
  contexts: { of: (conversationId: string | null, parentTurnId?: string | null) => Context }
  attachments: Pick<ReturnType<typeof openAttachments>, 'partsOf'>
  counter: TokenCounter
  nowMs: () => number
  after: (delayMs: number, run: () => void) => () => void
  /** What a turn may reserve at most; null: there is no limit. */
  available: () => number | null
  /** Exact counts of the draft last quoted have come. */
  counted: (conversationId: string | null) => void
}
