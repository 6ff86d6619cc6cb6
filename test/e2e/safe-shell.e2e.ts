import type { Bridge } from '../../shared/ipc/contract.ts'
import { sendAndWait } from './at-the-window.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, setUp } from './one-server.ts'

test('nothing in the page reaches a network, another page or a program', async ({ stage }) => {
  stage.expectComplaints()
  const server = await stage.provider(oneServer())
  const { page, app } = await stage.start()
  const url = page.url()
  expect(url).toBe('app://farthing/index.html')

  const tried = await page.evaluate(async (target) => {
    const refused = (attempt: () => Promise<unknown>): Promise<string> =>
      attempt().then(
        () => 'went through',
        () => 'refused',
      )
    const loaded = (element: HTMLElement & { src: string }, src: string): Promise<string> =>
      new Promise((resolve) => {
        element.onload = () => resolve('went through')
        element.onerror = () => resolve('refused')
        element.src = src
        document.body.append(element)
      })
    const socket = new Promise<string>((resolve) => {
      try {
        const opened = new WebSocket(target.replace('http', 'ws'))
        opened.onopen = () => resolve('went through')
        opened.onerror = () => resolve('refused')
      } catch {
        resolve('refused')
      }
    })
    const frame = document.createElement('iframe')
    frame.src = target
    document.body.append(frame)
    return {
      fetch: await refused(() => fetch(target)),
      image: await loaded(document.createElement('img'), `${target}/a.png`),
      script: await loaded(document.createElement('script'), `${target}/a.js`),
      socket: await socket,
      opened: window.open(target) === null ? 'refused' : 'went through',
      openedOwn: window.open('app://farthing/index.html') === null ? 'refused' : 'went through',
    }
  }, server.origin)
  expect(new Set(Object.values(tried)), JSON.stringify(tried)).toEqual(new Set(['refused']))

  for (const target of [server.origin, 'file:///etc/hosts', 'app://farthing/other.html']) {
    await page.evaluate((to) => location.assign(to), target)
    await page.evaluate((to) => {
      const link = document.createElement('a')
      link.href = to
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.target = '_top'
      link.click()
    }, target)
  }
  await page.waitForTimeout(300)
  expect(page.url()).toBe(url)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(server.requests()).toEqual([])
})

test('the page has no Node, runs no text as code, and has a policy that says so', async ({
  stage,
}) => {
  stage.expectComplaints()
  const { page, app } = await stage.start()
  const response = await page.reload()
  const policy = response?.headers()['content-security-policy'] ?? ''
  for (const directive of ["default-src 'none'", "script-src 'self'", "connect-src 'none'"]) {
    expect(policy.split('; ')).toContain(directive)
  }
  expect(policy).not.toContain('unsafe-eval')
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)

  const found = await page.evaluate(async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer']
    // Outside of this call: what a debugger runs may do more than the page itself.
    const evaluated = await new Promise<string>((resolve) => {
      setTimeout(() => {
        try {
          const run = Reflect.get(globalThis, 'eval') as (code: string) => unknown
          resolve(String(run('1 + 1')))
        } catch (error) {
          resolve((error as Error).name)
        }
      })
    })
    const script = document.createElement('script')
    script.textContent = 'globalThis.ranInline = true'
    document.body.append(script)
    return {
      node: names.filter((name) => Reflect.get(globalThis, name) !== undefined),
      evaluated,
      ranInline: Reflect.get(globalThis, 'ranInline') === true,
      bridge: Object.keys(Reflect.get(globalThis, 'farthing') as object).toSorted(),
      permission: await Notification.requestPermission(),
    }
  })
  expect(found).toEqual({
    node: [],
    evaluated: 'EvalError',
    ranInline: false,
    bridge: ['call', 'on'],
    permission: 'denied',
  })
  const outside = await app.evaluate(async ({ net }) => {
    const paths = [
      '..%2f..%2fpackage.json',
      '..%2fmain%2fmain.js',
      '%2fetc%2fhosts',
      'nothing.html',
    ]
    const answers = paths.map((path) => net.fetch(`app://farthing/${path}`))
    return (await Promise.all(answers)).map(({ status }) => status)
  })
  expect(outside).toEqual([404, 404, 404, 404])
})

test('a call that does not exist, or with what it does not take, is refused', async ({ stage }) => {
  const { page } = await stage.start()
  const replies = await page.evaluate(async () => {
    const { farthing } = globalThis as unknown as { farthing: Bridge }
    const call = farthing.call as (name: string, input: unknown) => Promise<unknown>
    const given: [string, unknown][] = [
      ['keys.read', {}],
      ['toString', {}],
      ['__proto__', {}],
      ['budget.set', { typedUsd: 20 }],
      ['budget.set', { typedUsd: '20', more: true }],
      ['budget.read', null],
      ['conversation.open', { conversationId: "' OR 1=1 --" }],
      ['link.open', { url: 'file:///etc/hosts' }],
      ['link.open', { url: 'javascript:alert(1)' }],
      ['link.open', { url: 'smb://host/share' }],
    ]
    return Promise.all(
      given.map(async ([name, input]) => {
        try {
          const reply = (await call(name, input)) as { failure?: { kind: string } }
          return reply.failure?.kind ?? 'done'
        } catch (error) {
          return (error as Error).message
        }
      }),
    )
  })
  expect(replies).toEqual([
    'There is no call keys.read',
    'There is no call toString',
    'There is no call __proto__',
    ...Array.from({ length: 4 }, () => 'bad-request'),
    ...Array.from({ length: 3 }, () => 'bad-address'),
  ])
})

test('an answer can hold pictures, scripts and odd links: none is loaded, run or followed', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, app } = window
  await setUp(window, server)
  const text = [
    `![cat](${server.origin}/stolen.png?said=secret)`,
    `<img src="${server.origin}/raw.png" onerror="globalThis.ran = 1">`,
    '<script>globalThis.ran = 1</script>',
    `<iframe src="${server.origin}/frame.html"></iframe>`,
    '[plain link](https://farthing.invalid/page)',
    '[script link](javascript:globalThis.ran=1)',
    '[file link](file:///etc/hosts)',
    `[ref]\n\n[ref]: ${server.origin}/reference`,
  ].join('\n\n')
  server.queue({ kind: 'answer', text })
  const opened = await recordOpened(window)

  const answer = await sendAndWait(page, 'Show me a cat')
  await expect(answer.getByText('Image, not shown: cat')).toBeVisible()
  await expect(answer.locator('img, iframe, script')).toHaveCount(0)
  for (const name of ['script link', 'file link']) {
    await answer.getByText(name).click()
  }
  expect(await opened()).toEqual([])
  await answer.getByRole('link', { name: 'plain link' }).click()
  await expect.poll(opened).toEqual(['https://farthing.invalid/page'])
  await answer.getByRole('link', { name: 'plain link' }).click({ button: 'middle' })

  expect(await page.evaluate(() => Reflect.get(globalThis, 'ran'))).toBeUndefined()
  expect(page.url()).toBe('app://farthing/index.html')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(server.requests().filter(({ method }) => method === 'GET')).toEqual([])
})

/** The links that would have been given to the system. */
async function recordOpened({
  app,
}: Parameters<typeof setUp>[0]): Promise<() => Promise<string[]>> {
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
