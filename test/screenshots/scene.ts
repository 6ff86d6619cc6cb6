import type { Page } from 'playwright'
import { costLine, messageField } from '../e2e/at-the-window.ts'
import type { FarthingWindow } from '../e2e/farthing-window.ts'
import type { House } from '../seed/house.ts'

/** Something to look at, and how to come to it from whatever the one before left. */
export type Scene = {
  name: string
  /** What it is a picture of: screens, sections of settings and dialogs, as `parts-of-the-app.ts` names them. */
  shows: readonly string[]
  /** Returns the page to look at, where that is not the main window's. */
  show: (window: FarthingWindow, house: House) => Promise<Page | void>
  /** Puts back what the pictures after it should not show. */
  leave?: (window: FarthingWindow) => Promise<void>
}

/** A folder with a profile in it, and the scenes that are seen there, in their order. */
export type Stage = {
  name: string
  open: (folders: Folders, atMs: number, house: House) => Promise<FarthingWindow>
  scenes: readonly Scene[]
}

/** `seeded` is a folder with a month of use, never opened itself; `fresh` is a new one for a stage. */
type Folders = { seeded: string; fresh: string }

const overlay =
  '[role=dialog], [role=alertdialog], [role=menu], [role=listbox][aria-label="Models"]'

/** Closes whatever lies over the screen. */
export async function clear(page: Page): Promise<void> {
  const notices = page.getByRole('status').getByRole('button', { name: 'Close', exact: true })
  for (const notice of await notices.all()) await notice.click()
  for (let tries = 0; tries < 6 && (await page.locator(overlay).count()) > 0; tries += 1) {
    await page.keyboard.press('Escape')
    await page.waitForTimeout(100)
  }
}

async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).fill(name)
  await page.getByRole('option', { name }).first().click()
}

/** Opens a conversation by its name: its row may stand in a folder that is closed. */
export async function openChat(page: Page, title: string): Promise<void> {
  await runCommand(page, title)
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await messageField(page).focus()
}

export async function write(page: Page, text: string): Promise<void> {
  await messageField(page).fill(text)
  await costLine(page)
    .filter({ hasText: /about .+ at most / })
    .waitFor()
}

export async function newChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New chat' }).first().click()
  await messageField(page).waitFor()
}

/** A choice of a few that stand side by side. */
export async function choose(
  page: Page,
  group: string | RegExp,
  name: string | RegExp,
): Promise<void> {
  const choices = page.getByRole('radiogroup', { name: group })
  await choices.getByRole('radio', { name, exact: true }).check({ force: true })
}
