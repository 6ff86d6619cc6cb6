import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileNameOf } from '../../main/transfer/file-name.ts'

test('a title makes a file name that every system takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
      const name = fileNameOf(title, 'md', 'farthing')
      expect(name).toMatch(/^[^/\\:*?"<>|\p{Cc}]+\.md$/u)
      expect(name).not.toMatch(/^[\s.]|[\s.]\.md$/u)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(130)
    }),
    { seed: 20_261_122, numRuns: 1_000 },
  )
})

test('names of devices, paths and titles of nothing become ordinary names', () => {
  expect(fileNameOf('Con', 'md', 'farthing')).toBe('_Con.md')
  expect(fileNameOf('lpt1.x', 'json', 'farthing')).toBe('_lpt1.x.json')
  expect(fileNameOf('../../etc/passwd', 'md', 'farthing')).toBe('-..-etc-passwd.md')
  expect(fileNameOf(' ... ', 'md', 'farthing')).toBe('farthing.md')
  expect(fileNameOf('???', 'md', 'farthing')).toBe('farthing.md')
  expect(fileNameOf('猫について', 'md', 'farthing')).toBe('猫について.md')
  expect(fileNameOf('a\u{202e}gnp.exe', 'md', 'farthing')).toBe('agnp.exe.md')
})
