import type { Failure, FailureKind } from '../../shared/failures.ts'
import { say, sayDay, sayDayOfYear } from './say.tsx'
import type { WordId } from './en.ts'

/** What a screen offers beside the sentence. */
export type FailureAction =
  | 'replace-key'
  | 'add-key'
  | 'set-budget'
  | 'add-credits'
  | 'choose-model'
  | 'send-again'
  | 'settings'

export type FailureWords = {
  /** What happened and what can be done. */
  text: string
  /** A few words, for the receipt line and a provider's row. */
  short: string
  /** What the provider or the computer said, word for word. */
  detail: string | null
  action: FailureAction | null
}

/** Turns an amount into credits at the size the person chose. */
export type CreditsText = (amountNanoUsd: number) => string

/** The words for a failure. A kind without words does not compile. */
export function failureWords(failure: Failure, credits: CreditsText): FailureWords {
  const write = writers[failure.kind] as (failure: Failure, credits: CreditsText) => FailureWords
  return write(failure, credits)
}

export function actionWords(action: FailureAction): string {
  return say(`do.${action}`)
}

type Writers = {
  [K in FailureKind]: (failure: Extract<Failure, { kind: K }>, credits: CreditsText) => FailureWords
}

const MEGABYTE = 1_000_000

const writers: Writers = {
  'not-enough-credits': ({ shortNanoUsd }, credits) =>
    words('failure.not-enough', { short: credits(shortNanoUsd) }, 'add-credits'),
  'over-budget': ({ overrunNanoUsd, periodEndsAtMs }, credits) =>
    words(
      'failure.over-budget',
      { over: credits(overrunNanoUsd), date: sayDay(periodEndsAtMs) },
      'add-credits',
    ),
  'no-budget': () => words('failure.no-budget', {}, 'set-budget'),
  'clock-jumped': ({ lastEntryAtMs, nowMs }) =>
    words(
      'failure.clock-jumped',
      { now: sayDayOfYear(nowMs), last: sayDayOfYear(lastEntryAtMs) },
      null,
    ),
  'bad-amount': ({ typed, reason }) =>
    words(typed === '' ? 'failure.amount.empty' : `failure.amount.${reason}`, { typed }, null),
  'no-price': ({ modelName }) => words('failure.no-price', { model: modelName }, 'choose-model'),

  'no-key': (failure) => fromProvider('failure.no-key', failure, 'add-key'),
  'key-unreadable': (failure) => fromProvider('failure.key-unreadable', failure, 'replace-key'),
  'bad-key': ({ reason }) => words(`failure.key.${reason}`, {}, null),
  'bad-address': ({ typed, reason }) => words(`failure.address.${reason}`, { typed }, null),
  'unknown-model': ({ modelName }) =>
    words('failure.unknown-model', { model: modelName }, 'choose-model'),
  'unknown-conversation': () => words('failure.unknown-conversation', {}, null),
  'unknown-turn': () => words('failure.unknown-turn', {}, null),
  'turn-in-progress': () => words('failure.turn-in-progress', {}, null),
  'empty-message': () => words('failure.empty-message', {}, null),

  'key-refused': (failure) =>
    fromProvider('failure.key-refused', failure, 'replace-key', 'short.key-refused'),
  'not-allowed': (failure) =>
    fromProvider('failure.not-allowed', failure, 'choose-model', 'short.not-allowed'),
  'no-money-at-provider': (failure) =>
    fromProvider('failure.no-money', failure, 'choose-model', 'short.no-money'),
  'rate-limited': (failure) =>
    failure.retryAfterMs === null
      ? fromProvider('failure.rate-limited', failure, 'send-again', 'short.rate-limited')
      : fromProvider(
          'failure.rate-limited-until',
          { ...failure, seconds: Math.max(1, Math.ceil(failure.retryAfterMs / 1000)) },
          'send-again',
          'short.rate-limited',
        ),
  'provider-busy': (failure) => fromProvider('failure.busy', failure, 'send-again', 'short.busy'),
  'model-not-found': ({ providerName, modelName }) =>
    fromProvider(
      'failure.model-not-found',
      { providerName, model: modelName },
      'choose-model',
      'short.model-not-found',
    ),
  'context-too-long': (failure) =>
    fromProvider('failure.too-long', failure, 'choose-model', 'short.too-long'),
  'request-refused': (failure) =>
    fromProvider('failure.request-refused', failure, 'send-again', 'short.request-refused'),
  unreachable: (failure) =>
    fromProvider(
      'failure.unreachable',
      { ...failure, message: failure.reason },
      'send-again',
      'short.unreachable',
    ),
  'not-an-api': (failure) =>
    fromProvider('failure.not-an-api', failure, 'settings', 'short.not-an-api'),
  'connection-ended': (failure) =>
    fromProvider('failure.connection-ended', failure, 'send-again', 'short.ended'),
  stalled: ({ providerName, silentMs }) =>
    fromProvider(
      'failure.stalled',
      { providerName, seconds: Math.round(silentMs / 1000) },
      'send-again',
      'short.stalled',
    ),
  'answer-too-large': ({ providerName, limitBytes }) =>
    fromProvider(
      'failure.answer-too-large',
      { providerName, megabytes: Math.round(limitBytes / 1_000_000) },
      null,
      'short.ended',
    ),
  'answer-too-long': ({ providerName, limitMs }) =>
    fromProvider(
      'failure.answer-too-long',
      { providerName, minutes: Math.max(1, Math.round(limitMs / 60_000)) },
      'send-again',
      'short.too-long-answer',
    ),
  'cost-not-found': (failure) => fromProvider('failure.cost-not-found', failure, null),
  'stream-damaged': (failure) =>
    fromProvider('failure.stream-damaged', failure, 'send-again', 'short.ended'),

  'database-damaged': () => words('failure.database-damaged', {}, null),
  'database-newer': ({ foundVersion, supportedVersion }) =>
    words('failure.database-newer', { found: foundVersion, supported: supportedVersion }, null),
  'database-unusable': ({ message }) => words('failure.database-unusable', { message }, null),
  'disk-full': ({ message }) => words('failure.disk-full', { message }, 'send-again'),
  'disk-nearly-full': ({ freeBytes, neededBytes }) =>
    words(
      'failure.disk-nearly-full',
      { free: Math.floor(freeBytes / MEGABYTE), needed: Math.ceil(neededBytes / MEGABYTE) },
      'send-again',
    ),
  'backup-unusable': ({ backupName }) =>
    words('failure.backup-unusable', { backup: backupName }, null),
  'read-only': ({ message }) => words('failure.read-only', { message }, null),
  'already-ended': () => words('failure.already-ended', {}, null),

  'bad-request': ({ call, message }) => words('failure.bad-request', { call, message }, null),
  'untrusted-sender': ({ call }) => words('failure.untrusted-sender', { call }, null),
  internal: ({ message }) => words('failure.internal', { message }, null),
}

type Values = Record<string, string | number | null>

function words(
  id: WordId,
  values: Values,
  action: FailureAction | null,
  shortId: WordId = 'short.not-sent',
): FailureWords {
  const shown = Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== null),
  )
  return {
    text: say(id, shown),
    short: say(shortId, shown),
    detail: typeof values.message === 'string' && values.message !== '' ? values.message : null,
    action,
  }
}

function fromProvider(
  id: WordId,
  values: Values & { providerName: string },
  action: FailureAction | null,
  shortId?: WordId,
): FailureWords {
  return words(id, { ...values, provider: values.providerName }, action, shortId)
}
