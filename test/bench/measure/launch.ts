import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { electronRuntime, sandboxArguments } from '../../../build/app.ts'
import { connectDevTools } from './devtools.ts'

const READY_TIMEOUT_MS = 60_000
const QUIT_TIMEOUT_MS = 10_000
const REPORT = 'farthingBenchReady'

/**
 * Runs in the page, from before its first script. The field counts as there when it can take the
 * focus and the frame that it first stands in has been drawn: an animation frame is called just
 * before that frame is drawn, a task posted from it comes after.
 */
const watcher = (selector: string): string => `(() => {
  if (location.protocol !== 'app:' || globalThis.farthingBench) return
  globalThis.farthingBench = true
  const isThere = () => {
    const field = document.querySelector(${JSON.stringify(selector)})
    return field !== null && !field.disabled && field.getClientRects().length > 0
  }
  const report = () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => ${REPORT}(String(performance.timeOrigin + performance.now()))
    port2.postMessage(null)
  })
  if (isThere()) return ${REPORT}('late')
  new MutationObserver((_changes, observer) => {
    if (!isThere()) return
    observer.disconnect()
    report()
  }).observe(document, { childList: true, subtree: true })
})()`

export type App = {
  readonly folder: string
  readonly args: readonly string[]
  /** What counts as there, where the first screen has no field for a message. */
  readonly firstSeen?: string
}

export type Launched = {
  readonly processId: number
  /** From the start of the process to the field, or null when we came too late to see it. */
  readonly readyMs: number | null
  /** Takes the focus out of the field, because a blinking caret is not idle, and leaves DevTools. */
  leaveAlone(): Promise<void>
  /** One command of the DevTools protocol, to its page. */
  send(method: string, params: object): Promise<unknown>
  quit(): Promise<void>
}

/**
 * Starts an app as a person does and waits for its text field.
 *
 * Timed from outside, by the same means for every app: the DevTools port is open before the app is
 * ready, we attach to its page when it appears and do not hold it up, and the page tells by itself
 * when the field was drawn, by the system's clock. So neither polling nor the way of the message
 * is in the figure.
 */
export async function launch(app: App, profile: string): Promise<Launched> {
  const args = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, ...sandboxArguments()]
  const startedAtMs = performance.timeOrigin + performance.now()
  const child = spawn(electronRuntime().binary, [app.folder, ...args, ...app.args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  try {
    const { readyAt, leaveAlone, send } = await Promise.race([
      watch(child, watcher(app.firstSeen ?? 'textarea[aria-label="Message"]')),
      once(child, 'exit').then(([code]) => fail(`it ended with code ${code}`)),
      pause(READY_TIMEOUT_MS, null, { ref: false }).then(() => fail('it took too long')),
    ])
    return {
      processId: child.pid ?? 0,
      readyMs: readyAt === null ? null : readyAt - startedAtMs,
      leaveAlone,
      send,
      quit: () => quit(child),
    }
  } catch (error) {
    await quit(child)
    throw error
  }
}

function fail(why: string): never {
  throw new Error(`An app that was started to be measured showed no text field: ${why}`)
}

type Watched = Pick<Launched, 'leaveAlone' | 'send'> & {
  /** By the system's clock, or null when the field was there before us. */
  readonly readyAt: number | null
}

async function watch(child: ChildProcess, script: string): Promise<Watched> {
  const url = await devToolsUrl(child)
  const ready = Promise.withResolvers<{ payload: string; sessionId: string | undefined }>()
  const devTools = await connectDevTools(url, (method, params, sessionId) => {
    if (method === 'Target.attachedToTarget') {
      void attach((params as { sessionId: string }).sessionId).catch(ready.reject)
    }
    if (method === 'Runtime.bindingCalled') {
      ready.resolve({ payload: (params as { payload: string }).payload, sessionId })
    }
  })
  async function attach(sessionId: string): Promise<void> {
    await Promise.all([
      devTools.send('Runtime.enable', {}, sessionId),
      devTools.send('Runtime.addBinding', { name: REPORT }, sessionId),
      devTools.send('Page.enable', {}, sessionId),
      devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: script }, sessionId),
      devTools.send('Runtime.evaluate', { expression: script }, sessionId),
    ])
  }
  const options = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }
  await devTools.send('Target.setAutoAttach', options)
  const { payload, sessionId } = await ready.promise
  return {
    readyAt: payload === 'late' ? null : Number(payload),
    async leaveAlone() {
      const blur = { expression: 'document.activeElement?.blur()' }
      await devTools.send('Runtime.evaluate', blur, sessionId)
      devTools.close()
    },
    send: (method, params) => devTools.send(method, params, sessionId),
  }
}

function devToolsUrl({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    stderr?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-10_000)
      const found = /DevTools listening on (ws:\S+)\s/u.exec(text)
      if (found?.[1]) resolve(found[1])
    })
  })
}

async function quit(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const isInTime = await Promise.race([
    ended.then(() => true),
    pause(QUIT_TIMEOUT_MS, false, { ref: false }),
  ])
  if (isInTime) return
  child.kill('SIGKILL')
  await ended
}
