import type { Turn, TurnPage } from '../../shared/chat/message.ts'

/** Turns that follow one another, out of all that a conversation shows. Only these are drawn. */
export type TurnWindow = {
  turns: Turn[]
  /** Whether there are turns above and below these. */
  hasEarlier: boolean
  hasLater: boolean
}

/** More are never kept: of what one scrolls away from, the far end goes. Three pages. */
const MOST_TURNS = 90

/** Replaces a turn by newer news of it. Null where it is not among these. */
export function replaceTurn(turns: readonly Turn[], turn: Turn): Turn[] | null {
  const place = turns.findIndex(({ turnId }) => turnId === turn.turnId)
  return place === -1 ? null : turns.with(place, turn)
}

/**
 * Puts a turn after its parent, in the place of all that was shown from there on. Null where its
 * parent is not among these.
 */
export function placeTurn(window: TurnWindow, turn: Turn): TurnWindow | null {
  const { turns, hasEarlier } = window
  if (turns.length === 0 || turns[0]?.parentTurnId === turn.parentTurnId) {
    const isNext = turns.length > 0 || turn.parentTurnId === null
    return isNext ? { turns: [turn], hasEarlier, hasLater: false } : null
  }
  const parent = turns.findIndex(({ turnId }) => turnId === turn.parentTurnId)
  if (parent === -1) return null
  return { turns: [...turns.slice(0, parent + 1), turn], hasEarlier, hasLater: false }
}

/** Whether a turn comes after the last one that there is. */
export function isNext({ turns, hasLater }: TurnWindow, turn: Turn): boolean {
  return !hasLater && (turns.at(-1)?.turnId ?? null) === turn.parentTurnId
}

export function addEarlier({ turns, hasLater }: TurnWindow, page: TurnPage): TurnWindow {
  const all = [...page.turns, ...turns]
  return {
    turns: all.slice(0, MOST_TURNS),
    hasEarlier: page.hasMore,
    hasLater: hasLater || all.length > MOST_TURNS,
  }
}

export function addLater({ turns, hasEarlier }: TurnWindow, page: TurnPage): TurnWindow {
  const all = [...turns, ...page.turns]
  return {
    turns: all.slice(-MOST_TURNS),
    hasEarlier: hasEarlier || all.length > MOST_TURNS,
    hasLater: page.hasMore,
  }
}
