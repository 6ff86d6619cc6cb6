import { test } from 'vitest'
import { tell } from './tell.ts'

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

test('just this once: what is allowed beyond the budget, and taken back when it was not needed', () => {
  tell(`
    step      who  amount | answer                granted available reserved spent over
    budget    -       100 | done                      100       100        0     0    0
    mode      ask       - | done                      100       100        0     0    0
    reserve   t1       90 | done                      100        10       90     0    0
    reserve   t2       30 | not-enough-credits 20     100        10       90     0    0
    reserve   t2    30+19 | not-enough-credits 20     100        10       90     0    0
    reserve   t2    30+20 | done                      120         0      120     0    0
    dispatch  t2        - | done                      120         0      120     0    0
    settle    t2       25 | ended                     115         0       90    25    0
    reserve   t3        1 | not-enough-credits 1      115         0       90    25    0
    dispatch  t1        - | done                      115         0       90    25    0
    settle    t1       60 | ended                     100        15        0    85    0
  `)
})

test('just this once covers a debt as well', () => {
  tell(`
    step      who  amount | answer            granted available reserved spent over
    budget    -        50 | done                   50        50        0     0    0
    mode      ask       - | done                   50        50        0     0    0
    reserve   t1       50 | done                   50         0       50     0    0
    dispatch  t1        - | done                   50         0       50     0    0
    settle    t1       65 | ended                  50       -15        0    50   15
    reserve   t2       10 | over-budget 15         50       -15        0    50   15
    reserve   t2    10+24 | over-budget 15         50       -15        0    50   15
    reserve   t2    10+25 | done                   75         0       10    65    0
    release   t2        - | ended                  65         0        0    65    0
  `)
})

test('a firm budget is firm also for who was allowed to go beyond it', () => {
  tell(`
    step      who  amount | answer                granted available reserved spent over
    budget    -       100 | done                      100       100        0     0    0
    reserve   t1  120+999 | not-enough-credits 20     100       100        0     0    0
  `)
})

test('a watched budget stops nothing and shows what is beyond it', () => {
  tell(`
    step      who   amount | answer  granted available reserved spent over
    budget    -         50 | done         50        50        0     0    0
    mode      watch      - | done         50        50        0     0    0
    reserve   t1        80 | done         80         0       80     0    0
    dispatch  t1         - | done         80         0       80     0    0
    settle    t1        70 | ended        70         0        0    70    0
    reserve   t2        20 | done         90         0       20    70    0
    release   t2         - | ended        70         0        0    70    0
    budget    -         90 | done         90        20        0    70    0
    reserve   t3        20 | done         90         0       20    70    0
  `)
})

test('without a limit everything is spent from what was allowed for it', () => {
  tell(`
    step      who   amount | answer  granted available reserved spent over
    no-limit  -          - | done          0         0        0     0    0
    mode      watch      - | done          0         0        0     0    0
    reserve   t1        40 | done         40         0       40     0    0
    dispatch  t1         - | done         40         0       40     0    0
    settle    t1        55 | ended        40       -15        0    40   15
    reserve   t2        10 | done         65         0       10    55    0
    dispatch  t2         - | done         65         0       10    55    0
    settle    t2         4 | ended        59         0        0    59    0
    mode      firm       - | done         59         0        0    59    0
    reserve   t3         1 | no-budget    59         0        0    59    0
    budget    -         60 | done         60         1        0    59    0
  `)
})

test('a top-up is for this month, comes once, and is gone with the month', () => {
  tell(`
    step      who      amount | answer               granted available reserved spent over
    budget    -           100 | done                     100       100        0     0    0
    top-up    monday       40 | done                     140       140        0     0    0
    top-up    monday       40 | done                     140       140        0     0    0
    reserve   t1          140 | done                     140         0      140     0    0
    budget    -            60 | done                     140         0      140     0    0
    release   t1            - | ended                    100       100        0     0    0
    top-up    tuesday       5 | done                     105       105        0     0    0
    clock     2026-12-01    - | done                      60        60        0     0    0
    reserve   t2           61 | not-enough-credits 1      60        60        0     0    0
    top-up    monday       40 | done                      60        60        0     0    0
  `)
})

test('a top-up alone is a budget', () => {
  tell(`
    step      who      amount | answer  granted available reserved spent over
    top-up    monday       40 | done         40        40        0     0    0
    reserve   t1           40 | done         40         0       40     0    0
  `)
})

test('what is available at the turn of the month is carried over; what is released later is not', () => {
  tell(`
    step      who         amount | answer  period     granted available reserved spent over
    budget    -              100 | done    2026-11-01     100       100        0     0    0
    carry     on               - | done    2026-11-01     100       100        0     0    0
    reserve   t1              30 | done    2026-11-01     100        70       30     0    0
    reserve   t2              20 | done    2026-11-01     100        50       50     0    0
    dispatch  t2               - | done    2026-11-01     100        50       50     0    0
    settle    t2              15 | ended   2026-11-01     100        55       30    15    0
    clock     2026-12-01       - | done    2026-12-01     155       155        0     0    0
    reserve   t3               5 | done    2026-12-01     155       150        5     0    0
    look      2026-11-01       - | seen    2026-11-01      45         0       30    15    0
    release   t1               - | ended   2026-12-01     155       150        5     0    0
    look      2026-11-01       - | seen    2026-11-01      45        30        0    15    0
    budget    -               80 | done    2026-12-01     135       130        5     0    0
    carry     off              - | done    2026-12-01     135       130        5     0    0
    clock     2027-01-01       - | done    2027-01-01      80        80        0     0    0
    reserve   t4               1 | done    2027-01-01      80        79        1     0    0
  `)
})

test('a debt is not carried over', () => {
  tell(`
    step      who         amount | answer  period     granted available reserved spent over
    budget    -               50 | done    2026-11-01      50        50        0     0    0
    carry     on               - | done    2026-11-01      50        50        0     0    0
    reserve   t1              50 | done    2026-11-01      50         0       50     0    0
    dispatch  t1               - | done    2026-11-01      50         0       50     0    0
    settle    t1              65 | ended   2026-11-01      50       -15        0    50   15
    clock     2026-12-01       - | done    2026-12-01      50        50        0     0    0
    reserve   t2              50 | done    2026-12-01      50         0       50     0    0
    look      2026-11-01       - | seen    2026-11-01      50       -15        0    50   15
  `)
})

test('a correction moves the difference, down and up, and the same figure again nothing', () => {
  tell(`
    step      who  amount | answer    granted available reserved spent over
    budget    -       100 | done          100       100        0     0    0
    reserve   t1       30 | done          100        70       30     0    0
    dispatch  t1        - | done          100        70       30     0    0
    settle    t1       20 | ended         100        80        0    20    0
    adjust    t1       12 | adjusted      100        88        0    12    0
    adjust    t1       12 | same          100        88        0    12    0
    adjust    t1       45 | adjusted      100        55        0    45    0
    adjust    t1        0 | adjusted      100       100        0     0    0
    settle    t1       30 | already       100       100        0     0    0
  `)
})

test('a correction beyond what is available is overrun, and later covered', () => {
  tell(`
    step      who  amount | answer         granted available reserved spent over
    budget    -       100 | done               100       100        0     0    0
    reserve   t1       30 | done               100        70       30     0    0
    dispatch  t1        - | done               100        70       30     0    0
    settle    t1       30 | ended              100        70        0    30    0
    reserve   t2       60 | done               100        10       60    30    0
    adjust    t1       55 | adjusted           100       -15       60    40   15
    reserve   t3        5 | over-budget 15     100       -15       60    40   15
    dispatch  t2        - | done               100       -15       60    40   15
    settle    t2       50 | ended              100        -5        0   100    5
    adjust    t2       20 | adjusted           100        25        0    75    0
  `)
})

test('usage that comes after a release is a correction: both stay visible', () => {
  tell(`
    step      who  amount | answer    granted available reserved spent over
    budget    -       100 | done          100       100        0     0    0
    reserve   t1       30 | done          100        70       30     0    0
    dispatch  t1        - | done          100        70       30     0    0
    release   t1        - | ended         100       100        0     0    0
    settle    t1       12 | already       100       100        0     0    0
    adjust    t1       12 | adjusted      100        88        0    12    0
    release   t1        - | already       100        88        0    12    0
  `)
})

test('a turn over midnight is settled in the month that reserved it', () => {
  tell(`
    step      who                      amount | answer    period     available reserved spent over
    budget    -                           100 | done      2026-11-01       100        0     0    0
    clock     2026-11-30T23:59:59.900Z      - | done      2026-11-01       100        0     0    0
    reserve   t1                           40 | done      2026-11-01        60       40     0    0
    dispatch  t1                            - | done      2026-11-01        60       40     0    0
    clock     2026-12-01T00:00:00.000Z      - | done      2026-12-01       100        0     0    0
    settle    t1                           55 | ended     2026-12-01       100        0     0    0
    look      2026-11-01                    - | seen      2026-11-01        45        0    55    0
    reserve   t2                          100 | done      2026-12-01         0      100     0    0
    adjust    t1                          110 | adjusted  2026-12-01         0      100     0    0
    look      2026-11-01                    - | seen      2026-11-01       -10        0   100   10
  `)
})

test('an uncertain turn of last month is counted in last month', () => {
  tell(`
    step      who         amount | answer    period     available reserved spent over
    budget    -              100 | done      2026-11-01       100        0     0    0
    reserve   t1              40 | done      2026-11-01        60       40     0    0
    dispatch  t1               - | done      2026-11-01        60       40     0    0
    doubt     t1               - | done      2026-11-01        60       40     0    0
    clock     2026-12-02       - | done      2026-12-01       100        0     0    0
    reserve   t2             100 | done      2026-12-01         0      100     0    0
    settle    t1              10 | ended     2026-12-01         0      100     0    0
    look      2026-11-01       - | seen      2026-11-01        90        0    10    0
  `)
})

test('another start day counts from the next period on, which is then no shorter than 15 days', () => {
  tell(`
    step      who         amount | answer  period     ends       granted spent
    budget    -              100 | done    2026-11-01 2026-12-01     100     0
    starts    20               - | done    2026-11-01 2026-12-01     100     0
    clock     2026-12-01       - | done    2026-12-01 2026-12-20     100     0
    reserve   t1              10 | done    2026-12-01 2026-12-20     100     0
    starts    3                - | done    2026-12-01 2026-12-20     100     0
    clock     2026-12-20       - | done    2026-12-20 2027-02-03     100     0
    reserve   t2              10 | done    2026-12-20 2027-02-03     100     0
    clock     2027-01-19       - | done    2026-12-20 2027-02-03     100     0
    reserve   t3              10 | done    2026-12-20 2027-02-03     100     0
    clock     2027-02-03       - | done    2027-02-03 2027-03-03     100     0
  `)
})

test('a clock more than a month ahead is asked about before it opens a period', () => {
  tell(`
    step      who         amount | answer                  period     granted reserved
    budget    -              100 | done                    2026-11-01     100        0
    clock     2026-12-20       - | done                    2026-12-01     100        0
    reserve   t1              10 | clock-jumped 2026-11-10 2026-12-01     100        0
    budget    -              200 | clock-jumped 2026-11-10 2026-12-01     100        0
    top-up    monday          10 | clock-jumped 2026-11-10 2026-12-01     100        0
    clock     2026-11-12       - | done                    2026-11-01     100        0
    reserve   t1              10 | done                    2026-11-01     100       10
    clock     2026-12-20       - | done                    2026-12-01     100        0
    reserve   t2              10 | clock-jumped 2026-11-12 2026-12-01     100        0
    confirm   -                - | done                    2026-12-01     100        0
    reserve   t2              10 | done                    2026-12-01     100       10
    clock     2026-11-12       - | done                    2026-12-01     100       10
    reserve   t3              10 | done                    2026-12-01     100       20
  `)
})

test('what ends while the clock is a year ahead does not take the ledger with it', () => {
  tell(`
    step      who         amount | answer                  period     granted available reserved spent
    budget    -              100 | done                    2026-11-01     100       100        0     0
    reserve   t1              90 | done                    2026-11-01     100        10       90     0
    dispatch  t1               - | done                    2026-11-01     100        10       90     0
    clock     2027-11-10       - | done                    2027-11-01     100       100        0     0
    settle    t1              90 | ended                   2027-11-01     100       100        0     0
    reserve   t2              90 | clock-jumped 2026-11-10 2027-11-01     100       100        0     0
    clock     2026-11-10       - | done                    2026-11-01     100        10        0    90
    reserve   t2              90 | not-enough-credits 80   2026-11-01     100        10        0    90
    clock     2026-12-01       - | done                    2026-12-01     100       100        0     0
    reserve   t2              90 | done                    2026-12-01     100        10       90     0
  `)
})

test('31 days to the millisecond are not asked about, one more is', () => {
  tell(`
    step      who                       amount | answer                  period     granted reserved
    budget    -                            100 | done                    2026-11-01     100        0
    clock     2026-12-11T12:00:00.001Z       - | done                    2026-12-01     100        0
    reserve   t1                            10 | clock-jumped 2026-11-10 2026-12-01     100        0
    clock     2026-12-11T12:00:00.000Z       - | done                    2026-12-01     100        0
    reserve   t1                            10 | done                    2026-12-01     100       10
  `)
})

test('who has been away for three months is asked once, and given one month', () => {
  tell(`
    step      who         amount | answer                  period     granted available
    budget    -              100 | done                    2026-11-01     100       100
    clock     2027-02-15       - | done                    2027-02-01     100       100
    reserve   t1              10 | clock-jumped 2026-11-10 2027-02-01     100       100
    confirm   -                - | done                    2027-02-01     100       100
    reserve   t1             101 | not-enough-credits 1    2027-02-01     100       100
    reserve   t1             100 | done                    2027-02-01     100         0
  `)
})

test('from Tokyo to New York: the month stays as it was opened, and the next follows on it', () => {
  tell(`
    step      who                       amount | answer  period     ends                granted reserved
    zone      Asia/Tokyo                     - | done    2026-11-01 2026-11-30T15:00:00       0        0
    budget    -                            100 | done    2026-11-01 2026-11-30T15:00:00     100        0
    zone      America/New_York               - | done    2026-11-01 2026-11-30T15:00:00     100        0
    reserve   t1                            40 | done    2026-11-01 2026-11-30T15:00:00     100       40
    clock     2026-11-30T14:59:59.999Z       - | done    2026-11-01 2026-11-30T15:00:00     100       40
    reserve   t2                            40 | done    2026-11-01 2026-11-30T15:00:00     100       80
    clock     2026-11-30T15:00:00.000Z       - | done    2026-11-30 2027-01-01T05:00:00     100        0
    reserve   t3                            40 | done    2026-11-30 2027-01-01T05:00:00     100       40
    zone      Asia/Tokyo                     - | done    2026-11-30 2027-01-01T05:00:00     100       40
    clock     2026-12-31T15:00:00.000Z       - | done    2026-11-30 2027-01-01T05:00:00     100       40
    reserve   t4                            40 | done    2026-11-30 2027-01-01T05:00:00     100       80
    clock     2027-01-01T05:00:00.000Z       - | done    2027-01-01 2027-01-31T15:00:00     100        0
  `)
})

test('a budget lowered while a turn runs takes back what the turn leaves', () => {
  tell(`
    step      who  amount | answer  granted available reserved spent over
    budget    -       100 | done        100       100        0     0    0
    reserve   t1       80 | done        100        20       80     0    0
    dispatch  t1        - | done        100        20       80     0    0
    budget    -        30 | done         80         0       80     0    0
    settle    t1       95 | ended        80       -15        0    80   15
    budget    -        90 | done         90        -5        0    90    5
    budget    -       100 | done        100         5        0    95    0
  `)
})

test('amounts of nearly 2^53 are exact, and what is beyond is refused with nothing changed', () => {
  tell(
    `
    step      who            amount | answer                granted          available         reserved         spent            over
    budget    -    9007199254740991 | done                  9007199254740991 9007199254740991  0                0                0
    reserve   t1   9007199254740990 | done                  9007199254740991 1                 9007199254740990 0                0
    top-up    one                 1 | refused               9007199254740991 1                 9007199254740990 0                0
    reserve   t2                  2 | not-enough-credits 1  9007199254740991 1                 9007199254740990 0                0
    dispatch  t1                  - | done                  9007199254740991 1                 9007199254740990 0                0
    settle    t1   9007199254740991 | ended                 9007199254740991 0                 0                9007199254740991 0
    adjust    t1   9007199254740989 | adjusted              9007199254740991 2                 0                9007199254740989 0
    reserve   t3                  1 | done                  9007199254740991 1                 1                9007199254740989 0
    dispatch  t3                  - | done                  9007199254740991 1                 1                9007199254740989 0
    settle    t3   9007199254740991 | ended                 9007199254740991 -9007199254740989 0                9007199254740991 9007199254740989
    adjust    t1   9007199254740991 | adjusted              9007199254740991 -9007199254740991 0                9007199254740991 9007199254740991
    reserve   free                0 | done                  9007199254740991 -9007199254740991 0                9007199254740991 9007199254740991
    dispatch  free                - | done                  9007199254740991 -9007199254740991 0                9007199254740991 9007199254740991
    settle    free                1 | refused               9007199254740991 -9007199254740991 0                9007199254740991 9007199254740991
    settle    free                0 | ended                 9007199254740991 -9007199254740991 0                9007199254740991 9007199254740991
  `,
    1,
  )
})
