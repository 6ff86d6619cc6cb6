import { Popover } from '@base-ui/react/popover'
import { Search } from 'lucide-react'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { sameModel } from '../../../shared/chat/message.ts'
import type { Budget, Model } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { headlineOf, useBudget } from '../../state/budget.ts'
import { useModels } from '../../state/catalog.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { openPicker } from '../../state/screen.ts'
import { Say, say } from '../../words/say.tsx'
import { pickModel } from './pick-model.ts'
import { PickerFoot } from './picker-foot.tsx'
import { PickerRow } from './picker-row.tsx'
import {
  optionId,
  type PickerRows,
  pickerRows,
  type PlacedRow,
  rowsInSight,
  scrollTopFor,
} from './picker-rows.ts'
import { takePickerWords } from './picker-words.ts'

/** The list is never higher, so what is in sight follows from where it stands. */
const MAX_LIST_HEIGHT = 520
/** The rows that are in sight in a high window, in px. */
const MAX_ROWS_HEIGHT = 390
/** What else stands above and below the rows, the composer included, in px. */
const AROUND_ROWS_HEIGHT = 320
/** The heads of the columns, which stay above the rows. */
const HEADS_HEIGHT = 28

/**
 * Every model with the price of this very turn. It lies over the conversation and never over the
 * draft and its cost.
 */
export function Picker({
  anchor,
  returnTo,
}: {
  anchor: RefObject<HTMLElement | null>
  returnTo: RefObject<HTMLElement | null>
}): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { reason, event }) => {
        if (reason === 'outside-press' && isOnModelButton(event.target)) return
        openPicker(isOpen)
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={{ top: 56 }}
          collisionAvoidance={{ side: 'none', align: 'none' }}
          className="z-20"
        >
          <Popover.Popup
            initialFocus={field}
            finalFocus={returnTo}
            aria-label={say('picker.models')}
            className="appear flex max-h-[min(520px,var(--available-height))] w-(--anchor-width) flex-col overflow-hidden rounded-panel border border-line-2 bg-raised shadow-mid outline-none"
          >
            <Models fieldRef={field} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Models({ fieldRef }: { fieldRef: RefObject<HTMLInputElement | null> }): ReactNode {
  const models = useModels()
  const chosen = useChosenModel()
  const [firstTyped] = useState(takePickerWords)
  const [typed, setTyped] = useState(firstTyped)
  const [pointedAt, setPointedAt] = useState<Model | null>(chosen)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => pickerRows(models, typed), [models, typed])
  const current = rows.flat.find(({ model }) => model === pointedAt) ?? rows.flat[0] ?? null
  const show = (row: PlacedRow | null): void => {
    const element = scroller.current
    if (!element || !row) return
    const height = element.clientHeight - HEADS_HEIGHT
    element.scrollTop = scrollTopFor(row, element.scrollTop, height)
  }
  const [first] = useState(current)
  useLayoutEffect(() => {
    // Only as it opens: after that the list stands where the person left it.
    if (!first || !scroller.current) return
    const height = Math.min(MAX_ROWS_HEIGHT, innerHeight - AROUND_ROWS_HEIGHT)
    scroller.current.scrollTop = scrollTopFor(first, 0, height)
  }, [first])
  // A composer with more than one line leaves less room than that, as is seen once it is laid out.
  useEffect(() => {
    const frame = requestAnimationFrame(() => show(first))
    return () => cancelAnimationFrame(frame)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, as it opens
  }, [])
  const moveTo = (row: PlacedRow): void => {
    setPointedAt(row.model)
    show(row)
  }
  return (
    // Keys are heard from the field and from the list alike.
    <div
      role="presentation"
      className="contents"
      onKeyDown={(event) => onKeyDown(event, rows.flat, current, moveTo)}
    >
      <div className="flex h-11 flex-none items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none text-ink-3" />
        <input
          ref={fieldRef}
          type="text"
          aria-label={say('picker.find')}
          aria-controls="models"
          aria-activedescendant={current ? optionId(current.model) : undefined}
          placeholder={say('picker.find')}
          defaultValue={firstTyped}
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent text-[14px] outline-none"
          onChange={(event) => {
            setTyped(event.target.value)
            setPointedAt(null)
            if (scroller.current) scroller.current.scrollTop = 0
          }}
        />
        <span aria-hidden="true" className="text-label text-ink-3">
          {say('picker.keys')}
        </span>
      </div>
      <List
        // What is in sight begins anew with what is typed.
        key={typed}
        scrollerRef={scroller}
        rows={rows}
        current={current?.model ?? null}
        chosen={chosen}
        onPoint={setPointedAt}
      />
      {current && <PickerFoot model={current.model} />}
    </div>
  )
}

/** What there is to spend, over the column that says what fits. */
function AtHand({ budget }: { budget: Budget }): ReactNode {
  const { kind, nanoUsd } = headlineOf(budget)
  if (kind === 'spent') return say('picker.no-limit')
  return <Say id={`picker.${kind}`} values={{ credits: <Credits nanoUsd={nanoUsd} /> }} />
}

function List({
  scrollerRef,
  rows,
  current,
  chosen,
  onPoint,
}: {
  scrollerRef: RefObject<HTMLDivElement | null>
  rows: PickerRows
  current: Model | null
  chosen: Model | null
  onPoint: (model: Model) => void
}): ReactNode {
  const budget = useBudget()
  const [scrollTop, setScrollTop] = useState(0)
  return (
    <div
      ref={scrollerRef}
      className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
      onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
    >
      <div
        aria-hidden="true"
        className="picker-grid sticky top-0 z-1 h-7 bg-raised px-2 text-note text-ink-2"
      >
        <span />
        <span className="text-right">{say('picker.context')}</span>
        <span />
        <span className="pr-2.5 text-right">{say('picker.credits')}</span>
        <span className="text-right">{budget && <AtHand budget={budget} />}</span>
      </div>
      {rows.flat.length === 0 && <p className="px-2 py-3 text-ink-2">{say('picker.none')}</p>}
      <div
        id="models"
        role="listbox"
        aria-label={say('picker.models')}
        tabIndex={0}
        aria-activedescendant={current ? optionId(current) : undefined}
        className="relative rounded-row"
        style={{ height: rows.height }}
      >
        {rowsInSight(rows, scrollTop, scrollTop + MAX_LIST_HEIGHT, current).map((group) => (
          <div key={group.top} role="group" aria-label={group.providerName}>
            <p
              aria-hidden="true"
              className="absolute px-2 pt-2 pb-1 text-label text-ink-3"
              style={{ top: group.top }}
            >
              {group.providerName}
            </p>
            {group.rows.map(({ model, place, top }) => (
              <PickerRow
                key={optionId(model)}
                model={model}
                place={place}
                top={top}
                count={rows.flat.length}
                isCurrent={model === current}
                isChosen={chosen !== null && sameModel(model.key, chosen.key)}
                onPoint={onPoint}
              />
            ))}
          </div>
        ))}
      </div>
      {rows.leftOutCount > 0 && (
        <p className="px-2 pt-3 pb-1 text-note text-ink-3">
          {say('picker.need-a-key', { count: rows.leftOutCount })}
        </p>
      )}
    </div>
  )
}

function onKeyDown(
  event: KeyboardEvent,
  flat: readonly PlacedRow[],
  current: PlacedRow | null,
  moveTo: (row: PlacedRow) => void,
): void {
  const moves: Partial<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 8,
    PageUp: -8,
    End: flat.length,
    Home: -flat.length,
  }
  const move = moves[event.key]
  if (event.key === 'Enter' && current) {
    event.preventDefault()
    pickModel(current.model)
  } else if (move !== undefined) {
    event.preventDefault()
    const place = (current?.place ?? 0) + move
    const row = flat[Math.min(flat.length - 1, Math.max(0, place))]
    if (row) moveTo(row)
  }
}

function isOnModelButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-haspopup="dialog"]') !== null
}
