/** Characters of scripts that are written without spaces: about two make a word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/gu

/** Roughly how many words a text has, of a text that grows: only what is new is counted. */
export function createWordCount() {
  let counted = ''
  let words = 0
  return (text: string): number => {
    // `startsWith` goes letter by letter, which is ten times as long.
    if (text.slice(0, counted.length) !== counted) {
      counted = ''
      words = 0
    }
    // Up to the last space: the word after it may go on.
    const end = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n')) + 1
    if (end > counted.length) {
      words += wordsIn(text.slice(counted.length, end))
      counted = text.slice(0, end)
    }
    return words + wordsIn(text.slice(counted.length))
  }
}

function wordsIn(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0
  const spaced = text.replace(UNSPACED, ' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0
  return spaced + Math.ceil(unspaced / 2)
}

/** A number as "about" means it: two figures of it. */
export function roughly(count: number): number {
  if (count < 100) return count < 20 ? count : Math.round(count / 10) * 10
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1)
  return Math.round(count / unit) * unit
}
