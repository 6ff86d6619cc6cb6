import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { FarthingWindow } from '../e2e/farthing-window.ts'

/** One picture, as `index.json` beside them lists it. */
export type Picture = {
  file: string
  name: string
  theme: 'light' | 'dark'
  widthPx: number
  heightPx: number
}

const sizes = [
  { width: 800, height: 600 },
  { width: 1280, height: 800 },
] as const

/** What moves or fades has come to rest. */
const REST_MS = 200
const MOST_TRIES = 10

/**
 * What is on the screen, light and dark, small and large; a window of another kind in its own size.
 * It is left light and large.
 */
export async function takePictures(
  { app, page: main }: FarthingWindow,
  page: Page,
  name: string,
  folder: string,
): Promise<Picture[]> {
  const shown = await app.browserWindow(page)
  // The corner of the window, where nothing is that looks otherwise under the pointer.
  await page.mouse.move(1, 1)
  const taken: Picture[] = []
  for (const size of page === main ? sizes : [await sizeOf(page)]) {
    const { width, height } = size
    if (page === main) {
      await shown.evaluate((window, to) => window.setContentSize(to.width, to.height), size)
      await page.waitForFunction((wanted) => innerWidth === wanted, width)
    }
    for (const theme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      const file = `${name}-${theme}-${width}x${height}.png`
      await writeFile(join(folder, file), await atRest(page))
      taken.push({ file, name, theme, widthPx: width, heightPx: height })
    }
  }
  return taken
}

/** The picture that is the same a moment later: code gets its colours when they are found. */
async function atRest(page: Page): Promise<Buffer> {
  let before: Buffer = Buffer.alloc(0)
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    await page.waitForTimeout(REST_MS)
    const now = await page.screenshot({ caret: 'hide' })
    if (now.equals(before)) return now
    before = now
  }
  return before
}

function sizeOf(page: Page): Promise<{ width: number; height: number }> {
  return page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
}
