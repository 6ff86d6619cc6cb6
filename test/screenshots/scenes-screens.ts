import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import { messageField } from '../e2e/at-the-window.ts'
import { laterPrices } from '../helpers/later-prices.ts'
import { section } from './scenes-budget.ts'
import { clear, openChat, type Scene } from './scene.ts'

/** The other screens, and what lies over all of them. */
export const otherScenes: readonly Scene[] = [
  {
    name: 'models',
    shows: ['models'],
    show: async ({ page }) => {
      await openModels(page)
      await page.getByRole('table', { name: 'Models' }).waitFor()
    },
  },
  {
    name: 'model-details',
    shows: ['models'],
    show: async ({ page }) => {
      await openModels(page)
      await page.getByRole('textbox', { name: 'Find a model' }).fill('Claude Opus 5.5')
      await page.getByRole('button', { name: 'Claude Opus 5.5' }).first().click()
      await page.getByRole('region', { name: 'Details of Claude Opus 5.5' }).waitFor()
    },
  },
  {
    name: 'price-update',
    shows: ['models'],
    show: async ({ page, folder }) => {
      const list = join(folder, 'later-prices.json')
      await writeFile(list, await laterPrices())
      await openModels(page)
      await page.getByRole('button', { name: 'Update prices' }).click()
      await page.getByLabel('Choose a file').setInputFiles(list)
      await page.getByRole('heading', { name: 'What this list would change' }).waitFor()
    },
    leave: ({ page }) => page.getByRole('button', { name: 'Keep the present one' }).click(),
  },
  settings('providers', 'Providers'),
  settings('budget', 'Budget'),
  settings('privacy', 'Privacy'),
  settings('data', 'Your data'),
  settings('appearance', 'Appearance'),
  settings('desktop', 'Desktop'),
  {
    name: 'restore',
    shows: ['settings', 'settings/data-restore'],
    show: async ({ page, app, folder }) => {
      const file = join(dirname(folder), 'kept.farthing-backup')
      await app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
      }, file)
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await section(page, 'Your data')
      await page.getByRole('button', { name: /^Back up/ }).click()
      await page
        .getByText(/^Written to|backed up/iu)
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Restore…' }).click()
      await page.getByRole('dialog', { name: /^Go on from / }).waitFor()
    },
  },
  {
    name: 'search',
    shows: ['search'],
    show: async ({ page }) => {
      await page.keyboard.press('Control+Shift+f')
      await page.getByRole('combobox', { name: 'Search everything that was said' }).fill('pontoon')
      await page.locator('mark').first().waitFor()
    },
  },
  {
    name: 'search-nothing',
    shows: ['search'],
    show: async ({ page }) => {
      const field = page.getByRole('combobox', { name: 'Search everything that was said' })
      await field.fill('narwhal')
      await page
        .getByText(/narwhal|^Nothing/u)
        .first()
        .waitFor()
    },
  },
  {
    name: 'palette',
    shows: ['palette', 'palette/palette'],
    show: async ({ page }) => {
      await openChat(page, 'Slow bookings report')
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
    },
  },
  {
    name: 'shortcuts',
    shows: ['shortcuts', 'shortcuts/shortcuts'],
    show: async ({ page }) => {
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'disk-full',
    shows: ['frame'],
    show: async ({ page, app }) => {
      await openChat(page, 'Slow bookings report')
      await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send('disk.changed', {
          failure: { kind: 'disk-full', message: '' },
        }),
      )
      await page.getByText('The disk is full.').waitFor()
    },
    leave: ({ app }) =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send('disk.changed', { failure: null }),
      ),
  },
  {
    name: 'quick-ask',
    shows: ['quick-ask'],
    show: async ({ app, page }) => {
      const [quick] = await Promise.all([
        app.waitForEvent('window'),
        page.evaluate(() => {
          const { farthing } = globalThis as unknown as {
            farthing: { call: (name: string, input: object) => Promise<unknown> }
          }
          return farthing.call('desktop.showQuickAsk', {})
        }),
      ])
      await quick.getByRole('heading', { name: 'Quick ask' }).waitFor()
      await messageField(quick).fill('What is neap tide in one sentence?')
      await quick
        .getByText(/^about/u)
        .first()
        .waitFor()
      return quick
    },
    leave: ({ page }) => page.bringToFront(),
  },
]

async function openModels(page: Page): Promise<void> {
  await clear(page)
  const sidebar = page.getByRole('banner', { name: 'Sidebar' })
  await sidebar.getByRole('button', { name: 'Models', exact: true }).click()
}

/** A picture of one section of the settings. */
function settings(name: string, label: string): Scene {
  return {
    name: `settings-${name}`,
    shows: ['settings', `settings:${name}`],
    show: async ({ page }) => {
      await clear(page)
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await section(page, label)
    },
  }
}
