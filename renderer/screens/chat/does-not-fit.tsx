import { type ReactNode, useState } from 'react'
import type { ModelKey } from '../../../shared/chat/message.ts'
import type { Envelope, Model } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog, DialogButtons } from '../../parts/dialog.tsx'
import { type Bounds, leftAfterNanoUsd, type Refusal, useBounds } from '../../state/bounds.ts'
import { hasNoLimit } from '../../state/budget.ts'
import { useModel, useModels } from '../../state/catalog.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { quoteIn } from '../../state/quotes.ts'
import { closeOffers, isTooLong, type Misfit, sendOffered, type Way } from '../../state/sending.ts'
import { say } from '../../words/say.tsx'
import { AboveLimitToo, BesideOffers } from './beside-offers.tsx'
import { type Question, questionId, type Standing, standingOf } from './misfit-question.ts'
import { MisfitText, MisfitTitle } from './misfit-words.tsx'
import { OfferList } from './offer-list.tsx'
import { type Offer, offerAsItIs, offersOfModel, otherModels } from './offers.ts'
import { type FoundWays, useWays } from './use-ways.ts'

/**
 * By how much a turn does not fit, and what would. The draft stays whatever is answered. Once
 * credits were added, the turn itself is among what fits.
 */
export function DoesNotFit({ misfit }: { misfit: Misfit }): ReactNode {
  const bounds = useBounds()
  const { budget } = bounds
  const model = useModel(misfit.model)
  const found = useWays(misfit, bounds)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const name = model?.name ?? misfit.model.modelId
  const { why } = misfit
  const standing = isTooLong(why) ? null : standingOfTurn(why, misfit.model, found, bounds)
  const question: Question =
    standing?.question ?? (isTooLong(why) ? { kind: 'long', why } : { kind: 'fits' })
  const envelope = question.kind === 'short' ? question.shortage.envelope : null
  const others = useOffers(misfit, model, name, found, bounds, envelope)
  if (!budget) return null
  const offers =
    others && standing?.question.kind === 'limit'
      ? [offerAsItIs(name, standing, budget), ...others]
      : others
  const fitsNow = question.kind === 'fits'
  const chosen = offers?.find(({ id }) => id === chosenId) ?? offers?.[0]
  return (
    <Dialog onClose={closeOffers} title={<MisfitTitle question={question} name={name} />}>
      <p className="mt-1 px-7 text-ink-2">
        <MisfitText
          question={question}
          model={model}
          name={name}
          budget={budget}
          mostNanoUsd={standing?.mostNanoUsd ?? 0}
        />{' '}
        {standing && <AboveLimitToo standing={standing} budget={budget} />}
      </p>
      {!fitsNow && offers && offers.length > 0 && (
        <OfferList
          key={questionId(question)}
          offers={offers}
          chosen={chosen}
          onChoose={setChosenId}
          hasLimit={!hasNoLimit(budget)}
        />
      )}
      {!fitsNow && offers?.length === 0 && (
        <p className="mt-4 px-7">{say(question.kind === 'long' ? 'fit.none-long' : 'fit.none')}</p>
      )}
      {standing && (
        <BesideOffers
          budget={budget}
          standing={standing}
          onSend={() => void sendOffered({ kind: 'agreed', ...standing.agreed })}
        />
      )}
      <DialogButtons>
        <Button look="quiet" onClick={closeOffers}>
          {say('fit.keep')}
        </Button>
        {fitsNow ? (
          <SendButton
            way={{ kind: 'model', model: misfit.model }}
            words={say('fit.send', { model: name })}
            isFocused
          />
        ) : (
          chosen && <SendButton way={chosen.way} words={chosen.action} />
        )}
      </DialogButtons>
    </Dialog>
  )
}

/** Once credits were added, the press that was wanted all along is the next one. */
function SendButton({
  way,
  words,
  isFocused = false,
}: {
  way: Way
  words: string
  isFocused?: boolean
}): ReactNode {
  return (
    <Button
      key={String(isFocused)}
      look="main"
      autoFocus={isFocused}
      onClick={() => sendOffered(way)}
    >
      {words}
    </Button>
  )
}

/** What this turn was expected to cost is said by a limit, and else known once it was asked. */
function standingOfTurn(
  why: Refusal,
  key: ModelKey,
  found: FoundWays | null,
  bounds: Bounds,
): Standing {
  const ceilingNanoUsd = why.kind === 'above-turn-limit' ? why.ceilingNanoUsd : why.neededNanoUsd
  const expectedNanoUsd = (found && quoteIn(found.quotes, key)?.expectedNanoUsd) ?? 0
  return standingOf(why, [{ key, expectedNanoUsd, ceilingNanoUsd }], bounds)
}

/** Null until it is known what the model itself allows: the list does not grow under the hand. */
function useOffers(
  misfit: Misfit,
  model: Model | null,
  name: string,
  found: FoundWays | null,
  bounds: Bounds,
  envelope: Envelope | null,
): Offer[] | null {
  const models = useModels()
  const readBy: ModelKey | null = useConversations((state) => currentSummary(state)?.model ?? null)
  if (!found || !bounds.budget) return null
  const { quotes, ways } = found
  return [
    ...offersOfModel(name, ways, (ceilingNanoUsd) =>
      leftAfterNanoUsd([{ key: misfit.model, ceilingNanoUsd }], bounds, envelope),
    ),
    ...otherModels({
      models,
      quoteOf: (key) => quoteIn(quotes, key),
      bounds,
      envelope,
      readBy,
      except: model,
      isAboutRoom: isTooLong(misfit.why),
      hasImages: misfit.draft.attachments.some(({ type }) => type === 'image'),
    }),
  ]
}
