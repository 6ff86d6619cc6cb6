import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { electronRuntime } from '../../build/app.ts'
import { writeKeyringLauncher } from '../../build/keyring.ts'
import { leadTo } from '../e2e/elsewhere.ts'
import { type FarthingWindow, launchFarthing } from '../e2e/farthing-window.ts'
import { addressesOf, type House, keyedProviders } from '../seed/house.ts'

/** The window as somebody sees it who starts the program for the first time. */
export async function openWelcome(folder: string, atMs: number): Promise<FarthingWindow> {
  const window = await open(folder, atMs)
  await window.page.getByRole('button', { name: 'Start', exact: true }).waitFor()
  return window
}

/** A seeded profile, with keys, whose providers are led to a server on this computer. */
export async function openSeeded(
  folder: string,
  atMs: number,
  { provider }: House,
): Promise<FarthingWindow> {
  const window = await open(folder, atMs)
  for (const [from, to] of Object.entries(addressesOf(provider))) await leadTo(window, from, to)
  for (const providerId of keyedProviders) {
    await window.call('providers.saveKey', { providerId, key: `sk-picture-${providerId}-7f3a` })
  }
  return window
}

async function open(folder: string, atMs: number): Promise<FarthingWindow> {
  await mkdir(folder, { recursive: true })
  const aheadMs = atMs - Date.now()
  const window = await launchFarthing({
    folder,
    clockAheadMs: aheadMs,
    executablePath: await programWithKeys(folder),
  })
  await window.page.addInitScript((ahead) => {
    const { now } = Date
    Date.now = () => now() + ahead
    globalThis.Date = new Proxy(Date, {
      construct: (real, args: []) => (args.length > 0 ? new real(...args) : new real(Date.now())),
    })
  }, aheadMs)
  await window.page.reload()
  return window
}

/** Beside a key store, where a desktop may offer none. */
function programWithKeys(folder: string): Promise<string> {
  const { binary } = electronRuntime()
  if (process.platform !== 'linux') return Promise.resolve(binary)
  return writeKeyringLauncher(join(folder, 'keyring'), binary)
}
