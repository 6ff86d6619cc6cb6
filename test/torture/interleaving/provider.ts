import { billingOf, type ProviderKind } from '../../../main/providers/registry.ts'
import type {
  LookedUp,
  ProviderAdapter,
  ProviderRequest,
  StreamEnding,
  StreamEvent,
} from '../../../main/providers/provider.ts'
import { type Usage, unknownUsage } from '../../../shared/money/usage.ts'
import { done, failed, type Result } from '../../../shared/result.ts'
import type { Random } from '../part.ts'
import { type Script, drawScript } from './script.ts'

/** One request as the provider sees it, with the bill it keeps of it. */
export type Call = {
  attemptId: string
  modelId: string
  address: string
  reference: string
  script: Script
  inputTokens: number
  /** What is billed until now. */
  billed: { inputTokens: number; outputTokens: number }
  costNanoUsd: () => number
  /** What was let through to the program. */
  hasContent: boolean
  /** The program hung up. */
  isAborted: () => boolean
  isOver: boolean
  ending: StreamEnding | null
  startedAtMs: number
}

/** In pico-USD a token: what the provider itself charges. */
export type Rates = { inputPicoUsd: number; outputPicoUsd: number }

export type ProviderOptions = {
  random: Random
  rates: ReadonlyMap<string, Rates>
  elapsedMs: () => number
  /** Resolves when the scheduler says. */
  pass: (name: string) => Promise<void>
  /** The first `next()`: a byte would leave now. Throws if it must not. */
  leaves: (call: Call) => void
}

/** Thrown by an adapter that breaks its promise never to throw. */
export class BrokenAdapter extends Error {
  override name = 'BrokenAdapter'
}

/**
 * All providers at once, scripted, with a bill of their own. Each step of an answer waits at a gate.
 * It outlives crashes of the program that asks it.
 */
export function openScriptedProviders(options: ProviderOptions) {
  const { random, pass } = options
  const calls: Call[] = []

  function begin(kind: ProviderKind, request: ProviderRequest): Call {
    const { attemptId, modelId, messages, connection } = request
    const words = messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'text' ? part.text.split(' ') : [])),
    )
    const call: Call = {
      attemptId,
      modelId,
      address: connection.address,
      reference: `ref-${calls.length + 1}`,
      script: drawScript(random, billingOf(kind, connection.address)),
      inputTokens: messages.length * 2 + words.length,
      billed: { inputTokens: 0, outputTokens: 0 },
      costNanoUsd: () => costOf(options.rates.get(modelId), call.billed),
      hasContent: false,
      isAborted: () => request.signal.aborted,
      isOver: false,
      ending: null,
      startedAtMs: options.elapsedMs(),
    }
    calls.push(call)
    options.leaves(call)
    return call
  }

  async function* stream(
    kind: ProviderKind,
    request: ProviderRequest,
  ): AsyncGenerator<StreamEvent, StreamEnding> {
    if (request.signal.aborted) return { kind: 'stopped', isSent: false }
    const call = begin(kind, request)
    const { script } = call
    // The scripts are the answer; that something left this computer shows at the connection.
    await request.connection.fetch(request.connection.address)
    await pass(`connect ${call.attemptId}`)
    if (request.signal.aborted) return over(call, { kind: 'stopped', isSent: false })
    if (script.reach === 'not-sent' || script.reach === 'refused') return over(call, script.ending)
    if (script.reach === 'failed') {
      if (script.billsErrors) call.billed.inputTokens = call.inputTokens
      return over(call, script.ending)
    }
    call.billed.inputTokens = call.inputTokens
    for (const event of eventsOf(call, reportsCost(kind, call))) {
      await pass(`event ${call.attemptId}`)
      if (request.signal.aborted) return over(call, { kind: 'stopped', isSent: true })
      yield event()
    }
    await pass(`ending ${call.attemptId}`)
    if (script.reach === 'throws') {
      over(call, script.ending)
      throw new BrokenAdapter(`the adapter of ${call.attemptId} threw`)
    }
    // Anthropic does not bill what it refused before its first word.
    if (
      kind === 'anthropic' &&
      script.ending.kind === 'refused' &&
      call.billed.outputTokens === 0
    ) {
      call.billed.inputTokens = 0
    }
    const isHeard = !request.signal.aborted || random.chance(0.4)
    return over(call, isHeard ? script.ending : { kind: 'stopped', isSent: true })
  }

  function over(call: Call, ending: StreamEnding): StreamEnding {
    const isWhole = ending === call.script.ending && call.script.cutAfter === null
    if (!isWhole && call.billed.inputTokens > 0) hangUp(call)
    call.isOver = true
    call.ending = ending
    return ending
  }

  async function lookUp(
    kind: ProviderKind,
    address: string,
    reference: string,
  ): Promise<Result<LookedUp>> {
    await pass(`look-up of ${reference}`)
    const notFound = failed({ kind: 'cost-not-found', providerName: 'Scripted' })
    const call = calls.find((one) => one.reference === reference)
    if (!call?.isOver || !billingOf(kind, address).canLookUp) return notFound
    const drawn = random.fraction()
    if (drawn < 0.15) return notFound
    if (drawn < 0.25)
      return failed({ kind: 'provider-busy', providerName: 'Scripted', status: 502 })
    const costNanoUsd = drawn < 0.4 ? null : call.costNanoUsd()
    return done({ usage: usageOf(call.billed), costNanoUsd, raw: '{}' })
  }

  return {
    calls: (): readonly Call[] => calls,
    adapter: (kind: ProviderKind): ProviderAdapter => ({
      stream: (request) => stream(kind, request),
      listModels: async () => done([]),
      billing: (address) => billingOf(kind, address),
      lookUp: ({ address }, reference) => lookUp(kind, address, reference),
    }),
    /** The program that asked is gone, and every connection with it. */
    crash(): void {
      for (const call of calls) {
        if (call.isOver) continue
        if (call.billed.inputTokens > 0) hangUp(call)
        call.isOver = true
      }
    },
  }
}

function reportsCost(kind: ProviderKind, { address }: Call): boolean {
  return billingOf(kind, address).reportsCost
}

/** Nobody reads any more: some stop there, some go on. */
function hangUp(call: Call): void {
  if (!call.script.billsOn || call.script.reach !== 'answers') return
  const { pieces, hiddenTokens } = call.script
  call.billed.outputTokens = pieces.reduce((sum, { words }) => sum + words, 0)
  if (pieces.length > 0) call.billed.outputTokens += hiddenTokens
}

/** What arrives, in order. Each is made when its turn comes, because the bill grows with it. */
function eventsOf(call: Call, tellsCost: boolean): (() => StreamEvent)[] {
  const { script, reference, billed } = call
  const name = (): StreamEvent => ({ type: 'reference', reference })
  const usage = (): StreamEvent => {
    const costNanoUsd = tellsCost ? call.costNanoUsd() : null
    return { type: 'usage', usage: usageOf(billed), costNanoUsd, raw: '{}' }
  }
  const inputOnly = (): StreamEvent => {
    const usage = { ...unknownUsage, inputTokens: billed.inputTokens }
    return { type: 'usage', usage, costNanoUsd: null, raw: '{}' }
  }
  const pieces = script.pieces.slice(0, script.cutAfter ?? script.pieces.length)
  const half = Math.floor(script.pieces.length / 2)
  const tellsHalf = script.usage === 'twice' || script.usage === 'half'
  const tellsAll = script.usage !== 'none' && script.usage !== 'half'
  const events: (() => StreamEvent)[] = []
  if (script.reference === 'early') events.push(name)
  if (script.usage === 'input-first') events.push(inputOnly)
  for (const [index, { type, words }] of pieces.entries()) {
    if (tellsHalf && index === half) events.push(usage)
    events.push(() => {
      billed.outputTokens += words + (index === 0 ? script.hiddenTokens : 0)
      call.hasContent = true
      return { type, text: ' letters'.repeat(words) }
    })
  }
  if (script.reference === 'late') events.push(name)
  if (tellsAll && script.cutAfter === null) events.push(usage)
  return events
}

function usageOf({ inputTokens, outputTokens }: Call['billed']): Usage {
  return { ...unknownUsage, inputTokens, outputTokens }
}

function costOf(rates: Rates | undefined, { inputTokens, outputTokens }: Call['billed']): number {
  if (!rates) throw new Error('Nobody knows what this model costs')
  const picoUsd =
    BigInt(inputTokens) * BigInt(rates.inputPicoUsd) +
    BigInt(outputTokens) * BigInt(rates.outputPicoUsd)
  return Number((picoUsd + 999n) / 1000n)
}
