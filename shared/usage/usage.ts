import type { ModelKey } from '../chat/message.ts'
import type { Balances } from '../ledger/balances.ts'
import type { Tier } from './tier.ts'

/** How much of the ledger is looked at: a day, its week from Monday, its budget month, or all. */
export const usageSpans = ['day', 'week', 'month', 'all'] as const
export type UsageSpan = (typeof usageSpans)[number]

export type Purpose = 'answer' | 'title' | 'summary' | 'tool' | 'image' | 'compare' | 'gateway'

/**
 * What was spent in a span, by the day each attempt was sent, in the time zone of the budget month
 * that reserved it. Only what has ended counts: every list of rows adds up to `total`.
 */
export type Usage = {
  span: UsageSpan
  /** The whole span, days to come included, YYYY-MM-DD; both are in it. */
  firstDay: string
  lastDay: string
  today: string
  /** A day to ask for to see the span before or after; null: there is nothing there. */
  earlierDay: string | null
  laterDay: string | null
  total: UsageSum
  /** A bar each: the days of the span (of its week, where it is one day), or budget months where it is all. */
  bars: UsageBar[]
  byTier: UsageRow<Tier>[]
  byModel: UsageModel[]
  /** By `providerId`. */
  byProvider: UsageRow<string>[]
  byPurpose: UsageRow<Purpose>[]
  /** Dearest first; those beyond the first few are one row. */
  byConversation: UsageConversation[]
  /** The budget month, where the span is one. */
  month: UsageMonth | null
  /** How the month that is running will end; null elsewhere, and while too little is known. */
  forecast: Forecast | null
}

export type UsageSum = {
  /** Overrun included. */
  spentNanoUsd: number
  /** Turns with an answer or an attempt at one; titles and second attempts are none. */
  turnCount: number
  /**
   * What the same would have cost more, had nothing been read from or written to a cache. Negative
   * where writing cost more than reading saved.
   */
  savedNanoUsd: number
}

/** `name` is what a person reads; null where the key itself says it (tier, purpose). */
type UsageRow<K> = UsageSum & { key: K; name: string | null }

/** Tokens as far as they were told, of attempts that cost something or would have. */
type UsageModel = UsageRow<ModelKey> & {
  /** Those that were read from a cache are among the input. */
  inputTokens: number
  cacheReadTokens: number
  outputTokens: number
}

export type UsageBar = {
  /** YYYY-MM-DD; of a month its first day. */
  day: string
  turnCount: number
  spentNanoUsd: Record<Tier, number>
}

export type UsageConversation = UsageSum & {
  /** Null where `title` is: deleted conversations together, or the others together. */
  conversationId: string | null
  title: string | null
  kind: 'one' | 'deleted' | 'others'
  /** Null for deleted ones: how many there were is gone with them. */
  conversationCount: number | null
  /** The model that most of it was spent on. */
  mostlyName: string | null
}

export type UsageMonth = {
  startsAtMs: number
  endsAtMs: number
  timeZone: string
  balances: Balances
  availableNanoUsd: number
  dayCount: number
}

/** What will have been spent at the end of the month, and between which two it should be in eight of ten. */
export type Forecast = {
  expectedNanoUsd: number
  lowNanoUsd: number
  highNanoUsd: number
  /** Whole days it was learned from. */
  dayCount: number
}
