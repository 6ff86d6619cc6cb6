import type { Database } from '../../main/storage/open.ts'
import { entryAttacks } from './entry-attacks.ts'
import { envelopeAttacks, permittedOfEnvelopes } from './envelope-attacks.ts'
import { attemptEntry, columnsOf, insert, only, tables } from './rows.ts'
import { stateAttacks } from './state-attacks.ts'
import { valueAttacks } from './value-attacks.ts'

/**
 * What SQLite itself must refuse whatever the code above it does: statements that go past the
 * program, straight at the tables of `victim.ts`, and why the last of them is refused. Where one
 * guard stands before another, the attack takes the first away, so that both are seen to hold.
 */
export type Attack = { name: string; statements: readonly string[]; refusal: RegExp }

export const attacks: readonly Attack[] = [
  ...entryAttacks,
  ...envelopeAttacks,
  ...stateAttacks,
  ...valueAttacks,
]

/** What must be let be, so that no guard refuses more than it should. */
export const permitted: readonly Omit<Attack, 'refusal'>[] = [
  ...tables.map((table) => ({ name: `a ${table} of the usual kind`, statements: [insert(table)] })),
  ...permittedOfEnvelopes,
  {
    name: 'a period before all others',
    statements: [insert('period', { starts_at_ms: '0', ends_at_ms: '1' })],
  },
  {
    name: 'a conversation that is deleted with all that was said in it',
    statements: ["DELETE FROM conversation WHERE id = 'chat'"],
  },
  {
    name: 'a settlement, which counts in its conversation and in no other',
    statements: [
      insert('conversation', { id: "'other'" }),
      attemptEntry('settle', 'dispatched', 5),
      only("(SELECT group_concat(spent_nano_usd) = '5,0' FROM conversation)"),
    ],
  },
  {
    name: 'a message that is deleted, whose words are found no more',
    statements: [
      'UPDATE message SET index_place = 3 WHERE id = 1',
      "INSERT INTO message_index(rowid, body) VALUES(6, 'found'), (7, 'found'), (8, 'found')",
      'DELETE FROM message WHERE id = 1',
      only(
        "(SELECT group_concat(rowid) = '8' FROM message_index WHERE message_index MATCH 'found')",
      ),
    ],
  },
  {
    name: 'a conversation that is deleted, with what it came to by itself',
    statements: [
      insert('usage_conversation'),
      insert('usage_conversation_month'),
      insert('usage_living', { turn_count: '3', spent_nano_usd: '12', saved_nano_usd: '7' }),
      "DELETE FROM conversation WHERE id = 'chat'",
      only(`SELECT (SELECT count(*) FROM usage_conversation)
        + (SELECT count(*) FROM usage_conversation_month) = 0
        AND conversation_count || ' ' || turn_count || ' ' || spent_nano_usd || ' '
        || saved_nano_usd = '0 2 7 8' FROM usage_living`),
    ],
  },
  {
    name: 'a folder that is deleted, whose conversations stay',
    statements: ["DELETE FROM folder WHERE id = 'folder'"],
  },
]

/** A missing value where there must be one: as many attacks as there are such columns. */
export function missingValues(database: Database): Attack[] {
  return tables.flatMap((table) =>
    (database.pragma(`table_info(${table})`) as { name: string; notnull: 0 | 1; pk: number }[])
      .filter(({ name, notnull, pk }) => notnull && !pk && columnsOf(table).includes(name))
      .map(({ name }) => ({
        name: `no ${name} in ${table}`,
        statements: [insert(table, { ...(table === 'turn' && firstTurn), [name]: 'NULL' })],
        refusal: new RegExp(`^NOT NULL constraint failed: ${table}.${name}$`, 'u'),
      })),
  )
}

/** Of a turn that follows another, its place is compared first. */
const firstTurn = { parent_id: 'NULL', position: '1' }

/** What the database answers to an attack, after which it is as before; null if it lets it be. */
export function attack(
  database: Database,
  { statements }: Pick<Attack, 'statements'>,
): string | null {
  database.exec('BEGIN')
  try {
    for (const statement of statements) database.exec(statement)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    // RAISE(ROLLBACK) or a full disk would have ended it.
    if (database.inTransaction) database.exec('ROLLBACK')
  }
}
