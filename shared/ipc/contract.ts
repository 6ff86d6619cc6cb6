import { z } from 'zod'
import {
  type ChatOptions,
  type Conversation,
  type ConversationSummary,
  efforts,
  type Turn,
  type TurnPage,
} from '../chat/message.ts'
import {
  type ImageAttachment,
  type ImageType,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  MAX_TEXT_CHARACTERS,
  type TextAttachment,
} from '../chat/part.ts'
import type { Elsewhere, TurnAttempt } from '../chat/receipt.ts'
import type { Failure } from '../failures.ts'
import { isCreditSize } from '../money/credits.ts'
import { CURRENCY_CODE, CURRENCY_RATE } from '../money/currency.ts'
import type { Result } from '../result.ts'
import type { CallName, EventName } from './names.ts'
import type { DriftSources, FileDrift, KeyDrift } from '../usage/drift.ts'
import {
  type Backup,
  type Budget,
  type BudgetNotice,
  type Catalog,
  type CatalogEdition,
  type ConversationSpent,
  type DesktopMenu,
  desktopMenus,
  type DesktopState,
  type EnvelopeOf,
  type Folder,
  type ImportReport,
  languages,
  type Model,
  type Preset,
  type PriceUpdate,
  type Profile,
  type ProfilePlace,
  type Provider,
  type ProviderChecked,
  type Prompt,
  type Quotes,
  type RestorePlan,
  type Savings,
  type SearchPage,
  type Settings,
  type Summarised,
  type TrackRecord,
  type TypicalTurn,
  type Ways,
} from './shapes.ts'
import { type Usage, usageSpans } from '../usage/usage.ts'

const MAX_SYSTEM_CHARACTERS = 200_000

/** The list in use today has about two million. */
const MAX_PRICE_LIST_CHARACTERS = 30_000_000

/** A line for each of the most items an import takes. */
const MAX_REPORT_CHARACTERS = 40_000_000

const nothing = z.strictObject({})
const id = z.uuid()
const name = z.string().trim().min(1).max(120)
const typed = z.string().max(4_000)
const exportWord = z.string().min(1).max(120)
const modelKey = z.strictObject({
  providerId: z.string().min(1).max(120),
  modelId: z.string().min(1).max(400),
})
const message = z.string().max(MAX_TEXT_CHARACTERS)
const attachmentId = z.string().regex(/^[0-9a-f]{64}$/u)
/** OpenAI refuses a cap below 16. */
const outputTokens = z.number().int().min(16).max(1_000_000)
/** An image or a text by what `attachments.add` or `attachments.addText` called it. */
const attachment = z.strictObject({
  type: z.enum(['image', 'file']),
  attachmentId,
  name: z.string().max(400),
})
const chatOptions = z.strictObject({
  systemText: z.string().max(MAX_SYSTEM_CHARACTERS),
  effort: z.enum(efforts).nullable(),
  temperature: z.number().min(0).max(2).nullable(),
  maxOutputTokens: outputTokens.nullable(),
  leftOutTurns: z.number().int().min(0).max(1_000_000),
}) satisfies z.ZodType<ChatOptions>
const desktopMenu = z.strictObject({
  menu: z.enum(desktopMenus),
  entries: z
    .array(
      z.strictObject({
        commandId: z.string().max(80),
        label: z.string().max(400),
        accelerator: z.string().max(60).nullable(),
        startsGroup: z.boolean(),
        isUsable: z.boolean(),
      }),
    )
    .max(60),
}) satisfies z.ZodType<DesktopMenu>
/** What a document that is written for a person says around what was said. */
const exportWords = z.strictObject({
  you: exportWord,
  answer: exportWord,
  untitled: exportWord,
  started: exportWord,
  exported: exportWord,
  models: exportWord,
  credits: exportWord,
  notKnown: exportWord,
  thinking: exportWord,
  image: exportWord,
  file: exportWord,
  tool: exportWord,
})
/** The turn that what is written comes after: null for none, absent for the last that is shown. */
const parentTurnId = id.nullable().optional()
const drafted = {
  conversationId: id.nullable(),
  parentTurnId,
  draft: message,
  attachments: z.array(attachment).max(MAX_ATTACHMENTS).optional(),
  /** Of a conversation that is not stored yet; what is set for a stored one is known. */
  options: chatOptions.optional(),
}
/** So many credits that each is a whole number of nano-USD: relabelling never rounds money. */
const creditsPerUsd = z.number().int().refine(isCreditSize)
/** In nano-USD; below nothing where more than there is was used. */
const most = z.number().int().nullable()
const envelopeOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), folderId: id }),
  z.strictObject({ kind: z.literal('provider'), providerId: z.string().min(1).max(120) }),
  z.strictObject({ kind: z.literal('model'), model: modelKey }),
]) satisfies z.ZodType<EnvelopeOf>
const usageAsked = { span: z.enum(usageSpans), day: z.iso.date().nullable() }
export type DraftAttachment = z.infer<typeof attachment>

/** THE list of calls: what may cross from the window to the main process, and what comes back. */
export const calls = {
  'profile.read': call(nothing, returns<Profile>()),
  /** Changes the profile; the window is loaded anew. Answers in progress are stopped and settled. */
  'profile.open': call(z.strictObject({ name: z.enum(['personal', 'practice']) }), returns<void>()),
  /** Moves a damaged database aside, whole, and begins with an empty one. */
  'profile.startAfresh': call(nothing, returns<void>()),
  /** Newest first. */
  'profile.backups': call(nothing, returns<Backup[]>()),
  /** Moves the damaged database aside, whole, and goes on from a backup. */
  'profile.restore': call(z.strictObject({ backupName: name }), returns<void>()),
  'settings.change': call(
    z.strictObject({
      creditsPerUsd: creditsPerUsd.optional(),
      currency: z
        .strictObject({
          code: z.string().regex(CURRENCY_CODE),
          perUsd: z.string().regex(CURRENCY_RATE),
        })
        .nullable()
        .optional(),
      theme: z.enum(['system', 'light', 'dark']).optional(),
      model: modelKey.optional(),
      countsAtProvider: z.boolean().optional(),
      titleModel: modelKey.nullable().optional(),
      sendsWith: z.enum(['enter', 'mod-enter']).optional(),
      favouriteModels: z.array(modelKey).max(200).optional(),
      recentModels: z.array(modelKey).max(20).optional(),
      language: z.enum(languages).optional(),
      zoomPercent: z.number().int().min(50).max(200).optional(),
      isSpellChecked: z.boolean().optional(),
      notifies: z.boolean().optional(),
      staysInTray: z.boolean().optional(),
      quickAskKeys: z.string().max(60).nullable().optional(),
    }),
    returns<Settings>(),
  ),
  'budget.read': call(nothing, returns<Budget>()),
  'budget.set': call(z.strictObject({ typedUsd: typed }), returns<Budget>()),
  /** No monthly budget for now: everything is sent, and what it costs is counted. */
  'budget.setNoLimit': call(nothing, returns<Budget>()),
  'budget.configure': call(
    z.strictObject({
      mode: z.enum(['firm', 'ask', 'watch']).optional(),
      /** From the next period on. */
      startDay: z.number().int().min(1).max(28).optional(),
      carriesOver: z.boolean().optional(),
    }),
    returns<Budget>(),
  ),
  /** Adds credits to this period (what is left may be carried over). The window makes the id, so twice is once. */
  'budget.topUp': call(z.strictObject({ topUpId: id, typedUsd: typed }), returns<Budget>()),
  /** Null asks about no turn. */
  'budget.setTurnLimit': call(z.strictObject({ typedUsd: typed.nullable() }), returns<Budget>()),
  /** Adds it, or changes the amount of the one with this id. One for each folder, provider or model. */
  'budget.saveEnvelope': call(
    z.strictObject({ envelopeId: id, of: envelopeOf, typedUsd: typed }),
    returns<Budget>(),
  ),
  'budget.removeEnvelope': call(z.strictObject({ envelopeId: id }), returns<Budget>()),
  /**
   * What `budget.reached` told and no window has shown yet; null: nothing. Asked at the start, and
   * by a window that shows what it was told: then it is not shown again.
   */
  'budget.takeNotice': call(nothing, returns<BudgetNotice | null>()),
  /** Says that the date of this computer is right although it jumped; opens the period due. */
  'budget.confirmDate': call(nothing, returns<Budget>()),
  'catalog.read': call(nothing, returns<Catalog>()),
  'catalog.typicalTurn': call(nothing, returns<TypicalTurn>()),
  /** The person's own price, above every list. USD per million tokens as typed; an empty field is unknown. */
  'catalog.setPrice': call(
    z.strictObject({
      model: modelKey,
      typedInputUsd: typed,
      typedOutputUsd: typed,
      typedCacheReadUsd: typed,
      typedCacheWriteUsd: typed,
    }),
    returns<Model>(),
  ),
  'catalog.clearPrice': call(z.strictObject({ model: modelKey }), returns<Model>()),
  'catalog.edition': call(nothing, returns<CatalogEdition>()),
  /** Reads a list of prices, and says what it would change. The text of a file, or a web address. */
  'catalog.previewUpdate': call(
    z.discriminatedUnion('from', [
      z.strictObject({
        from: z.literal('file'),
        name: z.string().max(400),
        text: z.string().max(MAX_PRICE_LIST_CHARACTERS),
      }),
      z.strictObject({ from: z.literal('address'), url: z.string().max(8_000) }),
    ]),
    returns<PriceUpdate>(),
  ),
  'catalog.applyUpdate': call(z.strictObject({ updateId: id }), returns<CatalogEdition>()),
  /** Back to the list before the last update. */
  'catalog.rollBack': call(nothing, returns<CatalogEdition>()),
  'providers.read': call(nothing, returns<Provider[]>()),
  'providers.saveKey': call(
    z.strictObject({ providerId: name, key: z.string().max(4_000) }),
    returns<Provider>(),
  ),
  'providers.removeKey': call(z.strictObject({ providerId: name }), returns<Provider>()),
  /** An empty address is the provider's own. Another host forgets the key: it was given for one host. */
  'providers.setAddress': call(
    z.strictObject({ providerId: name, address: typed }),
    returns<Provider>(),
  ),
  'providers.addCustom': call(
    z.strictObject({
      name,
      address: typed,
      models: z
        .array(
          z.strictObject({
            modelId: z.string().trim().min(1).max(400),
            /** USD per million tokens as typed. Both empty: no price, so no call. */
            typedInputUsd: typed,
            typedOutputUsd: typed,
          }),
        )
        .min(1)
        .max(200),
    }),
    returns<Provider>(),
  ),
  'providers.remove': call(z.strictObject({ providerId: name }), returns<void>()),
  /** Asks the provider for its list of models: costs nothing and shows that address and key work. */
  'providers.check': call(z.strictObject({ providerId: name }), returns<ProviderChecked>()),
  /** Looks for Ollama and LM Studio on this computer. */
  'providers.findLocal': call(nothing, returns<Provider[]>()),
  'estimate.quote': call(z.strictObject(drafted), returns<Quotes>()),
  'estimate.ways': call(
    z.strictObject({
      ...drafted,
      model: modelKey,
      /** Beside what is available: what its envelopes leave, and the limit for one turn; null: none. */
      within: z.strictObject({ ceilingNanoUsd: most, expectedNanoUsd: most }).optional(),
    }),
    returns<Ways>(),
  ),
  'estimate.trackRecord': call(nothing, returns<TrackRecord>()),
  /** What each attachment adds to the expected cost with one model, in their order. */
  'estimate.additions': call(
    z.strictObject({ ...drafted, model: modelKey }),
    returns<{ expectedNanoUsd: (number | null)[] }>(),
  ),
  /** What the next turn costs with one model, and what starting afresh, dropping or summarising saves. */
  'estimate.savings': call(z.strictObject({ ...drafted, model: modelKey }), returns<Savings>()),
  /** Keeps an image until it is sent. The same bytes are kept once. */
  'attachments.add': call(
    z.strictObject({
      name: z.string().max(400),
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MAX_ATTACHMENT_BYTES),
    }),
    returns<ImageAttachment>(),
  ),
  /** Keeps the text of a file until it is sent, so that it crosses once and not at each key press. */
  'attachments.addText': call(
    z.strictObject({ name: z.string().max(400), text: message }),
    returns<TextAttachment>(),
  ),
  'attachments.read': call(
    z.strictObject({ attachmentId }),
    returns<{ mediaType: ImageType; bytes: Uint8Array }>(),
  ),
  /** What was typed and not sent. */
  'drafts.read': call(nothing, returns<{ conversationId: string; text: string }[]>()),
  /** An empty text forgets it. */
  'drafts.keep': call(z.strictObject({ conversationId: id, text: message }), returns<void>()),
  'presets.list': call(nothing, returns<Preset[]>()),
  /** Adds it, or replaces the one with this id. */
  'presets.save': call(
    z.strictObject({ presetId: id, name, model: modelKey.nullable(), options: chatOptions }),
    returns<Preset[]>(),
  ),
  'presets.remove': call(z.strictObject({ presetId: id }), returns<Preset[]>()),
  'prompts.list': call(nothing, returns<Prompt[]>()),
  'prompts.save': call(
    z.strictObject({ promptId: id, name, text: z.string().max(MAX_SYSTEM_CHARACTERS) }),
    returns<Prompt[]>(),
  ),
  'prompts.remove': call(z.strictObject({ promptId: id }), returns<Prompt[]>()),
  'folder.list': call(nothing, returns<Folder[]>()),
  'folder.save': call(
    z.strictObject({ folderId: id, name, options: chatOptions.nullable() }),
    returns<Folder[]>(),
  ),
  /** Its conversations stay, outside of any folder. */
  'folder.remove': call(z.strictObject({ folderId: id }), returns<Folder[]>()),
  'conversation.list': call(nothing, returns<ConversationSummary[]>()),
  /** With its last turns, its first, or those around one, whose version is shown from then on. */
  'conversation.open': call(
    z.strictObject({
      conversationId: id,
      atTurnId: id.optional(),
      isAtStart: z.boolean().optional(),
    }),
    returns<Conversation>(),
  ),
  /** The turns that are shown before or after one of them. */
  'conversation.page': call(
    z.strictObject({ conversationId: id, turnId: id, direction: z.enum(['before', 'after']) }),
    returns<TurnPage>(),
  ),
  'conversation.rename': call(
    z.strictObject({ conversationId: id, title: z.string().trim().min(1).max(200) }),
    returns<ConversationSummary>(),
  ),
  'conversation.setPinned': call(
    z.strictObject({ conversationId: id, isPinned: z.boolean() }),
    returns<ConversationSummary>(),
  ),
  'conversation.move': call(
    z.strictObject({ conversationId: id, folderId: id.nullable() }),
    returns<ConversationSummary>(),
  ),
  /** It can be brought back for a while. What it cost stays in the ledger. */
  'conversation.remove': call(z.strictObject({ conversationId: id }), returns<void>()),
  'conversation.bringBack': call(
    z.strictObject({ conversationId: id }),
    returns<ConversationSummary>(),
  ),
  /** Shows this turn, with the newest of what follows it. */
  'conversation.showVersion': call(z.strictObject({ turnId: id }), returns<Conversation>()),
  /** A new conversation that begins with all that leads to this turn, and the turn itself. */
  'conversation.branch': call(
    z.strictObject({ turnId: id, conversationId: id, title: z.string().trim().min(1).max(200) }),
    returns<ConversationSummary>(),
  ),
  /** Ends a comparison: the conversation goes on from this answer; the others stay as versions. */
  'conversation.keepAnswer': call(z.strictObject({ turnId: id }), returns<Conversation>()),
  'conversation.setOptions': call(
    z.strictObject({ conversationId: id, options: chatOptions }),
    returns<ChatOptions>(),
  ),
  'conversation.spent': call(z.strictObject({ conversationId: id }), returns<ConversationSpent>()),
  /** Sends the name of an attachment instead of it from the next turn on, or the attachment again. */
  'conversation.dropAttachment': call(
    z.strictObject({
      turnId: id,
      place: z.number().int().min(0).max(1_000),
      isDropped: z.boolean(),
    }),
    returns<Turn>(),
  ),
  /**
   * Has a model write what is sent instead of a turn and all before it, and answers once it has. The
   * window makes the id, so twice is once.
   */
  'conversation.summarise': call(
    z.strictObject({
      summaryId: id,
      conversationId: id,
      parentTurnId,
      /** As `estimate.savings` said; one that is not the last to be summarised any more is refused. */
      turnId: id,
      model: modelKey,
      /** What it was said to cost, and agreed to. */
      agreedNanoUsd: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    }),
    returns<Summarised>(),
  ),
  'conversation.stopSummary': call(z.strictObject({ summaryId: id }), returns<void>()),
  /** Whether a summary that was written is sent, or the turns themselves again. */
  'conversation.useSummary': call(
    z.strictObject({ summaryId: id, isSent: z.boolean() }),
    returns<Turn>(),
  ),
  'search.find': call(
    z.strictObject({
      text: typed,
      model: modelKey.nullable(),
      conversationId: id.nullable().optional(),
      /** Of messages, both included; null leaves that side open. */
      fromMs: z.number().int().nullable(),
      untilMs: z.number().int().nullable(),
      /** To go on after the last hit of the page before. */
      beforePlace: z.number().int().optional(),
    }),
    returns<SearchPage>(),
  ),
  /** What was spent in the span that a day lies in; null: today. */
  'usage.read': call(z.strictObject(usageAsked), returns<Usage>()),
  /** Asks where to, and writes what `usage.read` says there. Null: the person thought better of it. */
  'usage.export': call(
    z.strictObject({ ...usageAsked, format: z.enum(['csv', 'json']) }),
    returns<{ path: string } | null>(),
  ),
  /** Providers whose own figures can be compared with the ledger. */
  'drift.sources': call(nothing, returns<DriftSources>()),
  /** Asks the provider what was spent with its key. Costs nothing, and nothing is corrected by it. */
  'drift.askProvider': call(z.strictObject({ providerId: name }), returns<KeyDrift>()),
  /** Asks for an export of a provider, and compares. Null: the person thought better of it. */
  'drift.compareFile': call(nothing, returns<FileDrift | null>()),
  /** Asks where to, and writes one conversation there. Null: the person thought better of it. */
  'transfer.export': call(
    z.strictObject({
      conversationId: id,
      format: z.enum(['markdown', 'json']),
      words: exportWords,
    }),
    returns<{ path: string } | null>(),
  ),
  /** Asks for a file and takes conversations from it. Never touches the ledger. */
  'transfer.import': call(nothing, returns<ImportReport | null>()),
  /** Asks where to, and writes what an import came to there, as the window puts it into words. */
  'transfer.saveReport': call(
    z.strictObject({ text: z.string().max(MAX_REPORT_CHARACTERS) }),
    returns<{ path: string } | null>(),
  ),
  /** Asks where to, and writes the whole profile there, without keys. */
  'transfer.backUp': call(nothing, returns<{ path: string; sizeBytes: number } | null>()),
  /** Asks for such a file and says what going on from it would do. Nothing is changed by looking. */
  'transfer.chooseBackup': call(nothing, returns<RestorePlan | null>()),
  /** Goes on from the file that was looked at. Entries that are only here stay; the window is loaded anew. */
  'transfer.restore': call(z.strictObject({ planId: id }), returns<void>()),
  /** Where the profile that is open lies, and what is in it. */
  'transfer.place': call(nothing, returns<ProfilePlace>()),
  'transfer.showFolder': call(nothing, returns<void>()),
  /** Fetches an image of an answer because the person asked to see it. */
  'image.fetch': call(
    z.strictObject({ url: z.string().max(8_000) }),
    returns<{ mediaType: ImageType; bytes: Uint8Array }>(),
  ),
  /** The window makes both ids, so a send that arrives twice is the same turn. */
  'turn.send': call(
    z.strictObject({
      turnId: id,
      conversationId: id,
      /** What it comes after: the parent of a turn to make another version of that turn. */
      parentTurnId,
      model: modelKey,
      text: message,
      /** How far beyond the budget and its envelopes the person lets this very turn go, in the mode `ask`. */
      allowedNanoUsd: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      /** The expected cost the person was asked about and agreed to, above their limit for one turn. */
      agreedNanoUsd: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      attachments: z.array(attachment).max(MAX_ATTACHMENTS).optional(),
      /** Kept with the conversation, if it is new. */
      options: chatOptions.optional(),
      /** The most output tokens of this very answer, to make it fit what is available. */
      maxOutputTokens: outputTokens.optional(),
      /** The folder of a new conversation. */
      folderId: id.nullable().optional(),
    }),
    returns<Turn>(),
  ),
  /** The same message to two to four models at once: all are reserved together, or none. */
  'turn.compare': call(
    z.strictObject({
      comparisonId: id,
      conversationId: id,
      parentTurnId,
      turns: z
        .array(z.strictObject({ turnId: id, model: modelKey }))
        .min(2)
        .max(4),
      text: message,
      allowedNanoUsd: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      /** The expected cost the person was asked about and agreed to, above their limit for one turn. */
      agreedNanoUsd: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      attachments: z.array(attachment).max(MAX_ATTACHMENTS).optional(),
      options: chatOptions.optional(),
      folderId: id.nullable().optional(),
    }),
    returns<Turn[]>(),
  ),
  'turn.stop': call(z.strictObject({ turnId: id }), returns<void>()),
  /** Ends an uncertain attempt by counting what is known of it, without waiting for the deadline. */
  'turn.countNow': call(z.strictObject({ turnId: id }), returns<Turn>()),
  /** Ends an uncertain attempt with nothing spent: the person knows that it cost nothing. */
  'turn.costNothing': call(z.strictObject({ turnId: id }), returns<Turn>()),
  /** Takes the provider's figure from the person, for an attempt whose cost is not exactly known. */
  'turn.setFigure': call(z.strictObject({ turnId: id, typedUsd: typed }), returns<Turn>()),
  /** Asks the provider now what an attempt cost. Costs nothing. */
  'turn.lookUp': call(z.strictObject({ turnId: id }), returns<Turn>()),
  /** Every attempt of a turn, oldest first: those at its answer, then those beside it. */
  'turn.attempts': call(z.strictObject({ turnId: id }), returns<TurnAttempt[]>()),
  /** Three other models at most, dearest first. None where it is not known what the turn used. */
  'turn.elsewhere': call(z.strictObject({ turnId: id }), returns<Elsewhere[]>()),
  'link.open': call(z.strictObject({ url: z.string().max(8_000) }), returns<void>()),
  'desktop.read': call(nothing, returns<DesktopState>()),
  /** The menu bar, and what menus and tray say, in the language of the window. */
  'desktop.setWords': call(
    z.strictObject({
      words: z.record(z.string().max(80), z.string().max(400)),
      menus: z.array(desktopMenu).max(desktopMenus.length),
    }),
    returns<void>(),
  ),
  /** From the small window: shows the large one, with this conversation, or does a command there. */
  'desktop.showMain': call(
    z.strictObject({
      conversationId: id.nullable(),
      commandId: z.enum(['settings', 'models', 'search', 'usage', 'usage-check']).optional(),
    }),
    returns<void>(),
  ),
  'desktop.showQuickAsk': call(nothing, returns<void>()),
  'desktop.hideQuickAsk': call(nothing, returns<void>()),
  /** Says something outside of the window, unless one is looked at. A click shows the conversation. */
  'desktop.notify': call(
    z.strictObject({ title: z.string().max(400), body: z.string().max(400), conversationId: id }),
    returns<void>(),
  ),
  'desktop.quit': call(nothing, returns<void>()),
} satisfies Record<CallName, Call<z.ZodType, unknown>>

/** THE list of events, always from the main process to the window. */
export type Events = Complete<{
  /** `offset` is the length of that kind of text before this piece, so a gap or repeat shows. */
  'turn.piece': {
    turnId: string
    conversationId: string
    type: 'text' | 'thinking'
    offset: number
    text: string
    spentSoFarNanoUsd: number
  }
  /**
   * A turn changed without ending: it waits to be tried again, stopped and is still counted, or its
   * title was written.
   */
  'turn.changed': { conversationId: string; turn: Turn }
  'turn.ended': { conversationId: string; turn: Turn }
  /** The disk refuses what has to be written, which is kept in memory meanwhile; null once it is well. */
  'disk.changed': { failure: Failure | null }
  /** In one window, so that the other knows. */
  'settings.changed': Settings
  'budget.changed': Budget
  'budget.reached': BudgetNotice
  'conversation.changed': ConversationSummary
  'conversation.removed': { conversationId: string }
  'conversation.listChanged': Record<string, never>
  'providers.changed': { providers: Provider[]; catalog: Catalog }
  /** Figures for the same draft are better now: its text was counted exactly. */
  'estimate.counted': { conversationId: string | null }
  /** How far an import or a backup has come. */
  'transfer.progress': { doneCount: number; totalCount: number | null }
  /** A menu item was chosen, or something outside the window asks for it. */
  'desktop.command': { commandId: string; conversationId: string | null }
}>

type Complete<T extends Record<EventName, unknown>> = T

export type Input<N extends CallName> = z.infer<(typeof calls)[N]['input']>
export type Output<N extends CallName> = Exclude<(typeof calls)[N]['output'], undefined>

/** One function a call, and a way to listen: what the preload puts into the window. */
export type Bridge = {
  call: <N extends CallName>(name: N, input: Input<N>) => Promise<Result<Output<N>>>
  /** Returns the function that stops listening. */
  on: <N extends EventName>(name: N, listener: (payload: Events[N]) => void) => () => void
}

export type Handlers = {
  [N in CallName]: (input: Input<N>) => Result<Output<N>> | Promise<Result<Output<N>>>
}

type Call<I extends z.ZodType, O> = { input: I; output: O | undefined }

function call<I extends z.ZodType, O>(input: I, output: O | undefined): Call<I, O> {
  return { input, output }
}

/** Carries a type and no value: what main sends is trusted, so it is typed and not parsed again. */
function returns<T>(): T | undefined {
  return undefined
}
