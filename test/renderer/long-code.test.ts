import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { CodeBlock } from '../../renderer/screens/chat/markdown/code-block.tsx'
import { groupLines } from '../../renderer/screens/chat/markdown/open-fence.ts'

const code = (lines: number): string =>
  Array.from({ length: lines }, (_, line) => `line ${line + 1}`).join('\n')

function drawn(lines: number): string {
  return renderToStaticMarkup(createElement(CodeBlock, { info: '', text: groupLines(code(lines)) }))
}

/** What stands in what, and how many of each: a piece more passes over one kind at a time. */
function countOf(html: string, className: string): number {
  return html.split(`class="${className}"`).length - 1
}

test('long code is drawn in sections of groups of lines, so a line more passes over few of them', () => {
  const html = drawn(4_300)
  expect(countOf(html, 'lines')).toBe(108)
  expect(countOf(html, 'code-section')).toBe(9)
})

test.each([1, 40, 41, 480, 481, 4_300])(
  'not a line of code is lost between sections: %i',
  (lines) => {
    const text = /<code>(.*)<\/code>/su.exec(drawn(lines))?.[1]?.replaceAll(/<[^>]+>/gu, '')
    expect(text).toBe(`${code(lines)}\n`)
  },
)
