import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { standingOf } from '../../renderer/screens/chat/misfit-question.ts'
import { type Bounds, isSameScope, type Refusal, shortagesOf } from '../../renderer/state/bounds.ts'
import { fitOfCost } from '../../renderer/state/fit.ts'
import type { Failure } from '../../shared/failures.ts'
import type { EnvelopeOf } from '../../shared/ipc/shapes.ts'
import { opus, profileWithProvider, quoteOf, sol } from '../helpers/open-profile.ts'

const folderId = randomUUID()
const scopes: EnvelopeOf[] = [
  { kind: 'folder', folderId },
  { kind: 'provider', providerId: sol.providerId },
  { kind: 'model', model: opus },
]

/** Of what the turn would reserve, or is expected to cost; null: nothing is set. */
const share = fc.option(fc.double({ min: 0.2, max: 2, noNaN: true }))
const rules = fc.record({
  mode: fc.constantFrom('firm' as const, 'ask' as const, 'watch' as const),
  model: fc.constantFrom(sol, opus),
  isInFolder: fc.boolean(),
  room: fc.double({ min: 0.2, max: 3, noNaN: true }),
  limit: share,
  envelopes: fc.tuple(share, share, share),
})

test('the window says of every turn what the main process decides, and what it asks for is enough', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rules, { minLength: 1, maxLength: 4 }), async (months) => {
      const { session, ended } = await profileWithProvider()
      const { turns } = session
      turns.saveFolder({ folderId, name: 'Harbour office', options: null })
      const envelopeIds = scopes.map(() => randomUUID())
      for (const { mode, model, isInFolder, room, limit, envelopes } of months) {
        const text = 'Why is the sky blue?'
        const quote = quoteOf(session, model, text)
        const expectedNanoUsd = quote.expectedNanoUsd ?? 0
        const ceilingNanoUsd = quote.ceilingNanoUsd ?? 0
        const { spentNanoUsd } = turns.budget().balances
        turns.setBudget(spentNanoUsd + Math.round(ceilingNanoUsd * room))
        turns.configureBudget({ mode })
        turns.setTurnLimit(limit === null ? null : Math.round(expectedNanoUsd * limit))
        for (const [index, part] of envelopes.entries()) {
          const of = scopes[index]
          const envelopeId = envelopeIds[index]
          if (!of || !envelopeId) continue
          if (part === null) turns.removeEnvelope(envelopeId)
          else
            turns.saveEnvelope({ envelopeId, of, typedUsd: '' }, Math.round(ceilingNanoUsd * part))
        }
        const bounds: Bounds = { budget: turns.budget(), folderId: isInFolder ? folderId : null }
        const asked = [{ key: model, expectedNanoUsd, ceilingNanoUsd }]
        const send = {
          conversationId: randomUUID(),
          model,
          text,
          folderId: isInFolder ? folderId : null,
        }
        let agreed = {}
        for (let round = 0; ; round += 1) {
          const turnId = randomUUID()
          const over = ended(turnId)
          const sent = await turns.send({ turnId, ...send, ...agreed })
          if (sent.ok) {
            const { receipt } = (await over).answer
            const exact = {
              key: model,
              expectedNanoUsd: receipt.expectedNanoUsd,
              ceilingNanoUsd: receipt.reservedNanoUsd,
            }
            const { kind } = fitOfCost([exact], bounds)
            if (round === 0) expect(['fits', mode === 'watch' ? 'beyond' : 'fits']).toContain(kind)
            break
          }
          const why = refusalOf(sent.failure)
          expectSaid(why, model, bounds)
          const standing = standingOf(why, asked, bounds)
          expect(standing.question.kind).not.toBe('fits')
          if (mode === 'firm' && standing.question.kind === 'short') break
          expect(round, 'asked more than twice').toBeLessThan(2)
          agreed = { ...agreed, ...standing.agreed }
        }
      }
    }),
    { numRuns: 12 },
  )
}, 60_000)

function refusalOf(failure: Failure): Refusal {
  const { kind } = failure
  if (kind !== 'not-enough-credits' && kind !== 'envelope-short' && kind !== 'above-turn-limit') {
    throw new Error(`Nothing else was to be refused, and ${kind} was`)
  }
  return failure
}

/** With the refusal's own figures, what the window shows is what was refused. */
function expectSaid(why: Refusal, key: typeof sol, bounds: Bounds): void {
  if (why.kind === 'above-turn-limit') {
    const { expectedNanoUsd, ceilingNanoUsd, limitNanoUsd } = why
    expect(limitNanoUsd).toBe(bounds.budget?.turnLimitNanoUsd)
    const { kind } = fitOfCost([{ key, expectedNanoUsd, ceilingNanoUsd }], bounds)
    expect(['above-limit', 'asks']).toContain(kind)
    return
  }
  const exact = { key, expectedNanoUsd: 0, ceilingNanoUsd: why.neededNanoUsd }
  const said = shortagesOf([exact], bounds).find(({ envelope }) =>
    why.kind === 'envelope-short'
      ? envelope !== null && isSameScope(envelope.of, why.of)
      : envelope === null,
  )
  expect(said).toMatchObject({
    neededNanoUsd: why.neededNanoUsd,
    availableNanoUsd: why.availableNanoUsd,
    shortNanoUsd: why.shortNanoUsd,
  })
}
