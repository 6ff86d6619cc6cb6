import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { afterEach, describe, expect, test } from 'vitest'
import { openTokenCounter, type TokenCounter } from '../../main/estimate/token-counter.ts'
import { slicesOf } from '../../main/estimate/slices.ts'

const opened: TokenCounter[] = []

function counterThat(options: Partial<Parameters<typeof openTokenCounter>[0]> = {}): TokenCounter {
  const counter = openTokenCounter({ report: () => {}, ...options })
  opened.push(counter)
  return counter
}

afterEach(() => {
  for (const counter of opened.splice(0)) counter.close()
})

describe('the token counter', () => {
  test('counts what o200k counts, in the order it was asked', async () => {
    const texts = [
      'How much is this?',
      '',
      '費用はいくらですか。',
      'const cost = tokens * rate\n',
      '🙂👍🏽',
    ]
    const counts = await counterThat().count(texts)
    expect(counts).toEqual(texts.map((text) => countTokens(text)))
  })

  test('counts the words of a special token as the words they are', async () => {
    const [count] = await counterThat().count(['<|endoftext|>'])
    expect(count).toBeGreaterThan(1)
  })

  test('counts a run of 200,000 equal letters without hanging, and nearly the same', async () => {
    const [letters, blanks, signs] = await counterThat().count([
      'a'.repeat(200_000),
      ' '.repeat(200_000),
      '語'.repeat(50_000),
    ])
    expect(letters).toBe(25_000)
    expect(blanks).toBeGreaterThan(0)
    expect(signs).toBeGreaterThan(0)
  })

  test('knows afterwards what it counted, and asks nobody', async () => {
    const counter = counterThat()
    expect(counter.known('One question.')).toBeNull()
    const [count] = await counter.count(['One question.'])
    expect(counter.known('One question.')).toBe(count)
  })

  test('counts again after its thread was ended', async () => {
    const counter = counterThat({ idleMs: 1 })
    const first = await counter.count(['First.'])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await counter.count(['First.', 'Then.'])).toEqual([...first, countTokens('Then.')])
  })

  test('answers null when its thread breaks, and goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'farthing-count-'))
    try {
      const script = join(folder, 'breaks.mjs')
      writeFileSync(
        script,
        `import { parentPort } from 'node:worker_threads'
         parentPort.on('message', ({ id, texts }) => {
           if (texts.includes('break')) throw new Error('broken on purpose')
           parentPort.postMessage({ id, counts: texts.map(() => 7) })
         })`,
      )
      const reported: unknown[] = []
      const report = (error: unknown): void => void reported.push(error)
      const counter = counterThat({ report, script: pathToFileURL(script) })
      expect(await counter.count(['break'])).toEqual([null])
      expect(await counter.count(['well'])).toEqual([7])
      expect(reported).toHaveLength(1)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('gives up on a thread that cannot be started at all', async () => {
    const counter = counterThat({ script: pathToFileURL('/nowhere/count-worker.js') })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await counter.count([`text ${attempt}`])).toEqual([null])
    }
  })
})

describe('slices', () => {
  test('join to the text they were cut from', () => {
    const texts = ['a'.repeat(9_001), `${'😀'.repeat(3_001)} b`, `${' '.repeat(5_000)}x`, 'short']
    for (const text of texts) expect(slicesOf(text).join('')).toBe(text)
  })

  test('cut nothing where words are of ordinary length', () => {
    expect(slicesOf('some words '.repeat(5_000))).toHaveLength(1)
  })

  test('cut no character in the middle', () => {
    for (const slice of slicesOf(`x${'😀'.repeat(5_000)}`)) expect(slice.isWellFormed()).toBe(true)
  })
})
