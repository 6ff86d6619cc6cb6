import { type ReactNode, type RefObject, useState } from 'react'
import { type ModelKey, sameModel } from '../../../shared/chat/message.ts'
import type { Budget, Model } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { headlineOf, useBudget } from '../../state/budget.ts'
import { Say, say } from '../../words/say.tsx'
import { PickerRow } from './picker-row.tsx'
import { optionId, type PickerRows, rowsInSight } from './picker-rows.ts'

/** The list is never higher, so what is in sight follows from where it stands. */
const MAX_LIST_HEIGHT = 520
/** The heads of the columns, which stay above the rows. */
export const HEADS_HEIGHT = 28

/** The rows under the heads of their columns. Only those in sight are drawn. */
export function PickerList({
  scrollerRef,
  rows,
  current,
  chosen,
  several,
  favourites,
  onPoint,
  onFavour,
  onChoose,
}: {
  scrollerRef: RefObject<HTMLDivElement | null>
  rows: PickerRows
  current: Model | null
  chosen: Model | null
  several: readonly ModelKey[] | null
  favourites: readonly ModelKey[]
  onPoint: (model: Model) => void
  onFavour: (model: Model) => void
  onChoose: (model: Model) => void
}): ReactNode {
  const budget = useBudget()
  const [scrollTop, setScrollTop] = useState(0)
  const isIn = (keys: readonly ModelKey[], { key }: Model): boolean =>
    keys.some((known) => sameModel(known, key))
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
        aria-multiselectable={several !== null}
        tabIndex={0}
        aria-activedescendant={current ? optionId(current) : undefined}
        className="relative rounded-row"
        style={{ height: rows.height }}
      >
        {rowsInSight(rows, scrollTop, scrollTop + MAX_LIST_HEIGHT, current).map((group) => (
          <div key={group.top} role="group" aria-label={group.heading}>
            <p
              aria-hidden="true"
              className="absolute px-2 pt-2 pb-1 pl-8 text-label text-ink-3"
              style={{ top: group.top }}
            >
              {group.heading}
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
                isTicked={several && isIn(several, model)}
                isFavourite={isIn(favourites, model)}
                onPoint={onPoint}
                onFavour={onFavour}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
      </div>
      {rows.leftOutCount > 0 && (
        <p className="px-2 pt-3 pb-1 pl-8 text-note text-ink-3">
          {say('picker.need-a-key', { count: rows.leftOutCount })}
        </p>
      )}
    </div>
  )
}

/** What there is to spend, over the column that says what fits. */
function AtHand({ budget }: { budget: Budget }): ReactNode {
  const { kind, nanoUsd } = headlineOf(budget)
  if (kind === 'spent') return say('picker.no-limit')
  return <Say id={`picker.${kind}`} values={{ credits: <Credits nanoUsd={nanoUsd} /> }} />
}
