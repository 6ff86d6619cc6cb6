type Gate = { name: string; open: () => void }
type Timer = { dueMs: number; number: number; run: () => void }

/**
 * Owns everything that would otherwise happen by itself: what waits at a gate goes on when it is let
 * through, and a timer fires when time is made to pass. Nothing here looks at a real clock.
 */
export function openScheduler(startMs: number) {
  let gates: Gate[] = []
  let timers: Timer[] = []
  /** Runs evenly, as timers do, whatever the clock on the wall says. */
  let elapsedMs = 0
  let wallAheadMs = startMs
  let latestMs = startMs
  let timerCount = 0

  function next(): Timer | undefined {
    return timers.toSorted((one, other) => one.dueMs - other.dueMs || one.number - other.number)[0]
  }

  function remove(timer: Timer): void {
    timers = timers.filter((one) => one !== timer)
  }

  return {
    nowMs(): number {
      latestMs = Math.max(latestMs, wallAheadMs + elapsedMs)
      return wallAheadMs + elapsedMs
    },
    /** The latest time that the clock on the wall was seen to show. */
    latestMs: (): number => latestMs,
    elapsedMs: (): number => elapsedMs,
    /** Resolves when it is let through. */
    pass: (name: string): Promise<void> =>
      new Promise((resolve) => void gates.push({ name, open: resolve })),
    after(delayMs: number, run: () => void): () => void {
      timerCount += 1
      const timer = { dueMs: elapsedMs + Math.max(delayMs, 1), number: timerCount, run }
      timers.push(timer)
      return () => remove(timer)
    },
    waiting: (): readonly string[] => gates.map(({ name }) => name),
    /** Lets one through: the promise it waits for is resolved, and what follows runs by itself. */
    letThrough(index: number): void {
      const [gate] = gates.splice(index, 1)
      gate?.open()
    },
    /** How long until the next timer; null if there is none. */
    nextInMs: (): number | null => {
      const timer = next()
      return timer ? timer.dueMs - elapsedMs : null
    },
    /** Lets time pass as far as the next timer within so many milliseconds, and takes that timer. */
    takeNext(withinMs: number): (() => void) | null {
      const timer = next()
      if (!timer || timer.dueMs - elapsedMs > withinMs) return null
      elapsedMs = Math.max(elapsedMs, timer.dueMs)
      remove(timer)
      return timer.run
    },
    letPass(durationMs: number): void {
      elapsedMs += durationMs
    },
    /** Somebody sets the clock on the wall; timers do not notice. */
    setWall(aheadMs: number): void {
      wallAheadMs += aheadMs
    },
    /** The program is gone: whatever it waited for never comes. */
    crash(): void {
      gates = []
      timers = []
    },
  }
}
