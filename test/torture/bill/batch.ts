import { setTimeout as wait } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import { checkLedger } from '../../../main/ledger/check-ledger.ts'
import { databasePath } from '../../../main/session.ts'
import type { Turn } from '../../../shared/chat/message.ts'
import type { BudgetMode } from '../../../shared/ipc/shapes.ts'
import type { LookUpMode } from '../../helpers/fake-provider/look-ups.ts'
import type { Random } from '../part.ts'
import { billOfTurn, drawBehaviour, type House, saidIn } from './houses.ts'
import { judge, type Sent } from './judge.ts'
import { type BillProfile, openBillProfile } from './profile.ts'
import { paid } from '../../helpers/paid.ts'

const CONVERSATIONS = 10
const TURNS_EACH = 8
const CLOSED_WITHIN_MS = 10_000

type Batch = { random: Random; houses: readonly House[]; folder: string }

type Playing = Batch & {
  profile: BillProfile
  sent: Sent[]
  /** Marks of what was refused before it left. */
  refused: { mark: string; house: House }[]
  newId: () => string
}

/** Plays one batch and returns how many turns were held against a bill. Throws at what is wrong. */
export async function playBatch(batch: Batch): Promise<number> {
  const { random, houses, folder } = batch
  let ids = 0
  const newId = (): string => `id-${(ids += 1)}`
  const profile = openBillProfile(folder, houses, newId)
  const playing: Playing = { ...batch, profile, sent: [], refused: [], newId }
  try {
    drawBudget(playing)
    await (random.chance(0.3) ? playAndQuit(playing) : play(playing))
    await quiet(houses)
    judgeAll(playing)
    await resolve(playing)
    judgeAll(playing)
    checkTotals(playing)
  } finally {
    // A session that is left open would keep the whole program waiting.
    await Promise.race([playing.profile.session.close(), wait(CLOSED_WITHIN_MS)])
  }
  checkTables(playing)
  const reports = [...profile.reports, ...playing.profile.reports]
  if (reports.length > 0) throw new Error(`reported: ${String(reports[0])}`)
  return playing.sent.length
}

/** Several conversations at a time, to their end. */
async function play(playing: Playing): Promise<void> {
  await Promise.all(converseAll(playing))
  await Promise.all(playing.sent.map(({ turnId }) => playing.profile.ending(turnId)))
}

/** The same, but the person quits somewhere in the middle and starts again. */
async function playAndQuit(playing: Playing): Promise<void> {
  const { random, houses, folder, profile, newId } = playing
  const conversations = converseAll(playing)
  await wait(random.integer(20, 300))
  await profile.session.close()
  profile.giveUp()
  await Promise.all(conversations)
  await quiet(houses)
  playing.profile = openBillProfile(folder, houses, newId)
}

function converseAll(playing: Playing): Promise<void>[] {
  return Array.from({ length: CONVERSATIONS }, (_, index) => converse(playing, `c${index + 1}`))
}

function drawBudget({ random, profile, newId }: Playing): void {
  const { turns } = profile.session
  const mode = random.pick<BudgetMode>(['firm', 'firm', 'ask', 'watch'])
  const budget = random.pick([20_000_000_000, 1_000_000_000, 150_000_000])
  turns.setBudget(budget)
  turns.configureBudget({ mode })
  if (random.chance(0.3)) turns.topUp(random.integer(1, 200_000_000), newId())
}

/** One conversation: each turn is sent when the one before it has its ending. */
async function converse(playing: Playing, conversationId: string): Promise<void> {
  const { random, houses, sent, refused, newId } = playing
  const { session, keys, ending, onPiece } = playing.profile
  const stops = new Map<string, number>()
  stopsOf(playing).push(stops)
  onPiece((turnId) => {
    for (const one of stopsOf(playing)) {
      const left = one.get(turnId)
      if (left === 0) session.turns.stop(turnId)
      if (left !== undefined) one.set(turnId, left - 1)
    }
  })
  for (let number = 1; number <= TURNS_EACH; number += 1) {
    const house = random.pick(houses as [House, ...House[]])
    const turnId = newId()
    const mark = `#${turnId}#`
    const model = keys.get(house.name)
    if (!model) throw new Error(`Nobody knows ${house.name}`)
    drawTrouble(random, house)
    if (random.chance(0.15)) stops.set(turnId, random.integer(0, 12))
    const text = `${saidIn(random, random.integer(1, 40))} ${mark}`
    const allowedNanoUsd = random.pick([0, 0, 90_000_000])
    const answered = await session.turns
      .send({ turnId, conversationId, model, text, allowedNanoUsd })
      .catch((error: unknown) => {
        if (String(error).includes('not open')) return null
        throw error
      })
    if (answered === null || !answered.ok) {
      refused.push({ mark, house })
      continue
    }
    sent.push({ turnId, mark, house, conversationId })
    if (random.chance(0.04)) session.turns.stop(turnId)
    await ending(turnId)
  }
}

const stopsByBatch = new WeakMap<Playing, Map<string, number>[]>()

function stopsOf(playing: Playing): Map<string, number>[] {
  const stops = stopsByBatch.get(playing) ?? []
  stopsByBatch.set(playing, stops)
  return stops
}

function drawTrouble(random: Random, house: House): void {
  const { server, name } = house
  server.queue(drawBehaviour(random, house))
  if (name === 'router' && random.chance(0.3)) {
    server.answerLookUps(
      random.pick<LookUpMode>([
        'found',
        'unknown',
        'another',
        'malformed',
        { notYetTimes: 3 },
        { status: 500 },
      ]),
    )
  }
}

async function quiet(houses: readonly House[]): Promise<void> {
  for (const { server } of houses) await server.idle()
}

function turnOf({ profile }: Playing, { turnId, conversationId }: Sent): Turn {
  const opened = profile.session.turns.open(conversationId)
  const turn = opened.ok && opened.value.turns.find((one) => one.turnId === turnId)
  if (!turn) throw new Error(`${turnId} was accepted and is not there`)
  return turn
}

function judgeAll(playing: Playing): void {
  for (const { mark, house } of playing.refused) {
    if (billOfTurn(house, mark).requests > 0) throw new Error(`${mark} was refused, and sent`)
  }
  for (const one of playing.sent) {
    const wrong = judge(one, turnOf(playing, one))
    if (wrong !== null) throw new Error(wrong)
  }
}

/** What is uncertain is looked up where that can be; the person knows the rest from their bill. */
async function resolve(playing: Playing): Promise<void> {
  const { random, houses, sent, profile } = playing
  const { turns } = profile.session
  for (const { server } of houses) server.answerLookUps('found')
  for (const one of sent) {
    const { receipt, parts } = paid(turnOf(playing, one)).answer
    const isNamed = one.house.name === 'router' && parts.length > 0
    if (isNamed && !receipt.canLookUp && receipt.quality !== 'exact') {
      throw new Error(`${one.mark} could be looked up, and is ${receipt.quality}`)
    }
    if (receipt.canLookUp) {
      const found = await turns.lookUp(one.turnId)
      const { quality } = paid(turnOf(playing, one)).answer.receipt
      if (quality !== 'exact') {
        // Before its first byte the house named nothing, and has nothing to tell.
        const isUnbilled = billOfTurn(one.house, one.mark).rows.length === 0
        if (!isUnbilled) throw new Error(`${one.mark} is not found: ${JSON.stringify(found)}`)
      }
    }
    if (paid(turnOf(playing, one)).answer.receipt.state !== 'uncertain') continue
    const { rows } = billOfTurn(one.house, one.mark)
    const cost = rows.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0)
    if (cost === 0) turns.costNothing(one.turnId)
    else if (random.chance(0.7)) turns.setFigure(one.turnId, cost)
    else turns.countNow(one.turnId)
  }
}

/** All that the ledger says was spent is what the turns say, and nothing is reserved any more. */
function checkTotals(playing: Playing): void {
  const { balances } = playing.profile.session.turns.budget()
  const spent = playing.sent.reduce(
    (sum, one) => sum + (paid(turnOf(playing, one)).answer.receipt.spentNanoUsd ?? 0),
    0,
  )
  const said = balances.spentNanoUsd + balances.overrunNanoUsd
  if (said !== spent || balances.reservedNanoUsd !== 0) {
    throw new Error(`the turns sum to ${spent}, the ledger says ${JSON.stringify(balances)}`)
  }
  const billed = playing.houses.reduce((sum, { server }) => sum + server.bill().costNanoUsd, 0)
  const differences = playing.sent.reduce((sum, one) => {
    const { quality, spentNanoUsd } = paid(turnOf(playing, one)).answer.receipt
    if (quality === 'exact' || quality === 'person') return sum
    const { rows } = billOfTurn(one.house, one.mark)
    return sum + (spentNanoUsd ?? 0) - rows.reduce((all, { costNanoUsd }) => all + costNanoUsd, 0)
  }, 0)
  if (spent - differences !== billed) {
    throw new Error(`billed ${billed}, spent ${spent}, of which ${differences} is counted only`)
  }
}

/** The same from the file alone, when everything is closed. */
function checkTables({ folder }: Playing): void {
  const database = new SqliteDatabase(databasePath(folder), { readonly: true })
  const problems = checkLedger(database)
  const open = database
    .prepare<[], string>("SELECT id FROM attempt WHERE state NOT IN ('settled','released')")
    .pluck()
    .all()
  database.close()
  if (problems.length > 0) throw new Error(problems.join(' '))
  if (open.length > 0) throw new Error(`${open.join(', ')} have no ending`)
}
