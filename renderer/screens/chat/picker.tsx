import { Popover } from '@base-ui/react/popover'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
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
import { optionId, type PickerRows, pickerRows, rowOf } from './picker-rows.ts'

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
  const [typed, setTyped] = useState('')
  const [pointedAt, setPointedAt] = useState<Model | null>(chosen)
  const rows = pickerRows(models, typed)
  const current = pointedAt && rows.flat.includes(pointedAt) ? pointedAt : (rows.flat[0] ?? null)
  return (
    // Keys are heard from the field and from the list alike.
    <div
      role="presentation"
      className="contents"
      onKeyDown={(event) => onKeyDown(event, rows.flat, current, setPointedAt)}
    >
      <div className="flex h-11 flex-none items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none text-ink-3" />
        <input
          ref={fieldRef}
          type="text"
          aria-label={say('picker.find')}
          aria-controls="models"
          aria-activedescendant={current ? optionId(current) : undefined}
          placeholder={say('picker.find')}
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent text-[14px] outline-none"
          onChange={(event) => {
            setTyped(event.target.value)
            setPointedAt(null)
          }}
        />
        <span aria-hidden="true" className="text-label text-ink-3">
          {say('picker.keys')}
        </span>
      </div>
      <List rows={rows} current={current} chosen={chosen} onPoint={setPointedAt} />
      {current && <PickerFoot model={current} />}
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
  rows,
  current,
  chosen,
  onPoint,
}: {
  rows: PickerRows
  current: Model | null
  chosen: Model | null
  onPoint: (model: Model) => void
}): ReactNode {
  const budget = useBudget()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
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
        className="rounded-row"
      >
        {rows.groups.map(({ providerName, models }) => (
          <div key={models[0]?.key.providerId} role="group" aria-label={providerName}>
            <p aria-hidden="true" className="px-2 pt-2 pb-1 text-label text-ink-3">
              {providerName}
            </p>
            {models.map((model) => (
              <PickerRow
                key={optionId(model)}
                model={model}
                isCurrent={model === current}
                isChosen={chosen !== null && sameModel(model.key, chosen.key)}
                onPoint={onPoint}
              />
            ))}
          </div>
        ))}
      </div>
      {rows.leftOutCount > 0 && (
        <p className="px-2 py-3 text-note text-ink-3">
          {say('picker.more', { count: rows.leftOutCount })}
        </p>
      )}
    </div>
  )
}

function onKeyDown(
  event: KeyboardEvent,
  flat: readonly Model[],
  current: Model | null,
  point: (model: Model) => void,
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
    pickModel(current)
  } else if (move !== undefined) {
    event.preventDefault()
    const row = rowOf(flat, current?.key ?? null) + move
    const model = flat[Math.min(flat.length - 1, Math.max(0, row))]
    if (!model) return
    point(model)
    document.getElementById(optionId(model))?.scrollIntoView({ block: 'nearest' })
  }
}

function isOnModelButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-haspopup="dialog"]') !== null
}
