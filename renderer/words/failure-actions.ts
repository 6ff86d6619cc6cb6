import type { Failure, FailureKind } from '../../shared/failures.ts'
import { say } from './say.tsx'

/**
 * The one thing to do about a failure. `state/act.ts` does it, but for `send-again` and `trim`:
 * only the screen that failed knows the words and the conversation.
 */
export type FailureAction =
  | 'replace-key'
  | 'add-key'
  | 'open-provider'
  | 'top-up-there'
  | 'set-budget'
  | 'add-credits'
  | 'choose-model'
  | 'set-price'
  | 'trim'
  | 'send-again'

/** What helps with a failure; null: nothing in this program does, or its own screen offers it. */
export function failureAction(failure: Failure): FailureAction | null {
  return actions[failure.kind]
}

export function actionWords(action: FailureAction): string {
  return say(`do.${action}`)
}

const actions: Record<FailureKind, FailureAction | null> = {
  'not-enough-credits': 'add-credits',
  'over-budget': 'add-credits',
  'no-budget': 'set-budget',
  'above-turn-limit': null,
  'envelope-short': null,
  'unknown-envelope': null,
  'clock-jumped': null,
  'bad-amount': null,
  'no-price': 'set-price',

  'no-key': 'add-key',
  'key-unreadable': 'replace-key',
  'bad-key': null,
  'bad-address': null,
  'unknown-model': 'choose-model',
  'unknown-conversation': null,
  'unknown-turn': null,
  'turn-in-progress': null,
  'empty-message': null,
  'too-long-for-model': 'trim',
  'attachment-refused': null,
  'unknown-attachment': null,
  'import-refused': null,
  'cannot-write-file': null,
  'usage-export-refused': null,
  'image-not-fetched': null,
  'unknown-folder': null,

  'price-list-refused': null,
  'unknown-price-list': null,

  'usage-not-told': null,
  'key-refused': 'replace-key',
  'not-allowed': 'choose-model',
  'no-money-at-provider': 'top-up-there',
  'rate-limited': 'send-again',
  'provider-busy': 'send-again',
  'model-not-found': 'choose-model',
  'context-too-long': 'trim',
  'request-too-large': 'trim',
  'request-refused': 'choose-model',
  unreachable: 'send-again',
  'not-an-api': 'open-provider',
  'connection-ended': 'send-again',
  stalled: 'send-again',
  'answer-too-large': null,
  'answer-too-long': 'send-again',
  'stream-damaged': 'send-again',
  'cost-not-found': null,

  'database-damaged': null,
  'database-newer': null,
  'database-unusable': null,
  'disk-full': 'send-again',
  'disk-nearly-full': 'send-again',
  'backup-unusable': null,
  'read-only': null,
  'already-ended': null,

  'bad-request': null,
  'untrusted-sender': null,
  internal: null,
}
