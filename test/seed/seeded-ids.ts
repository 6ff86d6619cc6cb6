import { randomOf } from '../providers/random.ts'

/** UUIDs of version 7 that look random and are the same for the same seed and clock. */
export function seededIds(seed: number, nowMs: () => number): () => string {
  const next = randomOf(seed)
  const digits = (count: number): string =>
    Array.from({ length: count }, () => Math.floor(next() * 16).toString(16)).join('')
  return () => {
    const time = nowMs().toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`
  }
}
