/**
 * The one entry of every npm script: `node build/run.mjs <task> [arguments]`. Prepares what the
 * task needs, then runs build/tasks/<task>.ts. Plain JavaScript without packages, because it starts
 * under whatever Node.js is there, before node_modules exists.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cachePath } from './setup/cache.mjs'
import { stopCommands } from './setup/command.mjs'
import { isNodeNewEnough, nodeBinary } from './setup/node.mjs'
import { Problem } from './setup/problem.mjs'
import { say } from './setup/say.mjs'

const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const parentPollMs = 500
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * @typedef {object} TaskWants
 * @property {boolean} [person] someone must see the window
 * @property {boolean} [display] a display of our own where there is none
 * @property {boolean} [keyring] a real key store
 */

/**
 * What a task needs beyond Node.js and the npm packages.
 *
 * @type {Readonly<Record<string, TaskWants | undefined>>}
 */
const electronTasks = {
  start: { person: true },
  demo: { display: true },
  test: { display: true, keyring: true },
  pack: { display: true },
  bench: { display: true },
  screenshots: { display: true, keyring: true },
}

/** @param {string | undefined} task */
async function checkTask(task) {
  const files = await readdir(path.join(projectFolder, 'build/tasks'))
  const tasks = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.parse(file).name)
    .toSorted()
  if (task !== undefined && tasks.includes(task)) return task
  const given = task === undefined ? 'Name a task' : `There is no task "${task}"`
  throw new Problem(`${given}. Tasks: ${tasks.join(', ')}.`)
}

/** Said before anything is fetched. */
function checkDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return
  throw new Problem(
    'There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). ' +
      'Run this in a desktop session, or see the app at work without one: `npm run demo`.',
  )
}

/**
 * Runs this same script under a newer Node.js. The channel between the two ends the second when
 * the first is killed.
 *
 * @param {string} binary
 */
async function runAgainUnder(binary) {
  const child = spawn(binary, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: pathWith(binary) },
  })
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  whenNpmIsGone(() => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0))
    })
  })
}

/**
 * npm starts us through a shell, and that shell passes no signal on: when someone ends npm alone,
 * all we see of it is that our parent changes.
 *
 * @param {() => void} then
 */
function whenNpmIsGone(then) {
  const parent = process.ppid
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    then()
  }, parentPollMs)
  watch.unref()
}

/** @param {string} binary */
function pathWith(binary) {
  return `${path.dirname(binary)}${path.delimiter}${process.env.PATH ?? ''}`
}

/** @param {string} task */
async function prepare(task) {
  const { preparePackages } = await import('./setup/packages.mjs')
  const { prepareSystem } = await import('./setup/system-libraries.mjs')
  await preparePackages(projectFolder)
  const wants = electronTasks[task]
  if (!wants) return
  const { prepareElectron } = await import('./setup/electron.mjs')
  const binding = await import('./setup/sqlite-binding.mjs')

  const electron = await prepareElectron(projectFolder)
  const needsBinding = binding.needsOwnSqliteBinding(electron.version)
  const name = binding.sqliteBindingName(projectFolder, electron.version)
  await prepareSystem({
    window: true,
    display: wants.display ?? false,
    keyring: wants.keyring ?? false,
    compiler: needsBinding && !existsSync(cachePath(name)),
  })
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.folder
  process.env.FARTHING_ELECTRON = electron.binary
  process.env.FARTHING_ELECTRON_VERSION = electron.version
  delete process.env.FARTHING_SQLITE_BINDING
  if (needsBinding) {
    process.env.FARTHING_SQLITE_BINDING = await binding.sqliteBinding(
      projectFolder,
      electron.version,
    )
  }
}

/** Ends the set-up or the task when the person, or the process above us, does. */
function stopWhenTold() {
  for (const signal of signals) {
    process.once(signal, () => void stop(128 + os.constants.signals[signal]))
  }
  whenNpmIsGone(() => void stop(1))
  if (process.channel) {
    process.once('disconnect', () => void stop(1))
    process.channel.unref()
  }
}

/** @param {number} code */
async function stop(code) {
  await stopCommands()
  process.exit(code)
}

/**
 * @param {string | undefined} name
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(name, args) {
  const task = await checkTask(name)
  if (electronTasks[task]?.person) checkDisplay()
  if (!isNodeNewEnough()) return runAgainUnder(await nodeBinary())
  stopWhenTold()
  // Where the person is, as npm tells it when it moves to the project before us.
  if (process.cwd() !== projectFolder) process.env.INIT_CWD = process.cwd()
  process.chdir(projectFolder)
  process.env.PATH = pathWith(process.execPath)
  await prepare(task)
  const file = path.join(projectFolder, 'build/tasks', `${task}.ts`)
  /** @type {{ runTask: (args: readonly string[]) => Promise<number> }} */
  const { runTask } = await import(pathToFileURL(file).href)
  return runTask(args)
}

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3))
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'Problem') throw error
  say(error.message)
  process.exitCode = 1
}
