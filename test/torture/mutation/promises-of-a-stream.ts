import type { StreamEnding, StreamEvent } from '../../../main/providers/provider.ts'
import type { Settlement } from '../../../main/turns/settlement.ts'
import type { Usage } from '../../../shared/money/usage.ts'

const endings: ReadonlySet<StreamEnding['kind']> = new Set([
  'completed',
  'length',
  'tool-calls',
  'paused',
  'refused',
  'filtered',
  'truncated',
  'failed',
])

const DAY_MS = 86_400_000

/** What an adapter owes for whatever a server sends; null when it kept all of it. */
export function brokenPromise(
  events: readonly StreamEvent[],
  ending: StreamEnding,
  secretKey: string,
): string | null {
  let calls = 0
  const said = { callId: new Set<number>(), name: new Set<number>() }
  for (const event of events) {
    if (event.type === 'usage') {
      const broken = brokenUsage(event.usage, event.costNanoUsd, event.raw)
      if (broken !== null) return broken
    }
    if (event.type === 'reference' && !isShort(event.reference)) return 'a reference without bounds'
    if (event.type !== 'tool-call') continue
    if (event.call > calls) return `call ${event.call} before call ${calls}`
    if (event.call === calls) calls += 1
    for (const field of ['callId', 'name'] as const) {
      if (event[field] === '') continue
      if (said[field].has(event.call)) return `the ${field} of a call is said twice`
      said[field].add(event.call)
    }
    if (event.callId.length > 200 || event.name.length > 200) return 'a name without bounds'
  }
  if (events.filter(({ type }) => type === 'reference').length > 1) return 'two references'
  return brokenEnding(ending, secretKey)
}

function isShort(text: string): boolean {
  return text !== '' && text.length <= 200
}

function brokenUsage(usage: Usage, costNanoUsd: number | null, raw: string): string | null {
  for (const [name, figure] of Object.entries({ ...usage, costNanoUsd })) {
    const isFine = figure === null || (Number.isSafeInteger(figure) && figure >= 0)
    if (!isFine || Object.is(figure, -0)) return `${name} is ${String(figure)}`
  }
  if (raw.length > 4_000) return 'evidence without bounds'
  JSON.parse(raw)
  return null
}

function brokenEnding(ending: StreamEnding, secretKey: string): string | null {
  if (!endings.has(ending.kind)) return `it ended as ${ending.kind}`
  if (!('failure' in ending)) return null
  const { failure } = ending
  if (failure.kind === 'internal') return `a mistake of our own: ${failure.message}`
  const text = JSON.stringify(ending)
  if (text.includes(secretKey)) return 'the key is in a failure'
  if (text.length > 2_000) return 'a failure without bounds'
  const retryAfterMs = 'retryAfterMs' in ending ? (ending.retryAfterMs ?? 0) : 0
  if (!Number.isSafeInteger(retryAfterMs) || retryAfterMs < 0 || retryAfterMs > DAY_MS) {
    return `it asks for ${retryAfterMs} ms of patience`
  }
  const wrong = Object.values(failure).find(
    (value) => typeof value === 'number' && !Number.isFinite(value),
  )
  return wrong === undefined ? null : `a figure of a failure is ${wrong}`
}

/** What a settlement owes: an amount that can be entered, and nothing for free by accident. */
export function brokenSettlement(
  settlement: Settlement,
  ending: StreamEnding,
  hasContent: boolean,
): string | null {
  if (settlement.kind === 'uncertain') return null
  if (settlement.kind === 'release') {
    const isRefusal = ending.kind === 'failed' && ending.evidence !== 'unknown'
    if (hasContent) return 'an answer was released'
    return isRefusal || ending.kind === 'refused' || ending.kind === 'filtered'
      ? null
      : `released although it ended as ${ending.kind}`
  }
  const { costNanoUsd } = settlement
  if (!Number.isSafeInteger(costNanoUsd) || costNanoUsd < 0) return `it costs ${costNanoUsd}`
  return costNanoUsd > 0 ? null : 'it costs nothing by accident'
}
