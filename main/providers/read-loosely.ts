/*
 * What a server sends is its own idea of the format, whatever the SDK's types say. These read a
 * field of unknown shape and answer with something harmless when it is not what was hoped for.
 */

export type LooseRecord = Readonly<Record<string, unknown>>

const emptyRecord: LooseRecord = {}

export function readRecord(value: unknown): LooseRecord {
  return isRecord(value) ? value : emptyRecord
}

export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function isRecord(value: unknown): value is LooseRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a JSON text, or undefined when it is not one. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Evidence and names are kept in the database; a server does not decide how much of it they fill. */
const MAX_EVIDENCE_CHARACTERS = 4_000
const MAX_NAME_CHARACTERS = 200

/** What a server reported, as JSON to keep; of something oversized only the beginning, as a string. */
export function readEvidence(value: unknown): string {
  const text = JSON.stringify(value)
  if (text.length <= MAX_EVIDENCE_CHARACTERS) return text
  return JSON.stringify({ cut: text.slice(0, MAX_EVIDENCE_CHARACTERS / 4) })
}

/** A server's name for something of its own. */
export function readName(value: unknown): string {
  return readText(value).slice(0, MAX_NAME_CHARACTERS)
}
