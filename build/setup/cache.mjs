import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { say } from './say.mjs'

/**
 * Large things every checkout shares: a newer Node.js, an Electron, a built SQLite binding. An
 * entry is built in a temporary folder and renamed into place when complete, so that a name that
 * exists can always be used, even after a power cut or `kill -9` half-way.
 */

const lockBeatMs = 2_000
const lockStaleMs = 20_000
const lockPollMs = 300

/** @returns {string} */
export function cacheFolder() {
  const { FARTHING_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (FARTHING_CACHE) return path.resolve(FARTHING_CACHE)
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Caches/farthing')
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'farthing/Cache')
  if (XDG_CACHE_HOME) return path.join(XDG_CACHE_HOME, 'farthing')
  return path.join(os.homedir(), '.cache', 'farthing')
}

/** @param {string} name */
export function cachePath(name) {
  return path.join(cacheFolder(), name)
}

/**
 * The folder of a cache entry, built first if it is not there. Two checkouts that need the same
 * entry at once build it once: the second waits.
 *
 * @param {string} name
 * @param {(folder: string) => Promise<void>} build fills the empty folder it is given
 * @returns {Promise<string>}
 */
export async function cached(name, build) {
  const target = cachePath(name)
  if (existsSync(target)) return target
  await mkdir(cacheFolder(), { recursive: true })
  const unlock = await lock(name)
  const draft = cachePath(`.draft-${name}-${process.pid}`)
  try {
    if (existsSync(target)) return target
    await removeDrafts(name)
    // One of our own number is left from an earlier life: in a container numbers come again.
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft)
    await build(draft)
    await rename(draft, target).catch((error) => {
      // In the rare case that two took over the same stale lock, the first to finish has won.
      if (!existsSync(target)) throw error
    })
    return target
  } finally {
    await rm(draft, { recursive: true, force: true })
    await unlock()
  }
}

/**
 * Removes what killed processes left half-made.
 *
 * @param {string} name
 */
async function removeDrafts(name) {
  const prefix = `.draft-${name}-`
  for (const entry of await readdir(cacheFolder())) {
    if (entry.startsWith(prefix) && !isAlive(Number(entry.slice(prefix.length)))) {
      await rm(cachePath(entry), { recursive: true, force: true })
    }
  }
}

/**
 * A lock file that its holder touches every two seconds. It is stale when the holder is gone or
 * has not touched it for long (a process number can be given to another program).
 *
 * @param {string} name
 * @returns {Promise<() => Promise<void>>}
 */
async function lock(name) {
  const file = cachePath(`.lock-${name}`)
  let told = false
  for (;;) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      const beat = setInterval(() => {
        const now = new Date()
        utimes(file, now, now).catch(() => undefined)
      }, lockBeatMs)
      return async () => {
        clearInterval(beat)
        await rm(file, { force: true })
      }
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
    if (await isStale(file)) {
      await rm(file, { force: true })
    } else {
      if (!told) say(`Waiting for another Farthing set-up to finish ${name}`)
      told = true
      await pause(lockPollMs)
    }
  }
}

/** @param {string} file */
async function isStale(file) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
    const ageMs = Date.now() - mtimeMs
    if (ageMs > lockStaleMs) return true
    const holder = Number(text)
    return holder > 0 && !isAlive(holder)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    throw error
  }
}

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}
