import { describe, expect, test } from 'vitest'
import { en } from '../../renderer/words/en.ts'
import { actionWords, failureWords } from '../../renderer/words/failure-words.ts'
import { say } from '../../renderer/words/say.tsx'
import type { Failure } from '../../shared/failures.ts'
import { formatCredits } from '../../shared/money/credits.ts'

const providerName = 'Anthropic'
const message = 'The provider said so.'

/** One of every kind and every reason. */
const failures: Failure[] = [
  {
    kind: 'not-enough-credits',
    neededNanoUsd: 2e8,
    availableNanoUsd: 1e8,
    shortNanoUsd: 1e8,
    periodEndsAtMs: 1e12,
  },
  { kind: 'over-budget', overrunNanoUsd: 8_400_000, periodEndsAtMs: 1e12 },
  { kind: 'no-budget' },
  { kind: 'clock-jumped', lastEntryAtMs: 1_796_256_000_000, nowMs: 1_804_204_800_000 },
  { kind: 'bad-amount', typed: 'a<b', reason: 'not-a-number' },
  { kind: 'bad-amount', typed: '', reason: 'not-a-number' },
  { kind: 'bad-amount', typed: '-5', reason: 'negative' },
  { kind: 'bad-amount', typed: '0', reason: 'zero' },
  { kind: 'bad-amount', typed: '9999999', reason: 'too-large' },
  { kind: 'no-price', modelName: 'GPT-6 Sol' },
  { kind: 'no-key', providerName },
  { kind: 'key-unreadable', providerName },
  { kind: 'bad-key', reason: 'empty' },
  { kind: 'bad-key', reason: 'not-printable' },
  { kind: 'bad-key', reason: 'too-long' },
  { kind: 'bad-address', typed: 'x', reason: 'not-a-url' },
  { kind: 'bad-address', typed: 'x', reason: 'not-https' },
  { kind: 'bad-address', typed: 'x', reason: 'has-credentials' },
  { kind: 'bad-address', typed: 'x', reason: 'forbidden-host' },
  { kind: 'unknown-model', modelName: 'GPT-6 Sol' },
  { kind: 'unknown-conversation' },
  { kind: 'unknown-turn' },
  { kind: 'turn-in-progress' },
  { kind: 'empty-message' },
  { kind: 'key-refused', providerName, message },
  { kind: 'not-allowed', providerName, message: '' },
  { kind: 'no-money-at-provider', providerName, message },
  { kind: 'rate-limited', providerName, retryAfterMs: null },
  { kind: 'rate-limited', providerName, retryAfterMs: 1_500 },
  { kind: 'provider-busy', providerName, status: null },
  { kind: 'model-not-found', providerName, modelName: 'GPT-6 Sol' },
  { kind: 'context-too-long', providerName, message: '' },
  { kind: 'request-refused', providerName, status: 400, message },
  { kind: 'unreachable', providerName, host: 'api.example.com', reason: 'ENOTFOUND' },
  { kind: 'not-an-api', providerName, host: 'api.example.com', contentType: 'text/html' },
  { kind: 'connection-ended', providerName },
  { kind: 'stalled', providerName, silentMs: 60_000 },
  { kind: 'answer-too-large', providerName, limitBytes: 5e6 },
  { kind: 'answer-too-long', providerName, limitMs: 7_200_000 },
  { kind: 'stream-damaged', providerName, message },
  { kind: 'cost-not-found', providerName },
  { kind: 'database-damaged', path: null },
  { kind: 'database-newer', foundVersion: 3, supportedVersion: 1 },
  { kind: 'database-unusable', message },
  { kind: 'disk-full', message },
  { kind: 'disk-nearly-full', freeBytes: 12_900_000, neededBytes: 50_000_000 },
  { kind: 'backup-unusable', backupName: 'farthing-2026-11-21.db' },
  { kind: 'read-only', message },
  { kind: 'already-ended' },
  { kind: 'bad-request', call: 'turn.send', message },
  { kind: 'untrusted-sender', call: 'turn.send' },
  { kind: 'internal', message },
]

describe('a failure', () => {
  test.each(failures.map((failure) => [JSON.stringify(failure), failure] as const))(
    'has its sentence: %s',
    (_name, failure) => {
      const words = failureWords(failure, (amountNanoUsd) => formatCredits(amountNanoUsd, 10_000))
      expect(words.text).toMatch(/^\S.*\S\.$/u)
      expect(words.text).not.toMatch(/[{}]|undefined|null|NaN/u)
      expect(words.short.length).toBeGreaterThan(2)
      if (words.action) expect(actionWords(words.action)).not.toBe('')
    },
  )
})

test('no sentence uses a word that means something else here, begs, or exclaims', () => {
  const banned = /\b(?:hold|charge|refund|blocked|insufficient|we|oops|please)\b|limit reached|!/iu
  expect(Object.entries(en).filter(([, text]) => banned.test(text))).toEqual([])
})

test('sentences with numbers read as a person would say them', () => {
  expect(say('check.answered', { provider: 'Anthropic', listed: 9, priced: 'all' })).toBe(
    'Anthropic answered. 9 models, prices known for all of them.',
  )
  expect(say('check.answered', { provider: 'Anthropic', listed: 1, priced: '7' })).toBe(
    'Anthropic answered. One model, prices known for 7.',
  )
  expect(say('empty.title', { credits: '81,336', days: 9 })).toBe('81,336 credits for nine days')
})
