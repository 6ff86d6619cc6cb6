import type { Failure } from '../../shared/failures.ts'
import type { Droppable, StreamEnding } from '../providers/provider.ts'

/** A provider that asks for more patience than this is left to the person. */
const MAX_WAIT_MS = 20_000

/** Long enough for a connection that comes back, short enough to be waited for. */
const SHORT_WAIT_MS = 1_500

/** A server that refuses one field after another is given up on. */
const MAX_ATTEMPTS = 4

export type Retry = {
  delayMs: number
  /** The fields that are left out of it. */
  without: readonly Droppable[]
}

/**
 * Whether and how an attempt is made once more. Only where nothing can have been billed: nothing
 * left this computer, or the provider refused before its first word. What may have been billed is
 * never sent again by itself. What may pass is tried again once, after a wait; a request that was
 * refused for one field goes again at once without it.
 */
export function retryOf(
  ending: StreamEnding,
  attemptNumber: number,
  without: readonly Droppable[],
): Retry | null {
  if (ending.kind !== 'failed' || ending.evidence === 'unknown') return null
  const { unsupported } = ending
  if (unsupported !== undefined && !without.includes(unsupported)) {
    return attemptNumber < MAX_ATTEMPTS ? { delayMs: 0, without: [...without, unsupported] } : null
  }
  if (attemptNumber > 1 || !isPassing(ending.failure)) return null
  const delayMs = ending.retryAfterMs ?? SHORT_WAIT_MS
  return delayMs > MAX_WAIT_MS ? null : { delayMs, without }
}

/** What may well be over in a moment. */
function isPassing({ kind }: Failure): boolean {
  return kind === 'rate-limited' || kind === 'provider-busy' || kind === 'unreachable'
}
