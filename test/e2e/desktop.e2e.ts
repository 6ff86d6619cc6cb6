import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { answers, messageField, modelButton, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { menuBar, pickMenuItem, untilMenuStands } from './menu-bar.ts'
import { oneServer, setUp } from './one-server.ts'

const practice = { args: ['--profile=practice'] }

test('the menu bar says what the window can do, and does it', async ({ stage }) => {
  const window = await stage.start(practice)
  const { page } = window
  await sendAndWait(page, 'How do I bleed a radiator?')
  await untilMenuStands(window)
  const bar = await menuBar(window)
  expect(Object.keys(bar)).toEqual(['File', 'Edit', 'Chat', 'View', 'Window', 'Help'])
  expect(bar['File']).toContain('New chat Ctrl+N')
  expect(bar['Edit']).toContain('Select all')
  expect(bar['Chat']).toContain('Copy the last answer Ctrl+Shift+C')

  await pickMenuItem(window, 'File', 'New chat')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New chat')
  await pickMenuItem(window, 'Chat', 'Previous conversation')
  await expect(answers(page)).toHaveCount(1)
  await pickMenuItem(window, 'View', 'Dark theme')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await pickMenuItem(window, 'Help', 'Keyboard shortcuts')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('everything has keys, and all of them stand on one sheet', async ({ stage }) => {
  const window = await stage.start(practice)
  const { page, app } = window
  await sendAndWait(page, 'How do I bleed a radiator?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.keyboard.press('Control+/')
  await expect(sheet.getByText('Copy the last answer')).toBeVisible()
  await expect(sheet.getByText('Quick ask')).toBeVisible()
  await expectAccessible(window, 'shortcuts')
  await page.keyboard.press('Control+/')
  await expect(sheet).toBeHidden()

  await app.evaluate(({ clipboard }) => clipboard.clear())
  await page.keyboard.press('Control+Shift+C')
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('This is a practice answer')
  await page.keyboard.press('Control+n')
  await expect(answers(page)).toHaveCount(0)
  await page.keyboard.press('Control+PageDown')
  await expect(answers(page)).toHaveCount(1)
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings')
  await page.keyboard.press('Control+l')
  await expect(messageField(page)).toBeFocused()
  const list = page.getByRole('navigation', { name: 'Conversations' })
  await expect(list).toBeVisible()
  await page.keyboard.press('Control+b')
  await expect(list).toBeHidden()
  // Who was writing goes on writing, and what was put away stays away.
  await expect(messageField(page)).toBeFocused()
  await page.keyboard.press('Control+PageUp')
  await page.keyboard.press('Control+PageDown')
  await expect(answers(page)).toHaveCount(1)
  await expect(list).toBeHidden()
  await page.keyboard.press('Control+b')
  await expect(list).toBeVisible()
  await page.keyboard.press('Control+m')
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+R')
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden({
    timeout: 2_000,
  })
})

test('the palette finds a command, a conversation and a model by keyboard alone', async ({
  stage,
}) => {
  const window = await stage.start(practice)
  const { page } = window
  await sendAndWait(page, 'How do I bleed a radiator?')
  const palette = page.getByRole('combobox', { name: 'Command palette' })

  await page.keyboard.press('Control+k')
  await expect(palette).toBeFocused()
  await expectAccessible(window, 'palette')
  // As it was looked at: with less motion asked for.
  expect(await movingParts(page)).toEqual([])
  await page.keyboard.type('zzz')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()

  await typeInPalette(page, 'new ch')
  await expect(answers(page)).toHaveCount(0)
  await typeInPalette(page, 'radiator')
  await expect(answers(page)).toHaveCount(1)
  await typeInPalette(page, 'practice heavy')
  await expect(modelButton(page)).toHaveAccessibleName('Model: Practice Heavy')
  await page.keyboard.press('Control+k')
  await expect(palette).toBeFocused()
  const second = page.getByRole('option').nth(1)
  await page.keyboard.press('ArrowDown')
  await expect(second).toHaveAttribute('data-highlighted')
  await page.keyboard.press('ArrowUp')
  await expect(second).not.toHaveAttribute('data-highlighted')
  await page.keyboard.press('Escape')
  await typeInPalette(page, 'settings')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings')
})

test('size, place, zoom and theme are as they were after a restart', async ({ stage }) => {
  const first = await stage.start(practice)
  await messageField(first.page).waitFor()
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 70, width: 900, height: 700 }),
  )
  await first.page.keyboard.press('Control+-')
  await first.page.keyboard.press('Control+-')
  await first.page.keyboard.press('Control+=')
  await expect.poll(() => zoomOf(first)).toBe(0.9)
  const bounds = await boundsOf(first)
  await first.quit()
  const kept: unknown = JSON.parse(await readFile(join(first.folder, 'window.json'), 'utf8'))
  expect(kept).toEqual({ bounds, isMaximised: false })

  const second = await stage.start({ folder: first.folder, ...practice })
  await messageField(second.page).waitFor()
  // A page that was made smaller before it was painted was once never shown.
  await expect
    .poll(() =>
      second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
    )
    .toBe(true)
  expect(await boundsOf(second)).toMatchObject({ width: bounds?.width, height: bounds?.height })
  await expect.poll(() => zoomOf(second)).toBe(0.9)
  await second.page.keyboard.press('Control+0')
  await expect.poll(() => zoomOf(second)).toBe(1)
})

test('over a field, a link and selected text there is a menu, and nothing is opened by it', async ({
  stage,
}) => {
  const text = 'Go to [the bank](https://evil.example/login?to=bank).'
  const server = await stage.provider(oneServer({ 'gpt-6-sol': { kind: 'answer', text } }))
  const window = await stage.start()
  const { page, app } = window
  await setUp(window, server)
  await sendAndWait(page, 'Where do I pay?')
  await untilMenuStands(window)
  await app.evaluate(({ Menu, shell }) => {
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      Reflect.set(globalThis, 'shownMenu', this)
    }
    shell.openExternal = async (url) => void Reflect.set(globalThis, 'opened', url)
  })
  const shown = (): Promise<string[]> =>
    app.evaluate(() => {
      const menu = Reflect.get(globalThis, 'shownMenu') as Electron.Menu | undefined
      return (menu?.items ?? []).map(({ type, label }) => (type === 'separator' ? '-' : label))
    })
  await messageField(page).fill('Some text')
  await messageField(page).click({ button: 'right' })
  await expect.poll(shown).toEqual(['Cut', 'Copy', 'Paste', 'Select all'])

  await answers(page).getByRole('link', { name: 'the bank' }).click({ button: 'right' })
  await expect.poll(shown).toEqual(['Copy link to evil.example'])
  await app.evaluate(() => {
    const menu = Reflect.get(globalThis, 'shownMenu') as Electron.Menu
    menu.items[0]?.click()
  })
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('https://evil.example/login?to=bank')

  const words = answers(page).getByText('Go to')
  await words.evaluate((element) => getSelection()?.selectAllChildren(element))
  await words.click({ button: 'right', position: { x: 5, y: 5 } })
  await expect.poll(shown).toEqual(['Copy', 'Select all'])
  expect(await app.evaluate(() => Reflect.get(globalThis, 'opened') ?? null)).toBeNull()
})

test('no dictionary is fetched before the person asks for one', async ({ stage }) => {
  const folder = await stage.temporaryFolder()
  const start = (log: string): Promise<FarthingWindow> =>
    stage.start({ folder, args: ['--profile=practice', `--log-net-log=${join(folder, log)}`] })
  const off = await start('off.json')
  await messageField(off.page).fill('A wrod that is misspelt')
  await untilMenuStands(off)
  await off.quit()
  expect(await addressesIn(join(folder, 'off.json'))).toEqual([])

  const on = await start('on.json')
  await messageField(on.page).fill('A wrod that is misspelt')
  await on.page.keyboard.press('Control+,')
  await on.page.getByRole('button', { name: 'Desktop' }).click()
  await expect(on.page.getByText('fetched from Google')).toBeVisible()
  await on.page.getByRole('switch', { name: 'Check spelling' }).click()
  await expect
    .poll(() =>
      on.app.evaluate(({ session }) => session.defaultSession.getSpellCheckerLanguages().length),
    )
    .toBe(1)
  await on.quit()
  expect(await addressesIn(join(folder, 'on.json'))).toEqual([
    expect.stringMatching(/^https:\/\/[^/]+\/edgedl\/chrome\/dict\/en-gb.*\.bdic$/u),
  ])
})

/** The files that were asked for on the web, as Chromium itself wrote it down. */
async function addressesIn(log: string): Promise<string[]> {
  const text = await readFile(log, 'utf8')
  const found = [...text.matchAll(/"url":"(?<url>https?:[^"]*)"/gu)]
  return [...new Set(found.map(({ groups }) => groups?.['url'] ?? ''))]
}

/** What would move or fade, if it changed. */
function movingParts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element)
        return animationName !== 'none' || Number.parseFloat(transitionDuration) > 0
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  )
}

async function typeInPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).waitFor()
  await page.keyboard.type(typed)
  await page.keyboard.press('Enter')
}

function boundsOf({ app }: FarthingWindow) {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
}

function zoomOf({ app }: FarthingWindow): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => {
    const zoom = BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0
    return Math.round(zoom * 100) / 100
  })
}
