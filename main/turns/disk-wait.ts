import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'
import type { TurnsOptions } from './options.ts'

/** How long to wait before what could not be written is written again. */
const WRITE_AGAIN_MS = 2_000

/** How often it is written again while the profile is being closed: nobody waits for ever then. */
const TRIES_AT_CLOSE = 2

/**
 * Writes what must not be lost. A disk that is full or busy now may not be later, and until then
 * nothing is lost: it is in memory, and the window is told while it lasts.
 */
export function openDiskWait({ tell, report, after }: TurnsOptions) {
  let isRefusing = false
  let isClosing = false

  function isWell(): void {
    if (isRefusing) tell('disk.changed', { failure: null })
    isRefusing = false
  }

  return {
    /**
     * Resolves once it is written. Rejects with what writing again would not mend: a mistake of ours,
     * a damaged file, and a disk that refuses still while the profile is being closed.
     */
    async whenPossible<T>(write: () => T): Promise<T> {
      for (let triesAtClose = 0; ; ) {
        try {
          const written = write()
          isWell()
          return written
        } catch (error) {
          const failure = failureOfSqlite(error)
          if (isClosing) triesAtClose += 1
          if (triesAtClose > TRIES_AT_CLOSE || failure.kind === 'database-damaged') throw error
          report(error)
          tell('disk.changed', { failure })
          isRefusing = true
          await new Promise<void>((resolve) => void after(WRITE_AGAIN_MS, resolve))
        }
      }
    },
    /** From now on each is tried a few times more, and then given up: the next start resolves it. */
    close(): void {
      isClosing = true
    },
  }
}
