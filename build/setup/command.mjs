import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from './problem.mjs'

const keptOutputLength = 1_000_000
const stopGraceMs = 3_000

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set()

/**
 * Starts a process that does not outlive us: it is ended by `stopCommands`, and on Linux by the
 * system when we are killed without a word.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function start(file, args, options = {}) {
  const guard = process.platform === 'linux' ? findProgram('setpriv') : null
  const child = guard
    ? spawn(guard, ['--pdeathsig', 'TERM', file, ...args], options)
    : spawn(file, args, options)
  running.add(child)
  child.once('error', () => running.delete(child))
  child.once('exit', () => running.delete(child))
  return child
}

/** Ends every process still under way: asked first, made to after three seconds. */
export async function stopCommands() {
  const children = [...running]
  for (const child of children) child.kill('SIGTERM')
  const deadline = Date.now() + stopGraceMs
  while (running.size > 0 && Date.now() < deadline) await pause(20)
  for (const child of running) child.kill('SIGKILL')
}

/**
 * The exit code of a process when it ends; 128 and more when a signal ended it, 127 when it could
 * not start.
 *
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
export function exitCodeOf(child) {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 128))
  })
}

/**
 * @typedef {object} CommandResult
 * @property {number} code as `exitCodeOf`
 * @property {string} output the end of what it printed, both streams
 */

/**
 * Runs a command to its end without showing its output.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export async function run(file, args, options = {}) {
  const child = start(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  /** @param {Buffer} chunk */
  const keep = (chunk) => {
    output = (output + chunk.toString('utf8')).slice(-keptOutputLength)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  child.on('error', (error) => {
    output += error.message
  })
  const closed = new Promise((resolve) => child.once('close', resolve))
  const code = await exitCodeOf(child)
  if (code !== 127) await closed
  return { code, output }
}

/**
 * The last lines a failed command printed, indented, to show under our own sentence.
 *
 * @param {string} output
 * @param {number} [count]
 */
export function lastLines(output, count = 12) {
  const lines = output.trimEnd().split('\n').slice(-count)
  return lines.map((line) => `    ${line}`).join('\n')
}

/**
 * The first lines of what npm says went wrong, without its stack trace.
 *
 * @param {string} output
 */
export function npmErrorLines(output) {
  const lines = output.split('\n').filter((line) => /^npm error (?!\s)/.test(line))
  return lines
    .slice(0, 3)
    .map((line) => `    ${line}`)
    .join('\n')
}

/**
 * The full path of a program on PATH, or null.
 *
 * @param {string} name
 */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name)
    try {
      accessSync(candidate, constants.X_OK)
      return candidate
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/**
 * The script of the npm that started us, else of the npm on PATH. Running the script with our own
 * node works alike on every platform, Windows' npm.cmd included.
 */
export function npmScript() {
  const fromNpm = process.env.npm_execpath
  if (fromNpm && path.basename(fromNpm) === 'npm-cli.js' && existsSync(fromNpm)) return fromNpm
  const onPath = findProgram(process.platform === 'win32' ? 'npm.cmd' : 'npm')
  if (onPath) {
    const beside = path.join(path.dirname(onPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
    for (const candidate of [realpathSync(onPath), beside]) {
      if (path.basename(candidate) === 'npm-cli.js' && existsSync(candidate)) return candidate
    }
  }
  throw new Problem('npm was not found. Install Node.js with npm, then run this again.')
}

/**
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function runNpm(args, options = {}) {
  return run(process.execPath, [npmScript(), ...args], options)
}

/**
 * The environment without what npm adds for the scripts it runs. node-gyp would read those
 * settings, and they win over its command line.
 */
export function environmentWithoutNpm() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
}
