import { ArrowDown } from 'lucide-react'
import { Fragment, type ReactNode, startTransition, useEffect, useRef, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { useOptions } from '../../state/chat-options.ts'
import { useConversations } from '../../state/conversations.ts'
import { useGoal } from '../../state/reading-place.ts'
import { goToEnd, loadPage } from '../../state/turn-pages.ts'
import { say } from '../../words/say.tsx'
import { Comparison } from '../compare/comparison.tsx'
import { InSight } from './in-sight.tsx'
import { SummaryLine } from './summary-line.tsx'
import { TurnView } from './turn-view.tsx'
import { useReadingKeys } from './use-reading-keys.ts'
import { useReadingPlace } from './use-reading-place.ts'

/** The next page is read when its edge is this near, so that it is there before one scrolls to it. */
const PAGE_AHEAD = '1600px 0px'
/** So many turns fill a high window. */
const FIRST_TURNS = 6
/** So near its end a conversation counts as read to the end. */
const END_AHEAD = '0px 0px 80px 0px'

/**
 * A conversation that was begun. It grows from its bottom: what is new stays in view while the end
 * is in view, and what is being read stays where it is otherwise, whatever is added, dropped or
 * grows above and below. The browser does all of that. The region is contained, so that a key press
 * in the composer never comes to lay it out.
 */
export function Reading({ conversationId }: { conversationId: string }): ReactNode {
  const scroller = useRef<HTMLElement>(null)
  const [isAtEnd, setIsAtEnd] = useState(true)
  const isComparing = useConversations(({ comparing }) => comparing !== null)
  const hasLater = useConversations((state) => state.hasLater)
  useReadingPlace(scroller, conversationId)
  useReadingKeys(scroller)
  return (
    <div className="@container relative flex min-h-0 flex-1 flex-col">
      <section
        ref={scroller}
        aria-label={say('chat.conversation')}
        data-scroller
        // A region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="focus-inside flex min-h-0 contain-strict flex-1 flex-col-reverse overflow-y-auto [scrollbar-gutter:stable_both-edges]"
      >
        <div className="w-full flex-none pt-6 pb-5">
          <div className="mx-auto w-full max-w-[732px] px-3.5">
            <Turns conversationId={conversationId} />
          </div>
          {isComparing && <Comparison />}
          <InSight margin={END_AHEAD} onChange={setIsAtEnd} />
        </div>
      </section>
      {(!isAtEnd || hasLater) && <Newest />}
    </div>
  )
}

function Turns({ conversationId }: { conversationId: string }): ReactNode {
  const loaded = useConversations((state) => state.turns) ?? []
  const isWhole = useIsWhole()
  const turns = isWhole ? loaded : loaded.slice(-FIRST_TURNS)
  const { leftOutTurns } = useOptions(conversationId)
  return (
    <>
      {isWhole && (
        // By another turn it is another edge, which is looked for anew.
        <InSight
          key={`above ${turns[0]?.turnId}`}
          margin={PAGE_AHEAD}
          onChange={(isNear) => isNear && void loadPage('before')}
        />
      )}
      <div className="flex flex-col gap-6">
        {/* By its place: another version of a turn takes over what stands there, and its focus. */}
        {turns.map((turn) => (
          <Fragment key={turn.position}>
            <TurnView turn={turn} />
            {turn.summary && leftOutTurns <= turn.position ? (
              <SummaryLine summary={turn.summary} />
            ) : (
              turn.position === leftOutTurns && <NotSentAbove />
            )}
          </Fragment>
        ))}
      </div>
      <InSight
        key={`below ${turns.at(-1)?.turnId}`}
        margin={PAGE_AHEAD}
        onChange={(isNear) => isNear && void loadPage('after')}
      />
    </>
  )
}

/**
 * False at first where a conversation opens at its end: its last turns are in sight with the first
 * frame, and those above them a moment later, which moves nothing.
 */
function useIsWhole(): boolean {
  const goal = useGoal()
  const [isWhole, setIsWhole] = useState(goal?.kind !== 'end')
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setIsWhole(true)))
    return () => cancelAnimationFrame(frame)
  }, [])
  return isWhole
}

/** Where what is sent begins, once the oldest turns are left out. */
function NotSentAbove(): ReactNode {
  return (
    <p className="flex items-center gap-3 text-note text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {say('options.not-sent')}
    </p>
  )
}

/** Leads back to what is being written, or was written last: beside the column where there is room. */
function Newest(): ReactNode {
  return (
    <Button
      small
      aria-keyshortcuts="End"
      className="absolute! bottom-3 left-1/2 -translate-x-1/2 rounded-full! shadow-low @min-[940px]:right-5 @min-[940px]:left-auto @min-[940px]:translate-x-0"
      onClick={() => goToEnd()}
    >
      <ArrowDown aria-hidden="true" size={14} strokeWidth={1.6} />
      {say('read.newest')}
    </Button>
  )
}
