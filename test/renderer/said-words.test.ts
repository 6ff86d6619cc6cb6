import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { en } from '../../renderer/words/en.ts'

const intl = createIntl({ locale: 'en-GB', messages: en })
const folder = join(import.meta.dirname, '../../renderer')
const sources = globSync('**/*.{ts,tsx}', { cwd: folder })

/** Whether a sentence can be said as it stands. */
function isPlain(message: string): boolean {
  const LITERAL = 0
  const ast = intl.formatters.getMessageFormat(message, 'en-GB').getAst()
  return ast.every(({ type }) => type === LITERAL)
}

test('what is said without values has no gap that a value would fill', () => {
  const messages: Record<string, string | undefined> = en
  const gaps = sources.flatMap((source) => {
    const text = readFileSync(join(folder, source), 'utf8')
    return [...text.matchAll(/\bsay\(\s*'(?<id>[^']+)'\s*\)/gu)].flatMap(({ groups }) => {
      const id = groups?.['id'] ?? ''
      return isPlain(messages[id] ?? '') ? [] : [`${source}: ${id}`]
    })
  })
  expect(sources.length).toBeGreaterThan(100)
  expect(gaps).toEqual([])
})
