import { Readable } from 'node:stream'
import { exitCodeOf, start } from './setup/command.mjs'
import { Problem } from './setup/problem.mjs'

const screen = '1600x1000x24'
const startTimeoutMs = 10_000

export type Display = {
  stop(): Promise<void>
}

/**
 * Gives windows a place to be: the person's own display, or on a Linux without one an invisible
 * X server that ends with us.
 */
export async function startDisplay(): Promise<Display> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) {
    return { stop: () => Promise.resolve() }
  }
  // The server picks a free number itself and writes it to the descriptor we name.
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset']
  const child = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await Promise.race([
    firstLine(child.stdio[3]),
    exitCodeOf(child).then(() => null),
    new Promise<null>((resolve) => setTimeout(resolve, startTimeoutMs, null).unref()),
  ])
  if (number === null) {
    child.kill('SIGKILL')
    throw new Problem('The virtual display (Xvfb) did not start. Run `Xvfb :99` to see why.')
  }
  process.env.DISPLAY = `:${number}`
  return {
    async stop() {
      delete process.env.DISPLAY
      child.kill('SIGTERM')
      await exitCodeOf(child)
    },
  }
}

function firstLine(stream: unknown): Promise<string> {
  if (!(stream instanceof Readable)) throw new Error('Xvfb was started without its fourth pipe')
  return new Promise((resolve) => {
    let text = ''
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      if (text.includes('\n')) resolve(text.trim())
    })
  })
}
