import type { Turns } from '../../../main/turns/turns.ts'
import { bounds } from './bounds.ts'
import type { Stage } from './stage.ts'
import { paid } from '../../helpers/paid.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

const budgetsNanoUsd = [
  1, 30_000_000, 60_000_000, 120_000_000, 400_000_000, 20_000_000_000,
] as const

/** What may happen next, and how often beside the rest. */
export type Doing = { weight: number; run: () => Promise<void> }

/** Everything a person can do, and everything that can happen to them, in one case. */
export function doingsOf(stage: Stage): readonly Doing[] {
  const { random, step, ask, window, doings, state } = stage
  let turnCount = 0
  let topUpCount = 0

  const turnId = (): string => `t${random.integer(1, Math.max(1, turnCount))}`
  /** Mostly one whose cost is an open question. */
  const openTurnId = (): string => {
    const open = window.turns().filter(({ answer }) => answer.receipt?.quality !== 'exact')
    const [first, ...others] = random.chance(0.8) ? open : []
    return first ? random.pick([first, ...others]).turnId : turnId()
  }
  const attemptId = (id: string): string | undefined =>
    window.turns().find((turn) => turn.turnId === id)?.answer.receipt?.attemptId
  const nothing = (): void => {}

  async function send(id: string): Promise<void> {
    const conversationId = `c${random.integer(1, 3)}`
    const model = random.pick(stage.models)
    const text = 'letters '.repeat(random.integer(random.chance(0.05) ? 0 : 1, 30))
    const allowed = random.pick([undefined, 0, 50_000_000, 500_000_000])
    const agreedNanoUsd = random.pick([0, 1_000_000, 1_000_000_000])
    const input = { turnId: id, conversationId, model, text, agreedNanoUsd }
    await step(`send ${id} in ${conversationId} to ${model.modelId}, allowed ${allowed}`, () =>
      ask(
        () =>
          stage.turns().send(allowed === undefined ? input : { ...input, allowedNanoUsd: allowed }),
        (turn) => window.sent(conversationId, turn),
      ),
    )
  }

  /** Another version of what stands somewhere, after a turn of the same conversation, or of none. */
  async function sendAfter(): Promise<void> {
    const parent = random.chance(0.8) ? random.pick([null, ...window.turns()]) : null
    const id = `t${(turnCount += 1)}`
    const conversationId = parent
      ? window.conversationOf(parent.turnId)
      : `c${random.integer(1, 3)}`
    const parentTurnId = parent?.turnId ?? null
    const model = random.pick(stage.models)
    await step(`send ${id} after ${parentTurnId} in ${conversationId}`, () =>
      ask(
        () =>
          stage.turns().send({ turnId: id, conversationId, parentTurnId, model, text: 'other' }),
        (turn) => window.sent(conversationId, turn),
      ),
    )
  }

  async function compare(): Promise<void> {
    const conversationId = `c${random.integer(1, 3)}`
    const comparisonId = `x${turnCount}`
    const turns = Array.from({ length: random.integer(2, 4) }, () => ({
      turnId: `t${(turnCount += 1)}`,
      model: random.pick(stage.models),
    }))
    const allowedNanoUsd = random.pick([0, 50_000_000, 500_000_000])
    const input = { comparisonId, conversationId, turns, text: 'compare', allowedNanoUsd }
    const models = turns.map(({ turnId: id, model }) => `${id} by ${model.modelId}`)
    await step(`compare ${models.join(', ')} in ${conversationId}`, () => {
      for (let times = random.chance(0.2) ? 2 : 1; times > 0; times -= 1) {
        ask(
          () => stage.turns().compare(input),
          (sent) => {
            for (const turn of sent) window.sent(conversationId, turn)
          },
        )
      }
    })
  }

  async function setFigure(id = openTurnId()): Promise<void> {
    const attempt = attemptId(id)
    const bill = attempt === undefined ? null : stage.bill(attempt)
    const figure = random.chance(0.6) && bill !== null ? bill : random.integer(0, 90_000_000)
    await step(`the figure of ${id} is ${figure}`, () =>
      ask(
        () => stage.turns().setFigure(id, figure),
        (turn) => void doings.figures.set(paid(turn).answer.receipt.attemptId, figure),
      ),
    )
  }

  async function costNothing(id = openTurnId()): Promise<void> {
    await step(`${id} cost nothing`, () =>
      ask(
        () => stage.turns().costNothing(id),
        (turn) => void doings.costNothing.add(paid(turn).answer.receipt.attemptId),
      ),
    )
  }

  /** While the provider is being asked, the person says what it was. */
  async function lookUpAndSay(): Promise<void> {
    const id = openTurnId()
    await step(`look ${id} up`, () => ask(() => stage.turns().lookUp(id), nothing))
    for (let left = random.integer(0, 3); left > 0; left -= 1) await stage.letThrough()
    await (random.chance(0.6) ? setFigure(id) : costNothing(id))
  }

  async function stop(): Promise<void> {
    const id = turnId()
    await step(`stop ${id}`, () => {
      ask(() => stage.turns().stop(id), nothing)
      if (random.chance(0.2)) ask(() => stage.turns().stop(id), nothing)
    })
    const attempt = attemptId(id)
    if (attempt !== undefined) stage.checkStopped(attempt)
  }

  /** The stop and whatever the scheduler lets through, with nothing in between. */
  async function stopInTheSameTick(): Promise<void> {
    const id = turnId()
    const { scheduler } = stage
    const index = scheduler.waiting().findIndex((name) => name.startsWith('ending'))
    const isFirst = random.chance(0.5)
    await step(`stop ${id} in the tick of an ending`, () => {
      if (isFirst) ask(() => stage.turns().stop(id), nothing)
      if (index >= 0) scheduler.letThrough(index)
      if (!isFirst) ask(() => stage.turns().stop(id), nothing)
    })
  }

  async function topUp(): Promise<void> {
    if (random.chance(0.7)) topUpCount += 1
    const amount = random.integer(1, 200_000_000)
    await step(`top up ${topUpCount}`, () =>
      ask(() => stage.turns().topUp(amount, `top-${topUpCount}`), nothing),
    )
  }

  async function configure(): Promise<void> {
    const change = random.pick<Parameters<Turns['configureBudget']>[0]>([
      { mode: 'firm' },
      { mode: 'ask' },
      { mode: 'watch' },
      { startDay: random.integer(1, 28) },
      { carriesOver: random.chance(0.5) },
    ])
    await step(`configure ${JSON.stringify(change)}`, () =>
      ask(() => stage.turns().configureBudget(change), nothing),
    )
  }

  async function setBudget(): Promise<void> {
    const amount = random.pick(budgetsNanoUsd)
    await step(`set the budget to ${amount}`, () =>
      ask(() => stage.turns().setBudget(amount), nothing),
    )
  }

  return [
    { weight: 60, run: stage.letThrough },
    { weight: 14, run: () => send(`t${(turnCount += 1)}`) },
    { weight: 3, run: () => send(turnId()) },
    {
      weight: 2,
      run: async () => {
        await send(`t${(turnCount += 1)}`)
        await send(`t${turnCount}`)
      },
    },
    { weight: 3, run: sendAfter },
    { weight: 3, run: compare },
    { weight: 6, run: stop },
    { weight: 4, run: stopInTheSameTick },
    { weight: 3, run: setBudget },
    {
      weight: 1,
      run: () => step('no limit', () => ask(() => stage.turns().setNoLimit(), nothing)),
    },
    { weight: 2, run: configure },
    { weight: 2, run: topUp },
    { weight: 2, run: () => setFigure() },
    { weight: 1, run: () => costNothing() },
    { weight: 2, run: lookUpAndSay },
    ...calls(stage, openTurnId),
    ...ways(stage, turnId),
    ...bounds(stage),
    ...summaries(stage),
    { weight: 4, run: () => stage.letPass(random.integer(1, 40)) },
    { weight: 5, run: () => stage.letPass(random.pick([1_000, 1_500, 3_000, 20_000])) },
    { weight: 2, run: () => stage.letPass(random.pick([60_000, 20 * 60_000, HOUR_MS])) },
    { weight: 1, run: () => stage.letPass(random.pick([25 * HOUR_MS, 20 * DAY_MS])) },
    { weight: 1, run: () => jump(stage) },
    { weight: 1, run: stage.crash },
    { weight: 1, run: stage.quit },
    {
      weight: 2,
      run: () => {
        const refusals = state.refusals > 0 ? 0 : random.pick([0.02, 0.2, 1])
        return step(`the disk refuses ${refusals} of all writes`, () => {
          state.refusals = refusals
          state.freeBytes = random.chance(0.1) ? 1_000_000 : 1e12
        })
      },
    },
  ]
}

function calls(stage: Stage, turnId: () => string): Doing[] {
  const { random, step, ask } = stage
  const nothing = (): void => {}
  const conversationId = (): string => `c${random.integer(1, 3)}`
  return [
    {
      weight: 2,
      run: async () => {
        const id = turnId()
        await step(`count ${id} now`, () => ask(() => stage.turns().countNow(id), nothing))
      },
    },
    {
      weight: 2,
      run: async () => {
        const id = turnId()
        await step(`look ${id} up`, () => ask(() => stage.turns().lookUp(id), nothing))
      },
    },
    {
      weight: 1,
      run: () => step('the date is right', () => ask(() => stage.turns().confirmDate(), nothing)),
    },
    {
      weight: 1,
      run: () =>
        step('look around', () => {
          stage.turns().quote({ conversationId: conversationId(), draft: 'letters' })
          stage.turns().open(conversationId())
        }),
    },
  ]
}

/** What is shown, copied and put away. None of it moves money. */
function ways(stage: Stage, turnId: () => string): Doing[] {
  const { random, step, ask, window } = stage
  const nothing = (): void => {}
  const shown = ({ conversationId }: { conversationId: string }): void =>
    window.open(stage.turns(), conversationId)
  let branchCount = 0
  return [
    {
      weight: 2,
      run: () => {
        const id = turnId()
        return step(`show ${id}`, () => ask(() => stage.turns().showVersion(id), shown))
      },
    },
    {
      weight: 1,
      run: () => {
        const id = turnId()
        return step(`keep ${id}`, () => ask(() => stage.turns().keepAnswer(id), shown))
      },
    },
    {
      weight: 1,
      run: () => {
        const branch = { turnId: turnId(), conversationId: `b${(branchCount += 1)}`, title: 'b' }
        return step(`branch ${branch.turnId} into ${branch.conversationId}`, () =>
          ask(() => stage.turns().branch(branch), shown),
        )
      },
    },
    {
      weight: 1,
      run: () => {
        const conversationId = `c${random.integer(1, 3)}`
        const isGone = random.chance(0.5)
        if (isGone) stage.doings.deleted.add(conversationId)
        return step(`${isGone ? 'delete' : 'bring back'} ${conversationId}`, () =>
          ask<unknown>(
            () =>
              isGone
                ? stage.turns().remove(conversationId)
                : stage.turns().bringBack(conversationId),
            nothing,
          ),
        )
      },
    },
  ]
}

/** What is sent instead of older turns: asked for, stopped, undone, at any moment. */
function summaries(stage: Stage): Doing[] {
  const { random, step, ask, window } = stage
  const nothing = (): void => {}
  let count = 0

  async function summarise(conversationId: string): Promise<void> {
    const id = `s${(count += 1)}`
    const model = random.pick(stage.models)
    const asked = { conversationId, draft: 'letters', model }
    await step(`summarise ${conversationId} as ${id} by ${model.modelId}`, () =>
      ask<unknown>(async () => {
        const turns = stage.turns()
        const savings = await turns.savings(asked)
        if (!savings.ok || !savings.value.summary) return savings
        const { turnId } = savings.value.summary
        const wanted = { summaryId: id, conversationId, turnId, model, agreedNanoUsd: 0 }
        const [one, other] = await Promise.all([turns.summarise(wanted), turns.summarise(wanted)])
        return random.chance(0.5) ? one : other
      }, nothing),
    )
  }

  /** Enough is said in one conversation that there is something to summarise. */
  async function talkAndSummarise(): Promise<void> {
    const conversationId = `c${random.integer(1, 3)}`
    const model = random.pick(stage.models)
    for (let number = random.integer(4, 6); number > 0; number -= 1) {
      const turnId = `talk-${(talkCount += 1)}`
      const text = 'letters '.repeat(150)
      await step(`say ${turnId} in ${conversationId}`, () =>
        ask(
          () => stage.turns().send({ turnId, conversationId, model, text }),
          (turn) => window.sent(conversationId, turn),
        ),
      )
      for (let left = 14; left > 0; left -= 1) await stage.letThrough()
    }
    await summarise(conversationId)
  }

  let talkCount = 0
  const summaryId = (): string => `s${random.integer(1, Math.max(1, count))}`
  return [
    { weight: 1, run: () => summarise(`c${random.integer(1, 3)}`) },
    { weight: 1, run: talkAndSummarise },
    {
      weight: 1,
      run: () => {
        const id = summaryId()
        return step(`stop ${id}`, () => ask(() => stage.turns().stopSummary(id), nothing))
      },
    },
    {
      weight: 1,
      run: () => {
        const id = summaryId()
        const isSent = random.chance(0.5)
        return step(`${isSent ? 'send' : 'undo'} ${id}`, () =>
          ask(() => stage.turns().useSummary(id, isSent), nothing),
        )
      },
    },
    {
      weight: 1,
      run: () => {
        const turn = random.pick([null, ...window.turns()])
        return step(`drop the first part of ${turn?.turnId}`, () =>
          ask(
            () =>
              stage.turns().dropAttachment({
                turnId: turn?.turnId ?? 't1',
                place: 0,
                isDropped: random.chance(0.5),
              }),
            nothing,
          ),
        )
      },
    },
  ]
}

async function jump({ random, scheduler, step }: Stage): Promise<void> {
  const days = random.pick([-400, -40, -1, 1, 25, 40, 400])
  await step(`the clock jumps by ${days} days`, () => scheduler.setWall(days * DAY_MS))
}
