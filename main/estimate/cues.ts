/** How much of a question is read for what it asks: people say it at the beginning or at the end. */
const READ_CHARACTERS = 160

const MOST_CUES = 40

/** Two characters of Chinese, or a word of two letters or more. */
const words = /\p{Script=Han}{2}|\p{L}{2,}/gu

/**
 * The words by which a question says what it wants (a translation, a summary, a list), as numbers
 * below `CUE_COUNT`. Not the words themselves: two may share a number, which then says less.
 */
export function cuesOf(question: string): number[] {
  const cues = new Set<number>()
  for (const part of endsOf(question)) {
    for (const [word] of part.toLowerCase().matchAll(words)) {
      if (cues.size >= MOST_CUES) return [...cues]
      cues.add(numberOf(word))
    }
  }
  return [...cues]
}

export const CUE_COUNT = 2_048

function endsOf(question: string): string[] {
  if (question.length <= 2 * READ_CHARACTERS) return [question]
  return [question.slice(0, READ_CHARACTERS), question.slice(-READ_CHARACTERS)]
}

function numberOf(word: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < word.length; index += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % CUE_COUNT
}
