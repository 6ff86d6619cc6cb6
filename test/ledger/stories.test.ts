import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { availableNanoUsd } from '../../shared/ledger/balances.ts'
import type { ProfileOnDisk } from '../helpers/profile-on-disk.ts'
import { CREDIT, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

/*
 * Ledger stories as a bookkeeper would write them. Amounts are credits; `over` is overrun that is
 * not covered yet. Each line is one step, what it was answered, and the balances after it.
 */

test('a turn reserves, settles, and settles only once', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    budget    -       100 | done                        100        0     0    0
    reserve   t1       30 | done                         70       30     0    0
    dispatch  t1        - | done                         70       30     0    0
    settle    t1       12 | ended                        88        0    12    0
    settle    t1       12 | already                      88        0    12    0
    settle    t1       13 | already                      88        0    12    0
    release   t1        - | already                      88        0    12    0
    reserve   t2       89 | not-enough-credits 1         88        0    12    0
    reserve   t3       88 | done                          0       88    12    0
    release   t3        - | ended                        88        0    12    0
  `)
})

test('a true cost above its reservation is spent in full, covered, and blocks nothing', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    budget    -       100 | done                        100        0     0    0
    reserve   t1       30 | done                         70       30     0    0
    dispatch  t1        - | done                         70       30     0    0
    settle    t1       50 | ended                        50        0    50    0
    reserve   t2       50 | done                          0       50    50    0
  `)
})

test('overrun beyond the budget is shown as debt and refuses new reservations until covered', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    budget    -       100 | done                        100        0     0    0
    reserve   t1      100 | done                          0      100     0    0
    dispatch  t1        - | done                          0      100     0    0
    settle    t1      184 | ended                       -84        0   100   84
    reserve   t2        1 | over-budget 84              -84        0   100   84
    reserve   free      0 | done                        -84        0   100   84
    budget    -       150 | done                        -34        0   150   34
    budget    -       200 | done                         16        0   184    0
    reserve   t3       16 | done                          0       16   184    0
  `)
})

test('a release frees what covers an overrun', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    budget    -       100 | done                        100        0     0    0
    reserve   t1       60 | done                         40       60     0    0
    reserve   t2       40 | done                          0      100     0    0
    dispatch  t1        - | done                          0      100     0    0
    settle    t1       70 | ended                       -10       40    60   10
    release   t2        - | ended                        30        0    70    0
  `)
})

test('the budget lowered below what is spent and reserved leaves nothing and takes nothing back', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    budget    -       100 | done                        100        0     0    0
    reserve   t1       60 | done                         40       60     0    0
    budget    -        50 | done                          0       60     0    0
    dispatch  t1        - | done                          0       60     0    0
    settle    t1       20 | ended                        30        0    20    0
  `)
})

test('a budget lowered as far as it goes and raised again is the budget that was set', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    budget    -       100 | done                        100        0     0    0
    reserve   t1       60 | done                         40       60     0    0
    budget    -        50 | done                          0       60     0    0
    budget    -       100 | done                         40       60     0    0
    budget    -        50 | done                          0       60     0    0
    release   t1        - | ended                        50        0     0    0
    budget    -        70 | done                         70        0     0    0
  `)
})

test('an uncertain attempt keeps its reservation until it is counted or released', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    budget    -       100 | done                        100        0     0    0
    reserve   t1       40 | done                         60       40     0    0
    dispatch  t1        - | done                         60       40     0    0
    doubt     t1        - | done                         60       40     0    0
    reserve   t2       61 | not-enough-credits 1         60       40     0    0
    settle    t1       15 | ended                        85        0    15    0
  `)
})

test('without a budget nothing that costs can be reserved', () => {
  tell(`
    step      who  amount | answer                available reserved spent over
    reserve   t1        1 | no-budget                     0        0     0    0
    reserve   free      0 | done                          0        0     0    0
  `)
})

function tell(story: string): void {
  const profile = profileOnDisk()
  const [, ...lines] = story.trim().split('\n')
  for (const line of lines) {
    const [asked = '', expected = ''] = line.trim().split('|')
    const [step = '', who = '', amount = ''] = asked.trim().split(/\s+/u)
    const answer = take(profile, step, who, Number(amount) * CREDIT)
    const { balances } = profile.ledger.budget()
    const credits = [
      availableNanoUsd(balances),
      balances.reservedNanoUsd,
      balances.spentNanoUsd,
      balances.overrunNanoUsd,
    ].map((amountNanoUsd) => amountNanoUsd / CREDIT)
    expect([answer, ...credits].join(' '), line).toBe(expected.trim().replace(/\s+/gu, ' '))
  }
  profile.close()
}

function take(profile: ProfileOnDisk, step: string, who: string, amountNanoUsd: number): string {
  const { ledger } = profile
  switch (step) {
    case 'budget':
      ledger.setMonthlyBudget(amountNanoUsd, randomUUID())
      return 'done'
    case 'reserve': {
      const reserved = reserve(profile, who, amountNanoUsd)
      if (reserved.ok) return 'done'
      const { failure } = reserved
      if (failure.kind === 'not-enough-credits')
        return `${failure.kind} ${failure.shortNanoUsd / CREDIT}`
      if (failure.kind === 'over-budget')
        return `${failure.kind} ${failure.overrunNanoUsd / CREDIT}`
      return failure.kind
    }
    case 'dispatch':
      ledger.markDispatched(who)
      return 'done'
    case 'doubt':
      ledger.markUncertain(who)
      return 'done'
    case 'settle':
      return ledger.settle(who, amountNanoUsd, 'exact')
    case 'release':
      return ledger.release(who)
    default:
      throw new Error(`There is no step ${step}`)
  }
}
