import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import type { ModelKey } from '../../../shared/chat/message.ts'
import type { Budget, Model } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { allowedNanoUsd, hasNoLimit, useBudget } from '../../state/budget.ts'
import { useModel, useModels } from '../../state/catalog.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { quoteIn } from '../../state/quotes.ts'
import { closeOffers, type Misfit, sendOffered, sendOver, type Way } from '../../state/sending.ts'
import { say } from '../../words/say.tsx'
import { AddCredits, SendOver } from './beside-offers.tsx'
import { MisfitText, MisfitTitle } from './misfit-words.tsx'
import { OfferList } from './offer-list.tsx'
import { type Offer, offersOfModel, otherModels } from './offers.ts'
import { useWays } from './use-ways.ts'

/**
 * By how much a turn does not fit, and what would. The draft stays whatever is answered. Once
 * credits were added, the turn itself is among what fits.
 */
export function DoesNotFit({ misfit }: { misfit: Misfit }): ReactNode {
  const budget = useBudget()
  const model = useModel(misfit.model)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const name = model?.name ?? misfit.model.modelId
  const offers = useOffers(misfit, model, name, budget)
  if (!budget) return null
  const { why } = misfit
  const shortNanoUsd = shortOf(why, budget)
  const fitsNow = why.kind === 'not-enough-credits' && shortNanoUsd <= 0
  const chosen = offers?.find(({ id }) => id === chosenId) ?? offers?.[0]
  return (
    <Dialog
      onClose={closeOffers}
      title={<MisfitTitle why={why} name={name} shortNanoUsd={shortNanoUsd} />}
    >
      <p className="mt-1 px-7 text-ink-2">
        <MisfitText why={why} model={model} name={name} budget={budget} />
      </p>
      {!fitsNow && offers && offers.length > 0 && (
        <OfferList
          offers={offers}
          chosen={chosen}
          onChoose={setChosenId}
          hasLimit={!hasNoLimit(budget)}
        />
      )}
      {!fitsNow && offers?.length === 0 && (
        <p className="mt-4 px-7">
          {say(why.kind === 'not-enough-credits' ? 'fit.none' : 'fit.none-long')}
        </p>
      )}
      {why.kind === 'not-enough-credits' && (
        <Beside budget={budget} shortNanoUsd={shortNanoUsd} fitsNow={fitsNow} />
      )}
      <div className="mt-5 flex justify-end gap-2 px-7">
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
      </div>
    </Dialog>
  )
}

/** What can be done about the budget itself. */
function Beside({
  budget,
  shortNanoUsd,
  fitsNow,
}: {
  budget: Budget
  shortNanoUsd: number
  fitsNow: boolean
}): ReactNode {
  return (
    <div
      className={clsx('mt-3 flex flex-col gap-2.5 px-7', !fitsNow && 'border-t border-line pt-3')}
    >
      <AddCredits shortNanoUsd={shortNanoUsd} allowedNanoUsd={allowedNanoUsd(budget)} />
      {!fitsNow && budget.mode === 'ask' && (
        <SendOver shortNanoUsd={shortNanoUsd} onSend={() => void sendOver(shortNanoUsd)} />
      )}
    </div>
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

/** Null until it is known what the model itself allows: the list does not grow under the hand. */
function useOffers(
  misfit: Misfit,
  model: Model | null,
  name: string,
  budget: Budget | null,
): Offer[] | null {
  const asked = useWays(misfit)
  const models = useModels()
  const readBy: ModelKey | null = useConversations((state) => currentSummary(state)?.model ?? null)
  if (!asked || !budget) return null
  const { quotes, ways } = asked
  const isAboutRoom = misfit.why.kind !== 'not-enough-credits'
  return [
    ...offersOfModel(name, ways, budget.availableNanoUsd),
    ...otherModels({
      models,
      quoteOf: (key) => quoteIn(quotes, key),
      budget,
      readBy,
      except: model,
      isAboutRoom,
      hasImages: misfit.draft.attachments.some(({ type }) => type === 'image'),
    }),
  ]
}

function shortOf(why: Misfit['why'], budget: Budget): number {
  if (why.kind !== 'not-enough-credits') return 0
  return why.neededNanoUsd - budget.availableNanoUsd
}
