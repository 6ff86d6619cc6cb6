import { type Context, emptyContext } from '../../../main/turns/context.ts'
import { openQuotes } from '../../../main/turns/quotes.ts'
import { simulatedModels } from './models.ts'
import { chanceOf } from './random.ts'
import { textOf, tokensOf } from './texts.ts'

const MODELS = 300
const HISTORY_TOKENS = [1_000, 10_000, 90_000, 1_000_000] as const
const PRESSES = 1_500
/** Each press counts as its fastest of so many, so that what else the machine does is left out. */
const PASSES = 6
const RECOUNTS = 3

/**
 * What all figures of one key press cost, with histories of very different length, beside counting
 * everything again with the tokenizer. The draft grows by a character at each press.
 */
export function measureEstimates() {
  return { models: MODELS, sizes: HISTORY_TOKENS.map(measureSize) }
}

function measureSize(historyTokens: number) {
  const context = contextOf(historyTokens)
  const quotes = quotesOver(context)
  const words = textOf(chanceOf(7), 'english', 400)
  const lateMs = new Float64Array(PRESSES).fill(Number.POSITIVE_INFINITY)
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let press = 0; press < PRESSES; press += 1) {
      const draft = words.slice(0, 1 + press)
      const startedAtMs = performance.now()
      const quoted = quotes.all({ conversationId: 'one', draft })
      const tookMs = performance.now() - startedAtMs
      if (!quoted.ok) throw new Error(quoted.failure.kind)
      lateMs[press] = Math.min(lateMs[press] ?? tookMs, tookMs)
    }
  }
  quotes.close()
  const recountMs = median(
    Array.from({ length: RECOUNTS }, () => recount(context, words.slice(0, 700))),
  )
  const sorted = lateMs.toSorted()
  const p50Ms = sorted[sorted.length >> 1] ?? 0
  return {
    historyTokens,
    p50Ms: rounded(p50Ms),
    p99Ms: rounded(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
    recountMs: rounded(recountMs),
    ratio: Math.round(recountMs / p50Ms),
  }
}

function quotesOver(context: Context) {
  const models = Array.from({ length: MODELS }, (_, index) => {
    const { known } = simulatedModels[index % simulatedModels.length] ?? { known: null }
    if (!known) throw new Error('There are no models')
    const { providerId, modelId } = known.key
    return { ...known, key: { providerId, modelId: `${modelId} ${index}` } }
  })
  return openQuotes({
    storage: {
      usageReports: { settledTurns: () => [] },
      conversations: { optionsJson: () => null },
    },
    catalog: { models: () => models, find: () => null, revision: () => 1 },
    contexts: { of: () => context },
    attachments: { partsOf: () => ({ ok: true, value: [] }) },
    counter: { count: () => Promise.resolve([]), known: () => null, close: () => {} },
    nowMs: () => 0,
    after: () => () => {},
    available: () => null,
    counted: () => {},
  })
}

function contextOf(tokens: number): Context {
  const chance = chanceOf(tokens)
  const turns = []
  for (let soFar = 0; soFar < tokens; soFar += 500) {
    const turnId = `turn ${soFar}`
    const said = (count: number) => [
      { type: 'text' as const, text: textOf(chance, 'english', count) },
    ]
    turns.push([
      { turnId, role: 'user' as const, parts: said(100) },
      { turnId, role: 'assistant' as const, parts: said(400) },
    ])
  }
  return { ...emptyContext, turns }
}

function recount({ turns }: Context, draft: string): number {
  const startedAtMs = performance.now()
  for (const { parts } of turns.flat()) {
    for (const part of parts) if (part.type === 'text') tokensOf(part.text)
  }
  tokensOf(draft)
  return performance.now() - startedAtMs
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
