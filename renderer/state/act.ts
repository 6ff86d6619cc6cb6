import type { ModelKey } from '../../shared/chat/message.ts'
import { call } from '../api.ts'
import type { FailureAction } from '../words/failure-actions.ts'
import { pagesOf } from '../words/provider-pages.ts'
import { findProvider } from './catalog.ts'
import { openPicker, showModels, showSettings, showTopUp } from './screen.ts'

/** Does what a failure offers. Sending again and trimming are the caller's: only it knows the words. */
export function act(
  action: FailureAction,
  providerId: string | null,
  model: ModelKey | null = null,
): void {
  switch (action) {
    case 'replace-key':
    case 'add-key':
    case 'open-provider':
      showSettings('providers', providerId)
      break
    case 'top-up-there':
      showBilling(providerId)
      break
    case 'set-budget':
      showSettings('budget')
      break
    case 'add-credits':
      showTopUp()
      break
    case 'choose-model':
      openPicker(true)
      break
    case 'set-price':
      showModels(model)
      break
    case 'trim':
    case 'send-again':
      break
  }
}

/** The provider's own page where it is known, in the browser; else its row, with its address. */
function showBilling(providerId: string | null): void {
  const provider = providerId === null ? null : findProvider(providerId)
  const pages = provider && pagesOf(provider)
  if (pages) void call('link.open', { url: pages.billing })
  else showSettings('providers', providerId)
}
