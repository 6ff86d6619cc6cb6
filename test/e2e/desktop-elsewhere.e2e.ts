import type { Page } from 'playwright'
import {
  answers,
  costLine,
  messageField,
  newestAnswer,
  send,
  sendAndWait,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { menuBar, pickMenuItem, untilMenuStands } from './menu-bar.ts'
import { oneServer, setUp, slowAnswer } from './one-server.ts'

const practice = { args: ['--profile=practice'] }

test('the small window sends a priced turn through the ledger, and opens it in the large one', async ({
  stage,
}) => {
  const window = await stage.start(practice)
  const { page, app, call } = window
  await messageField(page).waitFor()
  const quick = await openQuickAsk(window)
  await expect(messageField(quick)).toBeFocused()
  await messageField(quick).fill('What is a farthing?')
  await expect(costLine(quick)).toContainText(/about .+ credits, at most/u)
  await sendAndWait(quick, 'What is a farthing?')
  await expectAccessible({ page: quick, app }, 'quick ask with an answer')
  const { receipt } = await newestAnswer(window)
  expect((await call('budget.read', {})).balances.spentNanoUsd).toBe(receipt.spentNanoUsd)

  await quick.keyboard.press('Control+-')
  await call('settings.change', { theme: 'dark' })
  await expect(quick.locator('html')).toHaveAttribute('data-theme', 'dark')
  const sizes = (): Promise<number[]> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        Math.round(webContents.getZoomFactor() * 100),
      ),
    )
  await expect.poll(sizes).toEqual([90, 90])

  await quick.getByRole('button', { name: 'Open in Farthing' }).click()
  await expect(answers(page)).toHaveCount(1)
  await expect(page.getByText('What is a farthing?').first()).toBeVisible()
  await expect.poll(() => isQuickAskSeen(window)).toBe(false)

  await pickMenuItem(window, 'File', 'Quick ask')
  await expect.poll(() => isQuickAskSeen(window)).toBe(true)
  await quick.keyboard.press('Control+m')
  await expect(quick.getByRole('listbox', { name: 'Models' })).toBeVisible()
  await quick.keyboard.press('Escape')
  await expect(quick.getByRole('listbox', { name: 'Models' })).toBeHidden()
  expect(await isQuickAskSeen(window)).toBe(true)
  await quick.keyboard.press('Escape')
  await expect.poll(() => isQuickAskSeen(window)).toBe(false)
})

test('who has no budget yet is led from the small window to the large one', async ({ stage }) => {
  const window = await stage.start()
  await window.page.getByRole('button', { name: 'Start' }).waitFor()
  const quick = await openQuickAsk(window)
  await expect(quick.getByText('Farthing has to be set up first.')).toBeVisible()
  await quick.getByRole('button', { name: 'Open in Farthing' }).last().click()
  await expect.poll(() => isQuickAskSeen(window)).toBe(false)
})

test('keys for the small window are recorded, and it is said when another program has them', async ({
  stage,
}) => {
  const window = await stage.start(practice)
  const { page, app } = window
  await messageField(page).waitFor()
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: 'Desktop' }).click()
  await expectAccessible(window, 'settings of the desktop')
  const isHeard = (keys: string): Promise<boolean> =>
    app.evaluate(({ globalShortcut }, wanted) => globalShortcut.isRegistered(wanted), keys)
  const button = page.getByRole('button', { name: /^Keys: / })

  await button.click()
  await page.keyboard.press('n')
  await expect(button).toHaveText('Press the keys')
  await page.keyboard.press('Control+Alt+Shift+F7')
  await expect(button).toHaveText('Ctrl Alt Shift F7')
  await expect.poll(() => isHeard('CommandOrControl+Alt+Shift+F7')).toBe(true)

  await app.evaluate(({ globalShortcut }) => {
    globalShortcut.register('CommandOrControl+Alt+Shift+F8', () => undefined)
  })
  await button.click()
  await page.keyboard.press('Control+Alt+Shift+F8')
  await expect(page.getByText('Another program has these keys')).toBeVisible()
  expect(await isHeard('CommandOrControl+Alt+Shift+F7')).toBe(false)
  await page.getByRole('button', { name: 'Switch off' }).click()
  await expect(button).toHaveText('No keys')
  await expect(page.getByText('Another program has these keys')).toBeHidden()
})

test('the end of a long answer is said outside, with its price and none of its words', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(30, 60) }))
  const window = await stage.start()
  const { page, app } = window
  await setUp(window, server)
  await untilMenuStands(window)
  await app.evaluate(({ Notification, BrowserWindow }) => {
    Reflect.set(globalThis, 'news', [])
    Reflect.set(BrowserWindow, 'getFocusedWindow', () => null)
    Reflect.set(Notification, 'isSupported', () => true)
    Notification.prototype.show = function show(this: Electron.Notification) {
      const news: unknown = Reflect.get(globalThis, 'news')
      if (Array.isArray(news)) news.push({ title: this.title, body: this.body })
      Reflect.set(globalThis, 'click', () => this.emit('click'))
    }
  })
  await page.evaluate(() => {
    document.hasFocus = () => false
    // As if twenty seconds had gone by since the question.
    const now = Date.now
    Date.now = () => now() + 20_000
  })
  await send(page, 'Write something long')
  await expect(answers(page)).toContainText('word30')
  const news = (): Promise<unknown> => app.evaluate(() => Reflect.get(globalThis, 'news'))
  await expect
    .poll(news)
    .toEqual([{ title: 'Answer from GPT-6 Sol', body: expect.stringMatching(/^[\d.]+ credits/u) }])
  expect(JSON.stringify(await news())).not.toContain('word')

  await page.keyboard.press('Control+n')
  await expect(answers(page)).toHaveCount(0)
  await app.evaluate(() => {
    const click: unknown = Reflect.get(globalThis, 'click')
    if (typeof click === 'function') click()
  })
  await expect(answers(page)).toHaveCount(1)
})

test('another language is spoken at once, and what was typed is still there', async ({ stage }) => {
  const window = await stage.start(practice)
  const { page } = window
  await messageField(page).fill('Half a thought')
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE')
  await expect(page.getByRole('textbox', { name: 'Nachricht' })).toHaveValue('Half a thought')
  await untilMenuStands(window, 'Bearbeiten')
  expect((await menuBar(window))['Datei']).toContain('Neue Unterhaltung Ctrl+N')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Einstellungen')
  await expect(page.getByText('199.9')).toHaveCount(0)
  await expect(page.getByText('200.000').first()).toBeVisible()
})

test('a closed window stays in the tray only if the person wants that', async ({ stage }) => {
  const window = await stage.start(practice)
  const { app, page, call } = window
  await untilMenuStands(window)
  await call('settings.change', { staysInTray: true })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  const isSeen = (): Promise<boolean | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isSeen).toBe(false)
  expect((await call('budget.read', {})).mode).toBe('firm')
  await app.evaluate(({ app: program }) => void program.emit('second-instance'))
  await expect.poll(isSeen).toBe(true)
  await call('settings.change', { staysInTray: false })
  const isOver = new Promise<void>((resolve) => void app.once('close', () => resolve()))
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await isOver
  expect(page.isClosed()).toBe(true)
})

async function openQuickAsk({ app, page }: FarthingWindow): Promise<Page> {
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
  return quick
}

function isQuickAskSeen({ app }: FarthingWindow): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) => window.webContents.getURL().endsWith('#quick-ask') && window.isVisible(),
    ),
  )
}
