import type { Database } from 'better-sqlite3'
import { type Result, done } from '../../shared/result.ts'
import { connect } from '../storage/connect.ts'
import { APPLICATION_ID } from '../storage/inspect.ts'
import { expectedSchema, schemaOf } from '../storage/schema.ts'
import { refuseFile } from './refuse-file.ts'

/**
 * Opens a file that says it is a profile of this program, to read it alone. One that is something
 * else, or newer, or has another schema than its version, is refused.
 */
export function openProfileFile(
  path: string,
  steps: readonly string[],
  nativeBinding: string | undefined,
): Result<Database> {
  let database: Database | null = null
  try {
    database = connect({ path, nativeBinding, readonly: true, timeoutMs: 0 })
    const opened = database
    const number = (pragma: string): number => Number(opened.pragma(pragma, { simple: true }))
    const refuse = (reason: 'not-an-export' | 'newer-version' | 'damaged') => {
      opened.close()
      return refuseFile(path, reason)
    }
    if (number('application_id') !== APPLICATION_ID) return refuse('not-an-export')
    const version = number('user_version')
    if (version > steps.length) return refuse('newer-version')
    if (version === 0 || schemaOf(database) !== expectedSchema(steps, version, nativeBinding)) {
      return refuse('damaged')
    }
    return done(database)
  } catch {
    database?.close()
    return refuseFile(path, 'damaged')
  }
}
