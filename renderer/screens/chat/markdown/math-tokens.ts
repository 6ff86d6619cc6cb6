import type { TokenizerAndRendererExtension, Tokens } from 'marked'

export type MathToken = Tokens.Generic & { type: 'math'; tex: string; isDisplay: boolean }

/** The longest formula that is looked for the end of. */
const MOST_CHARACTERS = 4_000
/** TeX has no blank lines in a formula, and so a paragraph that was read can never become one. */
const inside = `((?:(?!\\n[ \\t]*\\n)[^]){1,${MOST_CHARACTERS}}?)`
const blockRule = new RegExp(
  `^ {0,3}(?:\\$\\$${inside}\\$\\$|\\\\\\[${inside}\\\\\\])[ \\t]*(?:\\n|$)`,
  'u',
)
const spanRules = [
  { rule: new RegExp(`^\\\\\\(${inside}\\\\\\)`, 'u'), isDisplay: false },
  { rule: new RegExp(`^\\\\\\[${inside}\\\\\\]`, 'u'), isDisplay: true },
  { rule: new RegExp(`^\\$\\$${inside}\\$\\$`, 'u'), isDisplay: true },
]
const dollarRule = /^\$(?![\s$])([^$\n]{0,400}[^$\s\\])\$(?![\w$])/u

/** A formula by itself, in `$$` or `\[`. */
export const mathBlock: TokenizerAndRendererExtension = {
  name: 'math',
  level: 'block',
  /** Looks no further than this paragraph: a search to the end at each block would be quadratic. */
  start(source) {
    const end = source.indexOf('\n\n')
    const paragraph = end === -1 ? source.slice(0, 2 * MOST_CHARACTERS) : source.slice(0, end)
    return /\n {0,3}(?:\$\$|\\\[)/u.exec(paragraph)?.index
  },
  tokenizer(source) {
    const found = blockRule.exec(source)
    const tex = found?.[1] ?? found?.[2]
    if (!found || tex === undefined || tex.includes('$$')) return
    return { type: 'math', raw: found[0], tex: tex.trim(), isDisplay: true }
  },
}

/** A formula among words. */
export const mathSpan: TokenizerAndRendererExtension = {
  name: 'math',
  level: 'inline',
  start: (source) => /(?<!\w)\$|\\[([]/u.exec(source)?.index,
  tokenizer(source) {
    for (const { rule, isDisplay } of spanRules) {
      const found = rule.exec(source)
      if (found?.[1]?.trim()) {
        return { type: 'math', raw: found[0], tex: found[1].trim(), isDisplay }
      }
    }
    const found = dollarRule.exec(source)
    if (!found?.[1] || !isFormula(found[1])) return
    return { type: 'math', raw: found[0], tex: found[1], isDisplay: false }
  },
}

/**
 * Whether what stands between two dollar signs is a formula and not two prices or two variables of a
 * shell: it begins with no figure, unless something in it only TeX would say.
 */
function isFormula(between: string): boolean {
  if (/\\[a-zA-Z]|[\^=]/u.test(between)) return true
  if (/^\d/u.test(between)) return false
  return /^[a-zA-Z](?:_\w)?$/u.test(between) || /^[^\s\w]?\w(?:_\w)?\s*[+\-*/<>]/u.test(between)
}
