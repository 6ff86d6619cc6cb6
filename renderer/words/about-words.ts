import { sayCount } from './say.tsx'

/** In English about three words for four tokens. */
const WORDS_PER_TOKEN = 0.75

/** "2,300": how many words so many tokens come to, as exactly as that can be known. */
export function aboutWords(tokens: number): string {
  return aboutCount(tokens * WORDS_PER_TOKEN)
}

/** A count in so many digits, downwards: an estimate should not look counted. */
export function aboutCount(count: number, digits = 2): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) + 1 - digits)
  return sayCount(Math.floor(count / unit) * unit)
}
