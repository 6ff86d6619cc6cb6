import { join } from 'node:path'
import type { FarthingWindow } from '../e2e/farthing-window.ts'

const sizes = [
  { width: 800, height: 600 },
  { width: 1280, height: 800 },
] as const

/** What moves or fades has come to rest. */
const REST_MS = 250

/** What is on the screen, light and dark, small and large. It is left light and large. */
export async function takePictures(
  { page, app }: FarthingWindow,
  name: string,
  folder: string,
): Promise<void> {
  const shown = await app.browserWindow(page)
  for (const { width, height } of sizes) {
    await shown.evaluate((window, size) => window.setContentSize(size.width, size.height), {
      width,
      height,
    })
    await page.waitForFunction((wanted) => innerWidth === wanted, width)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.waitForTimeout(REST_MS)
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}x${height}.png`) })
    }
  }
}
