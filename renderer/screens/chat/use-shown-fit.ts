import { useMemo } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { formatCredits } from '../../../shared/money/credits.ts'
import { type Bounds, useBounds } from '../../state/bounds.ts'
import type { ComparedFit } from '../../state/compared-fit.ts'
import { type Fit, fitOf } from '../../state/fit.ts'
import { useProfile } from '../../state/profile.ts'
import { quoteOf, useQuotes } from '../../state/quotes.ts'
import { locale } from '../../words/say.tsx'

/**
 * Whether the draft fits a model, as it is shown: the same object until a figure reads otherwise. At
 * most key presses the cost changes by less than is shown, and then nothing is drawn anew.
 */
export function useShownFit(model: Model): Fit {
  const bounds = useBounds()
  const { creditsPerUsd } = useProfile().settings
  const select = useMemo(
    () => shownFit(model, bounds, creditsPerUsd),
    [model, bounds, creditsPerUsd],
  )
  return useQuotes(select)
}

function shownFit(model: Model, bounds: Bounds, creditsPerUsd: number): () => Fit {
  let last: { fit: Fit; read: string } | null = null
  return () => {
    const fit = fitOf(model, quoteOf(model.key), bounds)
    const read = readsAs(fit, creditsPerUsd)
    if (last?.read === read) return last.fit
    last = { fit, read }
    return fit
  }
}

/** What of it stands on the screen, to tell whether it has to be drawn anew. */
export function readsAs(fit: Fit | ComparedFit, creditsPerUsd: number): string {
  return Object.values(fit)
    .map((value) => {
      if (typeof value === 'number') return formatCredits(value, creditsPerUsd, locale())
      if (typeof value === 'string' || value === null) return value
      return 'envelopeId' in value ? value.envelopeId : value.name
    })
    .join(' ')
}
