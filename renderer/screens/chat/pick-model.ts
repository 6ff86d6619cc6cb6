import type { Model } from '../../../shared/ipc/shapes.ts'
import { currentBounds } from '../../state/bounds.ts'
import { isWaiting } from '../../state/budget.ts'
import { draftOf, isEmptyDraft } from '../../state/drafts.ts'
import { fitOf } from '../../state/fit.ts'
import { chooseModel } from '../../state/model-choice.ts'
import { quoteOf } from '../../state/quotes.ts'
import { draftIdNow, endRewriting, rewritingNow } from '../../state/rewriting.ts'
import { openPicker, showSettings } from '../../state/screen.ts'
import { offerWays, placeNow, sendDraft, shortfallFrom } from '../../state/sending.ts'

/**
 * Choosing a row: a model without a key leads to its key, one that does not fit to what does.
 * Where another answer was asked for, it is sent.
 */
export function pickModel(model: Model): void {
  openPicker(false)
  if (!model.ready) {
    endRewriting()
    showSettings('providers', model.key.providerId)
    return
  }
  chooseModel(model.key)
  if (rewritingNow()?.kind === 'model') {
    void sendDraft()
    return
  }
  const bounds = currentBounds()
  const { budget } = bounds
  const draft = draftOf(draftIdNow())
  const quote = quoteOf(model.key)
  if (!budget || !quote || isEmptyDraft(draft) || isWaiting(budget)) return
  const fit = fitOf(model, quote, bounds)
  if (fit.kind === 'too-long') {
    const { inputTokens } = quote
    const { name: modelName, contextTokens } = model
    if (contextTokens === null) return
    const why = { kind: 'too-long-for-model', modelName, inputTokens, contextTokens } as const
    offerWays({ why, model: model.key, draft, ...placeNow() })
  } else if (fit.kind === 'short' || fit.kind === 'asks') {
    offerWays({
      why: shortfallFrom(budget, fit.ceilingNanoUsd),
      model: model.key,
      draft,
      ...placeNow(),
    })
  }
}
