import type { Failure, FailureKind } from '../../shared/failures.ts'
import { type FailureAction, failureAction } from './failure-actions.ts'
import { say, sayCount, sayDay, sayDayOfYear, sayMegabytes } from './say.tsx'
import { isThisComputer } from './this-computer.ts'
import type { WordId } from './en.ts'

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
  const write = writers[failure.kind] as (failure: Failure, credits: CreditsText) => Sentence
  return { ...write(failure, credits), action: failureAction(failure) }
}

type Sentence = Omit<FailureWords, 'action'>

type Writers = {
  [K in FailureKind]: (failure: Extract<Failure, { kind: K }>, credits: CreditsText) => Sentence
}

const MEGABYTE = 1_000_000

const writers: Writers = {
  'not-enough-credits': ({ shortNanoUsd }, credits) =>
    words('failure.not-enough', { short: credits(shortNanoUsd) }),
  'over-budget': ({ overrunNanoUsd, periodEndsAtMs }, credits) =>
    words('failure.over-budget', { over: credits(overrunNanoUsd), date: sayDay(periodEndsAtMs) }),
  'no-budget': () => words('failure.no-budget', {}),
  'above-turn-limit': ({ expectedNanoUsd, limitNanoUsd }, credits) =>
    words('failure.above-turn-limit', {
      about: credits(expectedNanoUsd),
      limit: credits(limitNanoUsd),
    }),
  'envelope-short': ({ of, shortNanoUsd, periodEndsAtMs }, credits) =>
    words('failure.envelope-short', {
      of: of.kind,
      short: credits(shortNanoUsd),
      date: sayDay(periodEndsAtMs),
    }),
  'unknown-envelope': () => words('failure.unknown-envelope', {}),
  'clock-jumped': ({ lastEntryAtMs, nowMs }) =>
    words('failure.clock-jumped', { now: sayDayOfYear(nowMs), last: sayDayOfYear(lastEntryAtMs) }),
  'bad-amount': ({ typed, reason }) =>
    words(typed === '' ? 'failure.amount.empty' : `failure.amount.${reason}`, { typed }),
  'no-price': ({ modelName }) => words('failure.no-price', { model: modelName }),

  'no-key': (failure) => fromProvider('failure.no-key', failure),
  'key-unreadable': (failure) => fromProvider('failure.key-unreadable', failure),
  'bad-key': ({ reason }) => words(`failure.key.${reason}`, {}),
  'bad-address': ({ typed, reason }) => words(`failure.address.${reason}`, { typed }),
  'unknown-model': ({ modelName }) => words('failure.unknown-model', { model: modelName }),
  'unknown-conversation': () => words('failure.unknown-conversation', {}),
  'unknown-turn': () => words('failure.unknown-turn', {}),
  'turn-in-progress': () => words('failure.turn-in-progress', {}),
  'empty-message': () => words('failure.empty-message', {}),
  'too-long-for-model': ({ modelName, inputTokens, contextTokens }) =>
    words(
      'failure.too-long-for-model',
      { model: modelName, input: sayCount(inputTokens), context: sayCount(contextTokens) },
      'short.too-long',
    ),
  'attachment-refused': ({ name, reason, limit }) =>
    words(`failure.attachment.${reason}`, { name, limit: shownLimit(reason, limit) }),
  'unknown-attachment': () => words('failure.unknown-attachment', {}),
  'import-refused': ({ fileName, reason }) => words(`failure.import.${reason}`, { name: fileName }),
  'cannot-write-file': ({ path, message }) => words('failure.cannot-write-file', { path, message }),
  'usage-export-refused': ({ fileName, reason, line, column, found }) =>
    words(`failure.usage-export.${reason === 'bad-cell' && found === '' ? 'empty-cell' : reason}`, {
      name: fileName,
      line: sayCount(line ?? 0),
      column: column ?? '',
      found: found ?? '',
    }),
  'image-not-fetched': ({ host, reason }) => words(`failure.image.${reason}`, { host }),
  'unknown-folder': () => words('failure.unknown-folder', {}),

  'price-list-refused': ({ reason, detail }) =>
    words(`failure.price-list.${reason}`, { message: detail }),
  'unknown-price-list': () => words('failure.unknown-price-list', {}),

  'usage-not-told': (failure) => fromProvider('failure.usage-not-told', failure),
  'key-refused': (failure) => fromProvider('failure.key-refused', failure, 'short.key-refused'),
  'not-allowed': (failure) => fromProvider('failure.not-allowed', failure, 'short.not-allowed'),
  'no-money-at-provider': (failure) => fromProvider('failure.no-money', failure, 'short.no-money'),
  'rate-limited': ({ providerName, retryAfterMs }) =>
    fromProvider(...pauseAsked(retryAfterMs, providerName), 'short.rate-limited'),
  'provider-busy': (failure) => fromProvider('failure.busy', failure, 'short.busy'),
  'model-not-found': ({ providerName, modelName }) =>
    fromProvider(
      'failure.model-not-found',
      { providerName, model: modelName },
      'short.model-not-found',
    ),
  'context-too-long': (failure) => fromProvider('failure.too-long', failure, 'short.too-long'),
  'request-too-large': (failure) =>
    fromProvider('failure.request-too-large', failure, 'short.request-too-large'),
  'request-refused': (failure) =>
    fromProvider('failure.request-refused', failure, 'short.request-refused'),
  unreachable: (failure) =>
    fromProvider(
      isThisComputer(failure.host) ? 'failure.unreachable-here' : 'failure.unreachable',
      { ...failure, message: failure.reason },
      'short.unreachable',
    ),
  'not-an-api': (failure) => fromProvider('failure.not-an-api', failure, 'short.not-an-api'),
  'connection-ended': (failure) => fromProvider('failure.connection-ended', failure, 'short.ended'),
  stalled: ({ providerName, silentMs }) =>
    fromProvider(
      'failure.stalled',
      { providerName, seconds: Math.round(silentMs / 1000) },
      'short.stalled',
    ),
  'answer-too-large': ({ providerName, limitBytes }) =>
    fromProvider(
      'failure.answer-too-large',
      { providerName, megabytes: Math.round(limitBytes / 1_000_000) },
      'short.ended',
    ),
  'answer-too-long': ({ providerName, limitMs }) =>
    fromProvider(
      'failure.answer-too-long',
      { providerName, minutes: Math.max(1, Math.round(limitMs / 60_000)) },
      'short.too-long-answer',
    ),
  'cost-not-found': (failure) => fromProvider('failure.cost-not-found', failure),
  'stream-damaged': (failure) => fromProvider('failure.stream-damaged', failure, 'short.ended'),

  'database-damaged': () => words('failure.database-damaged', {}),
  'database-newer': ({ foundVersion, supportedVersion }) =>
    words('failure.database-newer', { found: foundVersion, supported: supportedVersion }),
  'database-unusable': ({ message }) => words('failure.database-unusable', { message }),
  'disk-full': ({ message }) => words('failure.disk-full', { message }),
  'disk-nearly-full': ({ freeBytes, neededBytes }) =>
    words('failure.disk-nearly-full', {
      free: Math.floor(freeBytes / MEGABYTE),
      needed: Math.ceil(neededBytes / MEGABYTE),
    }),
  'backup-unusable': ({ backupName }) => words('failure.backup-unusable', { backup: backupName }),
  'read-only': ({ message }) => words('failure.read-only', { message }),
  'already-ended': () => words('failure.already-ended', {}),

  'bad-request': ({ call, message }) => words('failure.bad-request', { call, message }),
  'untrusted-sender': ({ call }) => words('failure.untrusted-sender', { call }),
  internal: ({ message }) => words('failure.internal', { message }),
}

/** Seconds, but for a pause of which nobody counts them. */
function pauseAsked(
  retryAfterMs: number | null,
  providerName: string,
): [WordId, Values & { providerName: string }] {
  if (retryAfterMs === null) return ['failure.rate-limited', { providerName }]
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000))
  return seconds <= 120
    ? ['failure.rate-limited-until', { providerName, seconds }]
    : ['failure.rate-limited-long', { providerName, minutes: sayCount(Math.ceil(seconds / 60)) }]
}

type AttachmentReason = Extract<Failure, { kind: 'attachment-refused' }>['reason']

/** "none" where no figure is known, so that the sentence goes without one. */
function shownLimit(reason: AttachmentReason, limit: number | null): string {
  if (limit === null) return 'none'
  return reason === 'too-large' ? sayMegabytes(limit) : sayCount(limit)
}

type Values = Record<string, string | number | null>

function words(id: WordId, values: Values, shortId: WordId = 'short.not-sent'): Sentence {
  const shown = Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== null),
  )
  return {
    text: say(id, shown),
    short: say(shortId, shown),
    detail: typeof values.message === 'string' && values.message !== '' ? values.message : null,
  }
}

function fromProvider(
  id: WordId,
  values: Values & { providerName: string },
  shortId?: WordId,
): Sentence {
  return words(id, { ...values, provider: values.providerName }, shortId)
}
