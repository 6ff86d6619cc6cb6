import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type TestInfo } from 'playwright/test'
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../helpers/fake-provider/fake-provider.ts'
import { type FarthingWindow, launchFarthing, type LaunchOptions } from './farthing-window.ts'
import { ledgerFaults } from './ledger-on-disk.ts'

/** Everything a test starts here ends with it, and what it left on disk is looked at. */
export type Stage = {
  /** Starts the app; without a folder, in a new one. */
  start: (options?: Partial<LaunchOptions>) => Promise<FarthingWindow>
  provider: (options: FakeProviderOptions) => Promise<FakeProvider>
  temporaryFolder: () => Promise<string>
  /** The page or the log of this test may complain: complaints are what it is about. */
  expectComplaints: () => void
}

export const test = base.extend<{ stage: Stage }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads off it which fixtures are needed
  stage: async ({}, use, testInfo) => {
    const windows: FarthingWindow[] = []
    const providers: FakeProvider[] = []
    const folders: string[] = []
    let mayComplain = false
    const temporaryFolder = async (): Promise<string> => {
      const folder = await mkdtemp(join(tmpdir(), 'farthing-e2e-'))
      folders.push(folder)
      return folder
    }
    await use({
      temporaryFolder,
      async start(options = {}) {
        const folder = options.folder ?? (await temporaryFolder())
        const window = await launchFarthing({ ...options, folder })
        windows.push(window)
        return window
      },
      async provider(options) {
        const provider = await startFakeProvider(options)
        providers.push(provider)
        return provider
      },
      expectComplaints() {
        mayComplain = true
      },
    })
    const isPassed = testInfo.status === testInfo.expectedStatus
    try {
      if (!isPassed) await keepPictures(windows, testInfo)
      for (const window of windows) await window.quit()
      for (const provider of providers) await provider.close()
      if (isPassed) await checkWhatIsLeft(windows, mayComplain)
    } finally {
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
    }
  },
})

export { expect }

async function keepPictures(windows: readonly FarthingWindow[], testInfo: TestInfo): Promise<void> {
  for (const [index, { page, complaints, folder }] of windows.entries()) {
    if (complaints.length > 0) console.error(complaints.join('\n'))
    console.error(await errorsInLog(folder))
    const path = testInfo.outputPath(`window-${index + 1}.png`)
    if (!page.isClosed()) await page.screenshot({ path }).catch(() => undefined)
  }
}

/** Whatever a test was about: no error in page or log, and a ledger that adds up. */
async function checkWhatIsLeft(
  windows: readonly FarthingWindow[],
  mayComplain: boolean,
): Promise<void> {
  for (const { complaints, folder } of windows) {
    if (!mayComplain) {
      expect(complaints, 'what the page complained of').toEqual([])
      expect(await errorsInLog(folder), 'errors in the log').toEqual([])
    }
    for (const profile of ['personal', 'practice']) {
      expect(ledgerFaults(join(folder, profile)), `faults in the ${profile} ledger`).toEqual([])
    }
  }
}

async function errorsInLog(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'farthing.log'), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line.includes('[error]'))
}
