import type { Model } from '../../../shared/ipc/shapes.ts'
import { modelKeyText } from '../../../shared/chat/message.ts'
import { currentBudget, isWaiting } from '../../state/budget.ts'
import { useConversations } from '../../state/conversations.ts'
import { draftOf } from '../../state/drafts.ts'
import { fitOf } from '../../state/fit.ts'
import { chooseModel } from '../../state/model-choice.ts'
import { useQuotes } from '../../state/quotes.ts'
import { openPicker, showSettings } from '../../state/screen.ts'
import { offerInstead, shortfallFrom } from '../../state/sending.ts'

/** Choosing a row: a model without a key leads to its key, one that does not fit to what does. */
export function pickModel(model: Model): void {
  openPicker(false)
  if (!model.ready) {
    showSettings('providers', model.key.providerId)
    return
  }
  chooseModel(model.key)
  const budget = currentBudget()
  const text = draftOf(useConversations.getState().currentId)
  const quote = useQuotes.getState().byKey.get(modelKeyText(model.key)) ?? null
  if (!budget || text.trim() === '' || isWaiting(budget)) return
  const fit = fitOf(model, quote, budget)
  if (fit.kind !== 'short' && fit.kind !== 'asks') return
  offerInstead(model.key, text, shortfallFrom(budget, fit.ceilingNanoUsd))
}
