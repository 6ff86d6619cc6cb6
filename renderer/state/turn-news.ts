import type { Turn } from '../../shared/chat/message.ts'
import { call } from '../api.ts'
import {
  becomeStored,
  type Conversations,
  readTurns,
  showTurns,
  shownTurn,
  useConversations,
} from './conversations.ts'
import { setGoal } from './reading-place.ts'
import { applyPiece, type Piece } from './turn-pieces.ts'
import { isNext, placeTurn, replaceTurn } from './turn-window.ts'

const { getState, setState } = useConversations

/** More are not kept: what is missing then is noticed, and read. */
const MOST_WAITING = 200

/** Pieces that came before their turn did. */
let waiting: Piece[] = []
/** News of turns that are not on the screen, for when the answer to what was sent comes after it. */
const early = new Map<string, Turn>()
const MOST_EARLY = 8
/** Stopped by the person: nothing more is added to these, whatever is still on its way. */
const stopped = new Set<string>()
let isReadingAgain = false

useConversations.subscribe((state, before) => {
  // Pieces that came while a conversation was opened
  if (state.turns && !before.turns) takeWaiting()
})

/** Shows a turn that was sent, at the end of what is shown. */
export function putSentTurn(conversationId: string, sent: Turn): void {
  const state = getState()
  if (conversationId !== state.currentId) return
  becomeStored(conversationId)
  const turn = newest(early.get(sent.turnId), sent)
  early.delete(sent.turnId)
  if (!state.turns) return
  setGoal({ kind: 'end' })
  const known = shownTurn(state, turn.turnId)
  if (known) {
    if (turn.answer.state !== 'writing') putKnown(state, newest(known, turn))
    return
  }
  const window = state.comparing ? null : placeTurn({ ...state, turns: state.turns }, turn)
  if (window) showTurns(window)
  else void readTurns().then(takeWaiting)
  takeWaiting()
}

/** Shows turns that were sent together, to be compared, after everything else that is shown. */
export function putComparedTurns(conversationId: string, sent: readonly Turn[]): void {
  const state = getState()
  const [first] = sent
  if (conversationId !== state.currentId || !first) return
  becomeStored(conversationId)
  if (!state.turns) return
  setGoal({ kind: 'end' })
  const comparing = sent.map((turn) => newest(early.get(turn.turnId), turn))
  const window = state.comparing ? null : placeTurn({ ...state, turns: state.turns }, first)
  if (window) showTurns({ ...window, turns: window.turns.slice(0, -1), comparing })
  else void readTurns().then(takeWaiting)
  takeWaiting()
}

export function endTurn(conversationId: string, turn: Turn): void {
  waiting = waiting.filter(({ turnId }) => turnId !== turn.turnId)
  stopped.delete(turn.turnId)
  forgetCost(turn.turnId)
  if (conversationId === getState().currentId) put(turn)
}

/** Replaces a turn that goes on: it waits to be tried again, or stopped and is still counted. */
export function changeTurn(conversationId: string, turn: Turn): void {
  if (turn.answer.retry || turn.answer.state !== 'writing') forgetCost(turn.turnId)
  if (conversationId !== getState().currentId) return
  put(turn)
  takeWaiting()
}

export function takePiece(piece: Piece): void {
  const state = getState()
  if (piece.conversationId !== state.currentId || stopped.has(piece.turnId)) return
  const turn = shownTurn(state, piece.turnId)
  if (!turn || isReadingAgain) {
    waiting = [...waiting.slice(1 - MOST_WAITING), piece]
    return
  }
  if (turn.answer.state !== 'writing') return
  const outcome = applyPiece(turn, piece)
  if (outcome.kind === 'gap') {
    waiting.push(piece)
    void readAgain()
    return
  }
  const { turnId, spentSoFarNanoUsd } = piece
  setState({ spentSoFarNanoUsd: { ...state.spentSoFarNanoUsd, [turnId]: spentSoFarNanoUsd } })
  if (outcome.kind === 'applied') putKnown(state, outcome.turn)
}

/**
 * Stops an answer. Its text ends here, at once: pieces that are on their way are not drawn, and how
 * it ended comes as a whole.
 */
export async function stopTurn(turnId: string): Promise<void> {
  stopped.add(turnId)
  const result = await call('turn.stop', { turnId })
  // Else it goes on, and what came meanwhile is noticed and read.
  if (!result.ok) stopped.delete(turnId)
}

function put(turn: Turn): void {
  const state = getState()
  const { turns, comparing } = state
  if (putKnown(state, turn)) return
  const isUnseen = state.unseen.some(({ turnId }) => turnId === turn.turnId)
  if (isUnseen) {
    const others = state.unseen.filter(({ turnId }) => turnId !== turn.turnId)
    setState({ unseen: turn.answer.state === 'writing' ? [...others, turn] : others })
  } else if (turns && !comparing && !turn.comparisonId && isNext({ ...state, turns }, turn)) {
    becomeStored(state.currentId)
    showTurns({ turns: [...turns, turn] })
  } else {
    early.set(turn.turnId, turn)
    for (const turnId of early.keys()) if (early.size > MOST_EARLY) early.delete(turnId)
  }
}

/** Replaces a turn that is on the screen. Returns whether it is. */
function putKnown({ turns, comparing }: Conversations, turn: Turn): boolean {
  const shown = turns && replaceTurn(turns, turn)
  const compared = comparing && replaceTurn(comparing, turn)
  if (shown) setState({ turns: shown })
  if (compared) setState({ comparing: compared })
  return shown !== null || compared !== null
}

/** Reads what is shown anew, because some of it was missed; what is loaded stays where it is. */
async function readAgain(): Promise<void> {
  const conversationId = getState().currentId
  isReadingAgain = true
  const result = await call('conversation.open', { conversationId })
  isReadingAgain = false
  if (getState().currentId !== conversationId) return
  if (!result.ok) return setState({ failure: result.failure })
  const { turns, comparing } = result.value
  for (const turn of [...turns, ...(comparing ?? [])]) putKnown(getState(), turn)
  takeWaiting()
}

/** What was waited for may be on the screen now. */
export function takeWaiting(): void {
  const pieces = waiting
  waiting = []
  for (const piece of pieces) takePiece(piece)
}

function forgetCost(turnId: string): void {
  const { [turnId]: _, ...others } = getState().spentSoFarNanoUsd
  setState({ spentSoFarNanoUsd: others })
}

/** The turn that is further on: one that ended is never written again. */
function newest(known: Turn | null | undefined, turn: Turn): Turn {
  return known && known.answer.state !== 'writing' ? known : turn
}
