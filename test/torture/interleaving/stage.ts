import { setImmediate } from 'node:timers/promises'
import { checkLedger } from '../../../main/ledger/check-ledger.ts'
import { billingAt } from '../../../main/providers/compatible/dialects.ts'
import type { AnswerMessage } from '../../../shared/chat/message.ts'
import type { Result } from '../../../shared/result.ts'
import type { Random } from '../part.ts'
import { checkBills, type Doings } from './bills.ts'
import { failingDisk } from './failing-disk.ts'
import type { ProfileImage } from './profile-image.ts'
import { openProgram, type Program } from './program.ts'
import { BrokenAdapter, type Call, openScriptedProviders, type Rates } from './provider.ts'
import { Broken, checkLeaving, openRules, openTables } from './rules.ts'
import { openScheduler } from './scheduler.ts'
import { openWindow } from './window.ts'

/** 10 November 2026, 12:00 UTC. */
const START_MS = Date.UTC(2026, 10, 10, 12)

const DAY_MS = 24 * 60 * 60 * 1000

/** Longer than an answer that nobody waits for is read on. */
const QUIET_AFTER_MS = 20 * 60 * 1000

const MOST_REFUSED = 50

export type Stage = ReturnType<typeof openStage>

/** One case: the program, its providers, its disk and its clock, all of them in one hand. */
export function openStage(image: ProfileImage, random: Random) {
  const scheduler = openScheduler(START_MS)
  const rules = openRules()
  const doings: Doings = {
    figures: new Map(),
    costNothing: new Set(),
    crashed: new Set(),
    deleted: new Set(),
  }
  const trace: string[] = []
  const rates = new Map<string, Rates>()
  const disk = failingDisk(() => {
    if (!random.chance(state.refusals)) return null
    return random.pick(['SQLITE_FULL', 'SQLITE_IOERR_WRITE'])
  })
  const state = { refusals: 0, freeBytes: 1e12, ids: 0, generation: 0, broken: null as unknown }
  const window = openWindow((what) => wrong(new Broken('lost', `the window: ${what}`)))
  const providers = openScriptedProviders({
    random,
    rates,
    elapsedMs: scheduler.elapsedMs,
    pass: scheduler.pass,
    leaves: (call) => checkLeaving(tables, call, providers.calls()),
  })
  let program = open(image.bytes)
  let tables = openTables(program.database)
  window.reload(program.turns)

  function wrong(error: unknown): void {
    state.broken ??= error
  }

  function report(error: unknown): void {
    if (disk.isOurs(error) || error instanceof BrokenAdapter) return
    if (error instanceof Broken) return wrong(error)
    wrong(new Broken('unhandled', error instanceof Error ? `${error.stack}` : String(error)))
  }

  function open(bytes: Buffer): Program {
    state.generation += 1
    const mine = state.generation
    const isAlive = (): boolean => state.generation === mine
    const opened = openProgram(bytes, {
      nowMs: () => scheduler.nowMs(),
      after: (delayMs, run) => scheduler.after(delayMs, run),
      newId: () => `id-${(state.ids += 1)}`,
      tell: (name, payload) => {
        if (isAlive()) window.tell(name, payload)
      },
      report,
      freeBytes: () => state.freeBytes,
      disk: (database) => disk.over(database),
      loadAdapter: async (kind) => {
        await scheduler.pass(`load ${kind}`)
        return providers.adapter(kind)
      },
    })
    for (const { modelId, ...price } of opened.models) rates.set(modelId, price)
    return opened
  }

  /** Everything that follows from a step has happened, and every rule holds. */
  async function quieten(): Promise<void> {
    await setImmediate()
    if (state.broken !== null) throw state.broken
    rules.afterStep(tables, program.ledger.budget(), providers.calls())
  }

  async function step(name: string, act: () => void): Promise<void> {
    const isTimerAgain = name.startsWith('timer') && trace.at(-1)?.startsWith('timer')
    if (isTimerAgain) trace.pop()
    trace.push(name)
    try {
      act()
    } catch (error) {
      throw new Broken(
        'unhandled',
        `${name} threw ${error instanceof Error ? error.stack : String(error)}`,
      )
    }
    await quieten()
  }

  /** A call of the window. Whatever it throws is an answer there; only what is a mistake counts. */
  function ask<T>(call: () => Result<T> | Promise<Result<T>>, then: (value: T) => void): void {
    const answered = async (): Promise<void> => {
      const result = await call()
      if (result.ok) then(result.value)
    }
    answered().catch(report)
  }

  async function letThrough(): Promise<void> {
    const waiting = scheduler.waiting()
    if (waiting.length === 0) return
    const index = random.integer(0, waiting.length - 1)
    await step(`let through: ${waiting[index]}`, () => scheduler.letThrough(index))
  }

  async function letPass(durationMs: number): Promise<void> {
    const endsMs = scheduler.elapsedMs() + durationMs
    for (let fired = 0; ; fired += 1) {
      // Somebody makes room before a disk that refuses has been asked for days on end.
      if (fired === MOST_REFUSED) state.refusals = 0
      const timer = scheduler.takeNext(endsMs - scheduler.elapsedMs())
      if (timer === null) break
      await step(`timer at ${scheduler.elapsedMs()}`, timer)
    }
    scheduler.letPass(Math.max(0, endsMs - scheduler.elapsedMs()))
    await quieten()
  }

  /** The process dies, and the program is opened on what is on its disk. */
  async function crash(): Promise<void> {
    trace.push('crash')
    for (const { attemptId, state } of tables.attempts()) {
      if (state === 'reserved' || state === 'dispatched') doings.crashed.add(attemptId)
    }
    const bytes = program.database.serialize()
    scheduler.crash()
    providers.crash()
    await reopen(bytes)
  }

  async function reopen(bytes: Buffer): Promise<void> {
    program.database.close()
    const { refusals } = state
    state.refusals = 0
    program = open(bytes)
    tables = openTables(program.database)
    state.refusals = refusals
    window.reload(program.turns)
    await quieten()
  }

  /** Quits in order, whatever is going on, and starts again. */
  async function quit(): Promise<void> {
    trace.push('quit')
    let closed: 'no' | 'yes' | 'refused' = 'no'
    program.turns.close().then(
      () => void (closed = 'yes'),
      (error: unknown) => {
        report(error)
        closed = 'refused'
      },
    )
    await quieten()
    for (let steps = 0; closed === 'no'; steps += 1) {
      if (steps > 500) throw new Broken('lost', 'quitting comes to no end')
      if (steps > 100) state.refusals = 0
      if (scheduler.waiting().length > 0 && random.chance(0.7)) await letThrough()
      else await letPass(random.pick([1, 500, 5_000]))
    }
    // A disk that refuses to the last leaves the rest to the next start, as a crash does.
    if (isRefused(closed) || state.refusals > 0) return crash()
    checkNothingInFlight('quitting')
    if (scheduler.nextInMs() !== null) throw new Broken('unhandled', 'quitting left a timer')
    await reopen(program.database.serialize())
  }

  function checkNothingInFlight(when: string): void {
    const open = providers.calls().find(({ isOver }) => !isOver)
    if (open) throw new Broken('lost', `after ${when} ${open.attemptId} is still being answered`)
    for (const { attemptId, state } of tables.attempts()) {
      if (state === 'reserved' || state === 'dispatched') {
        throw new Broken('lost', `after ${when} ${attemptId} is ${state}`)
      }
    }
  }

  function callOf(attemptId: string): Call | undefined {
    return providers.calls().find((call) => call.attemptId === attemptId)
  }

  /** A stop hangs up at once, but where the bill runs on: there the person sees it stopped. */
  function checkStopped(attemptId: string): void {
    const call = callOf(attemptId)
    if (!call || call.isOver || state.refusals > 0) return
    const { answer } = window.turns().find(({ answer }) => isOf(answer, attemptId)) ?? {}
    const isStopped = runsOnAt(call.address) ? answer?.state === 'stopped' : call.isAborted()
    if (!isStopped) throw new Broken('lost', `${attemptId} was stopped and goes on`)
  }

  /** Lets everything that can still happen happen, with a disk that is well and a clock that is right. */
  async function comeToRest(forMs: number): Promise<void> {
    state.refusals = 0
    scheduler.setWall(Math.max(0, scheduler.latestMs() - scheduler.nowMs()))
    // A clock in doubt dates nothing, so nothing would ever be overdue.
    await step('the date is right', () =>
      ask(
        () => program.turns.confirmDate(),
        () => {},
      ),
    )
    const endsMs = scheduler.elapsedMs() + forMs
    for (let steps = 0; ; steps += 1) {
      if (steps > 5_000) throw new Broken('lost', 'it comes to no rest')
      if (scheduler.waiting().length > 0) await letThrough()
      else if ((scheduler.nextInMs() ?? Infinity) > endsMs - scheduler.elapsedMs()) break
      else await letPass(scheduler.nextInMs() ?? 0)
    }
    scheduler.letPass(Math.max(0, endsMs - scheduler.elapsedMs()))
    program.turns.quote({ conversationId: null, draft: '' })
    checkNothingInFlight('everything')
    checkBills(tables.attempts(), providers.calls(), runsOnAt, doings)
    window.compare(program.turns)
    await quieten()
  }

  /** Rest at last, a day later, and a ledger that adds up. */
  async function finish(): Promise<void> {
    trace.push('come to rest')
    await comeToRest(QUIET_AFTER_MS)
    trace.push('a day later')
    await comeToRest(DAY_MS + QUIET_AFTER_MS)
    const left = tables.attempts().find(({ state }) => state === 'uncertain')
    if (left) throw new Broken('lost', `${left.attemptId} is uncertain after a day`)
    const miscounted = conversationsMiscounted(program.database).filter(
      (conversationId) => !doings.deleted.has(conversationId),
    )
    if (miscounted.length > 0) throw new Broken('lost', `miscounted: ${miscounted.join(', ')}`)
    const problems = checkLedger(program.database)
    if (problems.length > 0) throw new Broken('lost', problems.join(' '))
    program.database.close()
  }

  return {
    models: image.models,
    random,
    scheduler,
    window,
    doings,
    state,
    turns: () => program.turns,
    bill: (attemptId: string): number | null => callOf(attemptId)?.costNanoUsd() ?? null,
    checkStopped,
    step,
    ask,
    letThrough,
    letPass,
    crash,
    quit,
    finish,
    trace: (): readonly string[] => trace,
  }
}

/**
 * Conversations that say they cost something else than the attempts of their turns. Of those that
 * were deleted once it cannot be told: the window of these cases sends the same turn again.
 */
function conversationsMiscounted(database: Program['database']): string[] {
  return database
    .prepare<[], string>(
      `SELECT id FROM conversation WHERE spent_nano_usd <> (
         SELECT coalesce(sum(attempt.spent_nano_usd), 0) FROM turn
         JOIN attempt ON attempt.turn_id = turn.id
         WHERE turn.conversation_id = conversation.id)`,
    )
    .pluck()
    .all()
}

function isOf({ receipt }: AnswerMessage, attemptId: string): boolean {
  return receipt?.attemptId === attemptId
}

/** The compiler does not see what happens while something is awaited. */
function isRefused(closed: string): boolean {
  return closed === 'refused'
}

function runsOnAt(address: string): boolean {
  return billingAt(address).stop === 'runs-on'
}
