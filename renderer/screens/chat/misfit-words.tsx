import type { ReactNode } from 'react'
import type { Budget, Model } from '../../../shared/ipc/shapes.ts'
import { Credits, Figure } from '../../parts/figure.tsx'
import type { Shortage } from '../../state/bounds.ts'
import { hasNoLimit } from '../../state/budget.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import type { TooLong } from '../../state/sending.ts'
import { aboutCount } from '../../words/about-words.ts'
import { Say, say, sayCount, sayDay } from '../../words/say.tsx'
import type { Question } from './misfit-question.ts'

/** By how much it does not fit: credits of the budget or of a part of it, or tokens of the model. */
export function MisfitTitle({ question, name }: { question: Question; name: string }): ReactNode {
  switch (question.kind) {
    case 'long':
      return <LongTitle why={question.why} name={name} />
    case 'short':
      return <ShortTitle shortage={question.shortage} />
    case 'limit':
      return (
        <Say
          id="fit.title-limit"
          values={{
            about: <Credits nanoUsd={question.expectedNanoUsd} />,
            limit: <Credits nanoUsd={question.limitNanoUsd} />,
          }}
        />
      )
    case 'fits':
      return say('fit.title-now')
  }
}

function LongTitle({ why, name }: { why: TooLong; name: string }): ReactNode {
  if (why.kind !== 'too-long-for-model') return say('fit.long-title-refused', { model: name })
  const over = why.inputTokens - why.contextTokens
  if (over <= 0) return say('fit.long-title-room', { model: name })
  return (
    <Say id="fit.long-title" values={{ over: <Figure>{aboutCount(over)}</Figure>, model: name }} />
  )
}

/** By how much the budget or an envelope is short. */
function ShortTitle({ shortage }: { shortage: Shortage }): ReactNode {
  const { envelope, shortNanoUsd } = shortage
  const short = <Credits nanoUsd={shortNanoUsd} />
  if (!envelope) return <Say id="fit.title" values={{ short }} />
  const { of } = envelope
  return <Say id="fit.title-in" values={{ of: of.kind, name: envelopeName(of), short }} />
}

/** Why it was not sent, in one or two sentences. */
export function MisfitText({
  question,
  model,
  name,
  budget,
  mostNanoUsd,
}: {
  question: Question
  model: Model | null
  name: string
  budget: Budget
  /** What it may use at most. */
  mostNanoUsd: number
}): ReactNode {
  if (question.kind === 'long') {
    const { why } = question
    return <LongText why={why} name={name} providerName={model?.providerName ?? null} />
  }
  const { availableNanoUsd } = budget
  const values = {
    model: name,
    most: <Credits nanoUsd={mostNanoUsd} />,
    available: <Credits nanoUsd={availableNanoUsd} />,
    over: <Credits nanoUsd={-availableNanoUsd} />,
    date: sayDay(budget.periodEndsAtMs, budget.timeZone),
  }
  if (question.kind === 'fits') return <Say id="fit.text-now" values={values} />
  if (question.kind === 'short' && question.shortage.envelope) {
    const { shortage } = question
    const left = shortage.availableNanoUsd
    return (
      <Say
        id={left < 0 ? 'fit.text-in-over' : 'fit.text-in'}
        values={{
          ...values,
          name: envelopeName(question.shortage.envelope.of),
          available: <Credits nanoUsd={left} />,
          over: <Credits nanoUsd={-left} />,
        }}
      />
    )
  }
  if (hasNoLimit(budget)) return <Say id="fit.text-limit" values={values} />
  return <Say id={availableNanoUsd < 0 ? 'fit.text-over' : 'fit.text'} values={values} />
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
