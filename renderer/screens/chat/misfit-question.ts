import {
  type Asked,
  type Bounds,
  type Refusal,
  type Shortage,
  shortagesOf,
} from '../../state/bounds.ts'
import { isAboveLimit } from '../../state/fit.ts'
import type { Agreed, TooLong } from '../../state/sending.ts'

/** What is asked of the person about a turn or a comparison that was not sent. */
export type Question =
  | TooLongQuestion
  /** The budget or an envelope lacks something. */
  | { kind: 'short'; shortage: Shortage }
  /** It fits, and is above the limit for one turn. */
  | { kind: 'limit'; expectedNanoUsd: number; limitNanoUsd: number }
  /** Nothing is in the way any more. */
  | { kind: 'fits' }

type TooLongQuestion = { kind: 'long'; why: TooLong }

/** What is in the way of sending as the budget stands now, and what sending it all the same takes. */
export type Standing = {
  question: Exclude<Question, TooLongQuestion>
  /** The most first; none where everything is sent. */
  shortages: Shortage[]
  /** What the person agrees to by sending it as it is. */
  agreed: Agreed
  expectedNanoUsd: number
  mostNanoUsd: number
}

/** What was refused, as the budget stands now: credits may have been added since. */
export function standingOf(why: Refusal, asked: readonly Asked[], bounds: Bounds): Standing {
  const expectedNanoUsd =
    why.kind === 'above-turn-limit' ? why.expectedNanoUsd : sumOf(asked, 'expectedNanoUsd')
  const mostNanoUsd =
    why.kind === 'above-turn-limit' ? why.ceilingNanoUsd : sumOf(asked, 'ceilingNanoUsd')
  const shortages = bounds.budget?.mode === 'watch' ? [] : shortagesOf(asked, bounds, why)
  const [shortage] = shortages
  const limitNanoUsd = bounds.budget?.turnLimitNanoUsd ?? null
  const isAbove = isAboveLimit(expectedNanoUsd, bounds)
  const agreed: Agreed = {
    ...(shortage && { allowedNanoUsd: shortage.shortNanoUsd }),
    ...(isAbove && { agreedNanoUsd: expectedNanoUsd }),
  }
  const question: Standing['question'] = shortage
    ? { kind: 'short', shortage }
    : isAbove && limitNanoUsd !== null
      ? { kind: 'limit', expectedNanoUsd, limitNanoUsd }
      : { kind: 'fits' }
  return { question, shortages, agreed, expectedNanoUsd, mostNanoUsd }
}

function sumOf(asked: readonly Asked[], figure: 'expectedNanoUsd' | 'ceilingNanoUsd'): number {
  return asked.reduce((sum, one) => sum + one[figure], 0)
}

/** Another question has offers of its own, and the focus goes to them: what was pressed is gone. */
export function questionId(question: Question): string {
  if (question.kind !== 'short') return question.kind
  return question.shortage.envelope?.envelopeId ?? 'budget'
}
