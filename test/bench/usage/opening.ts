import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright'
import { type FarthingWindow, launchFarthing } from '../../e2e/farthing-window.ts'
import { measured, type Measured } from '../chat/measured.ts'
import { untilQuiet } from '../measure/quiet.ts'
import { writeMonth } from './month.ts'
import { FEW, GOAL, MANY, SEED, undisturbed } from './reading.ts'

const TRIALS = 15
/** After the window was loaded anew, for what it still does by itself. */
const SETTLE_MS = 1_500

/**
 * Opening the usage screen with 50,000 settled turns in the month beside 500, in two windows: from
 * the click to the frame in which its last block stands. The window is loaded anew before each, so
 * that everything is read each time and nothing stands there from before.
 */
export async function opening(folder: string): Promise<Measured[]> {
  const windows: FarthingWindow[] = []
  try {
    const nowMs = Date.now()
    for (const [name, turnCount] of [
      ['many', MANY],
      ['few', FEW],
    ] as const) {
      writeMonth(join(folder, name, 'personal'), turnCount, SEED, nowMs).close()
      windows.push(await launchFarthing({ folder: join(folder, name) }))
    }
    const [many, few] = windows
    if (!many || !few) throw new Error('Both windows were opened')
    // Once each: what is folded while nobody waits is folded, and what is kept of code is there.
    const turns = { many: await turnsIn(many), few: await turnsIn(few) }
    if (turns.many !== MANY || turns.few !== FEW) throw new Error(JSON.stringify(turns))
    for (const { page } of windows) await openUsage(page)
    await untilQuiet()
    const times = { many: [] as number[], few: [] as number[] }
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const order = [
        ['many', many],
        ['few', few],
      ] as const
      for (const [which, { page }] of trial % 2 === 0 ? order : order.toReversed()) {
        times[which].push(await openUsage(page))
      }
    }
    const figures = { manyMs: undisturbed(times.many), fewMs: undisturbed(times.few) }
    const name = `P10 opening the screen with ${MANY} turns, of ${FEW} turns`
    return [measured(name, figures.manyMs / figures.fewMs, GOAL, figures)]
  } finally {
    for (const window of windows) await window.quit()
  }
}

async function turnsIn({ call }: FarthingWindow): Promise<number> {
  const { total } = await call('usage.read', { span: 'month', day: null })
  return total.turnCount
}

/** From the click to the frame that shows the whole screen, in ms. */
async function openUsage(page: Page): Promise<number> {
  await page.reload()
  await page.getByRole('button', { name: 'Usage', exact: true }).waitFor()
  await pause(SETTLE_MS)
  return page.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find(
      ({ textContent, ariaLabel }) => textContent === 'Usage' || ariaLabel === 'Usage',
    )
    if (!button) throw new Error('There is no button to the usage screen')
    const startedAtMs = performance.now()
    button.click()
    return new Promise<number>((resolve) => {
      const look = (): void => {
        const headings = [...document.querySelectorAll('main h2')].map((one) => one.textContent)
        if (!headings.includes('Most expensive conversations')) {
          requestAnimationFrame(look)
          return
        }
        // The frame it first stands in is drawn before a task that is posted from it.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - startedAtMs)
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })
  })
}
