import type { Database } from 'better-sqlite3'
import { openCopy, whileReadable, wholly } from './copy-rows.ts'
import { openEnvelopes } from './envelopes.ts'
import { openPeriods } from './periods.ts'

type Counted = { attemptId: string; envelopeId: string; allowedNanoUsd: number }

/** The envelopes of a backup, while what came after it is brought back. */
type Aside = { envelopes: Record<string, unknown>[]; counted: Counted[] }

const selectCounted = `SELECT attempt_id AS attemptId, envelope_id AS envelopeId,
  allowed_nano_usd AS allowedNanoUsd FROM envelope_attempt`

/**
 * Takes the envelopes out of a restored database. What was reserved once is brought back whatever
 * envelopes there were then or are now, so no envelope is asked about it.
 */
export function setEnvelopesAside(to: Database): Aside {
  const envelopes = to.prepare<[], Record<string, unknown>>('SELECT * FROM envelope').all()
  const counted = to.prepare<[], Counted>(selectCounted).all()
  to.exec('DELETE FROM envelope')
  return { envelopes, counted }
}

/**
 * Envelopes as they are now where that can be read, else as they were in the backup, with all that
 * counted in them. Their balances add themselves up.
 */
export function putEnvelopesBack(from: Database, to: Database, aside: Aside): void {
  if (!wholly(to, () => copyPresent(from, to))) {
    for (const envelope of aside.envelopes) wholly(to, () => insert(to, envelope))
  }
  const isWhole = wholly(to, () => {
    for (const row of from.prepare<[], Counted>(selectCounted).all()) count(to, row)
  })
  if (!isWhole) {
    for (const row of whileReadable(() => from.prepare<[], Counted>(selectCounted).iterate())) {
      wholly(to, () => count(to, row))
    }
  }
  for (const row of aside.counted) wholly(to, () => count(to, row))
  if (!isWhole) wholly(to, () => countWhatIsThere(to))
}

function copyPresent(from: Database, to: Database): void {
  const copyRows = openCopy(from, to)
  const ids = from.prepare<[], string>('SELECT id FROM envelope').pluck().all()
  // A folder that could not be brought back has no envelope.
  for (const id of ids) wholly(to, () => copyRows('envelope', 'id', id))
}

function insert(to: Database, envelope: Record<string, unknown>): void {
  const names = Object.keys(envelope)
  to.prepare(
    `INSERT INTO envelope(${names.join()}) VALUES(${names.map((name) => `@${name}`).join()})`,
  ).run(envelope)
}

/** Once each, of what is there. */
function count(to: Database, row: Counted): void {
  to.prepare<Counted>(
    `INSERT INTO envelope_attempt(attempt_id, envelope_id, allowed_nano_usd)
     SELECT attempt.id, envelope.id, @allowedNanoUsd FROM attempt, envelope
     WHERE attempt.id = @attemptId AND envelope.id = @envelopeId AND NOT EXISTS(
       SELECT 1 FROM envelope_attempt
       WHERE attempt_id = @attemptId AND envelope_id = @envelopeId)`,
  ).run(row)
}

/** Which attempts counted could not be read: of this period, all that are in its scope by now. */
function countWhatIsThere(to: Database): void {
  const newest = openPeriods(to).newest()
  const envelopes = openEnvelopes(to)
  if (!newest) return
  for (const { envelopeId } of envelopes.list()) envelopes.countSoFar(envelopeId, newest.id)
}
