import type { ReactNode } from 'react'
import type { Budget, Model } from '../../../shared/ipc/shapes.ts'
import { Credits, Figure } from '../../parts/figure.tsx'
import type { Misfit, Shortfall, TooLong } from '../../state/sending.ts'
import { Say, say, sayCount, sayDay } from '../../words/say.tsx'
import { aboutCount } from '../../words/about-words.ts'

/** By how much it does not fit: credits of the budget, or tokens of the model. */
export function MisfitTitle({
  why,
  name,
  shortNanoUsd,
}: {
  why: Misfit['why']
  name: string
  shortNanoUsd: number
}): ReactNode {
  if (why.kind === 'too-long-for-model') {
    const over = why.inputTokens - why.contextTokens
    if (over <= 0) return say('fit.long-title-room', { model: name })
    return (
      <Say
        id="fit.long-title"
        values={{ over: <Figure>{aboutCount(over)}</Figure>, model: name }}
      />
    )
  }
  if (why.kind !== 'not-enough-credits') return say('fit.long-title-refused', { model: name })
  if (shortNanoUsd <= 0) return say('fit.title-now')
  return <Say id="fit.title" values={{ short: <Credits nanoUsd={shortNanoUsd} /> }} />
}

/** Why it was not sent, in one or two sentences. */
export function MisfitText({
  why,
  model,
  name,
  budget,
}: {
  why: Misfit['why']
  model: Model | null
  name: string
  budget: Budget
}): ReactNode {
  return why.kind === 'not-enough-credits' ? (
    <ShortText shortfall={why} name={name} budget={budget} />
  ) : (
    <LongText why={why} name={name} providerName={model?.providerName ?? null} />
  )
}

function LongText({
  why,
  name,
  providerName,
}: {
  why: TooLong
  name: string
  providerName: string | null
}): ReactNode {
  if (why.kind === 'too-long-for-model') {
    return say('fit.long-text', {
      model: name,
      tokens: aboutCount(why.inputTokens, 3),
      context: sayCount(why.contextTokens),
    })
  }
  return say('fit.long-text-refused', { model: name, provider: providerName ?? why.providerName })
}

function ShortText({
  shortfall,
  name,
  budget,
}: {
  shortfall: Shortfall
  name: string
  budget: Budget
}): ReactNode {
  const { availableNanoUsd } = budget
  const id =
    availableNanoUsd >= shortfall.neededNanoUsd
      ? 'fit.text-now'
      : availableNanoUsd < 0
        ? 'fit.text-over'
        : 'fit.text'
  return (
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
  )
}
