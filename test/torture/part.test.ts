import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { casesOf, randomOf, TortureFailure } from './part.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

function torture(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
  })
  return { status, lines: stdout.trimEnd().split('\n'), stderr }
}

test('a run ends with one line of counts, in their order, and 0 where nothing was wrong', () => {
  const { status, lines } = torture('--only', 'sequences', '--seconds', '0', '--seed', '5')
  expect(status).toBe(0)
  expect(lines).toHaveLength(1)
  const counts = JSON.parse(lines[0] ?? '') as Record<string, number>
  expect(Object.keys(counts)).toEqual([
    'seed',
    'sequences',
    'steps',
    'interleavings',
    'kills',
    'acknowledged',
    'lost',
    'doubleCharged',
    'overspent',
    'walDamages',
    'damagedFiles',
    'failedWrites',
    'billedTurns',
    'billMismatches',
    'mutations',
    'unhandled',
  ])
  expect(counts).toMatchObject({ seed: 5, sequences: 1, kills: 0, unhandled: 0 })
})

test('the same seed and index are the same case', () => {
  const one = torture('--only', 'sequences', '--seed', '5', '--index', '40')
  const again = torture('--only', 'sequences', '--seed', '5', '--index', '40')
  const other = torture('--only', 'sequences', '--seed', '5', '--index', '41')
  expect(one.lines).toEqual(again.lines)
  expect(one.lines).not.toEqual(other.lines)
})

test.each([
  [['--only', 'kindness'], /There is no part "kindness"/],
  [['--seconds', 'many'], /--seconds is a whole number/],
])('%j is refused before anything is run', (args, refusal) => {
  const { status, lines, stderr } = torture(...args)
  expect(status).toBe(1)
  expect(lines).toEqual([''])
  expect(stderr).toMatch(refusal)
})

test('cases are counted from the first, or go on until the time is up', () => {
  expect([...casesOf({ count: 3 }, 7)]).toEqual([7, 8, 9])
  expect([...casesOf({ count: 0 })]).toEqual([])
  expect([...casesOf({ untilMs: 0 }, 4)]).toEqual([4])
})

test('a failure says what to type to see it again', () => {
  const failure = new TortureFailure({ part: 'log', seed: 3, index: 9 }, 'lost a row', { lost: 1 })
  expect(failure.message).toContain('npm run torture -- --seed 3 --only log --index 9')
  expect(failure.counts).toEqual({ lost: 1 })
})

test('random whole numbers reach both ends and nothing beyond', () => {
  const random = randomOf(1)
  const drawn = new Set(Array.from({ length: 500 }, () => random.integer(-2, 2)))
  expect([...drawn].toSorted((one, other) => one - other)).toEqual([-2, -1, 0, 1, 2])
  expect(new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b']))).size).toBe(2)
})
