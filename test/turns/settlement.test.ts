import { describe, expect, test } from 'vitest'
import { decideSettlement, type Evidence } from '../../main/turns/settlement.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { heavyPrice } from '../helpers/profile-on-disk.ts'

const failure = { kind: 'connection-ended', providerName: 'Test' } as const

/** 10 USD in, 50 USD out: 1,000 tokens in are 10,000,000 nano-USD, 100 out are 5,000,000. */
const base: Evidence = {
  ending: { kind: 'completed' },
  price: heavyPrice,
  usage: unknownUsage,
  reportedNanoUsd: null,
  isBehind: false,
  inputTokens: 1_000,
  receivedTokens: 0,
  reservedNanoUsd: 40_000_000,
  canLookUp: false,
  refusesFree: false,
  runsOn: false,
}
const said = { ...unknownUsage, inputTokens: 1_000, outputTokens: 100 }
const halfSaid = { ...unknownUsage, inputTokens: 900, outputTokens: 1 }

describe('how an ended attempt is entered', () => {
  test.each<[string, Partial<Evidence>, object]>([
    [
      'complete with usage: exact',
      { usage: said },
      { kind: 'settle', costNanoUsd: 15_000_000, quality: 'exact' },
    ],
    [
      'what the provider says it costs outranks our arithmetic',
      { usage: said, reportedNanoUsd: 14_999_999 },
      { kind: 'settle', costNanoUsd: 14_999_999, quality: 'exact' },
    ],
    [
      'its own cost is exact although it gives no usage',
      { reportedNanoUsd: 7, receivedTokens: 50 },
      { kind: 'settle', costNanoUsd: 7, quality: 'exact' },
    ],
    [
      'complete, but its last usage came before the end of its text: counted',
      { usage: { ...said, outputTokens: 20 }, receivedTokens: 100, isBehind: true },
      { kind: 'settle', costNanoUsd: 10_000_000 + 115 * 50_000, quality: 'partial' },
    ],
    [
      'the same where the provider can be asked: uncertain until it was',
      { usage: said, receivedTokens: 100, isBehind: true, canLookUp: true },
      { kind: 'uncertain' },
    ],
    [
      'ended by the provider with an error, where a stop does not end the bill: what came until then',
      {
        ending: {
          kind: 'truncated',
          failure: { kind: 'provider-busy', providerName: 'Test', status: null },
        },
        receivedTokens: 50,
        runsOn: true,
      },
      { kind: 'settle', costNanoUsd: 10_000_000 + 58 * 50_000, quality: 'estimated' },
    ],
    [
      'cut off by the network there: all that was reserved',
      { ending: { kind: 'truncated', failure }, receivedTokens: 50, runsOn: true },
      { kind: 'settle', costNanoUsd: 40_000_000, quality: 'estimated' },
    ],
    [
      'complete with an input of nothing, which no request has: counted',
      { usage: { ...said, inputTokens: 0 } },
      { kind: 'settle', costNanoUsd: 15_000_000, quality: 'estimated' },
    ],
    [
      'complete with an output of nothing although something came: counted',
      { usage: { ...said, outputTokens: 0 }, receivedTokens: 100 },
      { kind: 'settle', costNanoUsd: 10_000_000 + 115 * 50_000, quality: 'partial' },
    ],
    [
      'complete with nothing in it: exact',
      { usage: { ...said, outputTokens: 0 } },
      { kind: 'settle', costNanoUsd: 10_000_000, quality: 'exact' },
    ],
    [
      'broken off before it was counted at all: uncertain',
      { ending: { kind: 'truncated', failure }, usage: { ...unknownUsage, inputTokens: 0 } },
      { kind: 'uncertain' },
    ],
    [
      'a cost told half-way does not hold what came after it',
      {
        ending: { kind: 'stopped', isSent: true },
        usage: halfSaid,
        reportedNanoUsd: 7,
        receivedTokens: 50,
      },
      { kind: 'settle', costNanoUsd: 9_000_000 + 58 * 50_000, quality: 'partial' },
    ],
    [
      'broken off where the provider bills to the end: the whole reservation',
      { ending: { kind: 'stopped', isSent: true }, receivedTokens: 50, runsOn: true },
      { kind: 'settle', costNanoUsd: 40_000_000, quality: 'estimated' },
    ],
    [
      'never sent to a provider that bills to the end: released',
      { ending: { kind: 'stopped', isSent: false }, runsOn: true },
      { kind: 'release' },
    ],
    [
      'refused before its first word where that costs nothing: released',
      { ending: { kind: 'refused' }, usage: { ...said, outputTokens: 0 }, refusesFree: true },
      { kind: 'release' },
    ],
    [
      'refused after some words: spent',
      { ending: { kind: 'refused' }, usage: said, refusesFree: true },
      { kind: 'settle', costNanoUsd: 15_000_000, quality: 'exact' },
    ],
    [
      'a cost that was told half-way is spent in full, above the reservation too',
      {
        ending: { kind: 'stopped', isSent: true },
        receivedTokens: 50,
        reportedNanoUsd: 50_000_000,
        isBehind: true,
      },
      { kind: 'settle', costNanoUsd: 50_000_000, quality: 'estimated' },
    ],
    [
      'nothing reserved where the provider can be asked: uncertain, not free',
      {
        ending: { kind: 'stopped', isSent: true },
        receivedTokens: 50,
        reservedNanoUsd: 0,
        canLookUp: true,
      },
      { kind: 'uncertain' },
    ],
    [
      'stopped where the provider can be asked: uncertain until it was',
      { ending: { kind: 'stopped', isSent: true }, receivedTokens: 50, canLookUp: true },
      { kind: 'uncertain' },
    ],
    [
      'complete with usage although it could be asked: exact at once',
      { usage: said, canLookUp: true },
      { kind: 'settle', costNanoUsd: 15_000_000, quality: 'exact' },
    ],
    [
      'read to the end although it was stopped: exact',
      { usage: said, runsOn: true },
      { kind: 'settle', costNanoUsd: 15_000_000, quality: 'exact' },
    ],
    [
      'exact above the reservation is not cut',
      { usage: said, reservedNanoUsd: 1 },
      { costNanoUsd: 15_000_000 },
    ],
    [
      'complete without usage: counted here',
      { receivedTokens: 100 },
      { costNanoUsd: 15_750_000, quality: 'estimated' },
    ],
    [
      'a count of ours is never above the reservation',
      { receivedTokens: 9_999 },
      { costNanoUsd: 40_000_000 },
    ],
    ['length with usage: exact', { ending: { kind: 'length' }, usage: said }, { quality: 'exact' }],
    [
      'refused with usage: exact',
      { ending: { kind: 'refused' }, usage: said },
      { quality: 'exact' },
    ],
    [
      'stopped before anything left: released',
      { ending: { kind: 'stopped', isSent: false } },
      { kind: 'release' },
    ],
    [
      'stopped after it left: the input counts',
      { ending: { kind: 'stopped', isSent: true } },
      { costNanoUsd: 10_000_000, quality: 'estimated' },
    ],
    [
      'stopped with the input known: partly exact',
      { ending: { kind: 'stopped', isSent: true }, usage: halfSaid, receivedTokens: 100 },
      { costNanoUsd: 14_750_000, quality: 'partial' },
    ],
    [
      'cut off with text: counted',
      { ending: { kind: 'truncated', failure }, receivedTokens: 10 },
      { kind: 'settle', quality: 'estimated' },
    ],
    [
      'cut off with nothing heard: uncertain',
      { ending: { kind: 'truncated', failure } },
      { kind: 'uncertain' },
    ],
    [
      'never sent: released',
      { ending: { kind: 'failed', failure, evidence: 'not-sent' } },
      { kind: 'release' },
    ],
    [
      'refused by status: released',
      { ending: { kind: 'failed', failure, evidence: 'refused' } },
      { kind: 'release' },
    ],
    [
      'failed after text: counted, whatever the status',
      { ending: { kind: 'failed', failure, evidence: 'refused' }, receivedTokens: 10 },
      { kind: 'settle' },
    ],
    [
      'free, with nothing known: released',
      { ending: { kind: 'truncated', failure }, reservedNanoUsd: 0 },
      { kind: 'release' },
    ],
    [
      'failed with nothing known: uncertain',
      { ending: { kind: 'failed', failure, evidence: 'unknown' } },
      { kind: 'uncertain' },
    ],
  ])('%s', (_rule, evidence, expected) => {
    expect(decideSettlement({ ...base, ...evidence })).toMatchObject(expected)
  })
})
