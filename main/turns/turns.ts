import type { ChatOptions, Turn } from '../../shared/chat/message.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Quotes, SearchPage } from '../../shared/ipc/shapes.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'
import { lackOfRoom, SPARE_BYTES } from '../storage/files.ts'
import { openAttachments } from './attachments.ts'
import { openBackground } from './background.ts'
import { openBudget } from './budget.ts'
import { chatOptionsOf } from './chat-options.ts'
import { openComparisons } from './compare.ts'
import { isAttachment, openContexts } from './context.ts'
import { elsewhereOf } from './elsewhere.ts'
import { openConversationReader } from './conversations.ts'
import { openFolders } from './folders.ts'
import { openHousekeeping } from './housekeeping.ts'
import { openIndexing } from './indexing.ts'
import type { TurnsOptions } from './options.ts'
import { openLookups } from './lookups.ts'
import { openPreparation, type PreparedTurn } from './prepare-turn.ts'
import { openQuotes } from './quotes.ts'
import { openResolutions } from './resolutions.ts'
import { openTurnRunner } from './run-turn.ts'
import { openSavings } from './savings.ts'
import { findMessages } from './search.ts'
import { openSummaries } from './summaries.ts'
import { openTitles } from './titles.ts'
import { attemptsOf } from './turn-attempts.ts'
import { openUncertain, type Swept } from './uncertain.ts'
import { openVersions } from './versions.ts'
import { openTurnWriter, type TurnToWrite, type WrittenTurn } from './write-turn.ts'

export type Turns = ReturnType<typeof openTurns>

type Placed = Pick<Input<'turn.send'>, 'conversationId' | 'parentTurnId'>

/**
 * The story of a turn: context, estimate, reserve, dispatch, stream, settle. The only folder that
 * sees both money and models, and the only way to a provider that costs anything.
 */
export function openTurns(options: TurnsOptions) {
  const { storage, catalog, accounts, tell } = options
  const budget = openBudget(options)
  const contexts = openContexts(storage, options.nowMs)
  const attachments = openAttachments(storage, options.nowMs)
  const quotes = openQuotes({
    storage,
    catalog,
    contexts,
    attachments,
    counter: options.counter,
    nowMs: options.nowMs,
    after: options.after,
    available: () => budget.available(),
    counted: (conversationId) => tell('estimate.counted', { conversationId }),
  })
  const preparation = openPreparation(options, { contexts, attachments, quotes })
  const writer = openTurnWriter(options, attachments)
  const comparisons = openComparisons(options, {
    preparation,
    writer,
    available: () => budget.available(),
  })
  const indexing = openIndexing(options, () => storage.messages.writing().length > 0)
  const sending = new Map<string, Promise<Result<Turn>>>()
  const comparing = new Map<string, Promise<Result<Turn[]>>>()
  let isClosed = false
  const lookups = openLookups(options, (turnId) => {
    quotes.settled()
    tellTurn('turn.ended', turnId)
  })
  const reader = openConversationReader(storage, {
    partsOf: (turnId) => runner.partsOf(turnId),
    retryOf: (turnId) => runner.retryOf(turnId),
    canLookUp: lookups.canLookUp,
    isSummarising: (summaryId) => summaries.isWriting(summaryId),
    nameOf: ({ providerId, modelId }) => catalog.find({ providerId, modelId })?.name ?? modelId,
    runsOn: (providerId) => accounts.billing(providerId).stop === 'runs-on',
  })
  const uncertain = openUncertain(options, reader, lookups.askFirst, (turnId) =>
    tellTurn('turn.ended', turnId),
  )
  const runner = openTurnRunner(options, {
    changed({ turnId, conversationId }) {
      contexts.forget(conversationId)
      tellTurn('turn.changed', turnId)
    },
    ended({ turnId, attempt, conversationId, request }, settlement, ending) {
      quotes.settled()
      contexts.forget(conversationId)
      if (ending.kind !== 'stopped') {
        accounts.noteStatus(attempt.providerId, 'failure' in ending ? ending.failure : null)
      }
      preparation.learn(attempt, request.without)
      if (settlement.kind === 'uncertain') uncertain.countOverdue()
      lookups.follow(attempt.attemptId)
      indexing.soon()
      tellTurn('turn.ended', turnId)
      const hasAnswered = ending.kind === 'completed' || ending.kind === 'length'
      if (hasAnswered) titles.consider(turnId, conversationId)
    },
  })
  const background = openBackground(options, {
    began({ purpose, turnId, conversationId }) {
      if (purpose === 'summary') tellTurn('turn.changed', turnId)
      else tellMoney(conversationId)
    },
    ended({ turnId }, { attempt, settlement, ending }) {
      if (ending.kind !== 'stopped') {
        accounts.noteStatus(attempt.providerId, 'failure' in ending ? ending.failure : null)
      }
      if (settlement.kind === 'uncertain') uncertain.countOverdue()
      lookups.follow(attempt.attemptId)
      tellTurn('turn.changed', turnId)
    },
  })
  const titles = openTitles(options, {
    run: background.run,
    changed: (turnId) => tellTurn('turn.changed', turnId),
  })
  const summaries = openSummaries(options, {
    background,
    contexts,
    reader,
    changed: (turnId) => tellTurn('turn.changed', turnId),
  })
  const saving = openSavings(options, { quotes, contexts, background })
  const housekeeping = openHousekeeping(options, {
    summaryOf: (id) => reader.summary(id),
    stop(id) {
      runner.stopAllIn(id)
      summaries.stopAllIn(id)
      // What is being prepared with its history is prepared anew, without.
      contexts.drop(id)
    },
    isBusy: (id) => runner.isRunning(id) || background.isRunning(id),
  })

  const versions = openVersions(options, {
    reader,
    contexts,
    isWriting: (turnId) => runner.partsOf(turnId) !== null,
    told(conversationId) {
      indexing.soon()
      tellMoney(conversationId)
    },
  })

  /** Sends a turn, or answers with the turn that already has this id: sending twice is one turn. */
  function send(input: Input<'turn.send'>): Promise<Result<Turn>> {
    const inFlight = sending.get(input.turnId)
    if (inFlight) return inFlight
    const sent = begin(input).finally(() => sending.delete(input.turnId))
    sending.set(input.turnId, sent)
    return sent
  }

  async function begin(input: Input<'turn.send'>): Promise<Result<Turn>> {
    const { turnId, conversationId } = input
    if (storage.turns.find(turnId)) return done(reader.turn(turnId))
    const misplaced = misplacedFailure(input)
    if (misplaced) return misplaced
    const prepared = await preparation.prepare(input)
    if (!prepared.ok) return prepared
    if (storage.turns.find(turnId)) return done(reader.turn(turnId))
    const notNow = refusal(input)
    if (notNow) return notNow
    const turn = { ...input, comparisonId: null, purpose: 'answer' as const }
    const written = orSay(() => writer.reserve(turn, prepared.value))
    if (!written.ok) return written
    run(turn, prepared.value, written.value)
    contexts.forget(conversationId)
    tellMoney(conversationId)
    tellSummary(input)
    return done(reader.turn(turnId))
  }

  /** Sends one message to several models: all are reserved, or nothing is sent. */
  function compare(input: Input<'turn.compare'>): Promise<Result<Turn[]>> {
    const inFlight = comparing.get(input.comparisonId)
    if (inFlight) return inFlight
    const sent = beginAll(input).finally(() => comparing.delete(input.comparisonId))
    comparing.set(input.comparisonId, sent)
    return sent
  }

  async function beginAll(input: Input<'turn.compare'>): Promise<Result<Turn[]>> {
    const { conversationId } = input
    const known = knownTurns(input)
    if (known) return known
    const misplaced = misplacedFailure(input)
    if (misplaced) return misplaced
    const prepared = await comparisons.prepare(input)
    if (!prepared.ok) return prepared
    const knownByNow = knownTurns(input)
    if (knownByNow) return knownByNow
    const notNow = refusal(input)
    if (notNow) return notNow
    const reserved = orSay(() => comparisons.reserve(prepared.value, input.allowedNanoUsd))
    if (!reserved.ok) return reserved
    for (const one of reserved.value) run(one.turn, one.prepared, one.written)
    contexts.forget(conversationId)
    tellMoney(conversationId)
    tellSummary(input)
    return done(reserved.value.map(({ turn }) => reader.turn(turn.turnId)))
  }

  /** The turns of a comparison that was sent already; null if none of them was. */
  function knownTurns({ turns }: Input<'turn.compare'>): Result<Turn[]> | null {
    const known = turns.filter(({ turnId }) => storage.turns.find(turnId) !== null)
    if (known.length === 0) return null
    return known.length === turns.length
      ? done(known.map(({ turnId }) => reader.turn(turnId)))
      : failed({ kind: 'turn-in-progress' })
  }

  /** What a turn is to come after has to be there, in the same conversation. */
  function misplacedFailure({ conversationId, parentTurnId }: Placed): Result<never> | null {
    if (parentTurnId === undefined || parentTurnId === null) return null
    const parent = storage.turns.find(parentTurnId)
    return parent?.conversationId === conversationId ? null : failed({ kind: 'unknown-turn' })
  }

  /** Why nothing can be sent in a conversation at this moment. */
  function refusal(placed: Placed): Result<never> | null {
    const { conversationId } = placed
    const isBusy = isClosed || runner.isWriting(conversationId)
    if (isBusy) return failed({ kind: 'turn-in-progress' })
    if (storage.arrangement.isRemoved(conversationId)) {
      return failed({ kind: 'unknown-conversation' })
    }
    return misplacedFailure(placed) ?? lackOfRoom(options.freeBytes(), SPARE_BYTES)
  }

  function run(turn: TurnToWrite, prepared: PreparedTurn, { attempt, messageId }: WrittenTurn) {
    const { price, adapter, request, parts } = prepared
    attachments.sent(parts)
    runner.start({
      turnId: turn.turnId,
      conversationId: turn.conversationId,
      allowedNanoUsd: turn.allowedNanoUsd ?? 0,
      attempt,
      messageId,
      price,
      adapter,
      request: { ...request, attemptId: attempt.attemptId },
    })
  }

  /** A disk that refuses the reservation is answered, and nothing is sent. */
  function orSay<T>(reserve: () => Result<T>): Result<T> {
    try {
      return reserve()
    } catch (error) {
      const failure = failureOfSqlite(error)
      options.report(error)
      return failed(failure)
    }
  }

  /** Replaces what is set for a conversation; what it costs to go on changes with it. */
  function setOptions(conversationId: string, chat: ChatOptions): Result<ChatOptions> {
    const before = chatOptionsOf(storage, conversationId)
    // First: a crash in between leaves nothing out in silence.
    if (chat.leftOutTurns < before.leftOutTurns) {
      summaries.leaveOut(conversationId, chat.leftOutTurns)
    }
    const isThere = storage.conversations.setOptions(conversationId, JSON.stringify(chat))
    const beginsAsBefore =
      before.leftOutTurns === chat.leftOutTurns && before.systemText === chat.systemText
    if (!beginsAsBefore) contexts.change(conversationId)
    return isThere ? done(chat) : failed({ kind: 'unknown-conversation' })
  }

  /** Names an attachment of a question instead of sending it, or sends it again, from the next turn on. */
  function dropAttachment({
    turnId,
    place,
    isDropped,
  }: Input<'conversation.dropAttachment'>): Result<Turn> {
    const turn = storage.turns.find(turnId)
    if (!turn) return failed({ kind: 'unknown-turn' })
    const part = reader.turn(turnId).user.parts[place]
    if (!part || !isAttachment(part)) return failed({ kind: 'unknown-attachment' })
    const { drop, putBack } = storage.droppedAttachments
    storage.transact(() => (isDropped ? drop : putBack)(turnId, place))
    contexts.change(turn.conversationId, turnId)
    tellTurn('turn.changed', turnId)
    return done(reader.turn(turnId))
  }

  /** Another version may take a summary off the way that is shown, and one before it is sent again. */
  function tellSummary({ conversationId, parentTurnId }: Placed): void {
    if (parentTurnId === undefined) return
    const summaryId = storage.summaries.shownId(conversationId)
    const row = summaryId === null ? null : storage.summaries.find(summaryId)
    if (row) tellTurn('turn.changed', row.turnId)
  }

  function tellTurn(event: 'turn.changed' | 'turn.ended', turnId: string): void {
    const turn = storage.turns.find(turnId)
    // What was said is deleted; what it cost is not.
    if (!turn) return budget.tell()
    tell(event, { conversationId: turn.conversationId, turn: reader.turn(turnId) })
    tellMoney(turn.conversationId)
  }

  function tellMoney(conversationId: string): void {
    budget.tell()
    const summary = reader.summary(conversationId)
    if (summary) tell('conversation.changed', summary)
  }

  return {
    quote(input: Input<'estimate.quote'>): Result<Quotes> {
      budget.tellNewPeriod()
      return quotes.all(input)
    },
    ways: quotes.ways,
    additions: quotes.additions,
    ...saving,
    ...summaries.calls,
    dropAttachment,
    trackRecord: quotes.trackRecord,
    typicalTurn: quotes.typicalTurn,
    addAttachment: attachments.add,
    addText: attachments.addText,
    readAttachment: attachments.read,
    setOptions,
    send,
    ...openResolutions(options, { reader, uncertain, lookups, tellTurn }),
    stop: (turnId: string): Result<void> =>
      runner.stop(turnId) ? done(undefined) : failed({ kind: 'unknown-turn' }),
    attempts: (turnId: string) => attemptsOf(options, turnId),
    elsewhere: (turnId: string) => elsewhereOf(options, quotes.learned(), turnId),
    conversations: reader.list,
    find(search: Input<'search.find'>): SearchPage {
      indexing.now()
      return findMessages(storage, search)
    },
    /** Turns were added that were not sent from here: they are to be found as well. */
    turnsAdded: indexing.soon,
    compare,
    ...versions,
    ...housekeeping.calls,
    ...openFolders(options, () => budget.tell()),
    budget: budget.read,
    ...budget.changes,
    takeBudgetNotice: () => budget.takeNotice(),
    recover(): Swept {
      const swept = uncertain.recover()
      for (const { attemptId } of storage.attempts.uncertain()) lookups.follow(attemptId)
      return swept
    },
    /** Stops every answer, enters its ending, and lets go of all timers. */
    async close(): Promise<void> {
      isClosed = true
      preparation.close()
      await Promise.allSettled([...sending.values(), ...comparing.values()])
      housekeeping.close()
      indexing.close()
      await Promise.all([runner.stopAll(), background.close()])
      await titles.close()
      await summaries.close()
      lookups.close()
      uncertain.close()
      quotes.close()
    },
  }
}
