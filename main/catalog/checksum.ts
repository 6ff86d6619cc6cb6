import { createHash } from 'node:crypto'

/**
 * SHA-256 in hex of a value as JSON. What was checked when it was written need not be checked again
 * while this is the same.
 */
export function checksum(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
}
