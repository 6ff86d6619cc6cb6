import { type ReactNode, useState } from 'react'
import type { Budget, Model } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog, DialogButtons } from '../../parts/dialog.tsx'
import { Credits } from '../../parts/figure.tsx'
import { type Asked, useBounds } from '../../state/bounds.ts'
import { hasNoLimit } from '../../state/budget.ts'
import { findModel, useModels } from '../../state/catalog.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { quoteOf, useQuotes } from '../../state/quotes.ts'
import {
  closeComparedOffers,
  type ComparedMisfit,
  sendComparedAnyway,
  sendToFewer,
} from '../../state/send-comparison.ts'
import { Say, say, sayDay } from '../../words/say.tsx'
import { AboveLimitToo, BesideOffers } from '../chat/beside-offers.tsx'
import { questionId, type Standing, standingOf } from '../chat/misfit-question.ts'
import { MisfitTitle } from '../chat/misfit-words.tsx'
import { OfferList } from '../chat/offer-list.tsx'
import { comparisonAsItIs, offersWithout } from './offers-without.ts'

/** By how much a comparison does not fit, and which of its models would. The draft stays. */
export function ComparisonDoesNotFit({ misfit }: { misfit: ComparedMisfit }): ReactNode {
  const bounds = useBounds()
  const { budget } = bounds
  useModels()
  useQuotes((state) => state.quotes)
  const [chosenId, setChosenId] = useState<string | null>(null)
  if (!budget) return null
  const { why, toSend } = misfit
  const models = toSend.models.flatMap((key) => findModel(key) ?? [])
  const standing = standingOf(why, askedOf(models), bounds)
  const { question, agreed } = standing
  const fitsNow = question.kind === 'fits'
  const count = toSend.models.length
  const envelope = question.kind === 'short' ? question.shortage.envelope : null
  const fewer = offersWithout(models, ({ key }) => quoteOf(key), bounds, envelope)
  const offers =
    question.kind === 'limit'
      ? [comparisonAsItIs(models, standing, budget.availableNanoUsd), ...fewer]
      : fewer
  const chosen = offers.find(({ id }) => id === chosenId) ?? offers[0]
  return (
    <Dialog onClose={closeComparedOffers} title={<Title standing={standing} />}>
      <p className="mt-1 px-7 text-ink-2">
        <Why standing={standing} budget={budget} count={count} />{' '}
        <AboveLimitToo standing={standing} budget={budget} />
      </p>
      {!fitsNow && offers.length > 0 && (
        <OfferList
          key={questionId(question)}
          offers={offers}
          chosen={chosen}
          onChoose={setChosenId}
          hasLimit={!hasNoLimit(budget)}
        />
      )}
      {!fitsNow && offers.length === 0 && <p className="mt-4 px-7">{say('compare.fit-none')}</p>}
      <BesideOffers
        budget={budget}
        standing={standing}
        onSend={() => void sendComparedAnyway(agreed)}
      />
      <DialogButtons>
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
            <Button
              look="main"
              onClick={() =>
                chosen.models === null ? sendComparedAnyway(agreed) : sendToFewer(chosen.models)
              }
            >
              {chosen.action}
            </Button>
          )
        )}
      </DialogButtons>
    </Dialog>
  )
}

/** As the window knows them; what was refused says its own sum. */
function askedOf(models: readonly Model[]): Asked[] {
  return models.map(({ key }) => {
    const quote = quoteOf(key)
    return {
      key,
      expectedNanoUsd: quote?.expectedNanoUsd ?? 0,
      ceilingNanoUsd: quote?.ceilingNanoUsd ?? 0,
    }
  })
}

function Title({ standing: { question } }: { standing: Standing }): ReactNode {
  if (question.kind === 'fits') return say('compare.fit-now-title')
  if (question.kind === 'short' && !question.shortage.envelope) {
    const short = <Credits nanoUsd={question.shortage.shortNanoUsd} />
    return <Say id="compare.fit-title" values={{ short }} />
  }
  return <MisfitTitle question={question} name="" />
}

function Why({
  standing: { question, mostNanoUsd },
  budget,
  count,
}: {
  standing: Standing
  budget: Budget
  count: number
}): ReactNode {
  const shortage = question.kind === 'short' ? question.shortage : null
  const envelope = shortage?.envelope ?? null
  const availableNanoUsd = shortage?.availableNanoUsd ?? budget.availableNanoUsd
  const id = envelope
    ? availableNanoUsd < 0
      ? 'compare.fit-text-in-over'
      : 'compare.fit-text-in'
    : hasNoLimit(budget)
      ? 'compare.fit-text-limit'
      : question.kind === 'fits'
        ? 'compare.fit-now-text'
        : availableNanoUsd < 0
          ? 'compare.fit-text-over'
          : 'compare.fit-text'
  return (
    <Say
      id={id}
      values={{
        count,
        most: <Credits nanoUsd={shortage?.neededNanoUsd ?? mostNanoUsd} />,
        available: <Credits nanoUsd={availableNanoUsd} />,
        over: <Credits nanoUsd={-availableNanoUsd} />,
        name: envelope && envelopeName(envelope.of),
        date: sayDay(budget.periodEndsAtMs, budget.timeZone),
      }}
    />
  )
}
