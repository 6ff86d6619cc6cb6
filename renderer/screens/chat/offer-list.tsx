import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import { Credits } from '../../parts/figure.tsx'
import { say } from '../../words/say.tsx'

/** A way to send something after all, as one row. */
type OfferRow = {
  id: string
  title: string
  note: string
  expectedNanoUsd: number
  ceilingNanoUsd: number
  leftNanoUsd: number
}

/** What fits, as one choice in one table: about, at most, then left. */
export function OfferList({
  offers,
  chosen,
  onChoose,
  hasLimit,
}: {
  /** The chosen one has the focus as soon as they are there, which may be after the dialog is. */
  offers: readonly OfferRow[]
  chosen: OfferRow | undefined
  onChoose: (id: string) => void
  /** Without a limit nothing is left or not. */
  hasLimit: boolean
}): ReactNode {
  const [first] = useState(chosen)
  return (
    <div role="radiogroup" aria-label={say('fit.offers')} className="mt-3 px-3.5">
      <div aria-hidden="true" className="offer-grid px-3.5 pb-1 text-note text-ink-2">
        <span className="col-start-3 text-right">{say('fit.about')}</span>
        <span className="text-right">{say('fit.most')}</span>
        <span className="text-right">{hasLimit && say('fit.left')}</span>
      </div>
      {offers.map((offer) => (
        <Row
          key={offer.id}
          offer={offer}
          isChosen={offer === chosen}
          isFocused={offer === first}
          onChoose={onChoose}
          hasLimit={hasLimit}
        />
      ))}
    </div>
  )
}

function Row({
  offer,
  isChosen,
  isFocused,
  onChoose,
  hasLimit,
}: {
  offer: OfferRow
  isChosen: boolean
  isFocused: boolean
  onChoose: (id: string) => void
  hasLimit: boolean
}): ReactNode {
  const { id, title, note, expectedNanoUsd, ceilingNanoUsd, leftNanoUsd } = offer
  return (
    <label
      className={clsx(
        'offer-grid rounded-row px-3.5 py-2 has-focus-visible:outline-2 has-focus-visible:outline-copper',
        isChosen ? 'bg-copper-wash' : 'hover:bg-hover',
      )}
    >
      <input
        type="radio"
        name="offer"
        className="radio mt-0.5 outline-none"
        checked={isChosen}
        autoFocus={isFocused}
        onChange={() => onChoose(id)}
      />
      <span className="min-w-0">
        <span className="block truncate font-medium" title={title}>
          {title}
        </span>
        <span className="block truncate text-note text-ink-2">{note}</span>
      </span>
      <Credits nanoUsd={expectedNanoUsd} className="text-right" />
      <Credits nanoUsd={ceilingNanoUsd} className="text-right" />
      {hasLimit && <Credits nanoUsd={leftNanoUsd} className="text-right text-ink-2" />}
    </label>
  )
}
