import type { ChatOptions } from '../../shared/chat/message.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Summarised } from '../../shared/ipc/shapes.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import { weighTokens } from '../estimate/weigh.ts'
import type { BackgroundEnding, BackgroundWork, openBackground } from './background.ts'
import { chatOptionsOf } from './chat-options.ts'
import { type Context, type ContextMessage, type openContexts, sentHistory } from './context.ts'
import type { Conversations } from './conversations.ts'
import type { TurnsOptions } from './options.ts'
import { sentParts } from './sent-parts.ts'

/** The newest turns stay word for word, and fewer than so many older ones are not worth a summary. */
const KEPT_TURNS = 2
const LEAST_TURNS = 2

/** How long a summary is, beside what it is made of: in tokens. */
const SHARE = 0.15
const LENGTH = { least: 80, most: 700 } as const
const THINKING_TOKENS = 400

/** English words a token; other languages have fewer, and then it is shorter than it might be. */
const WORDS_PER_TOKEN = 0.7

/** How long it waits until what is to be summarised is counted exactly. Then bytes bound it. */
const COUNT_WAIT_MS = 300

/** What would be asked of a model, and for which turns. */
export type SummaryPlan = {
  /** The last of the turns it stands for. */
  turnId: string
  /** How many it stands for, those that a summary stands for already included. */
  turnCount: number
  /** How many of the turns of the history are not sent any more. */
  endTurn: number
} & Pick<BackgroundWork, 'text' | 'size'>

/** What goes to a model to be summarised: of all that is sent now, all but the newest turns. */
export function summaryPlan(
  context: Context,
  { leftOutTurns }: Pick<ChatOptions, 'leftOutTurns'>,
): SummaryPlan | null {
  const { summary, fromTurn } = sentHistory(context, leftOutTurns)
  const older = context.turns.slice(fromTurn, -KEPT_TURNS)
  const turnId = older.at(-1)?.[0]?.turnId
  if (older.length < LEAST_TURNS || turnId === undefined) return null
  const transcript = (summary?.text ?? '') + older.map(transcriptOf).join('\n\n')
  const outputTokens = Math.min(
    LENGTH.most,
    Math.max(LENGTH.least, Math.ceil(weighTokens(transcript) * SHARE)),
  )
  return {
    turnId,
    turnCount: older.length + (summary?.standsFor ?? 0),
    endTurn: fromTurn + older.length,
    text: `${instruction(Math.floor(outputTokens * WORDS_PER_TOKEN))}\n\n${transcript}`,
    size: { outputTokens, thinkingTokens: THINKING_TOKENS },
  }
}

function instruction(words: number): string {
  return `Below is the beginning of a conversation. Summarise it for a model that will go on with it and reads your summary instead: what was asked and answered, what was decided, facts, figures, names, text and code that is still needed, what is open, and how the person wants to be answered. Write in the language of the conversation, at most ${words} words. Answer with the summary alone.`
}

function transcriptOf(turn: readonly ContextMessage[]): string {
  return turn
    .map(({ role, parts }) => {
      const name = role === 'user' ? 'message' : 'answer'
      const words = sentParts(parts, false).map((part) => (part.type === 'text' ? part.text : ''))
      return `<${name}>\n${words.join('\n')}\n</${name}>`
    })
    .join('\n')
}

type Asking = {
  conversationId: string
  /** Set once it is about to be sent. */
  work: BackgroundWork | null
  isStopped: boolean
  over: Promise<Result<Summarised>>
}

type Outcome = Summarised['outcome']

/**
 * Summaries of older turns by a model the person picked, sent in their place from then on. One that
 * comes to nothing changes nothing, and its cost is entered all the same.
 */
export function openSummaries(
  options: TurnsOptions,
  {
    background,
    contexts,
    reader,
    changed,
  }: {
    background: Pick<ReturnType<typeof openBackground>, 'run' | 'stop'>
    contexts: ReturnType<typeof openContexts>
    reader: Pick<Conversations, 'turn'>
    /** A turn looks different now. */
    changed: (turnId: string) => void
  },
) {
  const { storage, catalog, counter, nowMs } = options
  const running = new Map<string, Asking>()

  /** Has one written; asking twice is asking once. */
  function summarise(wanted: Input<'conversation.summarise'>): Promise<Result<Summarised>> {
    const { summaryId, conversationId } = wanted
    const known = running.get(summaryId)
    if (known) return known.over
    const isBusy = [...running.values()].some((one) => one.conversationId === conversationId)
    if (isBusy) return Promise.resolve(failed({ kind: 'turn-in-progress' }))
    const asking: Asking = {
      conversationId,
      work: null,
      isStopped: false,
      over: Promise.resolve(failed({ kind: 'turn-in-progress' })),
    }
    running.set(summaryId, asking)
    asking.over = begin(wanted, asking).finally(() => running.delete(summaryId))
    return asking.over
  }

  async function begin(
    wanted: Input<'conversation.summarise'>,
    asking: Asking,
  ): Promise<Result<Summarised>> {
    const { summaryId, conversationId, turnId } = wanted
    if (storage.summaries.find(summaryId)) return done(known(summaryId))
    const first = planNow(wanted)
    if (first?.turnId !== turnId) return failed({ kind: 'unknown-turn' })
    await atMost(COUNT_WAIT_MS, counter.count([first.text]))
    // Much may have been said meanwhile.
    const plan = planNow(wanted)
    if (plan?.turnId !== turnId) return failed({ kind: 'unknown-turn' })
    const came: { outcome: Outcome } = { outcome: 'failed' }
    const work: BackgroundWork = {
      purpose: 'summary',
      turnId,
      conversationId,
      model: wanted.model,
      text: plan.text,
      size: plan.size,
      terms: { agreedNanoUsd: wanted.agreedNanoUsd },
      isWanted: () => !asking.isStopped && isThere(conversationId, turnId),
      reserved(attemptId) {
        storage.summaries.begin({
          summaryId,
          turnId,
          turnCount: plan.turnCount,
          attemptId,
          ...wanted.model,
          modelName: catalog.find(wanted.model)?.name ?? wanted.model.modelId,
          createdAtMs: nowMs(),
        })
      },
      ended(ending) {
        const text = summaryFromModel(ending.text)
        came.outcome = outcomeOf(ending, text)
        if (came.outcome === 'written') storage.summaries.write(summaryId, text)
        else if (ending.settlement.kind === 'release') storage.summaries.drop(summaryId)
      },
    }
    asking.work = work
    const before = storage.summaries.shownId(conversationId)
    const result = await background.run(work)
    if (!result.ok) {
      if (!asking.isStopped) return result
      const turn = reader.turn(turnId)
      return done({ outcome: 'stopped', failure: null, spentNanoUsd: 0, turn })
    }
    running.delete(summaryId)
    if (came.outcome === 'written') contexts.change(conversationId)
    tellOf([before])
    changed(turnId)
    return done(summarised(turnId, came.outcome, result.value))
  }

  function planNow({
    conversationId,
    parentTurnId,
  }: Pick<Input<'conversation.summarise'>, 'conversationId' | 'parentTurnId'>): SummaryPlan | null {
    const context = contexts.of(conversationId, parentTurnId)
    return summaryPlan(context, chatOptionsOf(storage, conversationId))
  }

  function isThere(conversationId: string, turnId: string): boolean {
    return storage.turns.find(turnId) !== null && !storage.arrangement.isRemoved(conversationId)
  }

  function summarised(
    turnId: string,
    outcome: Outcome,
    { ending, attempt }: BackgroundEnding,
  ): Summarised {
    return {
      outcome,
      failure: 'failure' in ending ? ending.failure : null,
      spentNanoUsd: storage.attempts.find(attempt.attemptId)?.spentNanoUsd ?? null,
      turn: reader.turn(turnId),
    }
  }

  /** What is known of one that was asked for before. */
  function known(summaryId: string): Summarised {
    const row = storage.summaries.find(summaryId)
    if (!row) throw new Error(`Summary ${summaryId} is not there`)
    const attempt = row.attemptId === null ? null : storage.attempts.find(row.attemptId)
    return {
      outcome: row.text === null ? 'failed' : 'written',
      failure: null,
      spentNanoUsd: attempt?.spentNanoUsd ?? null,
      turn: reader.turn(row.turnId),
    }
  }

  /** The turns at which summaries end that may be shown, or not any more. */
  function tellOf(summaryIds: readonly (string | null)[]): void {
    for (const summaryId of new Set(summaryIds)) {
      const row = summaryId === null ? null : storage.summaries.find(summaryId)
      if (row) changed(row.turnId)
    }
  }

  /** Waits for work, or so long, and leaves no timer behind. */
  async function atMost(waitMs: number, work: Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const cancel = options.after(waitMs, resolve)
      work.finally(cancel).then(() => resolve(), reject)
    })
  }

  function stop(asking: Asking): void {
    asking.isStopped = true
    if (asking.work) background.stop(asking.work)
  }

  /**
   * So many of the oldest turns are left out by now. A summary stands for none that were left out
   * when it was written: where those come back, all turns are sent themselves.
   */
  function leaveOut(conversationId: string, leftOutTurns: number): void {
    const { summary } = contexts.of(conversationId)
    if (!summary || leftOutTurns >= summary.turnCount - summary.standsFor) return
    storage.summaries.setSent(summary.summaryId, false)
    contexts.change(conversationId)
    tellOf([summary.summaryId, storage.summaries.shownId(conversationId)])
    leaveOut(conversationId, leftOutTurns)
  }

  return {
    isWriting: (summaryId: string): boolean => running.has(summaryId),
    calls: {
      summarise,
      stopSummary(summaryId: string): Result<void> {
        const asking = running.get(summaryId)
        if (!asking) return failed({ kind: 'unknown-turn' })
        stop(asking)
        return done(undefined)
      },
      /** Sends one instead of its turns, or its turns again; what it cost stays. */
      useSummary(summaryId: string, isSent: boolean): Result<Summarised['turn']> {
        const row = storage.summaries.find(summaryId)
        const turn = row && storage.turns.find(row.turnId)
        if (!turn || row.text === null) return failed({ kind: 'unknown-turn' })
        const { conversationId } = turn
        const before = storage.summaries.shownId(conversationId)
        storage.transact(() => storage.summaries.setSent(summaryId, isSent))
        contexts.change(conversationId)
        tellOf([before, storage.summaries.shownId(conversationId), summaryId])
        leaveOut(conversationId, chatOptionsOf(storage, conversationId).leftOutTurns)
        return done(reader.turn(row.turnId))
      },
    },
    leaveOut,
    stopAllIn(conversationId: string): void {
      for (const asking of running.values()) {
        if (asking.conversationId === conversationId) stop(asking)
      }
    },
    /** Resolves once nothing more is written. */
    async close(): Promise<void> {
      for (const asking of running.values()) asking.isStopped = true
      await Promise.allSettled([...running.values()].map(({ over }) => over))
    },
  }
}

/** Without its thinking; empty if nothing is left. */
function summaryFromModel(written: string): string {
  return written.replace(/<think>.*?(?:<\/think>|$)/gisu, '').trim()
}

/** A model that ran into its cap was not done with it, and half a summary is worse than none. */
function outcomeOf({ ending, isStopped }: BackgroundEnding, text: string): Outcome {
  if (isStopped) return 'stopped'
  switch (ending.kind) {
    case 'completed':
      return text === '' ? 'empty' : 'written'
    case 'length':
      return 'cut-off'
    case 'refused':
    case 'filtered':
      return 'refused'
    case 'stopped':
      return 'stopped'
    case 'tool-calls':
    case 'paused':
      return 'empty'
    case 'truncated':
    case 'failed':
      return 'failed'
  }
}
