import { apis, wireProvider } from '../../build/wire/providers.ts'
import type { StreamEnding, StreamEvent } from '../../main/providers/provider.ts'
import { receivedTokens } from '../../main/turns/conversations.ts'
import { startLiveAnswer } from '../../main/turns/live-answer.ts'
import { decideSettlement, type Settlement } from '../../main/turns/settlement.ts'
import { freePrice, type Price } from '../../shared/money/price.ts'
import { brokenByPriceFile } from '../catalog/mutate-price-file.ts'
import { cannedFetch, connectionTo, requestTo, secretKey } from '../providers/attempt.ts'
import { corpus } from './mutation/corpus.ts'
import { mutateJson } from './mutation/mutate-json.ts'
import { mutateStream } from './mutation/mutate-stream.ts'
import { brokenPromise, brokenSettlement } from './mutation/promises-of-a-stream.ts'
import { casesOf, type Random, randomOfCase, TortureFailure, type TorturePart } from './part.ts'

/**
 * Answers of every provider, streamed, whole and refused, with something wrong in their bytes, their
 * events, their JSON or their usage. Each must end in one of the known ways, with figures that are
 * unknown or can be counted with, and be settled for neither nothing nor nonsense. Among them price
 * lists, which must be counted with or refused by name.
 */
export const mutations: TorturePart = {
  name: 'mutations',
  async run({ seed, extent, firstIndex }) {
    const counts = { mutations: 0 }
    for (const index of casesOf(extent, firstIndex)) {
      const what = await brokenBy(randomOfCase(seed, 'mutations', index))
      if (what !== null) throw new TortureFailure({ part: 'mutations', seed, index }, what, counts)
      counts.mutations += 1
    }
    return counts
  },
}

/** 2 and 10 USD per million tokens, and 0.01 USD for a search. */
const price: Price = {
  ...freePrice('2026-11-21'),
  rates: {
    inputPicoUsd: 2_000_000,
    outputPicoUsd: 10_000_000,
    cacheReadPicoUsd: 200_000,
    cacheWriteShortPicoUsd: 2_500_000,
    cacheWriteLongPicoUsd: 4_000_000,
  },
  searchPicoUsd: 10_000_000_000,
  source: 'bundled',
}

const RESERVED_NANO_USD = 20_000_000

/** Plays one mutated answer, or reads one mutated price list; null if every promise was kept, else which was not. */
async function brokenBy(random: Random): Promise<string | null> {
  if (random.chance(0.1)) return brokenByPriceFile(random.integer(0, 2 ** 31 - 1))
  const specimen = random.pick(corpus)
  const provider = wireProvider(specimen.providerId)
  if (!provider) throw new Error(`There is no provider ${specimen.providerId}`)
  const status = random.chance(0.1) ? random.pick([200, 400, 402, 429, 500, 503]) : specimen.status
  const fetch = cannedFetch({
    body: withKey(mutated(specimen.body, random), random),
    status,
    headers: headersOf(random),
    sliceBytes: random.chance(0.5) ? random.integer(1, 97) : 65_536,
    end: random.chance(0.9) ? 'clean' : 'reset',
  })
  const adapter = apis[specimen.api]
  const events: StreamEvent[] = []
  const stream = adapter.stream(requestTo(connectionTo(provider.address, { fetch })))
  try {
    let step = await stream.next()
    while (!step.done) {
      events.push(step.value)
      step = await stream.next()
    }
    const broken = brokenPromise(events, step.value, secretKey)
    if (broken !== null) return broken
    const { canLookUp, refusesFree, stop } = adapter.billing(provider.address)
    return brokenBill(events, step.value, { canLookUp, refusesFree, runsOn: stop === 'runs-on' })
  } catch (error) {
    return `it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

function brokenBill(
  events: readonly StreamEvent[],
  ending: StreamEnding,
  billing: { canLookUp: boolean; refusesFree: boolean; runsOn: boolean },
): string | null {
  const answer = startLiveAnswer({
    after: () => () => undefined,
    tell: () => undefined,
    keep: () => true,
  })
  for (const event of events) answer.take(event)
  const { usage, costNanoUsd, isBehind, reference } = answer.evidence()
  const settlement: Settlement = decideSettlement({
    ending,
    price,
    usage,
    reportedNanoUsd: costNanoUsd,
    isBehind,
    inputTokens: 10,
    receivedTokens: receivedTokens(answer.received()),
    reservedNanoUsd: RESERVED_NANO_USD,
    ...billing,
    canLookUp: billing.canLookUp && reference !== null,
  })
  // A provider may well say itself that it costs nothing.
  if (costNanoUsd === 0) return null
  return brokenSettlement(settlement, ending, answer.received() !== '')
}

/** One in four has its usage alone made odd, where the money is. */
function mutated(body: string, random: Random): Uint8Array {
  if (!random.chance(0.25)) return mutateStream(body, random.pick(corpus).body, random)
  const found = /"usage":(?<usage>\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})/gu
  const text = body.replaceAll(found, (_, usage: string) => {
    const value: unknown = JSON.parse(usage)
    return `"usage":${JSON.stringify(mutateJson(value, random))}`
  })
  return new TextEncoder().encode(text)
}

/** Providers echo a key; no failure may. */
function withKey(bytes: Uint8Array, random: Random): Uint8Array {
  if (!random.chance(0.1)) return bytes
  const text = new TextDecoder().decode(bytes)
  const echo = `"message":"Incorrect API key provided: ${secretKey}`
  return new TextEncoder().encode(text.replaceAll('"message":"', echo))
}

function headersOf(random: Random): Record<string, string> {
  const types: [string, ...string[]] = [
    'text/event-stream',
    'text/event-stream; charset=utf-8',
    'application/json',
    'application/problem+json',
    'text/plain',
    'text/html',
    '',
  ]
  const delays: [string, ...string[]] = ['1', '0', '-1', '1e9', '99999999999', 'NaN', 'soon', '0.5']
  return {
    'content-type': random.chance(0.6) ? types[0] : random.pick(types),
    ...(random.chance(0.1) && { 'retry-after': random.pick(delays) }),
    ...(random.chance(0.1) && { 'retry-after-ms': random.pick(delays) }),
    ...(random.chance(0.1) && { 'x-generation-id': 'g'.repeat(random.integer(0, 400)) }),
  }
}
