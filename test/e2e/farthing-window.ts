import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { electronRuntime, projectFolder, sandboxArguments } from '../../build/app.ts'
import type { Bridge, Input, Output } from '../../shared/ipc/contract.ts'
import type { CallName } from '../../shared/ipc/names.ts'
import type { Result } from '../../shared/result.ts'

export type LaunchOptions = {
  /** The folder of everything that is kept: databases, keys, log. */
  folder: string
  args?: readonly string[]
  environment?: Readonly<Record<string, string>>
  /** Another program to start in Electron's place, which starts Electron. */
  executablePath?: string
  /** How far the clock of the main process is ahead of the world's. */
  clockAheadMs?: number
}

/** The app as a person has it before them, and the two ways it can end. */
export type FarthingWindow = {
  app: ElectronApplication
  page: Page
  folder: string
  /** What the page complained of: uncaught errors, and what the browser refused it. */
  complaints: string[]
  /** A call as the window makes it, with whatever comes back. */
  ask: <N extends CallName>(name: N, input: Input<N>) => Promise<Result<Output<N>>>
  /** The same where only success will do. */
  call: <N extends CallName>(name: N, input: Input<N>) => Promise<Output<N>>
  /** Quits in order. */
  quit: () => Promise<void>
  /** `kill -9`: the process is gone between two instructions. */
  kill: () => Promise<void>
}

/** Starts the built app in its own folder. */
export async function launchFarthing(options: LaunchOptions): Promise<FarthingWindow> {
  const app = await _electron.launch({
    executablePath: await programOf(options),
    args: launchArguments(options),
    cwd: projectFolder,
    env: environmentOf(options),
    // Else Playwright turns the sandbox off on every Linux.
    chromiumSandbox: true,
  })
  const page = await app.firstWindow()
  const complaints = listenToComplaints(page)
  // The page's own scripts wait until every call is answered; what a test asks would not.
  await page.locator('#root > *').first().waitFor({ state: 'attached', timeout: 60_000 })
  let isOver = false
  app.on('close', () => {
    isOver = true
  })
  const ask: FarthingWindow['ask'] = (name, input) => callIn(page, name, input)
  return {
    app,
    page,
    folder: options.folder,
    complaints,
    ask,
    async call(name, input) {
      const result = await ask(name, input)
      if (result.ok) return result.value
      throw new Error(`${name} failed: ${JSON.stringify(result.failure)}`)
    },
    async quit() {
      if (!isOver) await app.close()
    },
    async kill() {
      const child = app.process()
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/**
 * What is started. For another clock a script, because the module that moves the clock has to be
 * there before the app, and Playwright passes no `NODE_OPTIONS` on.
 */
async function programOf(options: LaunchOptions): Promise<string> {
  const { folder, executablePath = electronRuntime().binary, clockAheadMs = 0 } = options
  if (clockAheadMs === 0) return executablePath
  const module = join(folder, 'clock-ahead.cjs')
  const script = join(folder, 'clock-ahead.sh')
  await writeFile(module, `const { now } = Date; Date.now = () => now() + ${clockAheadMs}`)
  const line = `NODE_OPTIONS='--require ${module}' exec '${executablePath}' "$@"`
  await writeFile(script, `#!/bin/sh\n${line}\n`, { mode: 0o700 })
  return script
}

/** What the app's own program is started with: in English, whatever the system speaks. */
export function launchArguments({ folder, args = [] }: LaunchOptions): string[] {
  const own = [`--user-data-dir=${folder}`, '--lang=en-GB']
  return [projectFolder, ...sandboxArguments(), ...own, ...args]
}

function environmentOf({ environment }: LaunchOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return { ...Object.fromEntries(inherited), ...environment }
}

function listenToComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

async function callIn<N extends CallName>(
  page: Page,
  name: N,
  input: Input<N>,
): Promise<Result<Output<N>>> {
  return page.evaluate(
    ([calledName, givenInput]) => {
      const { farthing } = globalThis as unknown as { farthing: Bridge }
      return farthing.call(calledName as N, givenInput as Input<N>)
    },
    [name, input] as const,
  )
}
