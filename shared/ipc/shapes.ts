import type { ChatOptions, Effort, ImportedFrom, ModelKey, Turn } from '../chat/message.ts'
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
  /** Whether a provider may be asked, free of charge, how many tokens a message has before it is sent. */
  countsAtProvider: boolean
  /** Writes titles, as priced work of its own; null: titles are the first words. */
  titleModel: ModelKey | null
  sendsWith: 'enter' | 'mod-enter'
  favouriteModels: ModelKey[]
  /** Newest first. */
  recentModels: ModelKey[]
  language: (typeof languages)[number]
  zoomPercent: number
  /** Off at first: on Windows and Linux the dictionaries come from the web. */
  isSpellChecked: boolean
  /** When a long answer ends while the window is not looked at. */
  notifies: boolean
  /** Whether closing the window leaves the program in the tray. */
  staysInTray: boolean
  /** The keys that open the small window from anywhere, as Electron writes them; null: none. */
  quickAskKeys: string | null
  /** A currency of the person's own beside USD, at a rate they typed; null: USD. */
  currency: Currency | null
}

/** `perUsd` is decimal digits with a point, as was typed: "0.92". */
export type Currency = { code: string; perUsd: string }

/** What the main process says in the language of the window, by the ids of its words. */
export type DesktopWords = Record<string, string>

/** A menu of the menu bar, as the window has its commands. */
export type DesktopMenu = { menu: (typeof desktopMenus)[number]; entries: MenuEntry[] }

export const desktopMenus = ['file', 'chat', 'view', 'help'] as const

export type MenuEntry = {
  commandId: string
  label: string
  /** Its keys as Electron writes them. */
  accelerator: string | null
  /** A line stands above it. */
  startsGroup: boolean
  isUsable: boolean
}

/** `taken`: another program or the system has these keys, so they do nothing here. */
export type DesktopState = { quickAskKeys: 'works' | 'taken' | 'off' }

export const languages = ['system', 'en', 'de', 'es', 'fr', 'ja', 'zh'] as const

/** A model and what is set for a chat, under a name. A null model is the one chosen. */
export type Preset = {
  presetId: string
  name: string
  model: ModelKey | null
  options: ChatOptions
}

/** A text to begin with. `{{name}}` in it is asked for. */
export type Prompt = { promptId: string; name: string; text: string }

/** `options` is what a new conversation in it begins with; null: as outside. */
export type Folder = { folderId: string; name: string; options: ChatOptions | null }

export type SearchPage = { hits: SearchHit[]; hasMore: boolean }

/** One message that was found, with the words around what was found in it. */
export type SearchHit = {
  /** By time, and of no other message: later is larger. */
  place: number
  conversationId: string
  turnId: string
  /** Which of the conversation's turns; its versions share it. */
  position: number
  role: 'user' | 'assistant'
  title: string
  /** Null for a question, and where nobody knows. */
  modelName: string | null
  createdAtMs: number
  excerpt: string
  /** Where in the excerpt the words are. */
  ranges: TextRange[]
}

/** In UTF-16 units. */
export type TextRange = { start: number; end: number }

/** What became of each conversation of a file. */
export type ImportReport = {
  from: ImportedFrom | null
  fileName: string
  items: ImportedItem[]
  messageCount: number
}

export type ImportedItem = {
  title: string
  outcome: 'imported' | 'known' | 'partly' | 'refused'
  /** What was left out or wrong, as sentences know it. */
  problems: ImportProblem[]
  messageCount: number
}

export type ImportProblem =
  | { kind: 'not-a-conversation' }
  | { kind: 'no-messages' }
  | { kind: 'unknown-parts'; count: number }
  | { kind: 'missing-files'; count: number }
  | { kind: 'broken-links'; count: number }
  | { kind: 'bad-dates'; count: number }
  | { kind: 'too-long'; count: number }

/** How much is in a profile, and until when. */
export type ProfileContents = {
  /** Of the newest entry or message; null: there is none. */
  newestAtMs: number | null
  entryCount: number
  conversationCount: number
  messageCount: number
}

/** What going on from a backup would do. */
export type RestorePlan = {
  planId: string
  fileName: string
  backup: ProfileContents
  present: ProfileContents
  /** Entries that are here and not in the backup, and come along. */
  keptEntryCount: number
  /** Entries that are here and cannot come along: the two ledgers went different ways. */
  leftEntryCount: number
}

export type ProfilePlace = ProfileContents & { folder: string; sizeBytes: number }

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
  /** A turn that is expected to cost more than this is asked about before it is sent; null: none is. */
  turnLimitNanoUsd: number | null
  /** None unless the person made some. */
  envelopes: Envelope[]
}

/** A part of the monthly budget that one folder, provider or model may use at most. */
export type Envelope = {
  envelopeId: string
  of: EnvelopeOf
  monthlyNanoUsd: number
  /** In this period. */
  reservedNanoUsd: number
  spentNanoUsd: number
}

export type EnvelopeOf =
  | { kind: 'folder'; folderId: string }
  | { kind: 'provider'; providerId: string }
  | { kind: 'model'; model: ModelKey }

/** Told once a period for each share of the budget that was spent. */
export type BudgetNotice = {
  percent: 50 | 80 | 100
  spentNanoUsd: number
  grantedNanoUsd: number
  periodEndsAtMs: number
}

export type Model = {
  key: ModelKey
  name: string
  providerName: string
  contextTokens: number | null
  /** Most output tokens one answer may use; this is what a request carries. */
  maxOutputTokens: number
  /** The model's own limit, up to which a person may raise it. */
  mostOutputTokens: number | null
  seesImages: boolean
  /** How hard it can be told to think; none where it cannot be told. */
  efforts: readonly Effort[]
  takesTemperature: boolean
  /** The day its provider takes it away, YYYY-MM-DD. */
  retiresOn: string | null
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
  onThisComputer: boolean
  /** How many models its own list had when it was last read; null: never read. */
  listedCount: number | null
  /** The result of the newest check or turn. */
  status: { checkedAtMs: number; failure: Failure | null } | null
}

export type ProviderChecked = { provider: Provider; listedCount: number; pricedCount: number }

/**
 * What the draft would cost with each model, in the order of `catalog.read`. Bare numbers, because
 * they cross at every key press. NaN: the price is unknown.
 */
export type Quotes = {
  /** The edition of `catalog.read` whose order this is; if another, read that anew first. */
  catalogRevision: number
  expectedNanoUsd: Float64Array
  ceilingNanoUsd: Float64Array
  /** The turn after this one, if it is as long, with what is then in the model's cache. */
  thenNanoUsd: Float64Array
  inputTokens: Float64Array
  /** Where not 0, what would be sent is more than the model can read, with room for an answer. */
  isTooLong: Uint8Array
}

/** One model's figures of `Quotes`. */
export type Quote = {
  key: ModelKey
  inputTokens: number
  /** Null where the price is unknown. */
  expectedNanoUsd: number | null
  ceilingNanoUsd: number | null
  thenNanoUsd: number | null
  isTooLong: boolean
}

export type Catalog = { revision: number; models: Model[] }

/** Other ways to send a draft to the model it was meant for. Null: there is no such way. */
export type Ways = {
  /** An answer that may be no longer than what is available pays for. */
  shorter: { maxOutputTokens: number; expectedNanoUsd: number; ceilingNanoUsd: number } | null
  /** Without the oldest turns, as few as let it fit model and budget. */
  trimmed: {
    leftOutTurns: number
    keptTurns: number
    expectedNanoUsd: number
    ceilingNanoUsd: number
  } | null
}

/** What a conversation has cost, in parts that add up. What is only reserved is not in it. */
export type ConversationSpent = {
  totalNanoUsd: number
  answersNanoUsd: number
  titlesNanoUsd: number
  summariesNanoUsd: number
  /** Of the answers: those of other versions, which are not on the way that is shown. */
  hiddenNanoUsd: number
  hiddenCount: number
}

/** What the next turn of a conversation costs with one model, and what would make it cheaper. */
export type Savings = {
  /** Whether nothing is written yet, so that a question as is usual here stands for it. */
  isTypical: boolean
  next: {
    inputTokens: number
    expectedNanoUsd: number
    ceilingNanoUsd: number
    /** How much of what is expected is for reading what was said before. */
    historyNanoUsd: number
    /** What is expected once its cache holds nothing of it any more; null: it holds nothing now. */
    coldNanoUsd: number | null
    /** The turn after it. */
    thenNanoUsd: number
    isTooLong: boolean
  }
  /** A new conversation with the same model and settings; null: nothing would be saved. */
  afresh: Saving | null
  /** What is attached to turns that are sent, where it costs something; dropped ones in any case. */
  attachments: SavingAttachment[]
  /** Null where too little is there to be summarised, or nothing would be saved. */
  summary: SavingSummary | null
}

/** What a change would do to the turns to come, everything else being as it is. */
export type Saving = {
  /** The next turn after the change. */
  nextNanoUsd: number
  /** What that is less; below 0 where a cache would have to be filled anew. */
  savesNanoUsd: number
  /** What each turn after that one is less. */
  laterSavesNanoUsd: number
}

/** Dropping it; of a dropped one, what leaving it so saves. */
export type SavingAttachment = Saving & {
  turnId: string
  /** Which part of the question it is. */
  place: number
  /** Of its turn. */
  position: number
  type: 'image' | 'file'
  name: string
  isDropped: boolean
}

export type SavingSummary = Saving & {
  /** The last of the turns that it would stand for. */
  turnId: string
  turnCount: number
  /** Those that can write it, cheapest first, with what that costs. */
  models: { key: ModelKey; expectedNanoUsd: number; ceilingNanoUsd: number }[]
  suggested: ModelKey
}

/** What came of a summary that was asked for. Its cost is entered whatever it was. */
export type Summarised = {
  /** `written` alone changes what is sent. */
  outcome: 'written' | 'cut-off' | 'refused' | 'empty' | 'stopped' | 'failed'
  failure: Failure | null
  /** Null while it is not known. */
  spentNanoUsd: number | null
  turn: Turn
}

/** How good estimates were, over settled turns that the provider counted. */
export type TrackRecord = {
  turnCount: number
  /** Half of them were at least this near, of what they really cost; null with too few turns. */
  withinPercent: number | null
  ceilingHeldCount: number
  /** What each really cost beside its estimate, oldest first: 12 is 12 % dearer, -5 is cheaper. */
  missedPercents: number[]
}

/** A typical turn of this person, and what it costs with each model now. */
export type TypicalTurn = {
  inputTokens: number
  outputTokens: number
  /** Settled turns it was learned from; 0: an honest guess. */
  turnCount: number
  costs: { key: ModelKey; costNanoUsd: number | null }[]
}

export type PriceEdition = {
  version: string
  takenOn: string
  modelCount: number
}

/** Which list of prices is in use. */
export type CatalogEdition = {
  bundled: PriceEdition
  /** An update a person took; it stands above the bundled list. */
  downloaded: (PriceEdition & { importedAtMs: number; from: string }) | null
  /** Whether there is an edition to go back to. */
  canRollBack: boolean
  ownPriceCount: number
}

/** What an update would do to the models a person can choose. Nothing is changed by looking. */
export type PriceUpdate = {
  updateId: string
  edition: PriceEdition
  changed: PriceChange[]
  addedCount: number
  removedCount: number
  sameCount: number
  /** Prices left out of it, and why. */
  refused: { modelId: string; reason: string }[]
}

/** One model's price before and after, in pico-USD per token. `isLarge`: more than tenfold. */
export type PriceChange = {
  key: ModelKey
  before: { inputPicoUsd: number; outputPicoUsd: number }
  after: { inputPicoUsd: number; outputPicoUsd: number }
  isLarge: boolean
}
