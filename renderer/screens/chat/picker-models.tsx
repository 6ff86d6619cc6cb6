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
import { type ModelKey, sameModel } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { announce } from '../../state/announcements.ts'
import { useModels } from '../../state/catalog.ts'
import { MAX_COMPARED } from '../../state/comparing.ts'
import { isPressed } from '../../state/keys.ts'
import { toggleFavourite, useChosenModel } from '../../state/model-choice.ts'
import { useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { CompareToggle } from '../compare/compare-toggle.tsx'
import { PickerFoot } from './picker-foot.tsx'
import { HEADS_HEIGHT, PickerList } from './picker-list.tsx'
import { optionId, pickerRows, type PlacedRow, scrollTopFor } from './picker-rows.ts'
import { FAVOURITE_KEYS, takePickerWords } from './picker-words.ts'

/** The rows that are in sight in a high window, in px. */
const MAX_ROWS_HEIGHT = 390
/** What else stands above and below the rows, the composer included, in px. */
const AROUND_ROWS_HEIGHT = 320

/** The field that filters, the rows, and what is said of the row in focus. */
export function PickerModels({
  fieldRef,
  several,
  onChoose,
}: {
  fieldRef: RefObject<HTMLInputElement | null>
  /** Those that are ticked, where several are picked. */
  several: readonly ModelKey[] | null
  onChoose: (model: Model) => void
}): ReactNode {
  const models = useModels()
  const chosen = useChosenModel()
  const { favouriteModels: favourites, recentModels } = useProfile().settings
  const [firstTyped] = useState(takePickerWords)
  const [typed, setTyped] = useState(firstTyped)
  const [pointedAt, setPointedAt] = useState<Model | null>(chosen)
  // The order stays while it is open: a row must not move away under the pointer by being used.
  const [recent] = useState(recentModels)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(
    () => pickerRows(models, typed, { favourites, recent }),
    [models, typed, favourites, recent],
  )
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
  const favour = (model: Model): void => {
    setPointedAt(model)
    const isFavourite = toggleFavourite(model.key)
    const id = isFavourite ? 'picker.favoured' : 'picker.unfavoured'
    announce(say(id, { model: model.name }))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!current || event.nativeEvent.isComposing) return
    const to = movedTo(event.key, rows.flat, current)
    if (event.key === 'Enter') onChoose(current.model)
    else if (isPressed(FAVOURITE_KEYS, event)) favour(current.model)
    else if (to) {
      setPointedAt(to.model)
      show(to)
    } else return
    event.preventDefault()
  }
  return (
    // Keys are heard from the field and from the list alike.
    <div role="presentation" className="contents" onKeyDown={onKeyDown}>
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
        <CompareToggle several={several} fieldRef={fieldRef} />
      </div>
      <PickerList
        // What is in sight begins anew with what is typed.
        key={typed}
        scrollerRef={scroller}
        rows={rows}
        current={current?.model ?? null}
        chosen={chosen}
        several={several}
        favourites={favourites}
        onPoint={setPointedAt}
        onFavour={favour}
        onChoose={onChoose}
      />
      {current && (
        <PickerFoot model={current.model} isOneTooMany={isOneTooMany(current.model, several)} />
      )}
    </div>
  )
}

/** Whether as many are ticked as can be, and this is none of them. */
function isOneTooMany({ key }: Model, several: readonly ModelKey[] | null): boolean {
  if (!several || several.length < MAX_COMPARED) return false
  return !several.some((ticked) => sameModel(ticked, key))
}

function movedTo(key: string, flat: readonly PlacedRow[], { place }: PlacedRow): PlacedRow | null {
  const moves: Partial<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 8,
    PageUp: -8,
    End: flat.length,
    Home: -flat.length,
  }
  const move = moves[key]
  if (move === undefined) return null
  return flat[Math.min(flat.length - 1, Math.max(0, place + move))] ?? null
}
