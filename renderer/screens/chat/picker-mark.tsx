import { clsx } from 'clsx'
import { Check, Star } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { keyCaps } from '../../state/keys.ts'
import { say } from '../../words/say.tsx'
import { FAVOURITE_KEYS } from './picker-words.ts'

/** A tick where several are picked; else a star: on favourites, and on the row in focus to make it one. */
export function PickerMark({
  model,
  isCurrent,
  isTicked,
  isFavourite,
  onFavour,
}: {
  model: Model
  isCurrent: boolean
  /** Null where one model is picked. */
  isTicked: boolean | null
  isFavourite: boolean
  onFavour: (model: Model) => void
}): ReactNode {
  if (isTicked !== null) {
    return (
      <span
        aria-hidden="true"
        className={clsx(
          'grid size-4 place-items-center rounded-code border',
          isTicked ? 'border-transparent bg-copper-fill text-on-copper' : 'border-edge',
        )}
      >
        {isTicked && <Check size={12} strokeWidth={2.4} />}
      </span>
    )
  }
  if (!isFavourite && !isCurrent) return <span />
  const keys = keyCaps(FAVOURITE_KEYS).join('+')
  const id = isFavourite ? 'picker.unfavour' : 'picker.favour'
  return (
    // For a pointer alone: the keys of the list do the same, and the row says what it is.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      aria-hidden="true"
      title={say(id, { model: model.name, keys })}
      className={clsx(
        'grid size-6 -translate-x-1 place-items-center hover:text-ink',
        isFavourite ? 'text-copper' : 'text-ink-3',
      )}
      onClick={(event) => {
        event.stopPropagation()
        onFavour(model)
      }}
    >
      <Star size={14} strokeWidth={1.6} className={clsx(isFavourite && 'fill-current')} />
    </span>
  )
}
