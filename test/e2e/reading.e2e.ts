import { png } from '../helpers/images.ts'
import { answers, receiptLine, send, sendAndWait } from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { oneServer, setUp } from './one-server.ts'

const code = `export const total = (rows: number[]) => {
  // adds up
  return rows.reduce((all, one) => all + one, 0)
}
${'const a = 1\n'.repeat(60)}`

const everything = `It costs $5 and $6; [bank.example](https://evil.example/login), [plain](https://docs.example/a).

\`\`\`ts
${code}\`\`\`

| Boat | Pennies |
|---|--:|
| Curlew, old | **12** |
| =1+1 | 9 |

Inline \\(x^2\\), and by itself:

$$
\\sum_{i=1}^n i
$$

- [x] done
- [ ] to do

![A harbour](https://pictures.example/harbour.png) ![Home](https://127.0.0.1/home.png)

See [the note][note].

[note]: https://note.example/
`

test('an answer is read: code, tables, formulas, links that say where they lead, images on a click', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, app } = window
  await setUp(window, server)
  server.queue({ kind: 'answer', text: everything, reasoningTokens: 40 })
  const answer = await sendAndWait(page, 'Show everything')
  const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText())

  await expect(answer.getByText('ts', { exact: true })).toBeVisible()
  await expect(answer.locator('.code-keyword').filter({ hasText: 'export' })).toBeVisible()
  await answer.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(copied).toBe(code.trimEnd())

  await answer.getByRole('region', { name: 'Table' }).hover()
  await answer.getByRole('button', { name: 'Copy as CSV' }).click()
  await expect.poll(copied).toBe('Boat,Pennies\r\n"Curlew, old",12\r\n\'=1+1,9')
  await answer.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect.poll(copied).toContain('| Curlew, old | **12** |')

  await expect(answer.getByText('It costs $5 and $6;')).toBeVisible()
  await expect(answer.locator('.katex')).toHaveCount(2)
  await expect(answer.getByRole('group', { name: 'Formula' })).toBeVisible()
  await expect(answer.getByRole('img', { name: 'not done' })).toBeVisible()

  const opened = await recordOpened(window)
  const bank = answer.getByRole('link', { name: 'bank.example' })
  await expect(bank).toHaveAttribute('title', 'evil.example')
  await expect(answer.getByText('(evil.example)')).toBeVisible()
  await expect(answer.getByText('(docs.example)')).toHaveCount(0)
  await bank.click()
  await answer.getByRole('link', { name: 'the note' }).click()
  await expect.poll(opened).toEqual(['https://evil.example/login', 'https://note.example/'])

  await expect(answer.locator('img')).toHaveCount(0)
  await answer.getByRole('button', { name: 'Show the image from 127.0.0.1: Home' }).click()
  await expect(answer.getByText('is not on the public web')).toBeVisible()
  const asked = await answerImages(window, png(40, 30))
  await answer
    .getByRole('button', { name: 'Show the image from pictures.example: A harbour' })
    .click()
  await expect(answer.getByRole('img', { name: 'A harbour' })).toBeVisible()
  expect(await asked()).toEqual(['https://pictures.example/harbour.png'])
  expect(server.requests().filter(({ method }) => method === 'GET')).toEqual([])
  await expectAccessible(window, 'an answer with everything')

  await answer.hover()
  await answer.getByRole('button', { name: 'Copy answer' }).click()
  await expect.poll(copied).toBe(everything)
})

test('what is written stays where it is: nothing flickers, nothing is drawn twice', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  const text = `First **bold words** and \`code\`.

${'Some **more bold words** here, and *others*.\n\n'.repeat(12)}\`\`\`js
${'const goes = "on"\n'.repeat(50)}\`\`\`

Last.
`
  server.queue({ kind: 'answer', text, delayMs: 8 })
  await send(page, 'Go on')
  const answer = answers(page).last()
  await expect(answer.getByText('First')).toBeVisible()
  await page.evaluate(watchWriting)
  await receiptLine(answer).waitFor()
  await expect(answer.getByText('Last.')).toBeVisible()
  expect(await page.evaluate(readWriting)).toEqual({ half: [], isSame: true })
})

/** In the page: keeps the first words of the answer, and every half-open mark that is ever shown. */
function watchWriting(): void {
  const prose = [...document.querySelectorAll('article .prose')].at(-1)
  const first = prose?.querySelector('p')
  const half: string[] = []
  const look = (): void => {
    for (const words of prose?.querySelectorAll('p') ?? []) {
      if (/\*\*|`/u.test(words.textContent)) half.push(words.textContent)
    }
  }
  if (prose)
    new MutationObserver(look).observe(prose, {
      childList: true,
      subtree: true,
      characterData: true,
    })
  Object.assign(globalThis, { watched: { first, half } })
}

function readWriting(): { half: string[]; isSame: boolean } {
  const { watched } = globalThis as unknown as { watched: { first: Element; half: string[] } }
  const prose = [...document.querySelectorAll('article .prose')].at(-1)
  return { half: watched.half, isSame: prose?.querySelector('p') === watched.first }
}

/** The links that would have been given to the system. */
async function recordOpened({ app }: FarthingWindow): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  return () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[])
}

type Invokable = { _invokeHandlers: Map<string, unknown> }

/** Every image that is asked for is this one: there is no internet here. */
async function answerImages(
  { app }: FarthingWindow,
  image: Uint8Array,
): Promise<() => Promise<string[]>> {
  await app.evaluate(
    ({ ipcMain }, bytes) => {
      const asked: string[] = []
      Reflect.set(globalThis, 'asked', asked)
      const handlers = (ipcMain as unknown as Invokable)._invokeHandlers
      handlers.set('image.fetch', (_event: unknown, { url }: { url: string }) => {
        asked.push(url)
        return { ok: true, value: { mediaType: 'image/png', bytes: new Uint8Array(bytes) } }
      })
    },
    [...image],
  )
  return () => app.evaluate(() => Reflect.get(globalThis, 'asked') as string[])
}
