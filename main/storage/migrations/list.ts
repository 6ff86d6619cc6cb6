import { first } from './0001-first.ts'

/** In order; the version of a database is how many of these it has run. Add at the end, never edit. */
export const migrations: readonly string[] = [first]
