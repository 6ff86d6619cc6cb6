import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import { type ModelKey, modelKeyText, sameModel } from '../../../shared/chat/message.ts'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Credits } from '../../parts/figure.tsx'
import { allowedNanoUsd, useBudget } from '../../state/budget.ts'
import { useModel, useModels } from '../../state/catalog.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { useQuotes } from '../../state/quotes.ts'
import { closeOffers, sendOffered, type Shortfall } from '../../state/sending.ts'
import { Say, say, sayDay } from '../../words/say.tsx'
import { AddCredits, SendOver } from './beside-offers.tsx'
import { type Offer, offersThatFit } from './offers.ts'

/**
 * By how much a turn does not fit, and what would. The draft stays whatever is answered. Once
 * credits were added, the turn itself is among what fits.
 */
export function DoesNotFit({
  shortfall,
  model,
}: {
  shortfall: Shortfall
  model: ModelKey
}): ReactNode {
  const budget = useBudget()
  const readBy = useConversations((state) => currentSummary(state)?.model ?? null)
  const quotes = useQuotes(({ byKey }) => byKey)
  const models = useModels()
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  if (!budget) return null
  const shortNanoUsd = shortfall.neededNanoUsd - budget.availableNanoUsd
  const fitsNow = shortNanoUsd <= 0
  const offers = offersThatFit(models, quotes, budget, readBy).filter(
    (offer) => !sameModel(offer.model.key, model),
  )
  const chosen = offers.find(({ model: { key } }) => modelKeyText(key) === chosenKey) ?? offers[0]
  return (
    <Dialog
      onClose={closeOffers}
      title={
        fitsNow ? (
          say('fit.title-now')
        ) : (
          <Say id="fit.title" values={{ short: <Credits nanoUsd={shortNanoUsd} /> }} />
        )
      }
    >
      <Why shortfall={shortfall} model={model} budget={budget} />
      {!fitsNow && <Offers offers={offers} chosen={chosen} onChoose={setChosenKey} />}
      <div
        className={clsx('mt-3 flex flex-col gap-2.5 px-7', !fitsNow && 'border-t border-line pt-3')}
      >
        <AddCredits shortNanoUsd={shortNanoUsd} allowedNanoUsd={allowedNanoUsd(budget)} />
        {!fitsNow && budget.mode === 'ask' && <SendOver shortNanoUsd={shortNanoUsd} />}
      </div>
      <div className="mt-5 flex justify-end gap-2 px-7">
        <Button look="quiet" onClick={closeOffers}>
          {say('fit.keep')}
        </Button>
        <SendChosen
          key={String(fitsNow)}
          model={fitsNow ? model : (chosen?.model.key ?? null)}
          isFocused={fitsNow}
        />
      </div>
    </Dialog>
  )
}

function Why({
  shortfall,
  model,
  budget,
}: {
  shortfall: Shortfall
  model: ModelKey
  budget: Budget
}): ReactNode {
  const name = useModel(model)?.name ?? model.modelId
  const { availableNanoUsd } = budget
  const id =
    availableNanoUsd >= shortfall.neededNanoUsd
      ? 'fit.text-now'
      : availableNanoUsd < 0
        ? 'fit.text-over'
        : 'fit.text'
  return (
    <p className="mt-1 px-7 text-ink-2">
      <Say
        id={id}
        values={{
          model: name,
          most: <Credits nanoUsd={shortfall.neededNanoUsd} />,
          available: <Credits nanoUsd={availableNanoUsd} />,
          over: <Credits nanoUsd={-availableNanoUsd} />,
          date: sayDay(shortfall.periodEndsAtMs, budget.timeZone),
        }}
      />
    </p>
  )
}

/** Once credits were added, the press that was wanted all along is the next one. */
function SendChosen({
  model,
  isFocused,
}: {
  model: ModelKey | null
  isFocused: boolean
}): ReactNode {
  const name = useModel(model)?.name
  if (!model || name === undefined) return null
  return (
    <Button look="main" autoFocus={isFocused} onClick={() => sendOffered(model)}>
      {say('fit.send', { model: name })}
    </Button>
  )
}

function Offers({
  offers,
  chosen,
  onChoose,
}: {
  offers: readonly Offer[]
  chosen: Offer | undefined
  onChoose: (key: string) => void
}): ReactNode {
  if (offers.length === 0) return <p className="mt-4 px-7">{say('fit.none')}</p>
  return (
    <div role="radiogroup" aria-label={say('fit.offers')} className="mt-3 px-3.5">
      <div aria-hidden="true" className="offer-grid px-3.5 pb-1 text-note text-ink-2">
        <span className="col-start-3 text-right">{say('fit.about')}</span>
        <span className="text-right">{say('fit.most')}</span>
        <span className="text-right">{say('fit.left')}</span>
      </div>
      {offers.map((offer) => (
        <OfferRow
          key={modelKeyText(offer.model.key)}
          offer={offer}
          isChosen={offer === chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

function OfferRow({
  offer,
  isChosen,
  onChoose,
}: {
  offer: Offer
  isChosen: boolean
  onChoose: (key: string) => void
}): ReactNode {
  const { model, note, expectedNanoUsd, ceilingNanoUsd, leftNanoUsd } = offer
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
        onChange={() => onChoose(modelKeyText(model.key))}
      />
      <span className="min-w-0">
        <span className="block truncate font-medium">{model.name}</span>
        <span className="block truncate text-note text-ink-2">{note}</span>
      </span>
      <Credits nanoUsd={expectedNanoUsd} className="text-right" />
      <Credits nanoUsd={ceilingNanoUsd} className="text-right" />
      <Credits nanoUsd={leftNanoUsd} className="text-right text-ink-2" />
    </label>
  )
}
