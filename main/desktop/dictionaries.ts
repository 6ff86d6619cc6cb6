/** More than a few slow each other down, and find every word in one of them. */
const MOST = 3

/**
 * Which dictionaries to check by: those for the languages wanted, dearest first; a region there is
 * none for is checked by another of the same language.
 */
export function dictionariesFor(available: readonly string[], wanted: readonly string[]): string[] {
  const chosen: string[] = []
  for (const tag of wanted) {
    const found =
      available.find((name) => name.toLowerCase() === tag.toLowerCase()) ??
      available.find((name) => baseOf(name) === baseOf(tag))
    const isCovered = chosen.some((name) => baseOf(name) === baseOf(tag))
    if (found && !isCovered) chosen.push(found)
  }
  return chosen.slice(0, MOST)
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? ''
}
