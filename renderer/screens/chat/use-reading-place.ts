import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useConversations } from '../../state/conversations.ts'
import { dropGoal, type Goal, keepPlace, type Place, useGoal } from '../../state/reading-place.ts'

/** So near its end, a conversation is opened at its end again. In px. */
const NEAR_END = 80
/** How long a turn that was jumped to is marked. */
const MARKED_MS = 1_600

/** Goes where the conversation is to be shown from, and keeps where it was left. */
export function useReadingPlace(
  scroller: RefObject<HTMLElement | null>,
  conversationId: string,
): void {
  const goal = useGoal()
  const turns = useConversations((state) => state.turns)
  const hasLater = useConversations((state) => state.hasLater)
  const isEndLoaded = useRef(!hasLater)
  useLayoutEffect(() => {
    isEndLoaded.current = !hasLater
    if (!goal || !scroller.current || !turns) return
    // The end is on its way.
    if (goal.kind === 'end' && hasLater) return
    goTo(goal, scroller.current)
    dropGoal()
  }, [goal, turns, hasLater, scroller])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    return () => keepPlace(conversationId, placeOf(element, isEndLoaded.current))
  }, [scroller, conversationId])
}

function goTo(goal: Goal, scroller: HTMLElement): void {
  if (goal.kind === 'start') {
    scroller.scrollTop = -scroller.scrollHeight
    return
  }
  const turn =
    goal.kind === 'end'
      ? null
      : scroller.querySelector<HTMLElement>(`[data-turn="${CSS.escape(goal.turnId)}"]`)
  if (!turn || goal.kind === 'end') scroller.scrollTop = 0
  else if (goal.kind === 'place') {
    const { edge, offsetPx } = goal
    const now = turn.getBoundingClientRect()[edge] - scroller.getBoundingClientRect().top
    scroller.scrollTop += now - offsetPx
  } else mark(turn, goal.role, scroller)
}

/** In the middle where there is room, else from its top. Whoever asked for it reads on from there. */
function mark(turn: HTMLElement, role: 'user' | 'assistant', scroller: HTMLElement): void {
  const answer = role === 'assistant' ? turn.querySelector('article') : null
  const room = scroller.clientHeight
  const wanted = turn.offsetHeight < room ? turn : (answer ?? turn)
  wanted.scrollIntoView({ block: wanted.offsetHeight < room ? 'center' : 'start' })
  turn.focus({ preventScroll: true })
  turn.dataset['found'] = ''
  setTimeout(() => delete turn.dataset['found'], MARKED_MS)
}

/** The turn at the upper edge. Null at the end. Reads the layout, once, when it is left. */
function placeOf(scroller: HTMLElement, isEndLoaded: boolean): Place | null {
  if (isEndLoaded && scroller.scrollTop > -NEAR_END) return null
  const { top } = scroller.getBoundingClientRect()
  for (const turn of scroller.querySelectorAll<HTMLElement>('[data-turn]')) {
    const box = turn.getBoundingClientRect()
    if (box.bottom <= top) continue
    return { turnId: turn.dataset['turn'] ?? '', edge: 'top', offsetPx: box.top - top }
  }
  return null
}
