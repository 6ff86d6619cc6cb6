import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answers } from './markdown-corpus.ts'
import { htmlOf, readAtOnce, readByPieces } from './markdown-html.ts'
import { createReader } from '../../renderer/screens/chat/markdown/reader.ts'

const seed = Number(process.env['SEED'] ?? 20_261_122)
const everything = Object.values(answers).join('\n\n')

function inPiecesOf(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, place) =>
    text.slice(place * size, (place + 1) * size),
  )
}

/** Without links by reference, whose addresses come later and are known only at the end. */
const settled = Object.entries(answers).filter(([name]) => name !== 'references')

describe('an answer that was streamed', () => {
  test.each(Object.keys(answers))('is the answer read at once, whatever the pieces: %s', (name) => {
    const text = answers[name] ?? ''
    const atOnce = readAtOnce(text)
    for (const size of [1, 2, 3, 5, 7, 16, 61, 400]) {
      const { reader, html } = readByPieces(inPiecesOf(text, size))
      if (name !== 'references') expect(html, `pieces of ${size}`).toBe(atOnce)
      reader.readAgain()
      expect(htmlOf(reader.read(text, false)), `pieces of ${size}, read again`).toBe(atOnce)
    }
  })

  test.each(settled)('needs no second reading: %s', (_name, text) => {
    const { reader } = readByPieces(inPiecesOf(text, 3))
    expect(reader.readAgain()).toBe(false)
  })

  test('is the answer read at once, for lines of every kind in any order', () => {
    const lines = [...new Set(everything.split(/\r?\n|\r/u))].filter((line) => !/^\[\w/u.test(line))
    const drawn = fc.array(fc.constantFrom('', '', ...lines), { maxLength: 30 })
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(drawn, sizes, (some, steps) => {
        const text = some.join('\n')
        const pieces: string[] = []
        for (let at = 0, step = 0; at < text.length; step += 1) {
          const size = steps[step % steps.length] ?? 1
          pieces.push(text.slice(at, at + size))
          at += size
        }
        const { html } = readByPieces(pieces)
        expect(html).toBe(readAtOnce(text))
      }),
      { seed, numRuns: 1_500 },
    )
  })
})

test('what is settled stays the same object, so it is drawn once', () => {
  const text = everything.replaceAll(/^\[.*$/gmu, '')
  const reader = createReader(() => 0)
  let drawn = 0
  let before = new Set<unknown>()
  for (let end = 1; end <= text.length; end += 1) {
    const now = reader.read(text.slice(0, end), true).flat()
    drawn += now.filter((block) => !before.has(block)).length
    before = new Set(now)
  }
  // At each piece only what is open is another object: a block or two, three around a table.
  expect(drawn).toBeLessThan(text.length * 2)
})

test('a text that is another is read from its start', () => {
  const reader = createReader(() => 0)
  reader.read('# One\n\nand more\n\n', true)
  expect(htmlOf(reader.read('Two', true))).toBe('<p>Two</p>')
  expect(htmlOf(reader.read('Three', false))).toBe('<p>Three</p>')
  expect(htmlOf(reader.read('Three and **four', true))).toBe(
    '<p>Three and <strong>four</strong></p>',
  )
})

test('while reading takes long, it is done less often, and what was put off is read later', () => {
  let nowMs = 0
  const reader = createReader(() => {
    nowMs += 5
    return nowMs
  })
  const first = reader.read('a', true)
  expect(reader.read('a b', true)).toBe(first)
  const waitMs = reader.waitMs('a b')
  expect(waitMs).toBeGreaterThan(0)
  nowMs += waitMs
  expect(htmlOf(reader.read('a b', true))).toBe('<p>a b</p>')
  expect(reader.waitMs('a b')).toBe(0)
  expect(htmlOf(reader.read('a b c', false))).toBe('<p>a b c</p>')
})

describe('what is half open is shown as it will be', () => {
  test.each([
    ['some **bold', '<p>some <strong>bold</strong></p>'],
    ['some `code', '<p>some <code class="inline-code">code</code></p>'],
    ['a [link](https://exam', '<p>a link</p>'],
    ['text\n\n$$\nE = m', '<p>text</p><p class="formula-source">$$\nE = m</p>'],
  ])('%j', (text, html) => {
    expect(htmlOf(createReader(() => 0).read(text, true))).toBe(html)
  })

  test('the mark that closes code is never shown as code', () => {
    const reader = createReader(() => 0)
    const shown = [...'```js\na\n```\n'].map((_, end, all) =>
      htmlOf(reader.read(all.slice(0, end + 1).join(''), true)),
    )
    expect(shown.slice(6).filter((html) => /a\n`/u.test(html))).toEqual([])
  })
})
