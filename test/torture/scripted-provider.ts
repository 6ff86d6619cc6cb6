import { ordinaryBilling } from '../../main/providers/ordinary-billing.ts'
import type { ProviderAdapter, StreamEnding, StreamEvent } from '../../main/providers/provider.ts'
import { done, failed } from '../../shared/result.ts'

/** What a provider does with one attempt. */
export type Answer = {
  pieces: readonly string[]
  /** Null: it never says. */
  outputTokens: number | null
  ending: StreamEnding
}

/** Between pieces: long enough for everything else to have its turn. */
const PACE_MS = 4

/** A provider in this process that answers attempts in order as it was told; `sent` is told of each. */
export function scriptedProvider(
  answers: readonly Answer[],
  sent: (attemptId: string) => void,
): ProviderAdapter {
  let number = 0
  async function* stream(
    attemptId: string,
    signal: AbortSignal,
  ): AsyncGenerator<StreamEvent, StreamEnding> {
    const answer = answers[number]
    number += 1
    if (!answer) throw new Error(`There is no answer ${number}`)
    sent(attemptId)
    for (const text of answer.pieces) {
      await new Promise((resolve) => setTimeout(resolve, PACE_MS))
      if (signal.aborted) return { kind: 'stopped', isSent: true }
      yield { type: 'text', text }
    }
    if (answer.outputTokens !== null) yield usageEvent(answer.outputTokens)
    return answer.ending
  }
  return {
    stream: ({ attemptId, signal }) => stream(attemptId, signal),
    listModels: async () => done([]),
    billing: () => ordinaryBilling,
    lookUp: async ({ providerName }) => failed({ kind: 'cost-not-found', providerName }),
  }
}

function usageEvent(outputTokens: number): StreamEvent {
  const usage = {
    inputTokens: 12,
    cacheReadTokens: 0,
    cacheWriteShortTokens: 0,
    cacheWriteLongTokens: 0,
    outputTokens,
    reasoningTokens: 0,
    searchCount: null,
  }
  return { type: 'usage', usage, costNanoUsd: null, raw: JSON.stringify(usage) }
}
