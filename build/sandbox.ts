import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const setUserIdBit = 0o4000

/**
 * Why Chromium's sandbox cannot work for a development run on this machine, in words, or null when
 * it can. A released Farthing is installed with its sandbox helper set up, and never asks this.
 */
export function sandboxObstacle(electronFolder: string): string | null {
  if (process.platform !== 'linux') return null
  if (process.getuid?.() === 0) return 'it refuses to run as root'
  if (isSetUp(path.join(electronFolder, 'chrome-sandbox'))) return null
  const namespacesOff =
    settingIs('/proc/sys/kernel/unprivileged_userns_clone', '0') ||
    settingIs('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1')
  return namespacesOff ? 'this system lets only installed programs make sandboxes' : null
}

/** The helper that makes sandboxes where ordinary programs may not. */
function isSetUp(helper: string): boolean {
  if (!existsSync(helper)) return false
  const { uid, mode } = statSync(helper)
  return uid === 0 && (mode & setUserIdBit) !== 0
}

function settingIs(file: string, value: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').trim() === value
}
