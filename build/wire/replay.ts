import type { Connection, StreamEnding } from '../../main/providers/provider.ts'
import { receivedTokens } from '../../main/turns/conversations.ts'
import { startLiveAnswer } from '../../main/turns/live-answer.ts'
import { decideSettlement, type Settlement } from '../../main/turns/settlement.ts'
import type { Quality } from '../../shared/chat/receipt.ts'
import type { Failure, FailureKind } from '../../shared/failures.ts'
import { ceilingNanoUsd } from '../../shared/money/cost.ts'
import { DEFAULT_CREDITS_PER_USD, nanoUsdPerCredit } from '../../shared/money/credits.ts'
import { freePrice, type Price } from '../../shared/money/price.ts'
import type { Usage } from '../../shared/money/usage.ts'
import { type Api, apis, type WireProvider } from './providers.ts'

export type Replay = {
  api: Api
  provider: WireProvider
  modelId: string
  /** Null: unknown, so there is no cost but one the provider names itself. */
  price: Price | null
  maxOutputTokens: number
  idleTimeoutMs: number
  fetch: typeof fetch
}

/** What the program makes of one answer. Null is "not said". */
export type Replayed = {
  state: WireState
  text: string
  usage: WireUsage | null
  costNanoUsd: number | null
  /** At 10,000 for one USD. */
  credits: number | null
  quality: Quality | 'released' | 'uncertain' | null
  price: Price | null
  failure: Failure | null
}

type WireState =
  | 'completed'
  | 'length'
  | 'tool_calls'
  | 'content_filter'
  | 'refusal'
  | 'pause'
  | 'stopped'
  | 'truncated'
  | 'error'

type WireUsage = {
  /** Includes what was read from or written to a cache. */
  input: number | null
  cacheRead: number | null
  cacheWriteShort: number | null
  cacheWriteLong: number | null
  output: number | null
  reasoning: number | null
  searches: number | null
}

const QUESTION = 'How are credits counted?'

/** No recording takes longer; what hangs is ended by its silence. */
const MAX_DURATION_MS = 600_000

/** Asks the adapter, takes what it yields, and settles it as a turn of the program would. */
export async function replay(options: Replay): Promise<Replayed> {
  const adapter = apis[options.api]
  const { address } = options.provider
  const answer = startLiveAnswer({ after: () => () => undefined, tell: ignore, keep: () => true })
  let text = ''
  const stream = adapter.stream({
    connection: connectionOf(options),
    attemptId: 'wire',
    modelId: options.modelId,
    modelName: options.modelId,
    system: null,
    messages: [{ role: 'user', parts: [{ type: 'text', text: QUESTION }] }],
    maxOutputTokens: options.maxOutputTokens,
    effort: null,
    temperature: null,
    without: [],
    signal: new AbortController().signal,
  })
  let step = await stream.next()
  while (!step.done) {
    if (step.value.type === 'text') text += step.value.text
    answer.take(step.value)
    step = await stream.next()
  }
  answer.end()
  const ending = step.value
  const { usage, costNanoUsd: reportedNanoUsd, rawUsage, reference, isBehind } = answer.evidence()
  const { canLookUp, refusesFree, stop } = adapter.billing(address)
  const inputTokens = usage.inputTokens ?? receivedTokens(QUESTION)
  const settlement = decideSettlement({
    ending,
    price: options.price ?? freePrice('1970-01-01'),
    usage,
    reportedNanoUsd,
    isBehind,
    inputTokens,
    receivedTokens: receivedTokens(answer.received()),
    reservedNanoUsd: reservedNanoUsd(options, inputTokens),
    canLookUp: reference !== null && canLookUp,
    refusesFree,
    runsOn: stop === 'runs-on',
  })
  return {
    state: stateOf(ending),
    text,
    usage: rawUsage === null ? null : wireUsage(usage),
    ...figureOf(settlement, options.price, reportedNanoUsd),
    price: options.price,
    failure: 'failure' in ending ? ending.failure : null,
  }
}

function ignore(): void {}

function connectionOf({ provider, fetch, idleTimeoutMs }: Replay): Connection {
  return {
    providerName: provider.providerId,
    address: provider.address,
    key: provider.onThisComputer ? null : 'a-key-that-goes-nowhere',
    fetch,
    idleTimeoutMs,
    maxDurationMs: MAX_DURATION_MS,
  }
}

/** Without a price nothing could be reserved; then what is uncertain stays so. */
function reservedNanoUsd({ price, maxOutputTokens }: Replay, inputTokens: number): number {
  return price === null ? 1 : ceilingNanoUsd(price, inputTokens, maxOutputTokens)
}

function figureOf(
  settlement: Settlement,
  price: Price | null,
  reportedNanoUsd: number | null,
): Pick<Replayed, 'costNanoUsd' | 'credits' | 'quality'> {
  if (settlement.kind === 'uncertain') {
    return { costNanoUsd: null, credits: null, quality: 'uncertain' }
  }
  if (settlement.kind === 'release') return { costNanoUsd: 0, credits: 0, quality: 'released' }
  const { costNanoUsd, quality } = settlement
  // Without a price the provider's own figure is all there is.
  if (price === null && (reportedNanoUsd === null || quality !== 'exact')) {
    return { costNanoUsd: null, credits: null, quality: null }
  }
  const credits = costNanoUsd / nanoUsdPerCredit(DEFAULT_CREDITS_PER_USD)
  return { costNanoUsd, credits, quality }
}

/** How the network broke off; every other failure in a stream is an error the provider named. */
const cuts: ReadonlySet<FailureKind> = new Set([
  'connection-ended',
  'stalled',
  'stream-damaged',
  'answer-too-large',
  'answer-too-long',
])

function stateOf(ending: StreamEnding): WireState {
  switch (ending.kind) {
    case 'tool-calls':
      return 'tool_calls'
    case 'filtered':
      return 'content_filter'
    case 'refused':
      return 'refusal'
    case 'paused':
      return 'pause'
    case 'failed':
      return 'error'
    case 'truncated':
      return cuts.has(ending.failure.kind) ? 'truncated' : 'error'
    default:
      return ending.kind
  }
}

function wireUsage(usage: Usage): WireUsage {
  return {
    input: usage.inputTokens,
    cacheRead: usage.cacheReadTokens,
    cacheWriteShort: usage.cacheWriteShortTokens,
    cacheWriteLong: usage.cacheWriteLongTokens,
    output: usage.outputTokens,
    reasoning: usage.reasoningTokens,
    searches: usage.searchCount,
  }
}
