import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { projectFolder } from '../../../build/app.ts'
import { writeBareApp } from '../measure/bare-app.ts'
import { type App, type Launched, launch } from '../measure/launch.ts'
import { evaluate, focusMessage, pressKey } from '../measure/page.ts'
import { processorMs, processTree } from '../measure/process-tree.ts'
import { untilQuiet } from '../measure/quiet.ts'
import { prose, serveManyModels, setUpLongConversation } from './long-conversation.ts'

/** What a person types at a brisk pace; the figures of a key are there long before the next. */
const MS_BETWEEN_KEYS = 120
const typed = 'How do I check that the report really uses the index that was made? '
/** For what a start or a set-up still does in the background. */
const SETTLE_MS = 8_000
const NAIVE_RUNS = 5

export type KeyPressOptions = {
  rounds?: number
  historyTokens?: number
}

export type KeyPressFigures = {
  /** Processor time of one key press, in ms: all processes of the window. */
  farthingMs: number
  bareMs: number
  ratio: number
  /** A bare window and one full count of history and draft at each key. */
  naiveRatio: number
  rounds: { farthingMs: number; bareMs: number }[]
}

/**
 * What one key press costs Farthing's whole window with 300 models and a long history, beside a bare
 * window with one text field. Both stand open, take turns, and are typed into at the same pace with
 * the same text; what a blinking caret costs meanwhile is in both. The figure is the median round.
 */
export async function measureKeyPress(options: KeyPressOptions = {}): Promise<KeyPressFigures> {
  const { rounds = 5, historyTokens = 90_000 } = options
  const folder = await mkdtemp(path.join(tmpdir(), 'farthing-bench-keys-'))
  const server = await serveManyModels(historyTokens)
  const opened: Launched[] = []
  try {
    const open = async (name: string, app: App): Promise<Launched> => {
      const launched = await launch(app, path.join(folder, name))
      opened.push(launched)
      return launched
    }
    const farthing = await open('farthing', { folder: projectFolder, args: [], firstSeen: 'main' })
    await setUpLongConversation(farthing, server, historyTokens)
    const bare = await open('bare', { folder: await writeBareApp(folder), args: [] })
    await pause(SETTLE_MS)
    const measured: { farthingMs: number; bareMs: number }[] = []
    // The first round is for code that is compiled and fonts that are read on first use.
    for (let round = 0; round <= rounds; round += 1) {
      await untilQuiet()
      const bareMs = await typeInto(bare)
      const farthingMs = await typeInto(farthing)
      if (round > 0) measured.push({ farthingMs, bareMs })
    }
    const farthingMs = median(measured.map((round) => round.farthingMs))
    const bareMs = median(measured.map((round) => round.bareMs))
    const ratio = median(measured.map((round) => round.farthingMs / round.bareMs))
    const naiveRatio = (bareMs + recountMs(historyTokens)) / bareMs
    return { farthingMs, bareMs, ratio, naiveRatio, rounds: measured }
  } finally {
    for (const launched of opened) await launched.quit()
    await server.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Types the text into an empty field, one key at a time. Processor time of one key, in ms. */
async function typeInto(launched: Launched): Promise<number> {
  await empty(launched)
  await focusMessage(launched)
  await pause(1_000)
  const processes = processTree(launched.processId)
  const beforeMs = processorMs(processes)
  for (const character of typed) {
    await pressKey(launched, character)
    await pause(MS_BETWEEN_KEYS)
  }
  const perKeyMs = (processorMs(processes) - beforeMs) / typed.length
  await evaluate(launched, `document.activeElement?.blur()`)
  await pause(500)
  return perKeyMs
}

async function empty(launched: Launched): Promise<void> {
  await evaluate(
    launched,
    `(() => {
      const field = document.querySelector('textarea[aria-label="Message"]')
      field.value = ''
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })()`,
  )
}

/** Processor time of counting all of the history and the draft anew, as is done for each key. */
function recountMs(historyTokens: number): number {
  const history = prose(historyTokens)
  const runs = Array.from({ length: NAIVE_RUNS }, (_, run) => {
    const before = process.cpuUsage()
    countTokens(`${history}${typed.slice(0, run + 1)}`)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return median(runs)
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  return (upper + lower) / 2
}
