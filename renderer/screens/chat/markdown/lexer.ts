import { Marked, type Token, type TokensList } from 'marked'
import { footnoteMark, footnoteText } from './footnote-tokens.ts'
import { mathBlock, mathSpan } from './math-tokens.ts'

/** Where links by reference lead, by label. */
export type Links = TokensList['links']

const marked = new Marked({
  gfm: true,
  extensions: [mathBlock, mathSpan, footnoteText, footnoteMark],
  tokenizer: {
    /** Two tildes strike out. One is how people write "about". */
    del(source) {
      return source.startsWith('~~') ? false : undefined
    },
  },
})

/** Marks are looked for in that much of a paragraph; pairing them takes time by its square. */
const LONGEST_WORDS = 6_000

/**
 * Text as tokens: what a block is, and what stands in it. Nothing of it is HTML yet, and nothing ever
 * becomes HTML. Text that is nested too deeply to be read is one paragraph of plain text.
 */
export function lex(source: string, links: Links = {}): Token[] {
  const lexer = new marked.Lexer(marked.defaults)
  Object.assign(lexer.tokens.links, links)
  try {
    lexer.blockTokens(source, lexer.tokens)
    for (const { src, tokens } of lexer.inlineQueue) {
      lexer.state.inRawBlock = false
      if (src.length > LONGEST_WORDS) tokens.push(asItStands(src))
      else lexer.inlineTokens(src, tokens)
    }
  } catch {
    // The stack ended, or the lexer went round in a circle.
    return [{ type: 'paragraph', raw: source, text: source, tokens: [asItStands(source)] }]
  }
  return lexer.tokens
}

function asItStands(source: string): Token {
  return { type: 'text', raw: source, text: source, escaped: true }
}
