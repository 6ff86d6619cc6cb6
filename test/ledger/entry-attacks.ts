import type { Attack } from './attacks.ts'
import { attemptEntry, insert, periodEntry } from './rows.ts'

const MOST = Number.MAX_SAFE_INTEGER
const october = { period_id: "'2026-10-01'" }
/** A settlement of everything that was reserved, and so much that this did not cover. */
const overrun = (amountNanoUsd: number): string[] => [
  attemptEntry('settle', 'dispatched', 20),
  attemptEntry('overrun', 'dispatched', amountNanoUsd),
]
const asking = "UPDATE budget SET mode = 'ask'"
const withoutTriggers = (...names: string[]): string[] =>
  names.map((name) => `DROP TRIGGER ${name}`)

/** An attempt for so much more than is available. */
const lacking = (shortNanoUsd: number): string =>
  insert('attempt', { reserved_nano_usd: String(35 + shortNanoUsd) })

/** Entries that must not be. */
export const entryAttacks: readonly Attack[] = [
  // Reserving
  {
    name: 'a reservation beyond what is available',
    statements: [
      insert('attempt', { reserved_nano_usd: '36' }),
      attemptEntry('reserve', 'new', 36),
    ],
    refusal: /no_overspend/,
  },
  {
    name: 'a second reservation of one attempt',
    statements: [attemptEntry('reserve', 'reserved', 30)],
    refusal: /UNIQUE constraint failed: entry.attempt_id/,
  },
  {
    name: 'a reservation that differs from its attempt',
    statements: [insert('attempt'), attemptEntry('reserve', 'new', 9)],
    refusal: /must match its attempt/,
  },
  {
    name: 'a reservation that matches another attempt only',
    statements: [insert('attempt'), attemptEntry('reserve', 'new', 30)],
    refusal: /must match its attempt/,
  },
  {
    name: 'a reservation in another period than its attempt',
    statements: [insert('attempt'), attemptEntry('reserve', 'new', 10, october)],
    refusal: /must match its attempt/,
  },
  {
    name: 'a reservation of an attempt that was sent',
    statements: [attemptEntry('reserve', 'dispatched', 20)],
    refusal: /must match its attempt/,
  },
  {
    name: 'a reservation while overrun is not covered',
    statements: [...overrun(1), insert('attempt'), attemptEntry('reserve', 'new', 10)],
    refusal: /overrun must be covered first/,
  },
  {
    name: 'a reservation in a period that another followed',
    statements: [insert('attempt', october), attemptEntry('reserve', 'new', 10, october)],
    refusal: /only the newest period is reserved from/,
  },
  // Allowing
  {
    name: 'going beyond a firm budget',
    statements: [lacking(1), attemptEntry('allow', 'new', 1)],
    refusal: /a firm budget is not exceeded/,
  },
  {
    name: 'allowing more than the attempt lacks',
    statements: [asking, lacking(1), attemptEntry('allow', 'new', 2)],
    refusal: /no more is allowed than is short/,
  },
  {
    name: 'allowing what the attempt does not lack',
    statements: [asking, insert('attempt'), attemptEntry('allow', 'new', 1)],
    refusal: /no more is allowed than is short/,
  },
  {
    name: 'allowing less than what is short of a debt as well',
    statements: [asking, ...overrun(40), lacking(1), attemptEntry('allow', 'new', 1)],
    refusal: /no more is allowed than is short/,
  },
  {
    name: 'allowing something to an attempt that was sent',
    statements: [asking, periodEntry('lower', 35), attemptEntry('allow', 'dispatched', 20)],
    refusal: /no more is allowed than is short/,
  },
  {
    name: 'allowing one attempt what another lacks',
    statements: [
      asking,
      lacking(1),
      insert('attempt', { id: "'other'" }),
      attemptEntry('allow', 'other', 1),
    ],
    refusal: /no more is allowed than is short/,
  },
  {
    name: 'allowing something in another period than the attempt is in',
    statements: [asking, lacking(1), attemptEntry('allow', 'new', 1, october)],
    refusal: /no more is allowed than is short/,
  },
  {
    name: 'going beyond the budget twice for one attempt',
    statements: [
      asking,
      ...withoutTriggers('entry_allow_permitted'),
      lacking(1),
      attemptEntry('allow', 'new', 1),
      attemptEntry('allow', 'new', 1),
    ],
    refusal: /UNIQUE constraint failed: entry.attempt_id/,
  },
  // Ending
  {
    name: 'settling more than was reserved',
    statements: [attemptEntry('settle', 'dispatched', 21)],
    refusal: /no more is settled/,
  },
  {
    name: 'settling an attempt that was never sent',
    statements: [attemptEntry('settle', 'reserved', 1)],
    refusal: /no more is settled/,
  },
  {
    name: 'settling in another period than it was reserved in',
    statements: [attemptEntry('settle', 'dispatched', 1, october)],
    refusal: /no more is settled/,
  },
  ...(['settled', 'released'] as const).flatMap((ended) => [
    {
      name: `settling an attempt that was ${ended}`,
      statements: [attemptEntry('settle', ended, 1)],
      refusal: /no more is settled/,
    },
    {
      name: `releasing an attempt that was ${ended}`,
      statements: [attemptEntry('release', ended, 10)],
      refusal: /a release gives back/,
    },
    {
      name: `a second ending of an attempt that was ${ended}, were its state not looked at`,
      statements: [...withoutTriggers('entry_settle_allowed'), attemptEntry('settle', ended, 0)],
      refusal: /UNIQUE constraint failed: entry.attempt_id/,
    },
  ]),
  {
    name: 'releasing less than was reserved',
    statements: [attemptEntry('release', 'reserved', 29)],
    refusal: /a release gives back/,
  },
  {
    name: 'releasing in another period than it was reserved in',
    statements: [attemptEntry('release', 'reserved', 30, october)],
    refusal: /a release gives back/,
  },
  {
    name: 'releasing what was never reserved',
    statements: [insert('attempt'), attemptEntry('release', 'new', 10)],
    refusal: /a release gives back/,
  },
  {
    name: 'releasing what was allowed and never reserved',
    statements: [
      asking,
      periodEntry('lower', 35),
      insert('attempt'),
      attemptEntry('allow', 'new', 10),
      attemptEntry('release', 'new', 10),
    ],
    refusal: /a release gives back/,
  },
  // Correcting
  {
    name: 'correcting an attempt that has not ended',
    statements: [attemptEntry('adjust', 'dispatched', 1)],
    refusal: /only an ended attempt/,
  },
  {
    name: 'correcting in another period than it ended in',
    statements: [attemptEntry('adjust', 'settled', 1, october)],
    refusal: /only an ended attempt/,
  },
  // Overrun
  {
    name: 'overrun of an attempt that has not ended',
    statements: [attemptEntry('overrun', 'dispatched', 1)],
    refusal: /overrun is what a whole reservation did not cover/,
  },
  {
    name: 'overrun of an attempt that was released',
    statements: [
      attemptEntry('release', 'dispatched', 20),
      attemptEntry('overrun', 'dispatched', 1),
    ],
    refusal: /overrun is what a whole reservation did not cover/,
  },
  {
    name: 'overrun a second time',
    statements: [...overrun(1), attemptEntry('overrun', 'dispatched', 1)],
    refusal: /overrun is what a whole reservation did not cover/,
  },
  {
    name: 'overrun later than the settlement',
    statements: [
      attemptEntry('settle', 'dispatched', 20),
      periodEntry('grant', 1),
      attemptEntry('overrun', 'dispatched', 1),
    ],
    refusal: /overrun is what a whole reservation did not cover/,
  },
  {
    name: 'overrun where not all that was reserved was spent',
    statements: [
      attemptEntry('settle', 'dispatched', 19),
      attemptEntry('overrun', 'dispatched', 1),
    ],
    refusal: /overrun is what a whole reservation did not cover/,
  },
  {
    name: 'overrun after the settlement of another attempt',
    statements: [
      attemptEntry('settle', 'uncertain', 10),
      attemptEntry('settle', 'dispatched', 20),
      attemptEntry('overrun', 'uncertain', 1),
    ],
    refusal: /overrun is what a whole reservation did not cover/,
  },
  {
    name: 'overrun in another period than it was settled in',
    statements: [
      attemptEntry('settle', 'dispatched', 20),
      attemptEntry('overrun', 'dispatched', 1, october),
    ],
    refusal: /overrun is what a whole reservation did not cover/,
  },
  {
    name: 'correcting to less than nothing',
    statements: [attemptEntry('adjust', 'settled', -6)],
    refusal: /CHECK constraint failed: (?:overrun|spent)_nano_usd BETWEEN 0/,
  },
  {
    name: 'covering more than was overrun',
    statements: [...overrun(1), periodEntry('cover', 2)],
    refusal: /CHECK constraint failed: overrun_nano_usd BETWEEN 0/,
  },
  {
    name: 'covering from what is reserved',
    statements: [...overrun(36), periodEntry('cover', 36)],
    refusal: /no_overspend/,
  },
  // Granting
  {
    name: 'lowering by what is reserved',
    statements: [periodEntry('lower', 36)],
    refusal: /no_overspend/,
  },
  ...['grant', 'topup', 'carry', 'lower'].map((kind) => ({
    name: `${kind} with an id that was used`,
    statements: [periodEntry(kind, 1), periodEntry(kind, 1)],
    refusal: /UNIQUE constraint failed: entry.grant_id/,
  })),
  ...['grant', 'topup', 'carry'].map((kind) => ({
    name: `${kind} beyond the largest amount there is`,
    statements: [periodEntry(kind, MOST - 99)],
    refusal: /CHECK constraint failed: granted_nano_usd BETWEEN 0/,
  })),
  {
    name: 'the grant of one month to another',
    statements: [periodEntry('grant', 1, { grant_id: "'month:2026-12-01'" })],
    refusal: /CHECK constraint failed: grant_id NOT GLOB/,
  },
  {
    name: 'something else by the name of a monthly grant',
    statements: [
      periodEntry('topup', 1, { period_id: "'2030-01-01'", grant_id: "'month:2030-01-01'" }),
    ],
    refusal: /CHECK constraint failed: grant_id NOT GLOB/,
  },
  // What an entry is
  ...['reserve', 'settle', 'release', 'overrun', 'allow', 'adjust'].map((kind) => ({
    name: `${kind} without an attempt`,
    statements: [
      asking,
      ...withoutTriggers(
        'entry_reserve_allowed',
        'entry_settle_allowed',
        'entry_release_allowed',
        'entry_adjust_allowed',
        'entry_overrun_allowed',
        'entry_allow_permitted',
      ),
      periodEntry(kind, 1, { grant_id: 'NULL' }),
    ],
    refusal: /CHECK constraint failed: \(attempt_id IS NOT NULL\)/,
  })),
  ...['grant', 'topup', 'carry', 'lower', 'cover'].map((kind) => ({
    name: `${kind} for an attempt`,
    statements: [periodEntry(kind, 0, { attempt_id: "'reserved'" })],
    refusal: /CHECK constraint failed: \(attempt_id IS NOT NULL\)/,
  })),
  ...['grant', 'topup', 'carry', 'lower'].map((kind) => ({
    name: `${kind} without an id`,
    statements: [periodEntry(kind, 0, { grant_id: 'NULL' })],
    refusal: /CHECK constraint failed: \(grant_id IS NOT NULL\)/,
  })),
  {
    name: 'cover with an id',
    statements: [periodEntry('cover', 0, { grant_id: "'a new one'" })],
    refusal: /CHECK constraint failed: \(grant_id IS NOT NULL\)/,
  },
  {
    name: 'an entry of a kind that does not exist',
    statements: [insert('entry', { kind: "'gift'" })],
    refusal: /CHECK constraint failed: kind IN/,
  },
  {
    name: 'an entry in a period that does not exist',
    statements: [periodEntry('grant', 1, { period_id: "'2031-01-01'" })],
    refusal: /FOREIGN KEY/,
  },
  {
    name: 'an entry for an attempt that does not exist',
    statements: [
      asking,
      ...withoutTriggers('entry_allow_permitted'),
      attemptEntry('allow', 'nobody', 1),
    ],
    refusal: /FOREIGN KEY/,
  },
  {
    name: 'a chain that is too short',
    statements: [insert('entry', { chain: 'zeroblob(31)' })],
    refusal: /CHECK constraint failed: length\(chain\)/,
  },
  ...[
    ['a negative amount', '-1', /CHECK constraint failed: amount_nano_usd >= 0/],
    ['an amount beyond 2^53', `${MOST} + 1`, /CHECK constraint failed: amount_nano_usd BETWEEN/],
    ['a fraction of a nano-USD', '1.5', /cannot store REAL value in INTEGER column/],
    ['a text for an amount', "'many'", /cannot store TEXT value in INTEGER column/],
  ].map(([name, amount, refusal]) => ({
    name: String(name),
    statements: [periodEntry('grant', String(amount))],
    refusal: refusal as RegExp,
  })),
  {
    name: 'a correction beyond 2^53 downwards',
    statements: [
      ...withoutTriggers('entry_adjust'),
      attemptEntry('adjust', 'settled', `-${MOST} - 1`),
    ],
    refusal: /CHECK constraint failed: amount_nano_usd BETWEEN/,
  },
  // Order and permanence
  {
    name: 'a gap in the sequence',
    statements: [insert('entry', { sequence: '(SELECT max(sequence) + 2 FROM entry)' })],
    refusal: /entries come in order/,
  },
  {
    name: 'a sequence that is taken',
    statements: [...withoutTriggers('entry_in_order'), insert('entry', { sequence: '1' })],
    refusal: /UNIQUE constraint failed: entry.sequence/,
  },
  {
    name: 'an entry dated before the one it follows',
    statements: [insert('entry', { at_ms: '(SELECT max(at_ms) - 1 FROM entry)' })],
    refusal: /entries come in order/,
  },
  {
    name: 'a changed entry',
    statements: ['UPDATE entry SET amount_nano_usd = amount_nano_usd + 1 WHERE sequence = 1'],
    refusal: /entries are append-only/,
  },
  {
    name: 'a deleted entry',
    statements: ['DELETE FROM entry WHERE sequence = (SELECT max(sequence) FROM entry)'],
    refusal: /entries are append-only/,
  },
  {
    name: 'a replaced entry',
    statements: [
      ...withoutTriggers('entry_in_order'),
      periodEntry('cover', 0, { sequence: '1' }).replace('INSERT', 'INSERT OR REPLACE'),
    ],
    refusal: /entries are append-only/,
  },
]
