import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Lock = {
  packages: Record<string, { optionalDependencies?: Record<string, string>; version?: string }>
}
type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> }

const root = join(import.meta.dirname, '../..')
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

test('every platform of every native tool is in the lock, so that npm ci works on each of them', () => {
  const names = new Set(
    Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)),
  )
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${path} wants ${name}`),
  )
  expect(missing).toEqual([])
})

test('every version is pinned exactly, and only the native module is shipped unbundled', () => {
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([])
  expect(Object.keys(manifest.dependencies)).toEqual(['better-sqlite3'])
})
