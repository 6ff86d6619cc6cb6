import {
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { type ModelKey, modelKeyText } from '../../../shared/chat/message.ts'
import { say } from '../../words/say.tsx'
import { columns } from './columns.ts'
import { GroupRow } from './group-row.tsx'
import { ModelDetails } from './model-details.tsx'
import { ModelRow } from './model-row.tsx'
import type { ModelLine } from './model-rows.ts'
import { useVisibleLines } from './use-visible-lines.ts'

const LINE_PX = 31

/** Where to look for the row that the keys are at. */
type Current = { key: string; isFocused: boolean }

/**
 * Hundreds of models, of which only those in view are drawn. Up and down walk the rows, Enter opens
 * one into its details.
 */
export function ModelTable({
  lines,
  asked,
  isGrouped,
  scroller,
  tableRef,
}: {
  lines: readonly ModelLine[]
  asked: ModelKey | null
  isGrouped: boolean
  scroller: RefObject<HTMLDivElement | null>
  tableRef: RefObject<HTMLDivElement | null>
}): ReactNode {
  const askedKey = asked && modelKeyText(asked)
  const body = useRef<HTMLDivElement>(null)
  const [openKey, setOpenKey] = useState(askedKey)
  const [current, setCurrent] = useState<Current | null>(
    askedKey === null ? null : { key: askedKey, isFocused: true },
  )
  const [detailsPx, setDetailsPx] = useState(0)
  const openLine = openKey === null ? -1 : lineOf(lines, openKey)
  const addedPx = openLine < 0 ? 0 : detailsPx
  const indexAt = useCallback(
    (offsetPx: number) => {
      const isBelow = openLine >= 0 && offsetPx > (openLine + 1) * LINE_PX
      return (isBelow ? Math.max(openLine * LINE_PX, offsetPx - addedPx) : offsetPx) / LINE_PX
    },
    [openLine, addedPx],
  )
  const visible = useVisibleLines(scroller, body, indexAt)
  const known = current === null ? -1 : lineOf(lines, current.key)
  const currentLine = known < 0 ? lines.findIndex(({ kind }) => kind === 'model') : known
  useEffect(() => {
    if (!current?.isFocused) return
    const row = body.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')
    // Details that open with a field to type into keep the focus in it.
    if (!isTypingIn(body.current)) row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const toggle = useCallback((model: ModelKey): void => {
    const key = modelKeyText(model)
    setOpenKey((open) => (open === key ? null : key))
    setCurrent({ key, isFocused: true })
  }, [])
  const drawn = linesDrawn(visible, lines.length, [openLine, currentLine])
  return (
    // Keys are heard from whichever row has the focus.
    <div
      role="presentation"
      className="contents"
      onKeyDown={(event) => {
        const next = lineAfter(event, lines, currentLine)
        if (next) setCurrent({ key: next, isFocused: true })
      }}
    >
      <div
        ref={tableRef}
        role="table"
        aria-label={say('models.title')}
        aria-rowcount={lines.length + 1}
        className="mt-1"
      >
        <ColumnHeads />
        <div
          ref={body}
          role="rowgroup"
          className="relative"
          style={{ height: lines.length * LINE_PX + addedPx }}
        >
          {drawn.map((place) => {
            const line = lines[place]
            if (!line) return null
            const topPx = place * LINE_PX + (openLine >= 0 && place > openLine ? addedPx : 0)
            const row = place + 2
            if (line.kind === 'group') {
              return <GroupRow key={line.providerId} line={line} rowIndex={row} topPx={topPx} />
            }
            const key = modelKeyText(line.model.key)
            const isOpen = place === openLine
            return (
              <Fragment key={key}>
                <ModelRow
                  line={line}
                  rowIndex={row}
                  topPx={topPx}
                  isOpen={isOpen}
                  isCurrent={place === currentLine}
                  isGrouped={isGrouped}
                  onToggle={toggle}
                />
                {isOpen && (
                  <ModelDetails
                    model={line.model}
                    topPx={topPx + LINE_PX}
                    onHeight={setDetailsPx}
                    onClose={() => toggle(line.model.key)}
                  />
                )}
              </Fragment>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function ColumnHeads(): ReactNode {
  return (
    <div role="rowgroup" className="sticky top-0 z-2 bg-paper">
      <div
        role="row"
        aria-rowindex={1}
        className={`${columns.grid} h-8 border-b border-line text-note text-ink-2`}
      >
        <span role="columnheader">{say('models.column.name')}</span>
        <span role="columnheader">
          <span className="sr-only">{say('models.column.sees')}</span>
        </span>
        <span role="columnheader" className="text-right">
          {say('models.column.context')}
        </span>
        <span role="columnheader" className={`text-right ${columns.wideOnly}`}>
          {say('models.column.answer')}
        </span>
        <span role="columnheader" className="pr-4 text-right">
          {say('models.column.in')}
        </span>
        <span role="columnheader" className="pr-4 text-right">
          {say('models.column.cached')}
        </span>
        <span role="columnheader" className="pr-4 text-right">
          {say('models.column.out')}
        </span>
        <span role="columnheader" className="pr-2.5 text-right">
          {say('models.column.turn')}
        </span>
        <span role="columnheader" className={`pl-7 ${columns.wideOnly}`}>
          {say('models.column.from')}
        </span>
      </div>
    </div>
  )
}

function isTypingIn(element: HTMLElement | null): boolean {
  const { activeElement } = document
  return activeElement instanceof HTMLInputElement && element?.contains(activeElement) === true
}

/** Those in view, and those that must stay: the open one and the one the keys are at. */
function linesDrawn(
  { first, end }: { first: number; end: number },
  count: number,
  kept: readonly number[],
): number[] {
  const places = new Set(kept.filter((place) => place >= 0))
  for (let place = first; place < Math.min(end, count); place += 1) places.add(place)
  return [...places].toSorted((one, other) => one - other)
}

function lineOf(lines: readonly ModelLine[], key: string): number {
  return lines.findIndex((line) => line.kind === 'model' && modelKeyText(line.model.key) === key)
}

/** The model that a key leads to, from the row the keys are at; keys in a field stay there. */
function lineAfter(
  event: KeyboardEvent<HTMLElement>,
  lines: readonly ModelLine[],
  currentLine: number,
): string | null {
  const steps: Partial<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 12,
    PageUp: -12,
    End: lines.length,
    Home: -lines.length,
  }
  const step = steps[event.key]
  const isOnRow = event.target instanceof HTMLElement && 'row' in event.target.dataset
  if (step === undefined || !isOnRow) return null
  event.preventDefault()
  const aim = Math.min(lines.length - 1, Math.max(0, currentLine + step))
  const direction = Math.sign(step)
  const found =
    modelFrom(lines, aim, direction) ?? modelFrom(lines, aim, -direction) ?? lines[currentLine]
  return found?.kind === 'model' ? modelKeyText(found.model.key) : null
}

function modelFrom(
  lines: readonly ModelLine[],
  from: number,
  direction: number,
): ModelLine | undefined {
  for (let place = from; place >= 0 && place < lines.length; place += direction) {
    if (lines[place]?.kind === 'model') return lines[place]
  }
  return undefined
}
