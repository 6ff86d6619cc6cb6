import fc from 'fast-check'
import { expect, test } from 'vitest'
import { availableNanoUsd } from '../../shared/ledger/balances.ts'
import { CREDIT, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

/*
 * Random sequences against a model written from the rules, not from the code: three numbers, a
 * debt and a map. The database may refuse; it may never differ.
 */

type Step =
  | { do: 'budget'; amount: number }
  | { do: 'reserve' | 'settle'; who: number; amount: number }
  | { do: 'dispatch' | 'doubt' | 'release'; who: number }

const amount = fc.integer({ min: 0, max: 120 })
const who = fc.integer({ min: 0, max: 5 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('budget' as const), amount: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ do: fc.constantFrom('reserve' as const, 'settle' as const), who, amount }),
  fc.record({
    do: fc.constantFrom('dispatch' as const, 'doubt' as const, 'release' as const),
    who,
  }),
)

type State = 'reserved' | 'dispatched' | 'uncertain' | 'ended'

test('no sequence of steps overspends, loses or repeats a credit', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const profile = profileOnDisk()
      const { ledger } = profile
      const attempts = new Map<string, { state: State; reserved: number }>()
      let [monthly, granted, spent, debt] = [0, 0, 0, 0]
      const reservedNow = (): number =>
        [...attempts.values()].reduce(
          (sum, one) => sum + (one.state === 'ended' ? 0 : one.reserved),
          0,
        )
      const rebalance = (): void => {
        const covered = Math.min(debt, granted - spent - reservedNow())
        debt -= covered
        spent += covered
        granted -= Math.max(0, Math.min(granted - monthly, granted - spent - reservedNow()))
      }
      for (const [index, one] of steps.entries()) {
        const name = 'who' in one ? `a${one.who}` : ''
        const attempt = attempts.get(name)
        if (one.do === 'budget') {
          granted = Math.max(granted, one.amount)
          monthly = one.amount
          rebalance()
          ledger.setMonthlyBudget(one.amount * CREDIT, `change ${index}`)
        } else if (one.do === 'reserve') {
          if (attempt) continue
          const fits =
            one.amount === 0 ||
            (debt === 0 && monthly > 0 && one.amount <= granted - spent - reservedNow())
          expect(reserve(profile, name, one.amount * CREDIT).ok).toBe(fits)
          if (fits) attempts.set(name, { state: 'reserved', reserved: one.amount })
        } else if (attempt && one.do === 'dispatch' && attempt.state === 'reserved') {
          ledger.markDispatched(name)
          attempt.state = 'dispatched'
        } else if (attempt && one.do === 'doubt' && attempt.state === 'dispatched') {
          ledger.markUncertain(name)
          attempt.state = 'uncertain'
        } else if (attempt && one.do === 'release') {
          expect(ledger.release(name)).toBe(attempt.state === 'ended' ? 'already' : 'ended')
          attempt.state = 'ended'
          rebalance()
        } else if (attempt && one.do === 'settle' && attempt.state !== 'reserved') {
          const wasEnded = attempt.state === 'ended'
          expect(ledger.settle(name, one.amount * CREDIT, 'exact')).toBe(
            wasEnded ? 'already' : 'ended',
          )
          if (wasEnded) continue
          attempt.state = 'ended'
          spent += Math.min(one.amount, attempt.reserved)
          debt += Math.max(0, one.amount - attempt.reserved)
          rebalance()
        }
        const { balances } = ledger.budget()
        expect({ ...balances, available: availableNanoUsd(balances) }).toEqual({
          grantedNanoUsd: granted * CREDIT,
          reservedNanoUsd: reservedNow() * CREDIT,
          spentNanoUsd: spent * CREDIT,
          addedNanoUsd: 0,
          overrunNanoUsd: debt * CREDIT,
          available: (granted - spent - reservedNow() - debt) * CREDIT,
        })
      }
      profile.close()
    }),
    { numRuns: 150 },
  )
})
