import { done, failed } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { askJson } from '../look-up.ts'
import type { Connection, KeySpend, KeyUsage } from '../provider.ts'
import { readDecimal, sumNanoUsd } from '../read-cost.ts'
import { readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

/**
 * Asks OpenRouter what was spent with the key it is asked with: in all, and in this day, week and
 * month of UTC, in USD. What makers of models charge for keys of one's own stands apart.
 */
export async function readKeyUsage(
  connection: Connection,
  signal: AbortSignal,
): Promise<Result<KeyUsage>> {
  const { providerName } = connection
  const answer = await askJson(connection, '/key', signal)
  if (!answer.ok) {
    const isUnknown = answer.failure.kind === 'cost-not-found'
    return isUnknown ? failed({ kind: 'usage-not-told', providerName }) : answer
  }
  const data = readRecord(readRecord(answer.value)['data'])
  const usage = {
    ever: spend(data, ''),
    month: spend(data, '_monthly'),
    week: spend(data, '_weekly'),
    day: spend(data, '_daily'),
    limitRemainingNanoUsd: nanoUsd(data['limit_remaining']),
  }
  const isSaid = [usage.ever, usage.month, usage.week, usage.day].some(
    ({ ownNanoUsd }) => ownNanoUsd !== null,
  )
  return isSaid ? done(usage) : failed({ kind: 'usage-not-told', providerName })
}

function spend(data: LooseRecord, suffix: string): KeySpend {
  return {
    ownNanoUsd: nanoUsd(data[`usage${suffix}`]),
    byokNanoUsd: nanoUsd(data[`byok_usage${suffix}`]),
  }
}

/** Null for what is absent, below nothing or no number. */
function nanoUsd(amountUsd: unknown): number | null {
  return sumNanoUsd(readDecimal(amountUsd))
}
