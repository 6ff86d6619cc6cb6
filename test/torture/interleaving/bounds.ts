import type { EnvelopeOf } from '../../../shared/ipc/shapes.ts'
import type { Doing } from './person.ts'
import type { Stage } from './stage.ts'

/** Few, and some too small for any turn. */
const amountsNanoUsd = [1, 30_000_000, 90_000_000, 400_000_000] as const

/** What a person lets one turn, one provider or one model use, set and taken away at any moment. */
export function bounds({ random, step, ask, turns, models }: Stage): Doing[] {
  const nothing = (): void => {}

  function scope(): EnvelopeOf {
    const model = random.pick(models)
    return random.chance(0.5)
      ? { kind: 'model', model }
      : { kind: 'provider', providerId: model.providerId }
  }

  return [
    {
      weight: 2,
      run: () => {
        const of = scope()
        const amount = random.pick(amountsNanoUsd)
        const envelope = { envelopeId: JSON.stringify(of), of, typedUsd: '' }
        return step(`let ${envelope.envelopeId} use ${amount}`, () =>
          ask(() => turns().saveEnvelope(envelope, amount), nothing),
        )
      },
    },
    {
      weight: 1,
      run: () => {
        const envelopeId = JSON.stringify(scope())
        return step(`let ${envelopeId} use anything`, () =>
          ask(() => turns().removeEnvelope(envelopeId), nothing),
        )
      },
    },
    {
      weight: 1,
      run: () => {
        const limit = random.chance(0.6) ? null : random.pick([1, 1_000_000, 10_000_000])
        return step(`ask above ${limit}`, () => ask(() => turns().setTurnLimit(limit), nothing))
      },
    },
  ]
}
