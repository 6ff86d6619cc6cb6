import type { Database } from 'better-sqlite3'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { APPLICATION_ID } from '../../main/storage/inspect.ts'
import { markPath, readMark } from '../../main/storage/mark.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { partialIndexesAgree } from '../../main/storage/partial-indexes.ts'
import { lostSince } from '../../main/storage/put-right.ts'
import { expectedSchema, schemaOf } from '../../main/storage/schema.ts'

/** So many faults of the file itself are named; one is enough to distrust the rest. */
const FILE_FAULTS_SHOWN = 20

/**
 * Everything that is wrong with a database and its ledger, each as a sentence; empty is sound.
 * Throws what SQLite throws at a file that it cannot read at all.
 */
export function faultsOf(database: Database, path: string): string[] {
  const file = faultsOfFile(database)
  if (file.length > 0) return file
  const schema = faultsOfSchema(database)
  if (schema.length > 0) return schema
  const indexes = partialIndexesAgree(database)
    ? []
    : ['An index does not have as many rows as it should.']
  return [...indexes, ...checkLedger(database), ...faultsOfMark(database, path)]
}

function faultsOfFile(database: Database): string[] {
  const number = (pragma: string): number => Number(database.pragma(pragma, { simple: true }))
  if (number('application_id') !== APPLICATION_ID) return ['This is not a database of Farthing.']
  const version = number('user_version')
  if (version > migrations.length) {
    const known = `and this Farthing knows ${migrations.length}.`
    return [`A newer Farthing wrote this database: it has version ${version}, ${known}`]
  }
  const integrity = database
    .prepare<[], string>(`PRAGMA integrity_check(${FILE_FAULTS_SHOWN})`)
    .pluck()
    .all()
  const strays = database.prepare<[], { table: string }>('PRAGMA foreign_key_check').all()
  return [
    ...integrity.filter((line) => line !== 'ok').map((line) => `The file is damaged: ${line}.`),
    ...strays
      .slice(0, FILE_FAULTS_SHOWN)
      .map(({ table }) => `A row of ${table} belongs to something that is not there.`),
  ]
}

/** Each table, index and trigger that is not as its version has it. */
function faultsOfSchema(database: Database): string[] {
  const version = Number(database.pragma('user_version', { simple: true }))
  const found = byName(schemaOf(database))
  const expected = byName(expectedSchema(migrations, version))
  const names = [...new Set([...expected.keys(), ...found.keys()])]
  return names
    .filter((name) => found.get(name) !== expected.get(name))
    .map((name) => {
      if (!found.has(name)) return `The ${name} is missing.`
      return expected.has(name) ? `The ${name} was altered.` : `The ${name} is not Farthing's.`
    })
}

/** The text of each table, index and trigger, by its type and name. */
function byName(schema: string): Map<string, string> {
  const lines = schema.split('\n').filter((line) => line !== '')
  return new Map(lines.map((line) => [line.split(':', 1)[0] ?? line, line]))
}

function faultsOfMark(database: Database, path: string): string[] {
  const marked = readMark(markPath(path))
  const lostCount = marked ? lostSince(database, marked) : 0
  if (!marked || lostCount === 0) return []
  const lost = `at least ${lostCount} lost.`
  return [`The mark beside the database knows entry ${marked.sequence}, which is not here: ${lost}`]
}
