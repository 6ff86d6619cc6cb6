import { clsx } from 'clsx'
import { Eye } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useBounds } from '../../state/bounds.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { type Fit, fitOf } from '../../state/fit.ts'
import { hasRead } from '../../state/model-choice.ts'
import { useQuote, useQuotes } from '../../state/quotes.ts'
import { Say, say, sayTokensShort } from '../../words/say.tsx'
import { PickerMark } from './picker-mark.tsx'
import { optionId } from './picker-rows.ts'

/** One model: its mark, name and one quiet remark, context, what it sees, this turn's credits, if it fits. */
export const PickerRow = memo(function PickerRow({
  model,
  place,
  top,
  count,
  isCurrent,
  isChosen,
  isTicked,
  isFavourite,
  onPoint,
  onFavour,
  onChoose,
}: {
  model: Model
  /** Of all rows, also of those that are not drawn. */
  place: number
  count: number
  /** In px, inside the list. */
  top: number
  isCurrent: boolean
  isChosen: boolean
  /** Null where one model is picked, and the row in focus is the one. */
  isTicked: boolean | null
  isFavourite: boolean
  onPoint: (model: Model) => void
  onFavour: (model: Model) => void
  onChoose: (model: Model) => void
}): ReactNode {
  const quote = useQuote(model.key)
  const fit = fitOf(model, quote, useBounds())
  const isPale = isRed(fit) || fit.kind === 'no-key' || fit.kind === 'no-price'
  return (
    // The field keeps the focus, names the row it is at and hears the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={optionId(model)}
      role="option"
      aria-selected={isTicked ?? isCurrent}
      aria-posinset={place + 1}
      aria-setsize={count}
      style={{ top }}
      tabIndex={-1}
      className={clsx(
        'picker-grid absolute inset-x-0 h-[30px] rounded-row px-2',
        isCurrent && 'bg-hover outline-2 -outline-offset-2 outline-copper',
        isPale ? 'text-ink-3' : 'text-ink',
      )}
      onPointerMove={() => !isCurrent && onPoint(model)}
      onClick={() => onChoose(model)}
    >
      <PickerMark {...{ model, isCurrent, isTicked, isFavourite, onFavour }} />
      <span className="flex min-w-0 items-baseline gap-2">
        <span className={clsx('max-w-full flex-none truncate', isChosen && 'font-medium')}>
          {model.name}
        </span>
        {isFavourite && <span className="sr-only">{say('picker.favourite')}</span>}
        <Remark model={model} isChosen={isChosen} />
      </span>
      <Figure className="text-right text-note text-ink-3">
        {model.contextTokens !== null && sayTokensShort(model.contextTokens)}
      </Figure>
      <span className="justify-self-end text-ink-3">
        {model.seesImages && (
          <Eye role="img" aria-label={say('picker.sees')} size={14} strokeWidth={1.6} />
        )}
      </span>
      <CreditsCell fit={fit} />
      <FitCell fit={fit} />
    </div>
  )
})

function Remark({ model, isChosen }: { model: Model; isChosen: boolean }): ReactNode {
  const lastKey = useConversations((state) => currentSummary(state)?.model)
  const isRead = hasRead(model.key, lastKey)
  const id = isChosen
    ? isRead
      ? 'picker.in-use-read'
      : 'picker.in-use'
    : isRead
      ? 'picker.read'
      : model.onThisComputer
        ? 'picker.here'
        : model.price?.match === 'inferred'
          ? 'picker.inferred'
          : null
  return id && <span className="min-w-0 truncate text-note text-ink-3">{say(id)}</span>
}

function CreditsCell({ fit }: { fit: Fit }): ReactNode {
  const isCounting = useQuotes((quotes) => quotes.isCounting)
  if (fit.kind === 'no-price') {
    return <span className="text-right text-note">{say('picker.no-price')}</span>
  }
  if (fit.kind === 'no-key' || fit.kind === 'counting') return <span />
  return (
    <Credits
      nanoUsd={fit.expectedNanoUsd}
      aligned
      className={clsx('text-right', !isRed(fit) && 'font-medium', isCounting && 'text-ink-3')}
    />
  )
}

function FitCell({ fit }: { fit: Fit }): ReactNode {
  if (fit.kind === 'short' || fit.kind === 'asks' || fit.kind === 'beyond') {
    return (
      <span
        className={clsx('text-right text-note', fit.kind === 'short' ? 'text-stop' : 'text-ink-2')}
      >
        <Say
          id={fit.kind === 'beyond' ? 'picker.goes-beyond' : 'picker.needs'}
          values={{ short: <Credits nanoUsd={fit.shortNanoUsd} /> }}
        />
      </span>
    )
  }
  if (fit.kind === 'too-long') {
    return <span className="text-right text-note text-stop">{say('picker.too-long')}</span>
  }
  const words = {
    'no-key': 'picker.no-key',
    'no-price': null,
    counting: null,
    always: 'picker.always-fits',
    fits: 'picker.fits',
    'above-limit': 'picker.asks-first',
  } as const
  const id = words[fit.kind]
  return <span className="text-right text-note text-ink-3">{id && say(id)}</span>
}

/** Red is for what will not be sent. */
function isRed({ kind }: Fit): boolean {
  return kind === 'short' || kind === 'too-long'
}
