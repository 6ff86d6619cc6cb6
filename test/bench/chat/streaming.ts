import { setTimeout as pause } from 'node:timers/promises'
import { processorMs } from '../measure/process-tree.ts'
import { untilQuiet } from '../measure/quiet.ts'
import { type ChatWindow, openChatWindow } from './chat-window.ts'
import { fenceOf, markdownOf } from './long-text.ts'
import { measured, median, type Measured } from './measured.ts'

const SHORT = 2_000
const LONG = 200_000
const TOKENS_A_SECOND = 200
/** About four characters of English are a token. */
const CHARACTERS_A_TOKEN = 4
const MEASURED_MS = 5_000
const ROUNDS = 3
/** A frame at 60 Hz, in ms. */
const FRAME_MS = 1_000 / 60

const goals = { flat: 1.2, plain: 1.5, dropped: 0 } as const

type Kind = 'markdown' | 'fence' | 'plain'
type Run = { cpuMs: number; dropped: number; longestMs: number }

/**
 * What a token costs the window at the end of a long answer, beside the beginning of a short one, and
 * beside the least there is: the same pieces, by the same way, appended to a text in the same window.
 */
export async function streaming(folder: string): Promise<Measured[]> {
  const chat = await openChatWindow(folder)
  try {
    const runs = new Map<string, Run[]>()
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of ['markdown', 'fence', 'plain'] as const) {
        for (const length of [SHORT, LONG]) {
          await untilQuiet()
          const name = `${kind} ${length}`
          runs.set(name, [...(runs.get(name) ?? []), await stream(chat, kind, length, round)])
        }
      }
    }
    return figuresOf(runs)
  } finally {
    await chat.close()
  }
}

async function stream(
  { window: { page, app }, ask }: ChatWindow,
  kind: Kind,
  length: number,
  seed: number,
): Promise<Run> {
  const tokens = (MEASURED_MS / 1_000) * TOKENS_A_SECOND
  const characters = length + tokens * CHARACTERS_A_TOKEN
  const text = (kind === 'fence' ? fenceOf : markdownOf)(characters, seed)
  const answer = await ask()
  if (kind === 'plain') await page.evaluate(showPlain)
  // The short answer is at its length half-way through.
  const before = length === SHORT ? 0 : length
  for (let at = 0; at < before; at += 4_000) {
    answer.say(text.slice(at, Math.min(before, at + 4_000)))
    await pause(4)
  }
  await pause(before === 0 ? 500 : 4_000)
  const processId = await app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  )
  await page.evaluate(watchFrames)
  const cpuBefore = processorMs([processId])
  const startedAtMs = performance.now()
  for (let said = 0; said < tokens; ) {
    await pause(5)
    const due = Math.floor(((performance.now() - startedAtMs) / 1_000) * TOKENS_A_SECOND)
    for (; said < Math.min(due, tokens); said += 1) {
      const from = before + said * CHARACTERS_A_TOKEN
      answer.say(text.slice(from, from + CHARACTERS_A_TOKEN))
    }
  }
  const cpuMs = (processorMs([processId]) - cpuBefore) / tokens
  const frames = await page.evaluate(readFrames)
  answer.end()
  await page.evaluate(hidePlain)
  await pause(500)
  const dropped = frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0)
  return { cpuMs, dropped, longestMs: Math.max(...frames) }
}

/** In the page: the pieces as they come, appended to one text; the conversation itself is left. */
async function showPlain(): Promise<void> {
  const scroller = document.createElement('div')
  scroller.id = 'plain-text'
  scroller.style.cssText =
    'position:fixed;inset:48px 0 120px 272px;z-index:9;display:flex;flex-direction:column-reverse;' +
    'overflow-y:auto;background:var(--paper);contain:strict'
  const column = document.createElement('div')
  column.style.cssText =
    'width:704px;margin:0 auto;font-size:15px;line-height:24px;white-space:pre-wrap;overflow-wrap:anywhere'
  const text = document.createTextNode('')
  column.append(text)
  scroller.append(column)
  document.body.append(scroller)
  const { farthing } = globalThis as unknown as {
    farthing: { on: (name: string, take: (piece: { text: string }) => void) => () => void }
  }
  const stop = farthing.on('turn.piece', (piece) => text.appendData(piece.text))
  Reflect.set(globalThis, 'stopPlain', stop)
  const fresh = document.querySelector<HTMLElement>('button[aria-label="New chat"]')
  fresh?.click()
}

function hidePlain(): void {
  const stop = Reflect.get(globalThis, 'stopPlain') as (() => void) | undefined
  stop?.()
  document.querySelector('#plain-text')?.remove()
}

function watchFrames(): void {
  const frames: number[] = []
  let last = performance.now()
  Reflect.set(globalThis, 'farthingFrames', frames)
  Reflect.set(globalThis, 'watching', true)
  const next = (nowMs: number): void => {
    frames.push(nowMs - last)
    last = nowMs
    if (Reflect.get(globalThis, 'watching')) requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

function readFrames(): number[] {
  Reflect.set(globalThis, 'watching', false)
  return (Reflect.get(globalThis, 'farthingFrames') as number[]).slice(2)
}

function figuresOf(runs: ReadonlyMap<string, readonly Run[]>): Measured[] {
  const cpu = (kind: Kind, length: number): number =>
    median((runs.get(`${kind} ${length}`) ?? []).map(({ cpuMs }) => cpuMs))
  const dropped = (kind: Kind, length: number): number =>
    median((runs.get(`${kind} ${length}`) ?? []).map((run) => run.dropped))
  const found: Measured[] = []
  for (const kind of ['markdown', 'fence'] as const) {
    const figures = {
      longMsAToken: cpu(kind, LONG),
      shortMsAToken: cpu(kind, SHORT),
      plainMsAToken: cpu('plain', LONG),
      plainShortMsAToken: cpu('plain', SHORT),
    }
    const { longMsAToken, shortMsAToken, plainMsAToken } = figures
    found.push(
      measured(
        `P6 ${kind}: a token of 200 kB, of 2 kB`,
        longMsAToken / shortMsAToken,
        goals.flat,
        figures,
      ),
      measured(
        `P6 ${kind}: a token of 200 kB, of plain text`,
        longMsAToken / plainMsAToken,
        goals.plain,
        figures,
      ),
      measured(`P6 ${kind}: frames dropped in 5 s at 200 kB`, dropped(kind, LONG), goals.dropped, {
        droppedPlain: dropped('plain', LONG),
        longestMs: median((runs.get(`${kind} ${LONG}`) ?? []).map(({ longestMs }) => longestMs)),
        longestPlainMs: median((runs.get(`plain ${LONG}`) ?? []).map(({ longestMs }) => longestMs)),
      }),
    )
  }
  return found
}
