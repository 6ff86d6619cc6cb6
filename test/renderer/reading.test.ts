import { describe, expect, test } from 'vitest'
import { createWordCount, roughly } from '../../renderer/screens/chat/markdown/count-words.ts'
import { decodeEntities } from '../../renderer/screens/chat/markdown/entities.ts'
import { languageOf } from '../../renderer/screens/chat/markdown/languages.ts'
import { lex } from '../../renderer/screens/chat/markdown/lexer.ts'
import { isMisleading, leadsTo } from '../../renderer/screens/chat/markdown/link-host.ts'
import { createColourer } from '../../renderer/screens/chat/markdown/colour-lines.ts'
import { tableAsCsv } from '../../renderer/screens/chat/markdown/table-text.ts'
import { showingHidden, withoutHidden } from '../../renderer/screens/chat/markdown/visible-text.ts'
import type { Tokens } from 'marked'
import { readAtOnce } from './markdown-html.ts'

describe('a link', () => {
  test.each([
    ['bank.example', 'evil.example', true],
    ['https://bank.example/login', 'evil.example', true],
    ['bank.example', 'bank.example.evil.example', true],
    ['BANK.example', 'bank.example', false],
    ['www.bank.example', 'bank.example', false],
    ['bank.example', 'www.bank.example', false],
    ['ba\u200bnk.example', 'evil.example', true],
    ['ｂａｎｋ.example', 'evil.example', true],
    ['bank。example', 'evil.example', true],
    ['аррlе.com', 'xn--l-7sbq6ba.com', true],
    ['apple.com', 'xn--80ak6aa92e.com', true],
    ['the manual', 'evil.example', false],
    ['version 2.5 of it', 'evil.example', false],
    ['e.g. this', 'evil.example', false],
  ])('whose words are %j and that leads to %s is misleading: %s', (words, host, isOne) => {
    expect(isMisleading(words, host)).toBe(isOne)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://bank.example@evil.example/',
    'app://farthing/index.html',
    '/relative',
    '',
  ])('to %j leads nowhere', (href) => {
    expect(leadsTo(href)).toBeNull()
  })

  test('shows a host in other letters as it is asked for', () => {
    expect(leadsTo('https://аррlе.com/')?.host).toBe('xn--l-7sbq6ba.com')
  })
})

test('what turns or hides text is taken out of names and made visible in code', () => {
  expect(withoutHidden('a\u202eb\u200bc\u2066d\u{e0041}')).toBe('abcd')
  expect(showingHidden('a\u202eb\u200b')).toBe('a[U+202E]b[U+200B]')
  for (const whole of ['👩‍👩‍👧', 'می‌خواهم', '☺️']) expect(withoutHidden(whole)).toBe(whole)
})

test('a letter carries no more marks than can be drawn', () => {
  expect(readAtOnce(`a${'\u0301'.repeat(500)}b`)).toBe(`<p>a${'\u0301'.repeat(12)}b</p>`)
})

test('references to characters are text, and what is none stays as it is', () => {
  expect(decodeEntities('&lt;b&gt; &amp;lt; &#65;&#x42; &nope; &__proto__; &#0; &#xd800;')).toBe(
    '<b> &lt; AB &nope; &__proto__; \ufffd \ufffd',
  )
})

test('a table is copied as a spreadsheet reads it, and never as a formula', () => {
  const [table] = lex('| a, b | "c" |\n|---|---|\n| =1+1 | -5.2 |\n| @x | **d** |\n')
  expect(tableAsCsv(table as Tokens.Table)).toBe('"a, b","""c"""\r\n\'=1+1,-5.2\r\n\'@x,d')
})

test('prices and shell variables are no formulas', () => {
  for (const text of [
    'It costs $5 and $6, or $7-$8.',
    'US$9/$10',
    'between $5 + tax and $6 + tax',
    '$HOME/$USER and $PATH',
    'echo "$A" "$B"',
  ]) {
    expect(readAtOnce(text)).not.toContain('formula')
  }
  for (const text of ['$x$', '$E = mc^2$', '$a_1$', '\\(x\\)', '$$x$$', '$n + 1$', '\\[x\\]']) {
    expect(readAtOnce(text), text).toContain('formula')
  }
})

test('words are counted as they come, in scripts with and without spaces', () => {
  const count = createWordCount()
  const text = 'One two, three. 四五六七 eight'
  const counts = [...text].map((_, end) => count(text.slice(0, end + 1)))
  expect(counts.at(-1)).toBe(6)
  expect(count('Another')).toBe(1)
  expect([3, 19, 87, 412, 1_234, 98_765].map(roughly)).toEqual([3, 19, 90, 410, 1_200, 99_000])
})

describe('colours of code', () => {
  test('go on from group to group as if it were one', async () => {
    const colourer = await createColourer()
    const lines = ['/* a comment', 'const goes = "on"', '*/ const x = 1']
    const whole = await colourer.colour({
      blockId: 1,
      language: 'javascript',
      lines: lines.join('\n'),
      isLast: true,
    })
    const pieces = []
    for (const line of lines) {
      const job = { blockId: 2, language: 'javascript', lines: line, isLast: false } as const
      pieces.push(...(await colourer.colour(job)))
    }
    const looks = (runs: readonly { look: unknown; text: string }[]): unknown[] =>
      runs.flatMap(({ look, text }) => [...text.replaceAll(/\s/gu, '')].map((one) => [look, one]))
    expect(looks(pieces)).toEqual(looks(whole))
    expect(whole[0]).toMatchObject({ look: 'code-comment' })
    expect(whole.some(({ look, text }) => look === 'code-keyword' && text.includes('const'))).toBe(
      true,
    )
  })

  test('lose no character, whatever the language', async () => {
    const colourer = await createColourer()
    const code = 'a <b> "c" \'d\' `e` # f // g /* h */ -- i {j} [k] (l) $m @n\n\n\tindented = 1;\n'
    for (const name of ['ts', 'py', 'bash', 'sql', 'html', 'css', 'rust', 'yaml', 'md', 'c++']) {
      const language = languageOf(name)
      expect(language).not.toBeNull()
      if (!language) continue
      const runs = await colourer.colour({ blockId: 3, language, lines: code, isLast: true })
      expect(runs.map(({ text }) => text).join('')).toBe(code)
    }
    expect(languageOf('__proto__')).toBeNull()
    expect(languageOf('klingon')).toBeNull()
  })
})
