import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTask } from '../../build/tasks/seed.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

test('a folder with anything in it is refused, and left as it is', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'keys.json'), 'mine')
  await expect(runTask(['--to', folder])).rejects.toThrow(/ is not empty\. /)
  expect(readdirSync(folder)).toEqual(['keys.json'])
  expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe('mine')
})

test.each([
  [[], 'Name a folder'],
  [['--to', ''], 'Name a folder'],
  [['--to', 'x', '--at', 'yesterday'], '"yesterday" is no moment'],
  [['--to', 'x', '--seed', '0'], '"0" is no seed'],
  [['--into', 'x'], 'npm run seed -- '],
])('%j is answered with what is missing', async (args, words) => {
  await expect(runTask(args)).rejects.toThrow(words)
})
