import type { Locator, Page } from 'playwright/test'

/** Goes on with Tab until an element has the focus, as a person would; never further than once round. */
export async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error('The element cannot be reached with Tab')
}
