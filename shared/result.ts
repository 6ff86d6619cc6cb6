import type { Failure } from './failures.ts'

/** What a call returns: a value, or one expected failure that a screen can put into words. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export function done<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure }
}

/** For the `default` of a switch over a union: does not compile while a member is left over. */
export function assertNever(value: never): never {
  throw new Error(`A case is missing for ${JSON.stringify(value)}`)
}
