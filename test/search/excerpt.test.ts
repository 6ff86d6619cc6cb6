import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptOf } from '../../shared/search/excerpt.ts'
import { readQuery } from '../../shared/search/query.ts'

function excerpt(text: string, typed: string): string {
  const { excerpt: shown, ranges } = excerptOf(text, readQuery(typed).wanted)
  let marked = ''
  let place = 0
  for (const { start, end } of ranges) {
    marked += `${shown.slice(place, start)}[${shown.slice(start, end)}]`
    place = end
  }
  return marked + shown.slice(place)
}

const filler = (words: number): string => 'and so on '.repeat(words / 3)

test('the words that were found are marked as they are written', () => {
  expect(excerpt('Der Kessel zeigt Café-Straße.', 'cafe strasse')).toBe(
    'Der Kessel zeigt [Café]-[Straße].',
  )
  expect(excerpt('今日は東京都の天気です', '都の天')).toBe('今日は東京[都の天]気です')
  expect(excerpt('明日は雨', '雨')).toBe('明日は[雨]')
})

test('an excerpt is taken where most of the words are, and begins with a word', () => {
  const text = `${filler(90)}boiler ${filler(90)}the boiler shows a fault ${filler(90)}`
  expect(excerpt(text, 'boiler fault')).toMatch(/^….{20,45}\[boiler\] shows a \[fault\] .{80,}…$/u)
})

test('marks of Markdown, line breaks and what turns or hides text are not shown', () => {
  const text = '## The `boiler`\n\n- **low**   pressure\n> \u202egas\u0007 \u200bleak\u2066'
  expect(excerpt(text, 'boiler pressure')).toBe('The [boiler] low [pressure] gas leak')
})

test('a text that is long before the word is looked through', () => {
  expect(excerpt(`${filler(60_000)}boiler`, 'boiler')).toMatch(/\[boiler\]$/u)
})

test('what is marked lies in the excerpt, apart and in order, whatever the text', () => {
  const words = fc.constantFrom(
    'boiler',
    '東京',
    ' ',
    '\n',
    '**',
    '# ',
    '\u202e',
    '🎉',
    'ﬃ',
    'x'.repeat(90),
  )
  const text = fc.array(words, { maxLength: 60 }).map((one) => one.join(''))
  const property = fc.property(text, text, (stored, typed) => {
    const { excerpt: shown, ranges } = excerptOf(stored, readQuery(typed).wanted)
    let last = -1
    for (const { start, end } of ranges) {
      expect(start).toBeGreaterThan(last)
      expect(end).toBeGreaterThan(start)
      last = end
    }
    expect(last).toBeLessThanOrEqual(shown.length)
    expect(shown.length).toBeLessThanOrEqual(262)
    expect(shown).not.toMatch(/[\n\u202e]/u)
    expect(shown.isWellFormed()).toBe(true)
  })
  fc.assert(property, { numRuns: 300 })
})
