import type { ModelKey } from '../chat/message.ts'
import type { Failure } from '../failures.ts'
import type { Balances } from '../ledger/balances.ts'
import type { Price } from '../money/price.ts'

export type ProfileName = 'personal' | 'practice'

export type Profile = {
  name: ProfileName
  version: string
  settings: Settings
  keyStore: KeyStoreKind
  /** Why the profile could not be opened. Everything else then answers with the same failure. */
  problem: Failure | null
  /** What start-up found and put right. */
  recovered: Recovered
}

/** What the last run left open and this start resolved. */
export type Recovered = {
  releasedCount: number
  uncertainCount: number
  interruptedCount: number
  /** Entries that were written once and are no longer there. */
  lostEntryCount: number
  /** Periods whose balances did not agree with their entries and were added up again. */
  rebuiltCount: number
}

/** A copy of a whole profile that was opened and checked before it counted. */
export type Backup = {
  backupName: string
  takenAtMs: number
  entryCount: number
  sizeBytes: number
}

/** `memory-only`: this computer has no key store that can be trusted, so keys last until quit. */
export type KeyStoreKind = 'safe' | 'memory-only'

export type Settings = {
  creditsPerUsd: number
  theme: 'system' | 'light' | 'dark'
  /** The model chosen last; a new conversation starts with it. */
  model: ModelKey | null
}

/**
 * What happens to a turn that does not fit what is available. `firm`: it is refused. `ask`: the
 * person may allow it, each time. `watch`: it is sent, and shown as beyond the budget.
 */
export type BudgetMode = 'firm' | 'ask' | 'watch'

export type Budget = {
  /** What the person set for a month; null until they did, and with no limit. */
  monthlyNanoUsd: number | null
  mode: BudgetMode
  /** The day of the month on which the next periods start, 1 to 28. */
  startDay: number
  /** Whether what is left of a period comes into the next. */
  carriesOver: boolean
  balances: Balances
  availableNanoUsd: number
  periodStartsAtMs: number
  periodEndsAtMs: number
  timeZone: string
}

export type Model = {
  key: ModelKey
  name: string
  providerName: string
  contextTokens: number | null
  /** Most output tokens one answer may use; this is what a request carries. */
  maxOutputTokens: number
  seesImages: boolean
  onThisComputer: boolean
  price: Price | null
  /** Whether its provider has what it needs to be asked. */
  ready: boolean
}

export type KeyState = 'absent' | 'stored' | 'memory-only' | 'unreadable' | 'not-needed'

export type Provider = {
  providerId: string
  name: string
  /** Where requests and the key go. */
  address: string
  host: string
  /** True once the address is not the provider's own. */
  addressChanged: boolean
  keyState: KeyState
  /** The last four characters of the key, never more. */
  keyEnding: string | null
  modelCount: number
  custom: boolean
  /** The result of the newest check or turn. */
  status: { checkedAtMs: number; failure: Failure | null } | null
}

export type ProviderChecked = { provider: Provider; listedCount: number; pricedCount: number }

export type Quote = {
  key: ModelKey
  inputTokens: number
  /** Null where the price is unknown. */
  expectedNanoUsd: number | null
  ceilingNanoUsd: number | null
}
