import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const WATCHED_MS = 300
const LONGEST_WAIT_MS = 20_000
/** The share of all processors that others may use. */
const QUIET_SHARE = 0.12

/**
 * Waits until other programs leave the machine alone for a moment, but not for ever: on a busy
 * machine a start takes three times as long, and the ratio says nothing.
 */
export async function untilQuiet(): Promise<void> {
  if (!existsSync('/proc/stat')) return
  const deadline = Date.now() + LONGEST_WAIT_MS
  while (Date.now() < deadline) {
    const before = ticks()
    await pause(WATCHED_MS)
    const after = ticks()
    if (after.busy - before.busy < QUIET_SHARE * (after.all - before.all)) return
  }
}

function ticks(): { busy: number; all: number } {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  // user, nice, system, idle, waiting for the disk, interrupts, soft interrupts, stolen
  const counts = first.trim().split(/\s+/u).slice(1, 9).map(Number)
  const all = counts.reduce((sum, count) => sum + count, 0)
  return { all, busy: all - (counts[3] ?? 0) - (counts[4] ?? 0) }
}
