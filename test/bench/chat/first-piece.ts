import { setTimeout as pause } from 'node:timers/promises'
import { untilQuiet } from '../measure/quiet.ts'
import { openChatWindow } from './chat-window.ts'
import { measured, median, type Measured } from './measured.ts'

const TRIALS = 25
const GOAL = 2
/** What is said first, and looked for. */
const MARK = 'Seventeen'

/**
 * From the provider's first byte to the frame it stands in, beside the least there can be: a message
 * from the main process to the same window, put on the screen by two lines of script.
 */
export async function firstPiece(folder: string): Promise<Measured[]> {
  const { window, ask, close } = await openChatWindow(folder)
  const { page, app } = window
  const ours: number[] = []
  const alone: number[] = []
  try {
    // The first answer of all fetches what draws it.
    const warm = await ask()
    warm.say(MARK)
    await page.getByText(MARK).waitFor()
    warm.end()
    await untilQuiet()
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const answer = await ask()
      await pause(300)
      const seen = page.evaluate(whenSeen, MARK)
      await pause(50 + ((trial * 7) % 17))
      const saidAtMs = answer.say(MARK)
      ours.push(((await seen) as number) - saidAtMs)
      answer.end()

      await pause(300)
      const heard = page.evaluate(whenHeard)
      await pause(50 + ((trial * 7) % 17))
      const sentAtMs = await app.evaluate(({ BrowserWindow }) => {
        const sentAt = performance.timeOrigin + performance.now()
        BrowserWindow.getAllWindows()[0]?.webContents.send('turn.piece', { conversationId: 'none' })
        return sentAt
      })
      alone.push(((await heard) as number) - sentAtMs)
    }
  } finally {
    await close()
  }
  const figures = { firstByteToPixelMs: median(ours), messageAloneMs: median(alone) }
  const ratio = figures.firstByteToPixelMs / figures.messageAloneMs
  return [measured('P7 first byte to pixel, of a message alone', ratio, GOAL, figures)]
}

/** In the page: when the frame was drawn in which this first stands in an answer. */
function whenSeen(mark: string): Promise<number> {
  return new Promise((resolve) => {
    new MutationObserver((_changes, observer) => {
      const last = [...document.querySelectorAll('article')].at(-1)
      if (!last?.textContent.includes(mark)) return
      observer.disconnect()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
        port2.postMessage(null)
      })
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
}

function whenHeard(): Promise<number> {
  const { farthing } = globalThis as unknown as {
    farthing: { on: (name: string, take: () => void) => () => void }
  }
  return new Promise((resolve) => {
    const stop = farthing.on('turn.piece', () => {
      stop()
      const place = document.createElement('p')
      place.textContent = 'x'
      place.style.cssText = 'position:fixed;top:60px;right:20px'
      document.body.append(place)
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          place.remove()
          resolve(performance.timeOrigin + performance.now())
        }
        port2.postMessage(null)
      })
    })
  })
}
