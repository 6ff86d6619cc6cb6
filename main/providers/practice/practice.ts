import type { Usage } from '../../../shared/money/usage.ts'
import { done } from '../../../shared/result.ts'
import { nothingListed } from '../listed-model.ts'
import { costNotFound } from '../look-up.ts'
import { ordinaryBilling } from '../ordinary-billing.ts'
import type {
  ListedModel,
  ProviderAdapter,
  ProviderRequest,
  StreamEnding,
  StreamEvent,
} from '../provider.ts'
import { practiceAnswer } from './answer.ts'
import { countPracticeInput, countPracticeTokens, cutToPracticeTokens } from './count.ts'

/** Their prices stand in the catalogue, like those of every model. */
const practiceModelIds: readonly string[] = ['practice-heavy', 'practice-light']

/**
 * The provider for trying everything without a network, a key or money. It writes piece by piece
 * with `paceMs` between them (0 for tests), and reports exactly what it used, also when stopped.
 */
export function createPractice({ paceMs }: { paceMs: number }): ProviderAdapter {
  return {
    stream: (request) => streamPractice(request, paceMs),
    listModels: async () => done(practiceModelIds.map(practiceModel)),
    billing: () => ordinaryBilling,
    lookUp: async (connection) => costNotFound(connection),
  }
}

function practiceModel(modelId: string): ListedModel {
  return { ...nothingListed, modelId, seesImages: false, isChat: true }
}

async function* streamPractice(
  request: ProviderRequest,
  paceMs: number,
): AsyncGenerator<StreamEvent, StreamEnding> {
  const { attemptId, connection, maxOutputTokens, messages, modelId, modelName, signal } = request
  if (signal.aborted) return { kind: 'stopped', isSent: false }
  if (!practiceModelIds.includes(modelId)) {
    const { providerName } = connection
    return {
      kind: 'failed',
      failure: { kind: 'model-not-found', providerName, modelName },
      evidence: 'refused',
    }
  }
  yield { type: 'reference', reference: `practice-${attemptId}` }
  const inputTokens = countPracticeInput(request)
  const whole = practiceAnswer(modelId, messages)
  const answer = cutToPracticeTokens(whole, maxOutputTokens)
  let written = ''
  for (const piece of piecesOf(answer)) {
    await pause(paceMs, signal)
    if (signal.aborted) break
    written += piece
    yield { type: 'text', text: piece }
  }
  yield usageEvent(inputTokens, countPracticeTokens(written))
  if (written.length < answer.length) return { kind: 'stopped', isSent: true }
  return { kind: answer.length < whole.length ? 'length' : 'completed' }
}

/** Words with the space before them, as models write them. */
function piecesOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

function usageEvent(inputTokens: number, outputTokens: number): StreamEvent {
  const usage: Usage = {
    inputTokens,
    cacheReadTokens: 0,
    cacheWriteShortTokens: 0,
    cacheWriteLongTokens: 0,
    outputTokens,
    reasoningTokens: 0,
    searchCount: 0,
  }
  return {
    type: 'usage',
    usage,
    costNanoUsd: null,
    raw: JSON.stringify({ practice: true, inputTokens, outputTokens }),
  }
}

/** Waits, or less if stopped. A pace of 0 still lets everything else have its turn. */
function pause(paceMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, paceMs)
    signal.addEventListener('abort', finish, { once: true })
  })
}
