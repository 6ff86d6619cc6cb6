import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { cacheFolder, cachePath } from './cache.mjs'
import { run } from './command.mjs'
import { say, step } from './say.mjs'

/**
 * Electron's own binary. Its npm package fetches it from GitHub on first use; that can hang for
 * minutes on a network that does not let it through, so we give up when nothing arrives.
 */

const noProgressMs = 20_000
const pollMs = 1_000
const rememberFailureMs = 3 * 24 * 60 * 60 * 1_000

/** @param {string} projectFolder */
export function electronPackageVersion(projectFolder) {
  const manifest = path.join(projectFolder, 'node_modules/electron/package.json')
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return version
}

/**
 * The official binary's folder if it is there in full, else null. Its package writes `path.txt`
 * after it unpacked everything.
 *
 * @param {string} projectFolder
 */
export function installedElectron(projectFolder) {
  const folder = path.join(projectFolder, 'node_modules/electron')
  const distribution = path.join(folder, 'dist')
  const versionFile = path.join(distribution, 'version')
  const pathFile = path.join(folder, 'path.txt')
  if (!existsSync(pathFile) || !existsSync(versionFile)) return null
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  if (version !== electronPackageVersion(projectFolder)) return null
  const binary = path.join(distribution, readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? { folder: distribution, binary, version } : null
}

/**
 * Tries the official download. A failure is remembered for three days, so that the next run starts
 * at once.
 *
 * @param {string} projectFolder
 * @returns {Promise<boolean>} whether it is installed now
 */
export async function downloadElectron(projectFolder) {
  const version = electronPackageVersion(projectFolder)
  const failureFile = cachePath(`electron-${version}-download-failed.json`)
  if (await isRecent(failureFile)) return false
  const reached = await step(
    `Fetching Electron ${version} from GitHub (about 120 MB, once; given up after 20 s of silence)`,
    () => runInstaller(projectFolder),
    (succeeded) => (succeeded ? 'done' : 'gave up'),
  )
  if (reached) return true
  await mkdir(cacheFolder(), { recursive: true })
  await writeFile(failureFile, JSON.stringify({ failedAt: new Date().toISOString() }))
  say(`  GitHub cannot be reached. Tried again in 3 days, or when you delete ${failureFile}`)
  return false
}

/** @param {string} file */
async function isRecent(file) {
  try {
    const { failedAt } = JSON.parse(await readFile(file, 'utf8'))
    const ageMs = Date.now() - Date.parse(failedAt)
    return ageMs >= 0 && ageMs < rememberFailureMs
  } catch {
    return false
  }
}

/** @param {string} projectFolder */
async function runInstaller(projectFolder) {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'farthing-electron-'))
  const giveUp = new AbortController()
  let bytesBefore = 0
  let movedAt = Date.now()
  const look = async () => {
    const unpacked = path.join(projectFolder, 'node_modules/electron/dist')
    const bytes = (await bytesUnder(temporary)) + (await bytesUnder(unpacked))
    if (bytes !== bytesBefore) movedAt = Date.now()
    bytesBefore = bytes
    if (Date.now() - movedAt > noProgressMs) giveUp.abort()
  }
  const watch = setInterval(() => void look(), pollMs)
  try {
    const script = path.join(projectFolder, 'node_modules/electron/install.js')
    await run(process.execPath, [script], {
      // It downloads into the temporary folder: its growth is the progress we watch.
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      signal: giveUp.signal,
    })
    return installedElectron(projectFolder) !== null
  } finally {
    clearInterval(watch)
    await rm(temporary, { recursive: true, force: true })
  }
}

/** @param {string} folder */
async function bytesUnder(folder) {
  let bytes = 0
  try {
    for (const entry of await readdir(folder, { recursive: true })) {
      bytes += (await stat(path.join(folder, entry))).size
    }
  } catch {
    // Files come and go while it works; the next look counts them.
  }
  return bytes
}
