/** Counts kept at most; an entry is about 100 bytes, so this is 2 MB. */
const MOST_COUNTS = 20_000

/** Counts of texts seen lately, by length and hash: no text is kept. The oldest are dropped. */
export function openCountCache() {
  const counts = new Map<string, number>()
  return {
    find: (text: string): number | null => (text === '' ? 0 : (counts.get(nameOf(text)) ?? null)),
    keep(text: string, count: number | null): void {
      if (count === null) return
      const oldest = counts.size >= MOST_COUNTS ? counts.keys().next().value : undefined
      if (oldest !== undefined) counts.delete(oldest)
      counts.set(nameOf(text), count)
    },
  }
}

/** Two 32-bit hashes over every character, and the length: no two texts a person has will share it. */
function nameOf(text: string): string {
  let one = 0x811c9dc5
  let other = 0x1b873593
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul((other << 5) ^ (other >>> 27) ^ code, 0x9e3779b1)
  }
  return `${text.length} ${one >>> 0} ${other >>> 0}`
}
