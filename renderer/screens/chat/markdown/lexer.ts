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

/**
 * Text as tokens: what a block is, and what stands in it. Nothing of it is HTML yet, and nothing ever
 * becomes HTML. Text that is nested too deeply to be read is one paragraph of plain text.
 */
export function lex(source: string, links: Links = {}): Token[] {
  try {
    const lexer = new marked.Lexer(marked.defaults)
    Object.assign(lexer.tokens.links, links)
    return lexer.lex(source)
  } catch (error) {
    // The stack ended, in one engine's words or another's.
    if (error instanceof RangeError || error instanceof Error) return [asItStands(source)]
    throw error
  }
}

function asItStands(source: string): Token {
  const text = { type: 'text', raw: source, text: source, escaped: true } as const
  return { type: 'paragraph', raw: source, text: source, tokens: [text] }
}
