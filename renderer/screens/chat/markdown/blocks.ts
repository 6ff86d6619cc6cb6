import type { Token, Tokens } from 'marked'
import { type CodeText, groupLines } from './open-fence.ts'

/** What stands by itself in an answer. The same block is the same object, so it is drawn once. */
export type Block =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'code'; readonly info: string; readonly text: CodeText }

/** More than this in one paragraph, list or table is shown as it was written. */
const LONGEST_BLOCK = 64_000

export function isShown({ type }: Token): boolean {
  return type !== 'space' && type !== 'def'
}

export function blockOf(token: Token): Block {
  if (token.type === 'code') {
    const { text, lang } = token as Tokens.Code
    return { kind: 'code', info: lang ?? '', text: groupLines(text.replace(/\n$/u, '')) }
  }
  if (token.raw.length > LONGEST_BLOCK) {
    return { kind: 'token', token: { type: 'plain', raw: token.raw } }
  }
  return { kind: 'token', token }
}
