import type { TurnsOptions } from './options.ts'

/** An answer can be found so long after its end. */
const SOON_MS = 300

/** What an earlier run or a restore left is taken up once the first screen stands. */
const AFTER_START_MS = 4_000

/** Between two goes, so that whatever else waits comes first. */
const PAUSE_MS = 10

/** One go: some milliseconds. In UTF-16 units of text, or one turn that is longer. */
const TURNS_A_GO = 20
const UNITS_A_GO = 20_000

/** Pages of the index that are joined in one go: a quarter of a megabyte. */
const PAGES_A_GO = 64

/**
 * Keeps the index of words up with the messages, in goes that nobody waits for: what was said just
 * now, what was copied or imported, what a restore brought back. Rests once there is no more.
 */
export function openIndexing(
  { storage, after, report }: Pick<TurnsOptions, 'storage' | 'after' | 'report'>,
  isBusy: () => boolean,
) {
  const { searchIndex } = storage
  /** Beyond what could not be put there in this run. */
  let afterId = Number.MIN_SAFE_INTEGER
  let isClosed = false
  let cancel: (() => void) | null = null
  goIn(AFTER_START_MS)

  function goIn(delayMs: number): void {
    cancel?.()
    if (isClosed) return
    cancel = after(delayMs, () => {
      cancel = null
      const nextInMs = go()
      if (nextInMs !== null) goIn(nextInMs)
    })
  }

  /** When to go on; null once there is nothing left to do, or nothing can be done. */
  function go(): number | null {
    try {
      // The end of what is being written calls again.
      if (isBusy()) return null
      // Joined first: where too many parts wait for it, SQLite would join them all at once.
      if (searchIndex.merge(PAGES_A_GO) || putSome()) return PAUSE_MS
      storage.copyLog()
      return null
    } catch (error) {
      report(error)
      return null
    }
  }

  /** False once every turn is in the index. */
  function putSome(): boolean {
    const answerIds = searchIndex.waiting(afterId, TURNS_A_GO)
    if (answerIds.length === 0) return false
    try {
      storage.transact(() => {
        let units = 0
        for (const answerId of answerIds) {
          units += searchIndex.put(answerId)
          if (units > UNITS_A_GO) break
        }
      })
    } catch {
      for (const answerId of answerIds) putOne(answerId)
    }
    return true
  }

  function putOne(answerId: number): void {
    try {
      storage.transact(() => searchIndex.put(answerId))
    } catch (error) {
      report(error)
      afterId = answerId
    }
  }

  return {
    /** There may be turns that are not in the index yet. */
    soon: (): void => goIn(SOON_MS),
    /** What was said just now is put there before something is looked for. */
    now: (): void => void putSome(),
    close(): void {
      isClosed = true
      cancel?.()
    },
  }
}
