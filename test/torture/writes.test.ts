import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { casesForEveryWrite, writes } from './writes.ts'

const SEED = 20_261_121

test('whichever write fails, nothing refused is sent and everything sent is kept, once', async () => {
  const cases = await casesForEveryWrite()
  const counts = await writes.run({ seed: SEED, extent: { count: cases } })
  expect(counts).toMatchObject({ lost: 0, doubleCharged: 0, overspent: 0, unhandled: 0 })
  expect(counts.failedWrites).toBeGreaterThan(0.9 * cases)
}, 300_000)

/** A disk of 3 MB that only this one process and its children see; not every system allows that. */
function onSmallDisk(folder: string, ...command: string[]) {
  const script = 'mount -t tmpfs -o size=3m tmpfs "$0" && exec "$@"'
  return spawnSync('unshare', ['-Urm', 'sh', '-c', script, folder, ...command], {
    encoding: 'utf8',
    timeout: 240_000,
  })
}

const isAllowed =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0

test.skipIf(!isAllowed)(
  'the same on a disk that is really full',
  () => {
    const worker = fileURLToPath(new URL('small-disk-worker.ts', import.meta.url))
    const folder = temporaryFolder()
    const { stdout, stderr } = onSmallDisk(folder, process.execPath, worker, folder)
    expect(stderr).toBe('')
    const { fills, wrong } = JSON.parse(stdout) as { fills: number; wrong: string[] }
    expect(wrong).toEqual([])
    expect(fills).toBeGreaterThan(50)
  },
  300_000,
)
