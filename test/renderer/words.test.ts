import { describe, expect, test } from 'vitest'
import { en } from '../../renderer/words/en.ts'
import { actionWords } from '../../renderer/words/failure-actions.ts'
import { failureWords } from '../../renderer/words/failure-words.ts'
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
  {
    kind: 'too-long-for-model',
    modelName: 'GPT-6 Sol',
    inputTokens: 412_300,
    contextTokens: 400_000,
  },
  ...(['empty', 'too-large', 'too-many-pixels', 'not-an-image', 'not-text'] as const).flatMap(
    (reason) =>
      [null, 7_500_000].map(
        (limit): Failure => ({ kind: 'attachment-refused', name: 'cat.png', reason, limit }),
      ),
  ),
  { kind: 'unknown-attachment' },
  ...(['not-json', 'not-a-price-list', 'too-large', 'older', 'absurd', 'unreachable'] as const).map(
    (reason): Failure => ({ kind: 'price-list-refused', reason, detail: 'line 1' }),
  ),
  { kind: 'unknown-price-list' },
  { kind: 'key-refused', providerName, message },
  { kind: 'not-allowed', providerName, message: '' },
  { kind: 'no-money-at-provider', providerName, message },
  { kind: 'rate-limited', providerName, retryAfterMs: null },
  { kind: 'rate-limited', providerName, retryAfterMs: 1_500 },
  { kind: 'provider-busy', providerName, status: null },
  { kind: 'model-not-found', providerName, modelName: 'GPT-6 Sol' },
  { kind: 'context-too-long', providerName, message: '' },
  { kind: 'request-too-large', providerName, message: '' },
  { kind: 'request-refused', providerName, status: 400, message },
  { kind: 'unreachable', providerName, host: 'api.example.com', reason: 'ENOTFOUND' },
  {
    kind: 'unreachable',
    providerName: 'Ollama',
    host: 'localhost:11434',
    reason: 'ECONNREFUSED',
  },
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

/** Every way a provider can refuse or fail, with what its sentence must tell a person to do next. */
const nextSteps: [Failure, RegExp, string | null][] = [
  [{ kind: 'context-too-long', providerName, message }, /oldest turns.*model that reads/u, 'trim'],
  [
    {
      kind: 'too-long-for-model',
      modelName: 'GPT-6 Sol',
      inputTokens: 412_300,
      contextTokens: 400_000,
    },
    /400,000.*412,300.*oldest turns/u,
    'trim',
  ],
  [{ kind: 'key-refused', providerName, message }, /Paste another/u, 'replace-key'],
  [{ kind: 'not-allowed', providerName, message }, /Allow it in the account/u, 'choose-model'],
  [{ kind: 'no-money-at-provider', providerName, message }, /Top it up there/u, 'top-up-there'],
  [
    { kind: 'model-not-found', providerName, modelName: 'gpt-7' },
    /gpt-7.*Choose another/u,
    'choose-model',
  ],
  [{ kind: 'request-too-large', providerName, message }, /Leave out an attachment/u, 'trim'],
  [
    { kind: 'rate-limited', providerName, retryAfterMs: 12_300 },
    /13 seconds.*Send again/u,
    'send-again',
  ],
  [
    { kind: 'rate-limited', providerName, retryAfterMs: 5_400_000 },
    /pause of 90 minutes/u,
    'send-again',
  ],
  [{ kind: 'rate-limited', providerName, retryAfterMs: null }, /Send again/u, 'send-again'],
  [{ kind: 'provider-busy', providerName, status: 529 }, /Send again/u, 'send-again'],
  [
    { kind: 'request-refused', providerName, status: 422, message },
    /422.*Change the message/u,
    'choose-model',
  ],
  [{ kind: 'connection-ended', providerName }, /Send again/u, 'send-again'],
  [{ kind: 'stalled', providerName, silentMs: 90_000 }, /90 seconds.*Send again/u, 'send-again'],
  [{ kind: 'stream-damaged', providerName, message }, /Send again/u, 'send-again'],
  [
    { kind: 'unreachable', providerName, host: 'api.example.com', reason: 'ENOTFOUND' },
    /Look at the connection/u,
    'send-again',
  ],
  [
    { kind: 'unreachable', providerName: 'Ollama', host: '127.0.0.1:11434', reason: 'refused' },
    /Start Ollama, then try again/u,
    'send-again',
  ],
  [
    { kind: 'not-an-api', providerName, host: 'api.example.com', contentType: 'text/html' },
    /\/v1/u,
    'open-provider',
  ],
  [{ kind: 'no-price', modelName: 'GPT-7' }, /Set one/u, 'set-price'],
]

test.each(nextSteps.map((row) => [row[0].kind, ...row] as const))(
  'what a provider failed at says what to do next: %s',
  (_kind, failure, step, action) => {
    const words = failureWords(failure, String)
    expect(words.text).toMatch(step)
    expect(words.action).toBe(action)
  },
)

test('each sentence has an id of its own: none takes the place of another', async () => {
  const places = import.meta.glob<Record<string, unknown>>('../../renderer/words/*.ts')
  const ids: string[] = []
  for (const [path, load] of Object.entries(places)) {
    if (!/-(words|sentences)\.ts$/u.test(path)) continue
    for (const list of Object.values(await load())) {
      if (typeof list === 'object' && list !== null) ids.push(...Object.keys(list))
    }
  }
  expect(ids.length).toBeGreaterThan(900)
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
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
