import type { Coloured, ColourJob, Forgotten, Run } from './colours.ts'

/** Without an answer for so long, a grammar hangs: its thread is ended, and the code stays plain. */
const PATIENCE_MS = 10_000
/** An unused thread keeps some 20 MB of grammars. */
const IDLE_MS = 30_000

type Waiting = { job: ColourJob; done: (runs: readonly Run[] | null) => void }

let worker: Worker | null = null
let waiting: Waiting[] = []
let watch: ReturnType<typeof setTimeout> | undefined
let lastJobId = 0
let lastBlockId = 0

export function newBlockId(): number {
  lastBlockId += 1
  return lastBlockId
}

/** Asks for the colours of some lines. Null for what cannot be coloured. */
export function askForColours(job: Omit<ColourJob, 'jobId'>, done: Waiting['done']): void {
  lastJobId += 1
  const asked = { ...job, jobId: lastJobId }
  waiting.push({ job: asked, done })
  thread().postMessage(asked)
  if (waiting.length === 1) startWatch()
}

/** Lines that are still asked for are answered to nobody. */
export function forgetBlock(blockId: number): void {
  waiting = waiting.map((one) => (one.job.blockId === blockId ? { ...one, done: () => {} } : one))
  const message: Forgotten = { forgottenBlockId: blockId }
  worker?.postMessage(message)
}

function thread(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./colours-worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<Coloured>) => {
    const [first, ...others] = waiting
    waiting = others
    startWatch()
    first?.done(data.runs)
  }
  worker.onerror = (event) => {
    event.preventDefault()
    endThread()
  }
  return worker
}

function startWatch(): void {
  clearTimeout(watch)
  watch = setTimeout(endThread, waiting.length > 0 ? PATIENCE_MS : IDLE_MS)
}

/** The block that hung stays plain; what the others waited for is asked for anew. */
function endThread(): void {
  clearTimeout(watch)
  worker?.terminate()
  worker = null
  const [hung, ...others] = waiting
  waiting = []
  hung?.done(null)
  for (const { job, done } of others) {
    if (job.blockId === hung?.job.blockId) done(null)
    else askForColours(job, done)
  }
}
