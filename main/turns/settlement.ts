import type { Quality } from '../../shared/chat/receipt.ts'
import type { FailureKind } from '../../shared/failures.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import type { Usage } from '../../shared/money/usage.ts'
import { assertNever } from '../../shared/result.ts'
import type { StreamEnding } from '../providers/provider.ts'

/** What is known when an attempt ends. */
export type Evidence = {
  ending: StreamEnding
  price: Price
  /** The last usage the provider reported. */
  usage: Usage
  /** What the provider itself says it costs; outranks price times usage. */
  reportedNanoUsd: number | null
  /** Some of the answer came after both, so they are not its whole. */
  isBehind: boolean
  /** What we sent, estimated. */
  inputTokens: number
  /** What we received, thinking included, estimated. */
  receivedTokens: number
  reservedNanoUsd: number
  /** Whether the provider can be asked afterwards what it came to. */
  canLookUp: boolean
  /** Whether an answer that was refused before its first word costs nothing. */
  refusesFree: boolean
  /** Whether the provider writes and bills to the end although nobody reads. */
  runsOn: boolean
}

export type Settlement =
  | { kind: 'settle'; costNanoUsd: number; quality: Quality; usage: Usage }
  | { kind: 'release' }
  | { kind: 'uncertain' }

/** What a received token may hide: stop sequences, tool calls and thinking that is not streamed. */
const RECEIVED_PERCENT = 115

/**
 * How an ended attempt is entered. Nothing sent or nothing but a refusal: released. Complete with
 * usage of all of it: exact. Broken off or without usage: what is known of the input plus what
 * arrived, marked as counted here, unless the provider can be asked: then uncertain until it was.
 * Sent with nothing heard at all: uncertain, and the reservation stays; where nothing was reserved
 * and nobody can be asked, there is nothing to be uncertain about.
 */
export function decideSettlement(evidence: Evidence): Settlement {
  const settlement = decide({ ...evidence, usage: believed(evidence) })
  const isFree = evidence.reservedNanoUsd === 0 && !evidence.canLookUp
  return settlement.kind === 'uncertain' && isFree ? { kind: 'release' } : settlement
}

/**
 * Some servers write 0 for what they have not counted, or not yet. No request has an input of nothing,
 * and no answer that came has an output of nothing.
 */
function believed({ usage, receivedTokens }: Pick<Evidence, 'usage' | 'receivedTokens'>): Usage {
  const hasCounted = usage.outputTokens !== 0 || receivedTokens === 0
  return {
    ...usage,
    inputTokens: usage.inputTokens === 0 ? null : usage.inputTokens,
    outputTokens: hasCounted ? usage.outputTokens : null,
  }
}

function decide(evidence: Evidence): Settlement {
  const { ending, usage } = evidence
  const heardAnything = evidence.receivedTokens > 0 || usage.inputTokens !== null
  switch (ending.kind) {
    case 'refused':
    case 'filtered':
      if (evidence.refusesFree && !hasOutput(evidence)) return { kind: 'release' }
      return exact(evidence) ?? brokenOff(evidence)
    case 'completed':
    case 'length':
    case 'tool-calls':
    case 'paused':
      return exact(evidence) ?? brokenOff(evidence)
    case 'stopped':
      return ending.isSent ? brokenOff(evidence) : { kind: 'release' }
    case 'truncated':
      return heardAnything ? brokenOff(evidence) : { kind: 'uncertain' }
    case 'failed':
      if (ending.evidence === 'not-sent') return { kind: 'release' }
      if (heardAnything) return brokenOff(evidence)
      return ending.evidence === 'refused' ? { kind: 'release' } : { kind: 'uncertain' }
    default:
      return assertNever(ending)
  }
}

/**
 * Without a figure of the provider. One that can be asked is asked first. Where it bills to an end
 * that was not read, nothing below the whole reservation is safe.
 */
function brokenOff(evidence: Evidence): Settlement {
  if (evidence.canLookUp) return { kind: 'uncertain' }
  const settlement = counted(evidence)
  if (!evidence.runsOn || isOver(evidence.ending)) return settlement
  const costNanoUsd = Math.max(settlement.costNanoUsd, evidence.reservedNanoUsd)
  return { ...settlement, costNanoUsd, quality: 'estimated' }
}

function hasOutput({ receivedTokens, usage }: Evidence): boolean {
  return receivedTokens > 0 || (usage.outputTokens ?? 0) > 0
}

/** The provider itself came to an end, well or not: nothing is written after it. */
function isOver(ending: StreamEnding): boolean {
  if (ending.kind === 'stopped') return false
  return !('failure' in ending) || !cutKinds.includes(ending.failure.kind)
}

/** What ends the reading and not the writing: we, or the network. */
const cutKinds: readonly FailureKind[] = [
  'connection-ended',
  'unreachable',
  'stalled',
  'stream-damaged',
  'answer-too-large',
  'answer-too-long',
  'internal',
]

/**
 * What an attempt counts as if nothing more is heard of it: input as far as it is known plus what
 * was received. Our own figure is never above the reservation; what the provider told may be.
 */
export function counted(
  evidence: Omit<Evidence, 'ending' | 'runsOn' | 'refusesFree' | 'canLookUp' | 'isBehind'>,
): Extract<Settlement, { kind: 'settle' }> {
  const { price, reservedNanoUsd } = evidence
  const usage = believed(evidence)
  const receivedTokens = Math.ceil((evidence.receivedTokens * RECEIVED_PERCENT) / 100)
  const counted: Usage = {
    ...usage,
    inputTokens: usage.inputTokens ?? evidence.inputTokens,
    outputTokens: Math.max(usage.outputTokens ?? 0, receivedTokens),
  }
  // A cost the provider told half-way does not hold what came after it.
  const told = evidence.reportedNanoUsd ?? 0
  const ours = costNanoUsd(price, counted) ?? reservedNanoUsd
  return {
    kind: 'settle',
    costNanoUsd: Math.max(told, Math.min(ours, reservedNanoUsd)),
    quality: usage.inputTokens === null ? 'estimated' : 'partial',
    usage: counted,
  }
}

function exact({ price, usage, reportedNanoUsd, isBehind }: Evidence): Settlement | null {
  if (isBehind) return null
  const cost = reportedNanoUsd ?? costNanoUsd(price, usage)
  return cost === null ? null : { kind: 'settle', costNanoUsd: cost, quality: 'exact', usage }
}
