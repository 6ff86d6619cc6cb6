import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { npmErrorLines, runNpm } from './command.mjs'
import { Problem } from './problem.mjs'
import { step } from './say.mjs'

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [optional] may be absent on this platform
 */

/** @typedef {Record<string, LockedPackage>} LockedPackages by folder, as npm's lock files */

/**
 * Installs exactly what package-lock.json says, unless node_modules already holds it.
 *
 * @param {string} projectFolder
 */
export async function preparePackages(projectFolder) {
  const lockFile = path.join(projectFolder, 'package-lock.json')
  const stampFile = path.join(projectFolder, 'node_modules/.farthing-lock')
  const lockText = await readOrNull(lockFile)
  if (lockText === null) {
    throw new Problem('package-lock.json is missing. Take it back from git, then run this again.')
  }
  const stamp = createHash('sha256').update(lockText).digest('hex')
  if ((await readOrNull(stampFile)) === stamp) return

  const installedText = await readOrNull(
    path.join(projectFolder, 'node_modules/.package-lock.json'),
  )
  if (installedText === null || !holdsExactly(lockText, installedText)) {
    const why = installedText === null ? 'none yet' : 'package-lock.json changed'
    await rm(stampFile, { force: true })
    await step(`Installing npm packages (${why}; about 30 s)`, () => install(projectFolder))
  }
  await writeFile(stampFile, stamp)
}

/** @param {string} projectFolder */
async function install(projectFolder) {
  // No package needs its install script: Electron and SQLite are prepared by our own steps.
  const flags = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']
  const result = await runNpm(['ci', ...flags], { cwd: projectFolder })
  if (result.code === 0) return
  const reason = /EUSAGE|in sync/.test(result.output)
    ? 'package.json and package-lock.json disagree: run `npm install`, and keep both files'
    : 'check that this machine reaches its npm registry, then run this again'
  throw new Problem(
    `npm could not install the packages: ${reason}.\n${npmErrorLines(result.output)}`,
  )
}

/**
 * Whether node_modules holds what the lock file says, no more and no less: true after a person's
 * own `npm install`, which leaves no stamp of ours.
 *
 * @param {string} lockText
 * @param {string} installedText
 */
function holdsExactly(lockText, installedText) {
  const wanted = packagesOf(lockText)
  const installed = packagesOf(installedText)
  for (const [folder, { version, optional }] of Object.entries(wanted)) {
    if (folder === '') continue
    const here = installed[folder]
    if (here ? here.version !== version : !optional) return false
  }
  return Object.keys(installed).every((folder) => folder in wanted)
}

/**
 * @param {string} text
 * @returns {LockedPackages}
 */
function packagesOf(text) {
  return JSON.parse(text).packages ?? {}
}

/**
 * @param {string} file
 * @returns {Promise<string | null>}
 */
async function readOrNull(file) {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
