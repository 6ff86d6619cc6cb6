import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright'
import { type FarthingWindow, launchFarthing } from '../../e2e/farthing-window.ts'
import { type LongChat, writeLongChats } from '../../helpers/long-chat.ts'
import { privateMb, processTree } from '../measure/process-tree.ts'
import { untilQuiet } from '../measure/quiet.ts'
import { measured, type Measured } from './measured.ts'

const TRIALS = 51
const TIME_GOAL = 1.1
const MEMORY_GOAL_MB = 5
const SETTLE_MS = 1_500

const long: LongChat = { number: 1, title: 'Ten thousand messages', turnCount: 5_000 }
const short: LongChat = { number: 2, title: 'One hundred messages', turnCount: 50 }
const between: LongChat = { number: 3, title: 'Between', turnCount: 2 }

/**
 * Opening a conversation of 10,000 messages beside one of 100, in one window: from the click to the
 * frame in which the last turn stands, and what memory it takes.
 */
export async function open(folder: string): Promise<Measured[]> {
  await mkdir(join(folder, 'practice'), { recursive: true })
  writeLongChats(join(folder, 'practice'), [long, short, between])
  const window = await launchFarthing({ folder, args: ['--profile=practice'] })
  try {
    const { page } = window
    const times = { long: [] as number[], short: [] as number[] }
    await page.getByRole('button', { name: new RegExp(`^${between.title}`, 'u') }).waitFor()
    // The first opening of all fetches what draws it.
    for (const chat of [short, long]) await openFrom(page, chat)
    await untilQuiet()
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const turns = trial % 2 === 0 ? (['long', 'short'] as const) : (['short', 'long'] as const)
      for (const which of turns) {
        times[which].push(await openFrom(page, which === 'long' ? long : short))
      }
    }
    const figures = { longMs: undisturbed(times.long), shortMs: undisturbed(times.short) }
    const memory = await memoryOf(window)
    return [
      measured(
        'P8 opening 10,000 messages, of 100 messages',
        figures.longMs / figures.shortMs,
        TIME_GOAL,
        figures,
      ),
      measured(
        'P8 memory of 10,000 messages above 100, MB',
        memory.longMb - memory.shortMb,
        MEMORY_GOAL_MB,
        memory,
      ),
    ]
  } finally {
    await window.quit()
  }
}

/** The quarter of them that was quickest ends here: what else the machine does only ever adds. */
function undisturbed(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 4)] ?? Number.NaN
}

/** From the click on its row to the frame that shows its last turn, in ms. */
async function openFrom(page: Page, chat: LongChat): Promise<number> {
  await clickAndWait(page, between)
  await pause(200)
  return clickAndWait(page, chat)
}

function clickAndWait(page: Page, { title, turnCount }: LongChat): Promise<number> {
  return page.evaluate(
    ([wanted, last]) => {
      const names = [...document.querySelectorAll('nav button, nav [role="treeitem"]')]
      const row = names.find((button) => button.textContent.startsWith(wanted))
      if (!(row instanceof HTMLElement)) throw new Error(`No row is called ${wanted}`)
      const startedAtMs = performance.now()
      row.click()
      return new Promise<number>((resolve) => {
        const look = (): void => {
          const answers = document.querySelectorAll('article')
          const text = answers[answers.length - 1]?.textContent ?? ''
          if (!text.includes(last)) {
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
    },
    [title, `Answer ${turnCount}.`] as const,
  )
}

/** What the processes have to themselves with each of them open, in MB: the least of some rounds. */
async function memoryOf(window: FarthingWindow): Promise<{ longMb: number; shortMb: number }> {
  const devTools = await window.page.context().newCDPSession(window.page)
  const found = { longMb: Number.POSITIVE_INFINITY, shortMb: Number.POSITIVE_INFINITY }
  for (let round = 0; round < 3; round += 1) {
    found.shortMb = Math.min(found.shortMb, await memoryWith(window, devTools, short))
    found.longMb = Math.min(found.longMb, await memoryWith(window, devTools, long))
  }
  return found
}

async function memoryWith(
  { page, app }: FarthingWindow,
  devTools: CDPSession,
  chat: LongChat,
): Promise<number> {
  await openFrom(page, chat)
  await pause(SETTLE_MS)
  await devTools.send('HeapProfiler.collectGarbage')
  await pause(300)
  return privateMb(processTree(app.process().pid ?? 0))
}
