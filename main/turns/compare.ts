import type { Failure } from '../../shared/failures.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import { envelopesOf } from './envelopes.ts'
import type { TurnsOptions } from './options.ts'
import type { openPreparation, PreparedTurn } from './prepare-turn.ts'
import type { openTurnWriter, TurnToWrite, WrittenTurn } from './write-turn.ts'

/** A turn of a comparison, reserved. */
export type ComparedTurn = { turn: TurnToWrite; prepared: PreparedTurn; written: WrittenTurn }

type Prepared = { turn: TurnToWrite; prepared: PreparedTurn }

/** Thrown inside a unit of work, so that nothing of it is kept. */
class NotAll extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind)
    this.failure = failure
  }
}

/** Reserves one message for several models at once: all of them, or none. */
export function openComparisons(
  { storage, ledger }: Pick<TurnsOptions, 'storage' | 'ledger'>,
  {
    preparation,
    writer,
    available,
  }: {
    preparation: Pick<ReturnType<typeof openPreparation>, 'prepare'>
    writer: ReturnType<typeof openTurnWriter>
    /** What may be reserved at most; null: there is no limit. */
    available: () => number | null
  },
) {
  /** All that is needed before anything is reserved. What changed meanwhile is prepared anew. */
  async function prepare(input: Input<'turn.compare'>): Promise<Result<Prepared[]>> {
    const { turns, comparisonId, ...asked } = input
    const prepared: Prepared[] = []
    for (const { turnId, model } of turns) {
      const one = await preparation.prepare({ ...asked, model })
      if (!one.ok) return one
      const turn = { ...asked, turnId, comparisonId, purpose: 'compare' as const }
      prepared.push({ turn, prepared: one.value })
    }
    const areInForce = prepared.every((one) => one.prepared.isInForce())
    return areInForce ? done(prepared) : prepare(input)
  }

  /** Where the first of them stands, so do the others. */
  function parentOf({ conversationId, parentTurnId }: TurnToWrite): string | null {
    if (parentTurnId !== undefined) return parentTurnId
    return storage.turns.lastShown(conversationId)?.turnId ?? null
  }

  /** One commit. What does not fit is said of the sum: that is what has to fit. */
  function reserve(prepared: readonly Prepared[], allowedNanoUsd = 0): Result<ComparedTurn[]> {
    const limitNanoUsd = available()
    const parentTurnId = prepared[0] ? parentOf(prepared[0].turn) : null
    let allowedLeftNanoUsd = allowedNanoUsd
    try {
      return storage.transact(() => {
        const reserved = prepared.map(({ turn, prepared: one }) => {
          const written = writer.reserve(
            {
              ...turn,
              parentTurnId,
              allowedNanoUsd: allowedLeftNanoUsd,
              // What one of them goes beyond an envelope, the next finds there.
              allowedOfEnvelopesNanoUsd: allowedNanoUsd,
            },
            one,
          )
          if (!written.ok) throw new NotAll(written.failure)
          const { attemptId } = written.value.attempt
          // With no limit, more is allowed than anybody said.
          const usedNanoUsd = storage.entries.allowedNanoUsd(attemptId)
          allowedLeftNanoUsd = Math.max(0, allowedLeftNanoUsd - usedNanoUsd)
          return { turn, prepared: one, written: written.value }
        })
        const above = aboveLimit(prepared)
        if (above) throw new NotAll(above)
        return done(reserved)
      })
    } catch (error) {
      if (error instanceof NotAll) return failed(ofTheSum(error.failure))
      throw error
    }

    function ofTheSum(failure: Failure): Failure {
      if (failure.kind === 'above-turn-limit') return aboveLimit(prepared) ?? failure
      if (failure.kind === 'envelope-short') return shortOfEnvelope(failure, prepared)
      if (failure.kind !== 'not-enough-credits') return failure
      const neededNanoUsd = prepared.reduce((sum, one) => sum + ceilingOf(one), 0)
      const availableNanoUsd = limitNanoUsd ?? failure.availableNanoUsd
      const shortNanoUsd = neededNanoUsd - availableNanoUsd
      return { ...failure, neededNanoUsd, availableNanoUsd, shortNanoUsd }
    }
  }

  /** A comparison is asked about as one turn: by what all of it is expected to cost. */
  function aboveLimit(prepared: readonly Prepared[]): Failure | null {
    const limitNanoUsd = ledger.budget().turnLimitNanoUsd
    const expectedNanoUsd = prepared.reduce((sum, one) => sum + expectedOf(one), 0)
    const agreedNanoUsd = prepared[0]?.turn.agreedNanoUsd ?? 0
    if (limitNanoUsd === null || expectedNanoUsd <= Math.max(limitNanoUsd, agreedNanoUsd)) {
      return null
    }
    const ceilingNanoUsd = prepared.reduce((sum, one) => sum + ceilingOf(one), 0)
    return { kind: 'above-turn-limit', expectedNanoUsd, ceilingNanoUsd, limitNanoUsd }
  }

  /** The envelope that lacks most, of all that those of them need that count in it. */
  function shortOfEnvelope(
    failure: Extract<Failure, { kind: 'envelope-short' }>,
    prepared: readonly Prepared[],
  ): Failure {
    const shortfalls = ledger.budget().envelopes.map((envelope) => {
      const { envelopeId, of, monthlyNanoUsd, reservedNanoUsd, spentNanoUsd } = envelope
      const counting = prepared.filter(({ turn, prepared: one }) =>
        envelopesOf(storage, { ...turn, model: one.model.key }).includes(envelopeId),
      )
      const neededNanoUsd = counting.reduce((sum, one) => sum + ceilingOf(one), 0)
      const availableNanoUsd = monthlyNanoUsd - reservedNanoUsd - spentNanoUsd
      const shortNanoUsd = neededNanoUsd === 0 ? 0 : neededNanoUsd - availableNanoUsd
      return { ...failure, of, neededNanoUsd, availableNanoUsd, shortNanoUsd }
    })
    const tightest = shortfalls.toSorted((one, other) => other.shortNanoUsd - one.shortNanoUsd)[0]
    return tightest ?? failure
  }

  return { prepare, reserve }
}

function expectedOf({ prepared }: Prepared): number {
  return prepared.estimate.expectedNanoUsd
}

function ceilingOf({ prepared }: Prepared): number {
  return prepared.estimate.ceilingNanoUsd
}
