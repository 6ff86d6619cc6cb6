import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { sandboxObstacle } from './sandbox.ts'
import { exitCodeOf, lastLines, run, start } from './setup/command.mjs'
import { Problem } from './setup/problem.mjs'
import { step } from './setup/say.mjs'

export const projectFolder: string = path.resolve(import.meta.dirname, '..')

/** The Electron that was prepared for us, see setup/electron.mjs. */
export type ElectronRuntime = {
  readonly folder: string
  readonly binary: string
  readonly version: string
}

export function electronRuntime(): ElectronRuntime {
  return {
    folder: fromEnvironment('ELECTRON_OVERRIDE_DIST_PATH'),
    binary: fromEnvironment('FARTHING_ELECTRON'),
    version: fromEnvironment('FARTHING_ELECTRON_VERSION'),
  }
}

function fromEnvironment(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: start tasks through build/run.mjs`)
  return value
}

/** For tools whose output we keep and show later: they cannot see who reads it. */
export function colourSettings(): Readonly<Record<string, string>> {
  return process.stderr.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
}

/** The script behind a package's command, to run with our own node on every platform. */
export function toolScript(packageName: string, command: string = packageName): string {
  const folder = path.join(projectFolder, 'node_modules', packageName)
  const manifest: { bin?: string | Record<string, string> } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  )
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[command]
  if (bin === undefined) throw new Error(`${packageName} has no command ${command}`)
  return path.join(folder, bin)
}

const sourceFolders = ['main', 'renderer', 'shared']
const sourceFiles = [
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

/** Builds main, preload and renderer into `out/`, unless they are built from these very sources. */
export async function buildApp(): Promise<void> {
  const stampFile = path.join(projectFolder, 'out/.built-from')
  const { version } = electronRuntime()
  const stamp = await sourceStamp(version)
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) return
  await step('Building the app (its sources changed)', async () => {
    const result = await run(process.execPath, [toolScript('electron-vite'), 'build'], {
      cwd: projectFolder,
      // Its guess is the npm package's version; the code must run on the Electron in use.
      env: {
        ...process.env,
        ...colourSettings(),
        ELECTRON_MAJOR_VER: String(Number.parseInt(version, 10)),
      },
    })
    if (result.code !== 0) {
      throw new Problem(
        `The app could not be built. Correct this, then run it again:\n${lastLines(stripVTControlCharacters(result.output), 30)}`,
      )
    }
  })
  await mkdir(path.dirname(stampFile), { recursive: true })
  await writeFile(stampFile, stamp)
}

async function sourceStamp(electronVersion: string): Promise<string> {
  const hash = createHash('sha256').update(electronVersion)
  const files = [...sourceFiles]
  for (const folder of sourceFolders) {
    const entries = await readdir(path.join(projectFolder, folder), {
      recursive: true,
      withFileTypes: true,
    })
    for (const entry of entries) {
      if (entry.isFile()) {
        files.push(path.relative(projectFolder, path.join(entry.parentPath, entry.name)))
      }
    }
  }
  for (const file of files.toSorted()) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(projectFolder, file)))
  }
  return hash.digest('hex')
}

/** What an unpackaged or just packed app must be told where Chromium's sandbox cannot work. */
export function sandboxArguments(): readonly string[] {
  return sandboxObstacle(electronRuntime().folder) === null ? [] : ['--no-sandbox']
}

/** Opens the built app and waits for the person to close it. */
export function openApp(args: readonly string[]): Promise<number> {
  const { binary } = electronRuntime()
  const child = start(binary, [projectFolder, ...sandboxArguments(), ...args], { stdio: 'inherit' })
  return exitCodeOf(child)
}
