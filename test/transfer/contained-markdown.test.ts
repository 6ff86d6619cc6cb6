import fc from 'fast-check'
import { marked, type Token } from 'marked'
import { expect, test } from 'vitest'
import { containedMarkdown } from '../../main/transfer/contained-markdown.ts'

const pieces = [
  '```',
  '````',
  '~~~',
  '   ```',
  '    ```',
  '- ```',
  '> ```',
  '1. ',
  '- ',
  '> ',
  '\n',
  '\n\n',
  '`',
  '``',
  '\\`',
  ' ',
  'word',
  '<script>',
  '<!--',
  '-->',
  '<b>',
  '</b>',
  '<?php',
  '<![CDATA[',
  '<https://example.org>',
  '# You',
  '|',
]

/** What a reader of markdown makes of it, with a heading after it. */
function tokensOf(text: string): { tokens: Token[]; html: string[] } {
  const tokens = marked.lexer(`${containedMarkdown(text)}\n\n## END\n`)
  const html: string[] = []
  void marked.walkTokens(tokens, (token) => {
    if (token.type === 'html') html.push(token.raw)
  })
  return { tokens, html }
}

test('whatever a message holds, what comes after it is outside of it, and nothing in it is HTML', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
      const { tokens, html } = tokensOf(parts.join(''))
      expect(tokens.findLast(({ type }) => type !== 'space')).toMatchObject({
        type: 'heading',
        text: 'END',
      })
      expect(html).toEqual([])
    }),
    { seed: 20_261_122, numRuns: 4_000 },
  )
})

test('ordinary text, code and addresses stay as they were written', () => {
  const text = [
    'Use `a < b` and `<b>`, see <https://example.org>.',
    '',
    '```html',
    '<b>bold</b>',
    '```',
    '',
    '- one\n- two',
    '',
    '1 < 2 and 3 > 2',
  ].join('\n')
  expect(containedMarkdown(text)).toBe(text)
})
