/**
 * What the ledger and a provider say of the same days, side by side. It is made for the screen, kept
 * nowhere and changes nothing. Days are of UTC, as providers count them.
 */

/** What can be read from a file: by the name of the provider and of its export. */
export type DriftFormat = 'openai-usage' | 'openai-costs' | 'anthropic-usage' | 'anthropic-costs'

/** One side's figures. Null: not said. Tokens include what was cached, output includes reasoning. */
export type DriftFigures = {
  costNanoUsd: number | null
  inputTokens: number | null
  outputTokens: number | null
  requestCount: number | null
}
export type DriftMeasure = keyof DriftFigures

export const noFigures: DriftFigures = {
  costNanoUsd: null,
  inputTokens: null,
  outputTokens: null,
  requestCount: null,
}

export type DriftRow = {
  /** YYYY-MM-DD */
  day: string
  /** Null: what an export puts down to no model. */
  modelName: string | null
  /** Null: nothing of that day and model on this side. */
  here: DriftFigures | null
  there: DriftFigures | null
}

/** An export beside the attempts that the ledger has of its days. The rows add up to the totals. */
export type FileDrift = {
  format: DriftFormat
  fileName: string
  providerName: string
  firstDay: string
  lastDay: string
  /** What the export says at all; only that is compared. */
  measures: DriftMeasure[]
  /** By day, then by model; a measure that one side has nothing of counts as nothing there. */
  rows: DriftRow[]
  here: DriftFigures
  there: DriftFigures
  open: DriftOpen
}

export type DriftSpan = 'day' | 'week' | 'month' | 'ever'

/** What a provider says was spent with a key, beside what the ledger has of the same time. */
export type KeyDrift = {
  providerName: string
  askedAtMs: number
  rows: KeyDriftRow[]
  /** What the key may still spend; null: it has no limit, or it is not said. */
  limitRemainingNanoUsd: number | null
  open: DriftOpen
}

export type KeyDriftRow = {
  /** Today, this week from Monday, this month, or since the key and the ledger began. */
  span: DriftSpan
  hereNanoUsd: number
  /** With what other providers charge for keys of the person's own there; null: not said. */
  thereNanoUsd: number | null
  /** That part of it; null: not said. */
  byokNanoUsd: number | null
}

/** What of the ledger's side is not certain. */
export type DriftOpen = {
  /** Sent, and not in the figures: what they cost is not known yet. Together at most so much. */
  uncertainCount: number
  uncertainNanoUsd: number
  /** In the figures, by what was counted here: the provider gave no figure, or not all. */
  estimatedCount: number
  /** In the figures with what they cost, but without tokens. */
  uncountedCount: number
  /** Those of the first two kinds, newest first; the rest is so many. */
  turns: DriftTurn[]
  restCount: number
}

export type DriftTurn = {
  turnId: string
  /** Null where the conversation was deleted, and where the work was none of a conversation. */
  conversationId: string | null
  title: string | null
  modelName: string
  sentAtMs: number
  state: 'uncertain' | 'estimated'
  /** Reserved for it, or counted. */
  nanoUsd: number
}

/** Where a comparison can be had: providers that can be asked, and those whose exports are read. */
export type DriftSources = {
  asked: { providerId: string; providerName: string }[]
  exported: { providerId: string; providerName: string }[]
}
