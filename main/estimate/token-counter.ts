import { Worker } from 'node:worker_threads'
import type { CountAnswer, CountRequest } from './count-worker.ts'
import { openCountCache } from './count-cache.ts'

export type TokenCounter = {
  /**
   * The o200k tokens of each text, in the same order. Null where it could not be counted; the caller
   * then goes on with what it weighs. Never throws.
   */
  count: (texts: readonly string[]) => Promise<(number | null)[]>
  /** The same if it was counted lately, without asking anyone; else null. */
  known: (text: string) => number | null
  /** Ends the thread. A later count starts another. */
  close: () => void
}

/** The tokenizer's 70 MB are given back after so long without a question. */
const IDLE_MS = 30_000

/** A thread that breaks this often in a row is not started again until it was quiet for a while. */
const MOST_CRASHES = 3

/** As TypeScript beside this file, as JavaScript beside the bundle. */
const workerFile = import.meta.url.endsWith('.ts') ? './count-worker.ts' : './count-worker.js'

type Waiting = { resolve: (counts: readonly number[] | null) => void }

/**
 * Counts tokens exactly in a thread of its own, so that nothing waits for it: half a megabyte takes
 * about 50 ms, the first question 200 ms more. Texts counted lately are remembered by length and
 * hash, not as text.
 */
export function openTokenCounter({
  report,
  idleMs = IDLE_MS,
  script = new URL(workerFile, import.meta.url),
}: {
  /** Something went wrong that nobody waits for. It is logged. */
  report: (error: unknown) => void
  idleMs?: number
  script?: URL
}): TokenCounter {
  const cache = openCountCache()
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | null = null
  let lastId = 0
  let crashCount = 0

  function start(): Worker {
    const started = new Worker(script)
    started.unref()
    started.on('message', ({ id, counts }: CountAnswer) => {
      crashCount = 0
      finish(id, counts)
    })
    started.on('error', (error) => {
      report(error)
      crashCount += 1
      lose(started)
    })
    started.on('exit', () => lose(started))
    return started
  }

  function lose(lost: Worker): void {
    if (worker !== lost) return
    worker = null
    for (const id of waiting.keys()) finish(id, null)
  }

  function finish(id: number, counts: readonly number[] | null): void {
    waiting.get(id)?.resolve(counts)
    waiting.delete(id)
    if (waiting.size === 0) restWhenIdle()
  }

  function restWhenIdle(): void {
    if (idle) clearTimeout(idle)
    idle = setTimeout(rest, idleMs)
    idle.unref()
  }

  function rest(): void {
    if (idle) clearTimeout(idle)
    idle = null
    crashCount = 0
    const ended = worker
    if (!ended) return
    lose(ended)
    void ended.terminate()
  }

  function ask(texts: readonly string[]): Promise<readonly number[] | null> {
    if (crashCount >= MOST_CRASHES) return Promise.resolve(null)
    if (idle) clearTimeout(idle)
    worker ??= start()
    lastId += 1
    const id = lastId
    const asked = worker
    return new Promise((resolve) => {
      waiting.set(id, { resolve })
      asked.postMessage({ id, texts } satisfies CountRequest)
    })
  }

  return {
    async count(texts) {
      const found = texts.map(cache.find)
      const missing = [...new Set(texts.filter((_, index) => found[index] === null))]
      if (missing.length === 0) return found
      const counts = await ask(missing)
      if (counts) missing.forEach((text, index) => cache.keep(text, counts[index] ?? null))
      const counted = new Map(missing.map((text, index) => [text, counts?.[index] ?? null]))
      return texts.map((text, index) => found[index] ?? counted.get(text) ?? null)
    },
    known: cache.find,
    close: rest,
  }
}
