import type { Attack } from './attacks.ts'
import { attemptEntry, columnsOf, insert } from './rows.ts'

const states = ['reserved', 'dispatched', 'settled', 'released', 'uncertain'] as const

/** The only ways an attempt can go. */
const ways: readonly string[] = [
  'reserved dispatched',
  'reserved released',
  'dispatched settled',
  'dispatched released',
  'dispatched uncertain',
  'uncertain settled',
  'uncertain released',
]

const movable = ['spent_nano_usd', 'state', 'quality', 'reference', 'updated_at_ms']

const move = (from: string, to: string, cost = to === 'settled' || to === 'released'): string =>
  `UPDATE attempt SET state = '${to}', spent_nano_usd = ${cost ? '0' : 'NULL'} WHERE id = '${from}'`

/** Attempts that go where they cannot go, and rows that change or vanish. */
export const stateAttacks: readonly Attack[] = [
  ...states.flatMap((from) =>
    states
      .filter((to) => to !== from && !ways.includes(`${from} ${to}`))
      .map((to) => ({
        name: `an attempt that goes from ${from} to ${to}`,
        statements: ['DROP TRIGGER attempt_ends_by_entry', move(from, to)],
        refusal: /cannot move that way/,
      })),
  ),
  ...ways
    .filter((way) => /settled|released/u.test(way))
    .map((way) => way.split(' '))
    .map(([from = '', to = '']) => ({
      name: `an attempt that goes from ${from} to ${to} without an entry`,
      statements: [move(from, to)],
      refusal: /an attempt ends by an entry/,
    })),
  ...(['settled', 'released'] as const).map((ended) => ({
    name: `an attempt whose entry says ${ended} and that says otherwise`,
    statements: [
      'DROP TRIGGER attempt_moves',
      move(ended, ended === 'settled' ? 'released' : 'settled'),
    ],
    refusal: /an attempt ends by an entry/,
  })),
  {
    name: 'an attempt that is sent without a reservation',
    statements: [insert('attempt'), move('new', 'dispatched')],
    refusal: /only what is reserved can be sent/,
  },
  {
    name: 'an attempt that is sent when it was allowed and not reserved',
    statements: [
      "UPDATE budget SET mode = 'ask'",
      insert('attempt', { reserved_nano_usd: '36' }),
      attemptEntry('allow', 'new', 1),
      move('new', 'dispatched'),
    ],
    refusal: /only what is reserved can be sent/,
  },
  ...states
    .filter((state) => state !== 'reserved')
    .map((state) => ({
      name: `an attempt that starts ${state}`,
      statements: [
        insert('attempt', {
          state: `'${state}'`,
          spent_nano_usd: state === 'settled' || state === 'released' ? '0' : 'NULL',
        }),
      ],
      refusal: /an attempt starts reserved/,
    })),
  {
    name: 'an attempt that starts with a cost',
    statements: [insert('attempt', { spent_nano_usd: '1' })],
    refusal: /an attempt starts reserved/,
  },
  {
    name: 'an attempt in a state that does not exist',
    statements: ['DROP TRIGGER attempt_starts_reserved', insert('attempt', { state: "'lost'" })],
    refusal: /CHECK constraint failed: state IN/,
  },
  {
    name: 'an ended attempt without a cost',
    statements: ["UPDATE attempt SET spent_nano_usd = NULL WHERE id = 'settled'"],
    refusal: /CHECK constraint failed: \(state IN/,
  },
  {
    name: 'a cost of an attempt that has not ended',
    statements: ["UPDATE attempt SET spent_nano_usd = 0 WHERE id = 'dispatched'"],
    refusal: /CHECK constraint failed: \(state IN/,
  },
  ...columnsOf('attempt')
    .filter((column) => !movable.includes(column))
    .map((column) => ({
      name: `an attempt with another ${column}`,
      statements: [`UPDATE attempt SET ${column} = ${column} WHERE id = 'reserved'`],
      refusal: /the facts of an attempt are frozen/,
    })),
  ...(
    [
      ['period', 'ends_at_ms = ends_at_ms + 1', 'a period is frozen'],
      ['price', "price_json = '{}'", 'a price is frozen'],
      ['incident', "detail_json = '[]'", 'an incident is frozen'],
      ['usage_report', 'output_tokens = 2', 'evidence is frozen'],
      ['attachment', "bytes = x'01'", 'an attachment is frozen'],
    ] as const
  ).map(([table, change, refusal]) => ({
    name: `a changed ${table}`,
    statements: [`UPDATE ${table} SET ${change}`],
    refusal: new RegExp(refusal, 'u'),
  })),
  ...(
    [
      ['period', 'a period is kept'],
      ['balance', 'a balance is kept'],
      ['price', 'a price is kept'],
      ['attempt', 'an attempt is kept'],
      ['incident', 'an incident is kept'],
      ['usage_report', 'evidence is kept'],
      ['budget', 'the budget is kept'],
    ] as const
  ).map(([table, refusal]) => ({
    name: `a deleted ${table}`,
    statements: ['PRAGMA defer_foreign_keys = ON', `DELETE FROM ${table}`],
    refusal: new RegExp(refusal, 'u'),
  })),
]
