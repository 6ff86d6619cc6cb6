import { buildApp, electronRuntime, openApp } from '../app.ts'
import { sandboxObstacle } from '../sandbox.ts'
import { say } from '../setup/say.mjs'

/** `npm start [-- arguments]`: the app in a window, for a person. */
export async function runTask(args: readonly string[]): Promise<number> {
  await buildApp()
  const obstacle = sandboxObstacle(electronRuntime().folder)
  if (obstacle !== null) say(`Starting without the Chromium sandbox: ${obstacle}`)
  return openApp(args)
}
