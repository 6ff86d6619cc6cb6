import type { Attack } from './attacks.ts'
import { attemptEntry, columnsOf, insert, only } from './rows.ts'

const asking = "UPDATE budget SET mode = 'ask'"
const limited = (nanoUsd: number): string => `UPDATE budget SET turn_limit_nano_usd = ${nanoUsd}`

/** An attempt that is not reserved yet. In the folder's envelope of 40, 15 are left. */
const wanting = (reservedNanoUsd: number): string =>
  insert('attempt', { reserved_nano_usd: String(reservedNanoUsd) })

const counted = (attemptId: string, allowedNanoUsd: number, envelopeId = 'of folder'): string =>
  insert('envelope_attempt', {
    attempt_id: `'${attemptId}'`,
    envelope_id: `'${envelopeId}'`,
    allowed_nano_usd: String(allowedNanoUsd),
  })

const ofProvider = insert('envelope', { id: "'of provider'", provider_id: "'test'" })
const ofModel = (modelId: string): string =>
  insert('envelope', { id: "'of model'", provider_id: "'test'", model_id: `'${modelId}'` })

const firm = /a firm envelope is not exceeded/
const noted = /what goes beyond an envelope is noted/
const uncounted = /it counts in every envelope of its provider and model/

/** What goes past an envelope, or past the limit for a turn. */
export const envelopeAttacks: readonly Attack[] = [
  {
    name: 'a reservation beyond a firm envelope',
    statements: [wanting(16), counted('new', 1)],
    refusal: firm,
  },
  {
    name: 'a reservation beyond an envelope that says nothing of it',
    statements: [wanting(16), counted('new', 0)],
    refusal: noted,
  },
  {
    name: 'beyond an envelope by less than is said',
    statements: [asking, wanting(16), counted('new', 2)],
    refusal: noted,
  },
  {
    name: 'within an envelope and said to be beyond it',
    statements: [asking, wanting(15), counted('new', 1)],
    refusal: noted,
  },
  {
    name: 'beyond an envelope with what costs nothing',
    statements: [
      asking,
      'UPDATE envelope SET monthly_nano_usd = 1',
      wanting(0),
      counted('new', 24),
    ],
    refusal: noted,
  },
  {
    name: 'beyond an envelope with what is allowed beyond the budget and not reserved yet',
    statements: [asking, wanting(36), attemptEntry('allow', 'new', 1), counted('new', 0)],
    refusal: noted,
  },
  {
    name: 'beyond an envelope of which nothing is used in this period',
    statements: [
      insert('envelope', { monthly_nano_usd: '9' }),
      insert('attempt'),
      counted('new', 0, 'new'),
    ],
    refusal: noted,
  },
  {
    name: 'an attempt that counts twice in one envelope',
    statements: [counted('settled', 0)],
    refusal: /UNIQUE constraint failed: envelope_attempt.attempt_id, envelope_attempt.envelope_id/,
  },
  {
    name: 'a reservation that does not count in the envelope of its provider',
    statements: [ofProvider, insert('attempt'), attemptEntry('reserve', 'new', 10)],
    refusal: uncounted,
  },
  {
    name: 'a reservation that does not count in the envelope of its model',
    statements: [ofModel('heavy'), insert('attempt'), attemptEntry('reserve', 'new', 10)],
    refusal: uncounted,
  },
  {
    name: 'a reservation that counts in another envelope than that of its model',
    statements: [
      ofModel('heavy'),
      insert('attempt'),
      counted('new', 0),
      attemptEntry('reserve', 'new', 10),
    ],
    refusal: uncounted,
  },
  {
    name: 'a reservation beside another that counts in the envelope of its provider',
    statements: [
      ofProvider,
      counted('settled', 0, 'of provider'),
      insert('attempt'),
      attemptEntry('reserve', 'new', 10),
    ],
    refusal: uncounted,
  },
  {
    name: 'a changed envelope_attempt',
    statements: ['UPDATE envelope_attempt SET allowed_nano_usd = 1'],
    refusal: /what counts in an envelope is frozen/,
  },
  {
    name: 'an attempt that does not count in its envelope any more',
    statements: ['DELETE FROM envelope_attempt'],
    refusal: /what counts in an envelope is kept/,
  },
  {
    name: 'a deleted envelope_balance',
    statements: ['DELETE FROM envelope_balance'],
    refusal: /the balance of an envelope is kept/,
  },
  ...columnsOf('envelope')
    .filter((column) => column !== 'monthly_nano_usd')
    .map((column) => ({
      name: `an envelope with another ${column}`,
      statements: [`UPDATE envelope SET ${column} = ${column}`],
      refusal: /an envelope stays what it is for/,
    })),
  ...(
    [
      ['folder', { folder_id: "'folder'", provider_id: 'NULL' }],
      ['provider', { provider_id: "'elsewhere'" }],
      ['model', { provider_id: "'elsewhere'", model_id: "'heavy'" }],
    ] as const
  ).map(([kind, of]) => ({
    name: `a second envelope of one ${kind}`,
    statements: [insert('envelope', of)],
    refusal: /UNIQUE constraint failed: index 'envelope_one_each'/,
  })),
  {
    name: 'a turn that is expected to cost more than the limit',
    statements: [limited(9), insert('attempt', { expected_nano_usd: '10' })],
    refusal: /a turn above the limit is agreed to first/,
  },
  {
    name: 'a turn that is expected to cost more than was agreed',
    statements: [limited(8), insert('attempt', { expected_nano_usd: '10', agreed_nano_usd: '9' })],
    refusal: /a turn above the limit is agreed to first/,
  },
]

const sums = "SELECT group_concat(reserved_nano_usd || '+' || spent_nano_usd) FROM envelope_balance"

/** What envelopes and the limit must let be, and what it comes to. */
export const permittedOfEnvelopes: readonly Omit<Attack, 'refusal'>[] = [
  {
    name: 'the rest of an envelope',
    statements: [
      wanting(15),
      counted('new', 0),
      attemptEntry('reserve', 'new', 15),
      only(`(${sums}) = '35+5'`),
    ],
  },
  {
    name: 'what fits an envelope, however much another is used',
    statements: [
      insert('envelope', { monthly_nano_usd: '10' }),
      insert('attempt'),
      counted('new', 0, 'new'),
    ],
  },
  {
    name: 'what fits an envelope, however much of it another period used',
    statements: [counted('october', 0), wanting(15), counted('new', 0)],
  },
  {
    name: 'beyond an envelope by as much as is said, where that may be',
    statements: [asking, wanting(16), counted('new', 1), attemptEntry('reserve', 'new', 16)],
  },
  {
    name: 'what costs nothing, beyond a firm envelope',
    statements: [
      'UPDATE envelope SET monthly_nano_usd = 1',
      wanting(0),
      counted('new', 0),
      attemptEntry('reserve', 'new', 0),
    ],
  },
  {
    name: 'what was reserved before there was an envelope, however small that is',
    statements: [
      insert('envelope', { monthly_nano_usd: '1' }),
      counted('reserved', 0, 'new'),
      counted('settled', 0, 'new'),
      only(`(${sums} WHERE envelope_id = 'new') = '30+5'`),
    ],
  },
  {
    name: 'a reservation that is not of the model of an envelope',
    statements: [ofModel('light'), insert('attempt'), attemptEntry('reserve', 'new', 10)],
  },
  {
    name: 'a reservation that counts in the envelopes of its provider and model',
    statements: [
      ofProvider,
      ofModel('heavy'),
      insert('attempt'),
      counted('new', 0, 'of provider'),
      counted('new', 0, 'of model'),
      attemptEntry('reserve', 'new', 10),
    ],
  },
  {
    name: 'a settlement, which counts in its envelope, in its period, and in no other',
    statements: [
      counted('october', 0),
      insert('envelope'),
      counted('reserved', 0, 'new'),
      attemptEntry('settle', 'dispatched', 20),
      attemptEntry('overrun', 'dispatched', 7),
      only(`(SELECT group_concat(envelope_id || ' ' || reserved_nano_usd || '+' || spent_nano_usd,
        ', ' ORDER BY envelope_id, period_id) FROM envelope_balance)
        = 'new 30+0, of folder 30+0, of folder 0+32'`),
    ],
  },
  {
    name: 'a release and corrections, which count in their envelope',
    statements: [
      attemptEntry('release', 'dispatched', 20),
      attemptEntry('adjust', 'settled', 3),
      attemptEntry('adjust', 'settled', -1),
      only(`(${sums}) = '0+7'`),
    ],
  },
  {
    name: 'an envelope that is removed, and nothing that was spent',
    statements: [
      'DELETE FROM envelope',
      only('(SELECT count(*) FROM envelope_attempt) + (SELECT count(*) FROM envelope_balance) = 0'),
      only("(SELECT spent_nano_usd FROM balance WHERE period_id = '2026-11-01') = 5"),
    ],
  },
  {
    name: 'a folder that is deleted, whose envelope goes with it and no other',
    statements: [
      "DELETE FROM folder WHERE id = 'folder'",
      only("(SELECT group_concat(id) FROM envelope) = 'all elsewhere,heavy elsewhere'"),
      only('(SELECT count(*) FROM envelope_attempt) + (SELECT count(*) FROM envelope_balance) = 0'),
    ],
  },
  {
    name: 'an envelope of another amount',
    statements: ['UPDATE envelope SET monthly_nano_usd = 1'],
  },
  {
    name: 'a turn that is expected to cost as much as the limit',
    statements: [limited(10), insert('attempt', { expected_nano_usd: '10' })],
  },
  {
    name: 'a turn above the limit, as it was agreed to',
    statements: [limited(8), insert('attempt', { expected_nano_usd: '10', agreed_nano_usd: '10' })],
  },
]
