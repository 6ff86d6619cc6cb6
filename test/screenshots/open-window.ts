import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { electronRuntime } from '../../build/app.ts'
import { writeKeyringLauncher } from '../../build/keyring.ts'
import { backUp } from '../e2e/back-up.ts'
import { leadTo } from '../e2e/elsewhere.ts'
import { type FarthingWindow, launchFarthing } from '../e2e/farthing-window.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { addressesOf, type House, keyedProviders } from '../seed/house.ts'
import type { Stage } from './scene.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const HEADER_BYTES = 8_192

/**
 * The window as somebody sees it who starts the program for the first time. OpenAI answers, and
 * Anthropic refuses every key.
 */
export const openWelcome: Stage['open'] = async ({ fresh }, atMs, { provider }) => {
  const window = await open(fresh, atMs)
  const strict = await startFakeProvider({ prices: {}, keys: ['none'] })
  await leadTo(window, 'https://api.openai.com/v1', provider.address)
  await leadTo(window, 'https://api.anthropic.com', strict.origin)
  await window.page.getByRole('button', { name: 'Start', exact: true }).waitFor()
  const quit = async (): Promise<void> => {
    await window.quit()
    await strict.close()
  }
  return { ...window, quit }
}

/** Where pretend models answer, and nothing was asked yet. */
export const openPractice: Stage['open'] = ({ fresh }, atMs) =>
  open(fresh, atMs, ['--profile=practice'])

/** A month of use, with keys, whose providers are led to a server on this computer. */
export const openSeeded: Stage['open'] = async (folders, atMs, house) => {
  const window = await openCopy(folders, atMs)
  await giveKeys(window, house)
  return window
}

/** The same a hundred days after it was used last. */
export const openLater: Stage['open'] = async (folders, atMs, house) => {
  const window = await openCopy(folders, atMs + 100 * DAY_MS)
  await giveKeys(window, house)
  return window
}

/** A month of use whose pages cannot be read any more, with a backup. */
export const openDamaged: Stage['open'] = async ({ seeded, fresh }, atMs) => {
  await cp(seeded, fresh, { recursive: true })
  const path = join(fresh, 'personal/farthing.db')
  await backUp(path, atMs)
  const bytes = await readFile(path)
  await writeFile(path, bytes.fill(0xfa, HEADER_BYTES))
  return open(fresh, atMs)
}

async function openCopy({ seeded, fresh }: Parameters<Stage['open']>[0], atMs: number) {
  await cp(seeded, fresh, { recursive: true })
  return open(fresh, atMs)
}

async function giveKeys(window: FarthingWindow, { provider }: House): Promise<void> {
  for (const [from, to] of Object.entries(addressesOf(provider))) await leadTo(window, from, to)
  for (const providerId of keyedProviders) {
    await window.call('providers.saveKey', { providerId, key: `sk-picture-${providerId}-7f3a` })
  }
}

async function open(
  folder: string,
  atMs: number,
  args: readonly string[] = [],
): Promise<FarthingWindow> {
  await mkdir(folder, { recursive: true })
  const window = await launchFarthing({
    folder,
    args,
    clockAheadMs: atMs - Date.now(),
    executablePath: await programWithKeys(folder),
  })
  // In the window the moment is the same however long the pictures take.
  await window.page.clock.setFixedTime(atMs)
  await window.page.reload()
  return window
}

/** Beside a key store, where a desktop may offer none. */
function programWithKeys(folder: string): Promise<string> {
  const { binary } = electronRuntime()
  if (process.platform !== 'linux') return Promise.resolve(binary)
  return writeKeyringLauncher(join(folder, 'keyring'), binary)
}
