import type { Failure } from '../../shared/failures.ts'
import type { StreamEnding } from '../providers/provider.ts'

/** A provider that asks for more patience than this is left to the person. */
const MAX_WAIT_MS = 20_000

/** Long enough for a connection that comes back, short enough to be waited for. */
const SHORT_WAIT_MS = 1_500

/**
 * How long to wait before an attempt is made once more, or null if it is not. At most one retry a
 * turn, and only where nothing can have been billed: nothing left this computer, or the provider
 * refused before its first word. What may have been billed is never sent again by itself.
 */
export function retryDelayMs(ending: StreamEnding, attemptNumber: number): number | null {
  if (attemptNumber > 1 || ending.kind !== 'failed' || ending.evidence === 'unknown') return null
  if (!isPassing(ending.failure)) return null
  const delayMs = ending.retryAfterMs ?? SHORT_WAIT_MS
  return delayMs > MAX_WAIT_MS ? null : delayMs
}

/** What may well be over in a moment. */
function isPassing({ kind }: Failure): boolean {
  return kind === 'rate-limited' || kind === 'provider-busy' || kind === 'unreachable'
}
