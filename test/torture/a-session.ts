import { join } from 'node:path'
import { createAdapterLoader } from '../../main/providers/registry.ts'
import { openVault } from '../../main/keys/vault.ts'
import { openSession, type Session, type SessionOptions } from '../../main/session.ts'
import type { Result } from '../../shared/result.ts'
import { noCounter } from '../helpers/no-counter.ts'

/** A session of the real program and what it said; no window, no keys, and no clock of its own. */
export type TortureSession = {
  opened: Result<Session>
  reports: unknown[]
  /** Runs what the session put off until a few seconds later, and what that put off again. */
  runLater: () => void
}

/** More than any start puts off; beyond it, one thing goes round in circles. */
const MOST_TIMERS = 1_000

type Later = { delayMs: number; run: () => void }

/** The look at the ledger after a start comes within this; the backup of the day later. */
const SOON_MS = 5_000

/**
 * Opens a profile as the app does, at a given time. Ids are numbered, so that the same steps leave
 * the same rows.
 */
export function openTortureSession(
  folder: string,
  atMs: number,
  options: Partial<SessionOptions> = {},
): TortureSession {
  const later: Later[] = []
  const reports: unknown[] = []
  let ids = 0
  const opened = openSession({
    counter: noCounter,
    profile: 'personal',
    folder,
    timeZone: () => 'UTC',
    nativeBinding: undefined,
    nowMs: () => atMs,
    newId() {
      ids += 1
      return `id-${ids}`
    },
    after(delayMs, run) {
      const one = { delayMs, run }
      later.push(one)
      return () => take(one)
    },
    tell: () => {},
    freeBytes: () => null,
    report: (error) => void reports.push(error),
    vault: openVault(join(folder, 'keys.json'), {
      kind: () => 'memory-only',
      seal: () => Buffer.from(''),
      unseal: () => '',
    }),
    loadAdapter: createAdapterLoader({ practicePaceMs: 0 }),
    fetch: () => Promise.reject(new Error('Nothing is sent here')),
    idleTimeoutMs: 1_000,
    accountsChanged: () => {},
    ...options,
  })
  function take(one: Later | undefined): void {
    const at = one ? later.indexOf(one) : -1
    if (at >= 0) later.splice(at, 1)
  }

  function runLater(): void {
    for (let number = 1; number <= MOST_TIMERS; number += 1) {
      const next = later.find(({ delayMs }) => delayMs <= SOON_MS)
      if (!next) return
      take(next)
      next.run()
    }
    throw new Error('Something is put off again and again')
  }

  return { opened, reports, runLater }
}
