import { costNanoUsd } from '../../shared/money/cost.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { LookedUp } from '../providers/provider.ts'
import type { Attempt } from '../storage/attempts.ts'
import type { TurnsOptions } from './options.ts'

/** A figure is ready some seconds after the end of an answer; now and then it takes longer. */
const DELAYS_MS = [3_000, 12_000, 60_000, 600_000, 3_600_000]

const TIMEOUT_MS = 15_000

/**
 * Asks providers that can tell what an attempt came to. What they say ends an uncertain attempt, or
 * corrects one that was counted here. Asking costs nothing and is never a request that is billed.
 */
export function openLookups(options: TurnsOptions, entered: (turnId: string) => void) {
  const { storage, ledger, accounts, nowMs } = options
  const waiting = new Map<string, () => void>()
  const asked = new Set<string>()
  const closing = new AbortController()

  function isOpenQuestion({ state, quality, reference }: Attempt): boolean {
    if (reference === null) return false
    return state === 'uncertain' || (state === 'settled' && isCounted(quality))
  }

  /** Whether the provider can still be asked what this attempt cost. */
  function canLookUp(attempt: Attempt): boolean {
    return isOpenQuestion(attempt) && accounts.billing(attempt.providerId).canLookUp
  }

  function nameOf(providerId: string): string {
    return accounts.providers().find((one) => one.providerId === providerId)?.name ?? providerId
  }

  /** Asks once. `cost-not-found` where the provider cannot be asked, or does not know (yet). */
  async function lookUp(attemptId: string): Promise<Result<void>> {
    const attempt = storage.attempts.find(attemptId)
    if (!attempt) return failed({ kind: 'unknown-turn' })
    const { providerId, reference } = attempt
    asked.add(attemptId)
    if (!canLookUp(attempt) || reference === null) {
      return failed({ kind: 'cost-not-found', providerName: nameOf(providerId) })
    }
    const connected = await accounts.connect(providerId)
    if (!connected.ok) return connected
    const { adapter, connection } = connected.value
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)])
    const found = await adapter.lookUp(connection, reference, signal)
    if (closing.signal.aborted) return failed({ kind: 'already-ended' })
    if (!found.ok) return found
    return enter(attemptId, found.value)
      ? done(undefined)
      : failed({ kind: 'cost-not-found', providerName: connection.providerName })
  }

  /** Much may have happened while the provider was asked, so the attempt is read anew. */
  function enter(attemptId: string, found: LookedUp): boolean {
    const attempt = storage.attempts.find(attemptId)
    if (!attempt || !isOpenQuestion(attempt)) return true
    const cost = found.costNanoUsd ?? costNanoUsd(storage.prices.read(attempt.priceId), found.usage)
    if (cost === null) return false
    storage.transact(() => {
      storage.usageReports.add(attemptId, found.usage, {
        source: 'lookup',
        costNanoUsd: found.costNanoUsd,
        rawJson: found.raw,
        atMs: nowMs(),
      })
      ledger.enterFigure(attemptId, cost, 'exact')
    })
    entered(attempt.turnId)
    return true
  }

  function askLater(attemptId: string, tries: number): void {
    const delayMs = DELAYS_MS[tries]
    if (delayMs === undefined || closing.signal.aborted) return
    const cancel = options.after(delayMs, () => {
      waiting.delete(attemptId)
      void lookUp(attemptId)
        .catch((error: unknown) => {
          options.report(error)
          return failed({ kind: 'already-ended' })
        })
        .then((result) => {
          if (!result.ok) askLater(attemptId, tries + 1)
        })
    })
    waiting.set(attemptId, cancel)
  }

  /** Asks a few times, further and further apart, until the provider knows. */
  function follow(attemptId: string): void {
    const attempt = storage.attempts.find(attemptId)
    if (attempt && canLookUp(attempt) && !waiting.has(attemptId)) askLater(attemptId, 0)
  }

  /** Follows an attempt unless it was asked about in this run; false if there is nothing to wait for. */
  function askFirst(attemptId: string): boolean {
    const attempt = storage.attempts.find(attemptId)
    if (!attempt || !canLookUp(attempt) || asked.has(attemptId)) return false
    follow(attemptId)
    return true
  }

  return {
    askFirst,
    canLookUp,
    lookUp,
    follow,
    close(): void {
      closing.abort()
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
    },
  }
}

/** A figure counted here, which the provider may know better. What a person gave stands. */
function isCounted(quality: Attempt['quality']): boolean {
  return quality === 'estimated' || quality === 'partial'
}
