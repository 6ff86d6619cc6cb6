import { useMemo } from 'react'
import type { Budget, Model } from '../../../shared/ipc/shapes.ts'
import { formatCredits } from '../../../shared/money/credits.ts'
import { useBudget } from '../../state/budget.ts'
import { type Fit, fitOf } from '../../state/fit.ts'
import { useProfile } from '../../state/profile.ts'
import { quoteOf, useQuotes } from '../../state/quotes.ts'
import { locale } from '../../words/say.tsx'

/**
 * Whether the draft fits a model, as it is shown: the same object until a figure reads otherwise. At
 * most key presses the cost changes by less than is shown, and then nothing is drawn anew.
 */
export function useShownFit(model: Model): Fit {
  const budget = useBudget()
  const { creditsPerUsd } = useProfile().settings
  const select = useMemo(
    () => shownFit(model, budget, creditsPerUsd),
    [model, budget, creditsPerUsd],
  )
  return useQuotes(select)
}

function shownFit(model: Model, budget: Budget | null, creditsPerUsd: number): () => Fit {
  let last: { fit: Fit; read: string } | null = null
  return () => {
    const fit = fitOf(model, quoteOf(model.key), budget)
    const read = Object.values(fit)
      .map((value) =>
        typeof value === 'number' ? formatCredits(value, creditsPerUsd, locale()) : value,
      )
      .join(' ')
    if (last?.read === read) return last.fit
    last = { fit, read }
    return fit
  }
}
