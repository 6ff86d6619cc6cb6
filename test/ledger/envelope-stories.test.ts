import { test } from 'vitest'
import { tell } from './tell.ts'

test('a firm envelope is not exceeded, whatever the budget still has', () => {
  tell(`
    step         who   amount | answer            available reserved spent left
    budget       -        100 | done                    100        0     0    -
    envelope     test      40 | done                    100        0     0   40
    reserve      t1        30 | done                     70       30     0   10
    reserve      t2        11 | envelope-short 1         70       30     0   10
    reserve      t2        10 | done                     60       40     0    0
    reserve      free       0 | done                     60       40     0    0
    dispatch     t1         - | done                     60       40     0    0
    settle       t1        12 | ended                    78       10    12   18
    release      t2         - | ended                    88        0    12   28
    adjust       t1        20 | adjusted                 80        0    20   20
  `)
})

test('what does not fit the budget is said of the budget, and not of an envelope', () => {
  tell(`
    step         who   amount | answer                available left
    budget       -         20 | done                         20    -
    envelope     test      10 | done                         20   10
    reserve      t1        25 | not-enough-credits 5         20   10
    reserve      t1        15 | envelope-short 5             20   10
  `)
})

test('of two envelopes the tighter one decides, and both count', () => {
  tell(`
    step         who         amount | answer            available left
    budget       -              100 | done                    100    -
    envelope     test            50 | done                    100   50
    envelope     test/heavy      20 | done                    100   50
    reserve      t1              30 | envelope-short 10       100   50
    reserve      t1              20 | done                     80   30
    envelope     test/heavy      60 | done                     80   30
    reserve      t2              35 | envelope-short 5         80   30
    no-envelope  test             - | done                     80   40
    reserve      t2              35 | done                     45    5
    no-envelope  test             - | unknown-envelope         45    5
  `)
})

test('an envelope made in mid-month counts what this month already reserved and spent', () => {
  tell(`
    step         who   amount | answer            available reserved spent left
    budget       -        100 | done                    100        0     0    -
    reserve      t1        30 | done                     70       30     0    -
    dispatch     t1         - | done                     70       30     0    -
    settle       t1        25 | ended                    75        0    25    -
    reserve      t2        20 | done                     55       20    25    -
    envelope     test      50 | done                     55       20    25    5
    reserve      t3         6 | envelope-short 1         55       20    25    5
    dispatch     t2         - | done                     55       20    25    5
    settle       t2         8 | ended                    67        0    33   17
    adjust       t1         5 | adjusted                 87        0    13   37
  `)
})

test('an envelope may be lowered below what it holds, which takes nothing back', () => {
  tell(`
    step         who   amount | answer            available spent left
    budget       -        100 | done                    100     0    -
    envelope     test      50 | done                    100     0   50
    reserve      t1        40 | done                     60     0   10
    envelope     test      30 | done                     60     0  -10
    reserve      t2         1 | envelope-short 11        60     0  -10
    dispatch     t1         - | done                     60     0  -10
    settle       t1        45 | ended                    55    45  -15
    envelope     test      50 | done                     55    45    5
    reserve      t2         5 | done                     50    45    0
  `)
})

test('just this once beyond an envelope: as far as was allowed, and the next one is asked again', () => {
  tell(`
    step         who   amount | answer            granted available spent left
    budget       -        100 | done                  100       100     0    -
    mode         ask        - | done                  100       100     0    -
    envelope     test      40 | done                  100       100     0   40
    reserve      t1        50 | envelope-short 10     100       100     0   40
    reserve      t1      50+9 | envelope-short 10     100       100     0   40
    reserve      t1     50+10 | done                  100        50     0  -10
    unasked      t2         1 | envelope-short 11     100        50     0  -10
    reserve      t2      1+11 | done                  100        49     0  -11
    dispatch     t1         - | done                  100        49     0  -11
    settle       t1        20 | ended                 100        79    20   19
  `)
})

test('a budget that is watched counts what goes beyond an envelope, and background work stays out', () => {
  tell(`
    step         who   amount | answer            available spent left
    budget       -        100 | done                    100     0    -
    mode         watch      - | done                    100     0    -
    envelope     test      10 | done                    100     0   10
    unasked      t1        11 | envelope-short 1        100     0   10
    reserve      t1        30 | done                     70     0  -20
    unasked      t2         1 | envelope-short 21        70     0  -20
    no-limit     -          - | done                      0     0  -20
    unasked      t2         1 | envelope-short 21         0     0  -20
  `)
})

test('an envelope begins anew with each month, and what is settled late counts where it was reserved', () => {
  tell(`
    step         who         amount | answer            period      available left
    budget       -              100 | done              2026-11-01        100    -
    envelope     test            40 | done              2026-11-01        100   40
    reserve      t1              30 | done              2026-11-01         70   10
    dispatch     t1               - | done              2026-11-01         70   10
    clock        2026-12-02       - | done              2026-12-01        100   40
    reserve      t2              40 | done              2026-12-01         60    0
    settle       t1              35 | ended             2026-12-01         60    0
    reserve      t3               1 | envelope-short 1  2026-12-01         60    0
  `)
})

test('a turn that is expected to cost more than the limit is asked about, each time by its figure', () => {
  tell(`
    step             who  amount | answer               available reserved
    budget           -       100 | done                       100        0
    limit            -        10 | done                       100        0
    reserve          t1       20 | done                        80       20
    reserve          t2       22 | above-turn-limit 11         80       20
    unasked          t2       22 | above-turn-limit 11         80       20
    agree            t2       22 | done                        58       42
    reserve          t3       22 | above-turn-limit 11         58       42
    reserve          t3       60 | not-enough-credits 2        58       42
    no-limit-a-turn  -         - | done                        58       42
    reserve          t3       22 | done                        36       64
    limit            -         1 | done                        36       64
    reserve          free      0 | done                        36       64
  `)
})
