import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import type { Shortage } from '../../state/bounds.ts'
import { allowedNanoUsd } from '../../state/budget.ts'
import { Say, say } from '../../words/say.tsx'
import { AddCredits } from './add-credits.tsx'
import { AskInstead } from './ask-instead.tsx'
import type { Standing } from './misfit-question.ts'
import { RaiseEnvelope } from './raise-envelope.tsx'

/**
 * What can be done about the budget and its envelopes themselves, under the offers. What was short
 * at first keeps its place, and says what was done about it.
 */
export function BesideOffers({
  budget,
  standing: { shortages },
  onSend,
}: {
  budget: Budget
  standing: Standing
  /** Sends it as it is, just this once. */
  onSend: () => void
}): ReactNode {
  const [atFirst] = useState(shortages)
  const [modeAtFirst] = useState(budget.mode)
  const wasShort = (envelopeId: string | null): boolean =>
    [...atFirst, ...shortages].some(({ envelope }) => (envelope?.envelopeId ?? null) === envelopeId)
  const shortNanoUsd = (envelopeId: string | null): number =>
    shortages.find(({ envelope }) => (envelope?.envelopeId ?? null) === envelopeId)?.shortNanoUsd ??
    0
  const [tightest] = shortages
  if (atFirst.length === 0 && !tightest) return null
  return (
    <div
      className={clsx('mt-3 flex flex-col gap-2.5 px-7', tightest && 'border-t border-line pt-3')}
    >
      {wasShort(null) && (
        <AddCredits shortNanoUsd={shortNanoUsd(null)} allowedNanoUsd={allowedNanoUsd(budget)} />
      )}
      {budget.envelopes
        .filter(({ envelopeId }) => wasShort(envelopeId))
        .map((envelope) => (
          <RaiseEnvelope
            key={envelope.envelopeId}
            envelope={envelope}
            shortNanoUsd={shortNanoUsd(envelope.envelopeId)}
          />
        ))}
      {tightest && budget.mode === 'ask' && (
        <SendOver shortage={tightest} isFocused={modeAtFirst === 'firm'} onSend={onSend} />
      )}
      {tightest && budget.mode === 'firm' && <AskInstead />}
    </div>
  )
}

/** Sending all the same, where the person wants to be asked. */
function SendOver({
  shortage: { envelope, shortNanoUsd },
  isFocused,
  onSend,
}: {
  shortage: Shortage
  /** It has just come to be in the place of what was pressed: the rule was changed for it. */
  isFocused: boolean
  onSend: () => void
}): ReactNode {
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <p>
          {say('fit.over')}{' '}
          <span className="text-ink-3">
            <Say id="fit.over-note" values={{ short: <Credits nanoUsd={shortNanoUsd} /> }} />
          </span>
        </p>
        <Button look="link" autoFocus={isFocused} onClick={onSend}>
          {say(envelope ? 'fit.over-do-in' : 'fit.over-do')}
        </Button>
      </div>
      {isFocused && (
        <p role="status" className="text-note text-ink-3">
          {say('fit.asks-now')}
        </p>
      )}
    </>
  )
}

/** Sending it all the same is also above the limit for one turn, and says so before it is pressed. */
export function AboveLimitToo({
  standing: { question, agreed },
  budget: { turnLimitNanoUsd },
}: {
  standing: Standing
  budget: Budget
}): ReactNode {
  const { agreedNanoUsd } = agreed
  if (question.kind !== 'short' || agreedNanoUsd === undefined || turnLimitNanoUsd === null) {
    return null
  }
  return (
    <Say
      id="fit.above-too"
      values={{
        about: <Credits nanoUsd={agreedNanoUsd} />,
        limit: <Credits nanoUsd={turnLimitNanoUsd} />,
      }}
    />
  )
}
