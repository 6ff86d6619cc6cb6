import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Page } from 'playwright'
import { sandboxArguments } from './app.ts'
import { exitCodeOf, start } from './setup/command.mjs'
import { Problem } from './setup/problem.mjs'

const startTimeoutMs = 30_000
const stopTimeoutMs = 10_000

/**
 * Starts a packaged app in the practice profile, with a folder of its own, and lets `use` work in
 * its window. Its fuses refuse Node's inspector, which Playwright's Electron support needs, so we
 * reach the page alone, through Chromium's own debugging port.
 */
export async function withPackagedApp<Value>(
  binary: string,
  use: (page: Page) => Promise<Value>,
): Promise<Value> {
  const profileFolder = await mkdtemp(path.join(os.tmpdir(), 'farthing-packaged-'))
  const child = start(
    binary,
    [
      ...sandboxArguments(),
      '--profile=practice',
      `--user-data-dir=${profileFolder}`,
      '--remote-debugging-port=0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = exitCodeOf(child)
  try {
    const printed: string[] = []
    const address = await Promise.race([
      debuggingAddress(child.stderr, printed),
      ended.then(() => null),
      new Promise<null>((resolve) => setTimeout(resolve, startTimeoutMs, null).unref()),
    ])
    if (address === null) {
      throw new Problem(
        `The packaged app did not start. Run ${binary} to see why. It printed:\n    ${printed.join('\n    ')}`,
      )
    }
    const browser = await chromium.connectOverCDP(address)
    try {
      return await use(await firstPage(browser.contexts()[0]?.pages() ?? []))
    } finally {
      await browser.close()
    }
  } finally {
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    await ended
    clearTimeout(killer)
    await rm(profileFolder, { recursive: true, force: true })
  }
}

async function firstPage(pages: readonly Page[]): Promise<Page> {
  const [page] = pages
  if (!page) throw new Problem('The packaged app started without a window.')
  await page.waitForLoadState()
  return page
}

/** Chromium says where it listens on its standard error. */
function debuggingAddress(
  stderr: NodeJS.ReadableStream | null,
  printed: string[],
): Promise<string> {
  return new Promise((resolve) => {
    if (!stderr) return
    createInterface({ input: stderr }).on('line', (line) => {
      printed.push(line)
      const [, address] = /DevTools listening on (ws:\/\/\S+)/.exec(line) ?? []
      if (address) resolve(address)
    })
  })
}
