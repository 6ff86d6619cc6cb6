import type { Model } from '../../../shared/ipc/shapes.ts'
import { currentBudget, isWaiting } from '../../state/budget.ts'
import { useConversations } from '../../state/conversations.ts'
import { draftOf, isEmptyDraft } from '../../state/drafts.ts'
import { fitOf } from '../../state/fit.ts'
import { chooseModel } from '../../state/model-choice.ts'
import { quoteOf } from '../../state/quotes.ts'
import { openPicker, showSettings } from '../../state/screen.ts'
import { offerWays, shortfallFrom } from '../../state/sending.ts'

/** Choosing a row: a model without a key leads to its key, one that does not fit to what does. */
export function pickModel(model: Model): void {
  openPicker(false)
  if (!model.ready) {
    showSettings('providers', model.key.providerId)
    return
  }
  chooseModel(model.key)
  const budget = currentBudget()
  const draft = draftOf(useConversations.getState().currentId)
  const quote = quoteOf(model.key)
  if (!budget || !quote || isEmptyDraft(draft) || isWaiting(budget)) return
  const fit = fitOf(model, quote, budget)
  if (fit.kind === 'too-long') {
    const { inputTokens } = quote
    const { name: modelName, contextTokens } = model
    if (contextTokens === null) return
    const why = { kind: 'too-long-for-model', modelName, inputTokens, contextTokens } as const
    offerWays({ why, model: model.key, draft })
  } else if (fit.kind === 'short' || fit.kind === 'asks') {
    offerWays({ why: shortfallFrom(budget, fit.ceilingNanoUsd), model: model.key, draft })
  }
}
