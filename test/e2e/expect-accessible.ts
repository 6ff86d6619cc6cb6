import { AxeBuilder } from '@axe-core/playwright'
import { expect } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'

/** Wide at last: the next start begins with the size that was left. */
const sizes = [
  { width: 800, height: 600 },
  { width: 1280, height: 800 },
] as const

/**
 * As axe sees it: both themes, a small window and a wide one. Which theme goes with which size takes
 * turns from one screen to the next: colours do not follow the size, and each look takes its time.
 */
export async function expectAccessible(
  { page, app }: Pick<FarthingWindow, 'page' | 'app'>,
  what: string,
): Promise<void> {
  const isDarkFirst = what.length % 2 === 0
  for (const [place, { width, height }] of sizes.entries()) {
    const colorScheme = (place === 0) === isDarkFirst ? 'dark' : 'light'
    await app.evaluate(
      ({ BrowserWindow }, { url, size }) =>
        BrowserWindow.getAllWindows()
          .find(({ webContents }) => webContents.getURL() === url)
          ?.setContentSize(size.width, size.height),
      { url: page.url(), size: { width, height } },
    )
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
    )
    expect.soft(found, `${what}, ${colorScheme}, ${width} x ${height}`).toEqual([])
  }
}
