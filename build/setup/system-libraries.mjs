import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { findProgram, lastLines, run } from './command.mjs'
import { Problem } from './problem.mjs'
import { step } from './say.mjs'

/**
 * What Electron and our tests need from a Linux system. Each row: how to see that it is there, and
 * its Debian package; a newer Debian or Ubuntu may know it by another name, tried first.
 *
 * @typedef {object} Need
 * @property {string} [library] a name in the loader's list
 * @property {string} [program] a name on PATH
 * @property {string} [folderWithFiles] a folder that is there and not empty
 * @property {readonly string[]} packages
 */

/** @type {readonly Need[]} */
const windowNeeds = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  { library: 'libXss.so.1', packages: ['libxss1'] },
  { library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { library: 'libdrm.so.2', packages: ['libdrm2'] },
  { folderWithFiles: '/usr/share/fonts/truetype', packages: ['fonts-dejavu-core'] },
]

/** @type {readonly Need[]} */
const displayNeeds = [
  { program: 'Xvfb', packages: ['xvfb'] },
  { program: 'xauth', packages: ['xauth'] },
]

/** @type {readonly Need[]} */
const compilerNeeds = [
  { program: 'g++', packages: ['g++'] },
  { program: 'make', packages: ['make'] },
  { program: 'python3', packages: ['python3'] },
]

/** @type {readonly Need[]} */
const keyringNeeds = [
  { program: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
  { program: 'dbus-run-session', packages: ['dbus-daemon', 'dbus'] },
]

/**
 * @typedef {object} SystemWants
 * @property {boolean} window open windows at all
 * @property {boolean} display a display of our own where there is none
 * @property {boolean} keyring a real key store
 * @property {boolean} compiler build the SQLite binding
 */

/**
 * Installs what is missing when we may (as root on Debian or Ubuntu), else says the exact command.
 *
 * @param {SystemWants} wants
 */
export async function prepareSystem(wants) {
  if (process.platform !== 'linux') return
  const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  const needs = [
    ...(wants.window ? windowNeeds : []),
    ...(wants.display && !hasDisplay ? displayNeeds : []),
    ...(wants.keyring ? keyringNeeds : []),
    ...(wants.compiler ? compilerNeeds : []),
  ]
  const missing = await missingOf(needs)
  if (missing.length === 0) return
  if (!findProgram('apt-get')) {
    const names = missing.map((need) => need.library ?? need.program ?? 'a TrueType font')
    throw new Problem(
      `This system lacks: ${names.join(', ')}. Install them with its package manager, then run this again.`,
    )
  }
  if (process.getuid?.() !== 0) {
    const packages = await packageNames(missing)
    throw new Problem(
      'This system lacks libraries that Electron or the tests need. Install them, then run this ' +
        `again:\n    sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    )
  }
  await install(missing)
  const stillMissing = await missingOf(needs)
  if (stillMissing.length > 0) {
    const packages = await packageNames(stillMissing)
    throw new Problem(
      `apt-get ran, but these are still missing: ${packages.join(', ')}. Install them by hand.`,
    )
  }
}

/** @param {readonly Need[]} missing */
async function install(missing) {
  if (!(await hasPackageLists())) {
    await step('Updating the system package lists (they are empty)', () => apt(['update']))
  }
  const packages = await packageNames(missing)
  await step(`Installing system packages (not there yet): ${packages.join(' ')}`, async () => {
    const args = ['install', '-y', '--no-install-recommends', ...packages]
    if (await apt(args, { mayFail: true })) return
    // The usual reason is a list older than the mirror's packages.
    await apt(['update'])
    await apt(args)
  })
}

/**
 * @param {readonly string[]} args
 * @param {{ mayFail?: boolean }} [options]
 */
async function apt(args, { mayFail = false } = {}) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { code, output } = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { env })
  if (code === 0) return true
  if (mayFail) return false
  throw new Problem(
    `apt-get ${args[0]} failed. Run \`apt-get ${args.join(' ')}\` by hand to see why.\n${lastLines(output)}`,
  )
}

/** @param {readonly Need[]} needs */
async function missingOf(needs) {
  const { output } = await run('ldconfig', ['-p'], {
    env: { ...process.env, PATH: `${process.env.PATH}:/sbin:/usr/sbin` },
  })
  const libraries = new Set(output.split('\n').map((line) => line.trim().split(' ')[0]))
  const here = await Promise.all(needs.map((need) => isHere(need, libraries)))
  return needs.filter((_, index) => !here[index])
}

/**
 * @param {Need} need
 * @param {ReadonlySet<string | undefined>} libraries
 */
async function isHere(need, libraries) {
  if (need.library) return libraries.has(need.library)
  if (need.program) return findProgram(need.program) !== null
  if (!need.folderWithFiles || !existsSync(need.folderWithFiles)) return false
  return (await readdir(need.folderWithFiles)).length > 0
}

/**
 * The names this system knows the packages by.
 *
 * @param {readonly Need[]} needs
 */
async function packageNames(needs) {
  return Promise.all(
    needs.map(async ({ packages }) => {
      for (const name of packages.slice(0, -1)) {
        const { output } = await run('apt-cache', ['policy', name])
        if (/Candidate: \d/.test(output)) return name
      }
      return packages.at(-1) ?? ''
    }),
  )
}

async function hasPackageLists() {
  try {
    const entries = await readdir('/var/lib/apt/lists')
    return entries.some((entry) => entry.includes('Packages'))
  } catch {
    return false
  }
}
