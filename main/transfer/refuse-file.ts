import { basename } from 'node:path'
import type { Failure } from '../../shared/failures.ts'
import { failed } from '../../shared/result.ts'

type Reason = Extract<Failure, { kind: 'import-refused' }>['reason']

/** A file that is not taken, as a whole: then nothing of it was written. */
export class FileRefused extends Error {
  readonly reason: Reason
  constructor(reason: Reason) {
    super(reason)
    this.reason = reason
  }
}

export function refuseFile(path: string, reason: Reason) {
  return failed({ kind: 'import-refused', fileName: basename(path), reason })
}
