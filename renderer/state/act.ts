import type { FailureAction } from '../words/failure-words.ts'
import { openPicker, showSettings, showTopUp } from './screen.ts'

/** Does what a failure offers. Sending again is the caller's: only it knows the words. */
export function act(action: FailureAction, providerId: string | null): void {
  switch (action) {
    case 'replace-key':
    case 'add-key':
    case 'settings':
      showSettings('providers', providerId)
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
    case 'send-again':
      break
  }
}
