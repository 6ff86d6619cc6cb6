import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { electronRuntime } from '../../build/app.ts'
import { answers, messageField, receiptLine, send, sendAndWait } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { type FarthingWindow, launchArguments } from './farthing-window.ts'
import { oneServer, setUp, slowAnswer } from './one-server.ts'

test('a second start brings the first window forward and leaves the database alone', async ({
  stage,
}) => {
  const window = await stage.start()
  const { page, app, call, folder } = window
  await call('budget.set', { typedUsd: '20' })
  await app.evaluate(({ BrowserWindow }) => {
    for (const shown of BrowserWindow.getAllWindows()) {
      const focus = shown.focus.bind(shown)
      shown.focus = () => {
        Reflect.set(globalThis, 'broughtForward', true)
        focus()
      }
    }
  })
  const second = spawn(electronRuntime().binary, launchArguments({ folder }), {
    stdio: 'ignore',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  const [code] = await once(second, 'exit')
  expect(code).toBe(0)
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'broughtForward'))).toBe(true)
  await messageField(page).fill('Still here')
  expect((await call('budget.read', {})).monthlyNanoUsd).toBe(20_000_000_000)
  await expect(answers(page)).toHaveCount(0)
})

test('an answer can be copied although every permission is denied', async ({ stage }) => {
  const { page, app } = await stage.start({ args: ['--profile=practice'] })
  const answer = await sendAndWait(page, 'How do I bleed a radiator?')
  await app.evaluate(({ clipboard }) => clipboard.clear())
  await answer.getByRole('button', { name: 'Copy answer' }).click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).not.toBe('')
  await receiptLine(answer).click()
  await answer.getByRole('button', { name: 'Copy receipt' }).click()
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^reserved: .+\nspent: .+\nreleased: /mu)
})

test('a window whose process crashes comes back, and its answer is settled as if nothing was', async ({
  stage,
}) => {
  stage.expectComplaints()
  const server = await stage.provider(oneServer({ 'gpt-6-sol': slowAnswer(40, 50) }))
  const window = await stage.start()
  await setUp(window, server)
  await send(window.page, 'Count to forty')
  await expect(answers(window.page)).toContainText('word5')
  await window.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const isBack = new Promise<void>((resolve) =>
      contents?.once('did-finish-load', () => resolve()),
    )
    contents?.forcefullyCrashRenderer()
    await isBack
  })

  await expect.poll(() => inPage(window, clickConversation)).toBe('clicked')
  await expect.poll(() => inPage(window, 'document.body.innerText')).toContain('word40')
  await expect.poll(() => inPage(window, 'document.body.innerText')).toContain('estimated')
  const spent = 'farthing.call("budget.read", {}).then(({ value }) => value.balances.spentNanoUsd)'
  expect(await inPage(window, spent)).toBe(server.bill().costNanoUsd)
})

const clickConversation = `
  var row = [...document.querySelectorAll('nav button')]
    .find(({ textContent }) => textContent.startsWith('Count to forty'))
  row?.click()
  row && 'clicked'
`

/** Playwright gives a crashed page up for good, so the window itself is asked. */
function inPage({ app }: FarthingWindow, code: string): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, text) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text).catch(String),
    code,
  )
}
