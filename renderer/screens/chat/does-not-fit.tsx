import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import { type ModelKey, modelKeyText, sameModel } from '../../../shared/chat/message.ts'
import type { Failure } from '../../../shared/failures.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Credits } from '../../parts/figure.tsx'
import { useAvailableNanoUsd, useBudget } from '../../state/budget.ts'
import { useModel, useModels } from '../../state/catalog.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { useQuotes } from '../../state/quotes.ts'
import { showSettings } from '../../state/screen.ts'
import { closeOffers, sendOffered } from '../../state/sending.ts'
import { Say, say, sayDay } from '../../words/say.tsx'
import { type Offer, offersThatFit } from './offers.ts'

type Shortfall = Extract<Failure, { kind: 'not-enough-credits' }>

/** By how much a turn does not fit, and what would. The draft stays whatever is answered. */
export function DoesNotFit({
  shortfall,
  model,
}: {
  shortfall: Shortfall
  model: ModelKey
}): ReactNode {
  const name = useModel(model)?.name ?? model.modelId
  const budget = useBudget()
  const readBy = useConversations((state) => currentSummary(state)?.model ?? null)
  const offers = offersThatFit(
    useModels(),
    useQuotes(({ byKey }) => byKey),
    useAvailableNanoUsd(),
    readBy,
  ).filter((offer) => !sameModel(offer.model.key, model))
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const chosen = offers.find(({ model: { key } }) => modelKeyText(key) === chosenKey) ?? offers[0]
  return (
    <Dialog
      onClose={closeOffers}
      title={
        <Say id="fit.title" values={{ short: <Credits nanoUsd={shortfall.shortNanoUsd} /> }} />
      }
    >
      <p className="mt-1 px-7 text-ink-2">
        <Say
          id="fit.text"
          values={{
            model: name,
            most: <Credits nanoUsd={shortfall.neededNanoUsd} />,
            available: <Credits nanoUsd={shortfall.availableNanoUsd} />,
            date: sayDay(shortfall.periodEndsAtMs, budget?.timeZone),
          }}
        />
      </p>
      <Offers offers={offers} chosen={chosen} onChoose={setChosenKey} />
      <div className="mt-3 flex items-center justify-between gap-4 border-t border-line px-7 pt-3">
        <p>
          {say('fit.add')} <span className="text-ink-3">{say('fit.add-note')}</span>
        </p>
        <Button
          look="link"
          onClick={() => {
            closeOffers()
            showSettings('budget')
          }}
        >
          {say('fit.add-do')}
        </Button>
      </div>
      <div className="mt-5 flex justify-end gap-2 px-7">
        <Button look="quiet" onClick={closeOffers}>
          {say('fit.keep')}
        </Button>
        {chosen && (
          <Button look="main" onClick={() => sendOffered(chosen.model.key)}>
            {say('fit.send', { model: chosen.model.name })}
          </Button>
        )}
      </div>
    </Dialog>
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
