import type { TokenizerAndRendererExtension, Tokens } from 'marked'

export type FootnoteToken = Tokens.Generic & { label: string }

/** `[^1]: where it says so`, not in the middle of a paragraph. It stays where the model wrote it. */
export const footnoteText: TokenizerAndRendererExtension = {
  name: 'footnote-text',
  level: 'block',
  tokenizer(source) {
    const found = /^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*([^\n]*)(?:\n|$)/u.exec(source)
    if (!found) return
    const [raw, label, text = ''] = found
    return { type: 'footnote-text', raw, label, tokens: this.lexer.inline(text) }
  },
}

/** `[^1]` in a sentence. */
export const footnoteMark: TokenizerAndRendererExtension = {
  name: 'footnote-mark',
  level: 'inline',
  start(source) {
    const found = source.indexOf('[^')
    return found === -1 ? undefined : found
  },
  tokenizer(source) {
    const found = /^\[\^([^\]\s]{1,40})\](?!\(|:)/u.exec(source)
    return found ? { type: 'footnote-mark', raw: found[0], label: found[1] } : undefined
  },
}
