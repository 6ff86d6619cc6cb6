import type { Attack } from './attacks.ts'
import { attemptEntry, insert, periodEntry } from './rows.ts'

const MOST = Number.MAX_SAFE_INTEGER
const december = { period_id: "'2026-12-01'" }
const asking = "UPDATE budget SET mode = 'ask'"
const withoutTriggers = (...names: string[]): string[] =>
  names.map((name) => `DROP TRIGGER ${name}`)

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
    statements: [insert('attempt'), attemptEntry('reserve', 'new', 10, december)],
    refusal: /must match its attempt/,
  },
  {
    name: 'a reservation of an attempt that was sent',
    statements: [attemptEntry('reserve', 'dispatched', 20)],
    refusal: /must match its attempt/,
  },
  {
    name: 'a reservation while overrun is not covered',
    statements: [
      attemptEntry('overrun', 'settled', 1),
      insert('attempt'),
      attemptEntry('reserve', 'new', 10),
    ],
    refusal: /overrun must be covered first/,
  },
  // Allowing
  {
    name: 'going beyond a firm budget',
    statements: [insert('attempt'), attemptEntry('allow', 'new', 1)],
    refusal: /a firm budget is not exceeded/,
  },
  {
    name: 'going beyond the budget twice for one attempt',
    statements: [
      asking,
      insert('attempt'),
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
    statements: [attemptEntry('settle', 'dispatched', 1, december)],
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
    statements: [attemptEntry('release', 'reserved', 30, december)],
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
      insert('attempt'),
      attemptEntry('allow', 'new', 10),
      attemptEntry('release', 'new', 10),
    ],
    refusal: /a release gives back/,
  },
  // Correcting
  ...['overrun', 'adjust'].flatMap((kind) => [
    {
      name: `${kind} of an attempt that has not ended`,
      statements: [attemptEntry(kind, 'dispatched', 1)],
      refusal: /only an ended attempt/,
    },
    {
      name: `${kind} in another period than it ended in`,
      statements: [attemptEntry(kind, 'settled', 1, december)],
      refusal: /only an ended attempt/,
    },
  ]),
  {
    name: 'correcting to less than nothing',
    statements: [attemptEntry('adjust', 'settled', -6)],
    refusal: /CHECK constraint failed: (?:overrun|spent)_nano_usd BETWEEN 0/,
  },
  {
    name: 'covering more than was overrun',
    statements: [attemptEntry('overrun', 'settled', 1), periodEntry('cover', 2)],
    refusal: /CHECK constraint failed: overrun_nano_usd BETWEEN 0/,
  },
  {
    name: 'covering from what is reserved',
    statements: [attemptEntry('overrun', 'settled', 36), periodEntry('cover', 36)],
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
    statements: [periodEntry(kind, 1, { grant_id: "'month:2026-11-01'" })],
    refusal: /UNIQUE constraint failed: entry.grant_id/,
  })),
  ...['grant', 'topup', 'carry'].map((kind) => ({
    name: `${kind} beyond the largest amount there is`,
    statements: [periodEntry(kind, MOST - 99)],
    refusal: /CHECK constraint failed: granted_nano_usd BETWEEN 0/,
  })),
  // What an entry is
  ...['reserve', 'settle', 'release', 'overrun', 'allow', 'adjust'].map((kind) => ({
    name: `${kind} without an attempt`,
    statements: [
      asking,
      ...withoutTriggers(
        'entry_reserve_allowed',
        'entry_settle_allowed',
        'entry_release_allowed',
        'entry_after_settle_allowed',
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
    statements: [asking, attemptEntry('allow', 'nobody', 1)],
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
