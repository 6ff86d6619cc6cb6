import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { npmErrorLines, runNpm } from './command.mjs'
import { Problem } from './problem.mjs'

/**
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity as in a lock file; npm refuses other bytes
 */

/**
 * Fetches one npm package, exactly the bytes we pinned, and returns the folder that holds it.
 * A lock file of our own makes npm check the integrity; the package's scripts do not run.
 *
 * @param {PinnedPackage} pinned
 * @param {string} folder an empty folder to work in
 */
export async function fetchPackage({ name, version, integrity }, folder) {
  const work = path.join(folder, '.fetch')
  const root = { name: 'fetch', version: '0.0.0', dependencies: { [name]: version } }
  const lockFile = {
    name: root.name,
    version: root.version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, [`node_modules/${name}`]: { version, integrity } },
  }
  await mkdir(work)
  await writeFile(path.join(work, 'package.json'), JSON.stringify({ ...root, private: true }))
  await writeFile(path.join(work, 'package-lock.json'), JSON.stringify(lockFile))
  // A cache of its own, thrown away: npm would keep a second copy of several hundred megabytes.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--cache', path.join(work, 'cache')]
  const result = await runNpm(['ci', ...flags], { cwd: work })
  if (result.code !== 0) {
    const reason = /EINTEGRITY/.test(result.output)
      ? 'what the registry sent is not what Farthing expects; do not use it, and tell us'
      : 'check that this machine reaches its npm registry, then run this again'
    throw new Problem(
      `npm could not fetch ${name} ${version}: ${reason}.\n${npmErrorLines(result.output)}`,
    )
  }
  const fetched = path.join(folder, 'package')
  await rename(path.join(work, 'node_modules', name), fetched)
  await rm(work, { recursive: true, force: true })
  return fetched
}
