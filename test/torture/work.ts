import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Ledger, openLedger } from '../../main/ledger/ledger.ts'
import { type Database, openDatabase } from '../../main/storage/open.ts'
import { openStorage, type Storage } from '../../main/storage/storage.ts'
import { envelopesOf } from '../../main/turns/envelopes.ts'
import type { BudgetMode, EnvelopeOf } from '../../shared/ipc/shapes.ts'
import type { Price } from '../../shared/money/price.ts'
import type { Random } from './part.ts'
import { addConversationWithTurn, questionRow, writingRow } from '../helpers/chat-rows.ts'

/** 10 November 2026, 12:00 UTC. */
export const START_MS = Date.UTC(2026, 10, 10, 12)

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** What one piece of work promises once it returned. */
export type Promised = {
  attemptId: string | null
  /** Null for an attempt that was refused, and for work that is about no attempt. */
  state: State | null
  spentNanoUsd: number | null
  turnId: string | null
  /** Text of its answer that is on disk. */
  text: string
  /** The newest entry. */
  sequence: number
  chain: string
  atMs: number
}

export type State = 'reserved' | 'dispatched' | 'uncertain' | 'settled' | 'released'

/** A piece of work: what it is about, and doing it. */
export type Piece = { what: string; attemptId: string | null; run: () => Promised }

export type Workplace = {
  database: Database
  storage: Storage
  ledger: Ledger
  clock: { atMs: number }
  close: () => void
}

const price: Price = {
  rates: {
    inputPicoUsd: 500_000,
    outputPicoUsd: 1_000_000,
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  },
  longContext: null,
  searchPicoUsd: null,
  match: 'exact',
  version: null,
  source: 'bundled',
  takenOn: '2026-11-21',
}

export const databaseOf = (folder: string): string => join(folder, 'farthing.db')
export const markOf = (folder: string): string => join(folder, 'ledger.mark')

/** A profile's database, mark and ledger as a session has them, without the session around it. */
export function openWorkplace(folder: string, atMs = START_MS): Workplace {
  const isNew = !existsSync(databaseOf(folder))
  const opened = openDatabase({ path: databaseOf(folder), nowMs: () => atMs })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  const clock = { atMs }
  const ledger = openLedger(storage, { nowMs: () => clock.atMs, timeZone: () => 'UTC' })
  if (isNew) ledger.setMonthlyBudget(10_000_000, 'first')
  storage.settings.write('closedInOrder', false)
  return { database, storage, ledger, clock, close: () => storage.close() }
}

type Worked = { state: State; reservedNanoUsd: number; spentNanoUsd: number; text: string }

/**
 * An endless day's work with a ledger: budgets, reservations, answers written bit by bit, endings of
 * every kind, corrections, top-ups and months that pass. Each piece is one commit, as in the program.
 */
export function* work(place: Workplace, random: Random, prefix: string): Generator<Piece> {
  const { storage, ledger, clock } = place
  const attempts = new Map<string, Worked>()
  const messages = new Map<string, { messageId: number; chunks: number }>()
  let number = 0

  const inState = (...states: State[]): [string, Worked][] =>
    [...attempts].filter(([, { state }]) => states.includes(state))

  function promised(attemptId: string | null): Promised {
    const last = storage.entries.last()
    const known = attempts.get(attemptId ?? '')
    const isEnded = known?.state === 'settled' || known?.state === 'released'
    return {
      attemptId,
      turnId: known && attemptId ? turnOf(attemptId) : null,
      state: known?.state ?? null,
      spentNanoUsd: known && isEnded ? known.spentNanoUsd : null,
      text: known?.text ?? '',
      sequence: last?.sequence ?? 0,
      chain: last?.chain.toString('hex') ?? '',
      atMs: clock.atMs,
    }
  }

  function piece(what: string, attemptId: string | null, run: () => void): Piece {
    return {
      what,
      attemptId,
      run() {
        run()
        return promised(attemptId)
      },
    }
  }

  function reservePiece(): Piece {
    number += 1
    const attemptId = `${prefix}${number}`
    const reservedNanoUsd = random.chance(0.1) ? 0 : random.integer(1, 3_000_000)
    return piece(`reserve ${reservedNanoUsd}`, attemptId, () => {
      const reserved = storage.transact(() => addTurn(attemptId, reservedNanoUsd))
      if (!reserved) return
      messages.set(attemptId, { messageId: reserved, chunks: 0 })
      attempts.set(attemptId, { state: 'reserved', reservedNanoUsd, spentNanoUsd: 0, text: '' })
    })
  }

  /** The id of the answer's message, or null if the reservation was refused. */
  function addTurn(attemptId: string, reservedNanoUsd: number): number | null {
    const turnId = turnOf(attemptId)
    const createdAtMs = clock.atMs
    const request = {
      attemptId,
      turnId,
      number: 1,
      purpose: 'answer' as const,
      providerId: 'test',
      modelId: 'light',
      priceId: storage.prices.pin('test', 'light', price),
      effort: null,
      textTokens: null,
      inputTokens: 10,
      maxOutputTokens: 100,
      expectedNanoUsd: Math.floor(reservedNanoUsd / 2),
      reservedNanoUsd,
    }
    const conversationId = `${prefix} conversation`
    const envelopeIds = envelopesOf(storage, { conversationId, model: request })
    const reserved = ledger.reserve(request, { envelopeIds })
    if (!reserved.ok) return null
    if (storage.conversations.find(conversationId)) {
      const parentId = storage.turns.lastShown(conversationId)?.turnId ?? null
      storage.turns.add({ turnId, conversationId, parentId, comparisonId: null, createdAtMs })
    } else {
      addConversationWithTurn(storage, conversationId, turnId, createdAtMs)
    }
    const question = JSON.stringify([{ type: 'text', text: attemptId }])
    storage.messages.add(questionRow(turnId, question, createdAtMs))
    return storage.messages.add(writingRow(turnId, attemptId, createdAtMs))
  }

  function textPiece([attemptId, attempt]: [string, Worked]): Piece {
    const added = `${attempt.text.length} `.repeat(random.integer(1, 300))
    return piece('text', attemptId, () => {
      const message = messages.get(attemptId)
      if (!message) throw new Error(`${attemptId} has no message`)
      storage.messages.addChunk(message.messageId, message.chunks + 1, 'text', added)
      message.chunks += 1
      attempt.text += added
    })
  }

  function endPiece([attemptId, attempt]: [string, Worked]): Piece {
    const finish = (state: 'completed' | 'failed'): void => {
      const parts = [{ type: 'text' as const, text: attempt.text }]
      const messageId = messages.get(attemptId)?.messageId ?? 0
      storage.messages.finish(messageId, { state, parts, failure: null })
    }
    if (attempt.state === 'reserved' || random.chance(0.2)) {
      return piece('release', attemptId, () => {
        storage.transact(() => {
          ledger.release(attemptId)
          finish('failed')
        })
        attempt.state = 'released'
      })
    }
    if (attempt.state === 'dispatched' && random.chance(0.2)) {
      return piece('doubt', attemptId, () => {
        storage.transact(() => {
          ledger.markUncertain(attemptId)
          finish('failed')
        })
        attempt.state = 'uncertain'
      })
    }
    const costNanoUsd = costOf(attempt)
    return piece(`settle ${costNanoUsd}`, attemptId, () => {
      storage.transact(() => {
        ledger.settle(attemptId, costNanoUsd, 'exact')
        finish('completed')
      })
      attempt.state = 'settled'
      attempt.spentNanoUsd = costNanoUsd
    })
  }

  function costOf({ reservedNanoUsd }: Worked): number {
    if (random.chance(0.1)) return 0
    if (random.chance(0.1)) return reservedNanoUsd
    if (random.chance(0.1)) return reservedNanoUsd + random.integer(1, 1_000_000)
    return random.integer(0, reservedNanoUsd)
  }

  function adjustPiece([attemptId, attempt]: [string, Worked]): Piece {
    const costNanoUsd = costOf(attempt)
    return piece(`adjust to ${costNanoUsd}`, attemptId, () => {
      ledger.adjust(attemptId, costNanoUsd, 'exact')
      attempt.spentNanoUsd = costNanoUsd
    })
  }

  function envelopePiece(): Piece {
    const of = random.pick<EnvelopeOf>([
      { kind: 'provider', providerId: 'test' },
      { kind: 'model', model: { providerId: 'test', modelId: 'light' } },
    ])
    const monthlyNanoUsd = random.integer(1_000_000, 20_000_000)
    if (random.chance(0.3)) {
      return piece(`no envelope ${of.kind}`, null, () => void ledger.removeEnvelope(of.kind))
    }
    return piece(`envelope ${of.kind} ${monthlyNanoUsd}`, null, () => {
      ledger.saveEnvelope({ envelopeId: of.kind, of, monthlyNanoUsd })
    })
  }

  function next(): Piece {
    const dice = random.integer(1, 100)
    const open = inState('reserved', 'dispatched', 'uncertain')
    const sent = inState('dispatched')
    const waiting = inState('reserved')
    const ended = inState('settled', 'released')
    const any = <T>(some: T[]): T | undefined => some[random.integer(0, some.length - 1)]
    const [oneOpen, oneSent, oneWaiting, oneEnded] = [
      any(open),
      any(sent),
      any(waiting),
      any(ended),
    ]
    if (dice <= 25) return reservePiece()
    if (dice <= 45 && oneWaiting) {
      return piece('dispatch', oneWaiting[0], () => {
        ledger.markDispatched(oneWaiting[0])
        oneWaiting[1].state = 'dispatched'
      })
    }
    if (dice <= 60 && oneSent) return textPiece(oneSent)
    if (dice <= 80 && oneOpen) return endPiece(oneOpen)
    if (dice <= 85 && oneEnded) return adjustPiece(oneEnded)
    if (dice <= 88) {
      const amount = random.integer(1, 20_000_000)
      return piece(`budget ${amount}`, null, () => {
        number += 1
        ledger.setMonthlyBudget(amount, `${prefix}${number}`)
      })
    }
    if (dice <= 91) {
      return piece('top up', null, () => {
        number += 1
        ledger.topUp(random.integer(1, 2_000_000), `${prefix}${number}`)
      })
    }
    if (dice === 92) return envelopePiece()
    if (dice === 93) {
      const mode = random.pick<BudgetMode>(['firm', 'watch'])
      const carriesOver = random.chance(0.5)
      return piece(`rules ${mode}`, null, () => void ledger.configure({ mode, carriesOver }))
    }
    if (dice <= 95) {
      clock.atMs += random.integer(1, 40) * DAY_MS
      return piece('the date is right', null, () => void ledger.confirmDate())
    }
    clock.atMs += random.integer(0, 3) * HOUR_MS
    return reservePiece()
  }

  for (;;) yield next()
}

function turnOf(attemptId: string): string {
  return `turn of ${attemptId}`
}
