import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Credits } from '../../parts/figure.tsx'
import { allowedNanoUsd, hasNoLimit, useBudget } from '../../state/budget.ts'
import { findModel, useModels } from '../../state/catalog.ts'
import { quoteOf, useQuotes } from '../../state/quotes.ts'
import {
  closeComparedOffers,
  type ComparedMisfit,
  sendComparedAnyway,
  sendToFewer,
} from '../../state/send-comparison.ts'
import { Say, say, sayDay } from '../../words/say.tsx'
import { AddCredits, SendOver } from '../chat/beside-offers.tsx'
import { OfferList } from '../chat/offer-list.tsx'
import { offersWithout } from './offers-without.ts'

/** By how much a comparison does not fit, and which of its models would. The draft stays. */
export function ComparisonDoesNotFit({ misfit }: { misfit: ComparedMisfit }): ReactNode {
  const budget = useBudget()
  useModels()
  useQuotes((state) => state.quotes)
  const [chosenId, setChosenId] = useState<string | null>(null)
  if (!budget) return null
  const { why, toSend } = misfit
  const models = toSend.models.flatMap((key) => findModel(key) ?? [])
  const shortNanoUsd = why.neededNanoUsd - budget.availableNanoUsd
  const fitsNow = shortNanoUsd <= 0
  const offers = offersWithout(models, ({ key }) => quoteOf(key), budget.availableNanoUsd)
  const chosen = offers.find(({ id }) => id === chosenId) ?? offers[0]
  const count = toSend.models.length
  return (
    <Dialog
      onClose={closeComparedOffers}
      title={
        fitsNow ? (
          say('compare.fit-now-title')
        ) : (
          <Say id="compare.fit-title" values={{ short: <Credits nanoUsd={shortNanoUsd} /> }} />
        )
      }
    >
      <p className="mt-1 px-7 text-ink-2">
        <Why misfit={misfit} budget={budget} count={count} />
      </p>
      {!fitsNow && offers.length > 0 && (
        <OfferList
          offers={offers}
          chosen={chosen}
          onChoose={setChosenId}
          hasLimit={!hasNoLimit(budget)}
        />
      )}
      {!fitsNow && offers.length === 0 && <p className="mt-4 px-7">{say('compare.fit-none')}</p>}
      <div
        className={clsx('mt-3 flex flex-col gap-2.5 px-7', !fitsNow && 'border-t border-line pt-3')}
      >
        <AddCredits shortNanoUsd={shortNanoUsd} allowedNanoUsd={allowedNanoUsd(budget)} />
        {!fitsNow && budget.mode === 'ask' && (
          <SendOver
            shortNanoUsd={shortNanoUsd}
            onSend={() => void sendComparedAnyway(shortNanoUsd)}
          />
        )}
      </div>
      <div className="mt-5 flex justify-end gap-2 px-7">
        <Button look="quiet" onClick={closeComparedOffers}>
          {say('fit.keep')}
        </Button>
        {fitsNow ? (
          // Once credits were added, the press that was wanted all along is the next one.
          <Button key="now" look="main" autoFocus onClick={() => sendComparedAnyway()}>
            {say('compare.fit-send', { count })}
          </Button>
        ) : (
          chosen && (
            <Button look="main" onClick={() => sendToFewer(chosen.models)}>
              {chosen.action}
            </Button>
          )
        )}
      </div>
    </Dialog>
  )
}

function Why({
  misfit: { why },
  budget,
  count,
}: {
  misfit: ComparedMisfit
  budget: Budget
  count: number
}): ReactNode {
  const { availableNanoUsd } = budget
  const id =
    availableNanoUsd >= why.neededNanoUsd
      ? 'compare.fit-now-text'
      : availableNanoUsd < 0
        ? 'compare.fit-text-over'
        : 'compare.fit-text'
  return (
    <Say
      id={id}
      values={{
        count,
        most: <Credits nanoUsd={why.neededNanoUsd} />,
        available: <Credits nanoUsd={availableNanoUsd} />,
        over: <Credits nanoUsd={-availableNanoUsd} />,
        date: sayDay(why.periodEndsAtMs, budget.timeZone),
      }}
    />
  )
}
