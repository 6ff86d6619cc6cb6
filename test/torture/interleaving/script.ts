import type { Billing, StreamEnding } from '../../../main/providers/provider.ts'
import type { Failure } from '../../../shared/failures.ts'
import type { Random } from '../part.ts'

/** What a provider will do with one request, decided when it arrives. */
export type Script = {
  /** How far it comes: no further than this computer, refused, an error of the server, an answer. */
  reach: 'not-sent' | 'refused' | 'failed' | 'throws' | 'answers'
  reference: 'early' | 'late' | 'none'
  /** Words of each piece; each word is a token to the provider. */
  pieces: readonly { type: 'text' | 'thinking'; words: number }[]
  /** `half`: said half-way, and never again. */
  usage: 'none' | 'once' | 'twice' | 'half' | 'input-first'
  /** Billed and shown to nobody. */
  hiddenTokens: number
  /** Breaks off after so many pieces. */
  cutAfter: number | null
  ending: StreamEnding
  /** Writes and bills to the end although nobody reads. */
  billsOn: boolean
  /** An error of the server that is billed all the same. */
  billsErrors: boolean
}

const providerName = 'Scripted'

export function drawScript(random: Random, billing: Billing): Script {
  const pieces = Array.from({ length: random.integer(0, 6) }, () => ({
    type: random.pick(['text', 'text', 'thinking'] as const),
    words: random.integer(1, 40),
  }))
  const isCut = random.chance(0.25)
  const reach = drawReach(random)
  return {
    reach,
    reference: random.pick(['early', 'early', 'late', 'none']),
    pieces,
    usage: random.pick(['none', 'once', 'once', 'twice', 'half', 'input-first']),
    hiddenTokens: drawHidden(random),
    cutAfter: isCut ? random.integer(0, pieces.length) : null,
    ending: isCut ? drawBreak(random) : drawEnding(random, reach),
    billsOn: billing.stop === 'runs-on' || (billing.canLookUp && random.chance(0.3)),
    billsErrors: random.chance(0.4),
  }
}

function drawReach(random: Random): Script['reach'] {
  const drawn = random.fraction()
  if (drawn < 0.08) return 'not-sent'
  if (drawn < 0.22) return 'refused'
  if (drawn < 0.28) return 'failed'
  return drawn < 0.3 ? 'throws' : 'answers'
}

/** Now and then so many that the reservation does not hold them. */
function drawHidden(random: Random): number {
  if (random.chance(0.85)) return 0
  return random.chance(0.7) ? random.integer(1, 500) : random.integer(10_000, 60_000)
}

function drawEnding(random: Random, reach: Script['reach']): StreamEnding {
  const retryAfterMs = random.pick([null, 0, 3_000, 20_000, 20_001, 3_600_000])
  const asked = retryAfterMs === null ? {} : { retryAfterMs }
  switch (reach) {
    case 'not-sent': {
      const failure: Failure = { kind: 'unreachable', providerName, host: 'h', reason: 'refused' }
      return { kind: 'failed', failure, evidence: 'not-sent' }
    }
    case 'refused': {
      const failure = random.pick<Failure>([
        { kind: 'rate-limited', providerName, retryAfterMs },
        { kind: 'provider-busy', providerName, status: 529 },
        { kind: 'key-refused', providerName, message: 'no' },
        { kind: 'no-money-at-provider', providerName, message: 'no' },
      ])
      return { kind: 'failed', failure, evidence: 'refused', ...asked }
    }
    case 'failed': {
      const failure: Failure = { kind: 'provider-busy', providerName, status: 500 }
      return { kind: 'failed', failure, evidence: 'unknown', ...asked }
    }
    case 'throws':
    case 'answers':
      return { kind: random.pick(['completed', 'completed', 'length', 'refused']) }
  }
}

function drawBreak(random: Random): StreamEnding {
  const failure = random.pick<Failure>([
    { kind: 'connection-ended', providerName },
    { kind: 'stalled', providerName, silentMs: 1_000 },
    { kind: 'stream-damaged', providerName, message: 'not JSON' },
  ])
  return { kind: 'truncated', failure }
}
