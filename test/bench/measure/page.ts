import { setTimeout as pause } from 'node:timers/promises'
import type { Launched } from './launch.ts'

type Evaluated = {
  readonly result: { readonly value?: unknown }
  readonly exceptionDetails?: {
    readonly text: string
    readonly exception?: { description?: string }
  }
}

/** Runs a script in the page and returns what it comes to, as JSON would carry it. */
export async function evaluate(launched: Launched, expression: string): Promise<unknown> {
  const options = { expression, awaitPromise: true, returnByValue: true }
  const { result, exceptionDetails } = (await launched.send(
    'Runtime.evaluate',
    options,
  )) as Evaluated
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }
  return result.value
}

/** Waits until a script in the page comes to something true. */
export async function untilTrue(launched: Launched, expression: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(100)) {
    if (await evaluate(launched, `(async () => Boolean(await (${expression})))()`)) return
  }
  throw new Error(`It never came to pass: ${expression}`)
}

/** Puts the focus into the message, as if the window had it: there may be no window manager. */
export async function focusMessage(launched: Launched): Promise<void> {
  await launched.send('Emulation.setFocusEmulationEnabled', { enabled: true })
  await evaluate(launched, `document.querySelector('textarea[aria-label="Message"]').focus()`)
}

/** One key, down and up, as the keyboard sends it. */
export async function pressKey(launched: Launched, character: string): Promise<void> {
  const key = { key: character, text: character, unmodifiedText: character }
  await launched.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key })
  await launched.send('Input.dispatchKeyEvent', { type: 'keyUp', key: character })
}
