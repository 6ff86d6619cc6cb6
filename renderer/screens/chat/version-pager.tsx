import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { IconButton } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import type { Place } from '../../state/reading-place.ts'
import { stepVersion, versionOf } from '../../state/versions.ts'
import { say } from '../../words/say.tsx'

/** Where a turn has versions: which one is shown, and the way to the others. */
export function VersionPager({ turn }: { turn: Turn }): ReactNode {
  const { number, count } = versionOf(turn)
  if (count < 2) return null
  return (
    <div
      role="group"
      aria-label={say('versions.group')}
      className="mr-2 -ml-1.5 flex flex-none items-center text-note text-ink-2"
    >
      <Step turn={turn} step={-1} isLast={number === 1} />
      <Figure>{say('versions.place', { number, count })}</Figure>
      <Step turn={turn} step={1} isLast={number === count} />
    </div>
  )
}

function Step({ turn, step, isLast }: { turn: Turn; step: -1 | 1; isLast: boolean }): ReactNode {
  const Icon = step === -1 ? ChevronLeft : ChevronRight
  return (
    <IconButton
      name={say(step === -1 ? 'versions.previous' : 'versions.next')}
      // Not `disabled`: it would lose the focus of whoever pages through with it.
      aria-disabled={isLast}
      aria-keyshortcuts={step === -1 ? 'Alt+ArrowLeft' : 'Alt+ArrowRight'}
      className="-my-1 size-6! aria-disabled:text-ink-3 aria-disabled:hover:bg-transparent"
      onClick={({ currentTarget }) => stepFrom(turn, step, currentTarget)}
    >
      <Icon aria-hidden="true" size={14} strokeWidth={1.6} />
    </IconButton>
  )
}

/** Alt and an arrow, with the focus anywhere in the turn. */
export function onVersionKeys(event: KeyboardEvent<HTMLElement>, turn: Turn): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null
  if (step === null || turn.versionIds.length < 2) return
  event.preventDefault()
  stepFrom(turn, step, event.currentTarget)
}

/** What is in view of the turn stays in place: its top, or its end where the top is out of sight. */
function stepFrom(turn: Turn, step: -1 | 1, within: HTMLElement): void {
  const element = within.closest<HTMLElement>('[data-turn]')
  const scroller = within.closest('[data-scroller]')
  if (!element || !scroller) return
  const { top } = scroller.getBoundingClientRect()
  const box = element.getBoundingClientRect()
  const edge: Place['edge'] = box.top >= top ? 'top' : 'bottom'
  void stepVersion(turn, step, { edge, offsetPx: box[edge] - top })
}
