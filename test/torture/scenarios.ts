import { listBackups } from '../../main/storage/backup.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { restore } from '../../main/storage/restore.ts'
import type { Events } from '../../shared/ipc/contract.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Result } from '../../shared/result.ts'
import { openTortureSession } from './a-session.ts'
import { randomOf } from './part.ts'
import { type Answer, scriptedProvider } from './scripted-provider.ts'
import { databaseOf, openWorkplace, type Promised, work } from './work.ts'
import { paid } from '../helpers/paid.ts'

/*
 * What a process does until it is killed. Each says what it is about to do, does it, and says what
 * it may now be held to.
 */

export type Line =
  | { ready: true }
  /** The step it died at. */
  | { dies: string; number: number }
  /** What it does to an attempt, or to the newest attempt of a turn. */
  | { will: string; attemptId: string | null }
  | ({ did: string } & Promised)
  /** A provider was handed the request of an attempt: from here it may cost money. */
  | { sent: string }
  /** What a person was shown of a turn's ending. */
  | { ended: string; state: string; spentNanoUsd: number | null }
  | { finished: true; steps: string[] }

export type ScenarioOptions = { folder: string; seed: number; atMs: number; pieces: number }

type Say = (line: Line) => void
type Scenario = (options: ScenarioOptions, say: Say) => void | Promise<void>

/** Two versions that are not there yet: a column, and rows that are written anew. */
export const futureMigrations: readonly string[] = [
  ...migrations,
  `ALTER TABLE conversation ADD COLUMN starred_at_ms INTEGER;
   CREATE INDEX conversation_starred ON conversation(starred_at_ms);`,
  `CREATE TABLE note(conversation_id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
   INSERT INTO note SELECT id, title FROM conversation;
   UPDATE conversation SET starred_at_ms = created_at_ms;`,
]

/** Timers of less than this run at once, so that a story takes no time; others never come. */
const SOON_MS = 2_500

export const scenarios = {
  /** Random work with a ledger. */
  work({ folder, seed, atMs, pieces }, say) {
    const place = openWorkplace(folder, atMs)
    let number = 0
    for (const piece of work(place, randomOf(seed), 'a')) {
      number += 1
      if (number > pieces) break
      say({ will: piece.what, attemptId: piece.attemptId })
      say({ did: piece.what, ...piece.run() })
    }
    place.close()
  },

  /** The first start of a profile, turns that end in every way, and a close in order. */
  async turns(options, say) {
    const ended = new Map<string, () => void>()
    const provider = scriptedProvider(answers, (attemptId) => say({ sent: attemptId }))
    let atMs = options.atMs
    const session = valueOf(
      openTortureSession(options.folder, atMs, {
        profile: 'practice',
        nowMs: () => atMs,
        loadAdapter: () => Promise.resolve(provider),
        after: soon(SOON_MS),
        tell(name, payload) {
          if (name !== 'turn.ended') return
          const { turnId, answer } = paid((payload as Events['turn.ended']).turn)
          const { state, spentNanoUsd } = answer.receipt
          say({ ended: turnId, state, spentNanoUsd })
          ended.get(turnId)?.()
        },
      }).opened,
    )
    const { turns } = session
    const model = { providerId: 'practice', modelId: 'practice-light' }
    async function ask(turnId: string): Promise<void> {
      const ending = new Promise<void>((resolve) => ended.set(turnId, resolve))
      say({ will: 'send', attemptId: turnId })
      valueOf(await turns.send({ turnId, conversationId: 'one', model, text: 'Hello there' }))
      if (turnId === 'stopped') setTimeout(() => turns.stop(turnId), 10)
      await ending
    }
    await ask('whole')
    await ask('tried again')
    valueOf(turns.topUp(1_000_000, 'top up'))
    await ask('unknown')
    for (const costNanoUsd of [700, 900]) {
      say({ will: 'figure', attemptId: 'unknown' })
      valueOf(turns.setFigure('unknown', costNanoUsd))
    }
    valueOf(turns.configureBudget({ carriesOver: true }))
    valueOf(turns.setBudget(30_000_000_000))
    atMs += 21 * 24 * 60 * 60 * 1000
    await ask('overrun')
    await ask('stopped')
    await session.close()
  },

  /** A start after a crash: whatever it finds is resolved. */
  async recovery({ folder, atMs }) {
    await valueOf(openTortureSession(folder, atMs).opened).close()
  },

  /** An upgrade over two versions, with the backup before it. */
  migration({ folder, atMs }) {
    const { database, mark } = valueOf(
      openDatabase({ path: databaseOf(folder), nowMs: () => atMs, steps: futureMigrations }),
    )
    database.close()
    mark.close()
  },

  /** The backup of the day, and a close in order. */
  async backup({ folder, atMs }) {
    const path = databaseOf(folder)
    const session = valueOf(openTortureSession(folder, atMs, { after: soon(60_000) }).opened)
    while (listBackups(path).length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await session.close()
  },

  /** Back to a backup, and the start that puts it in place. */
  async restore({ folder, atMs }) {
    const path = databaseOf(folder)
    const backupName = listBackups(path)[0]?.backupName ?? 'none'
    valueOf(restore({ path, backupName, nowMs: () => atMs }))
    await valueOf(openTortureSession(folder, atMs).opened).close()
  },
} satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

const busy: Failure = { kind: 'provider-busy', providerName: 'Scripted', status: 529 }
const gone: Failure = { kind: 'connection-ended', providerName: 'Scripted' }
const completed = { kind: 'completed' } as const
const pieces = ['One', ' two', ' three']

/** In the order in which the turns above ask. */
const answers: readonly Answer[] = [
  { pieces, outputTokens: 3, ending: completed },
  {
    pieces: [],
    outputTokens: null,
    ending: { kind: 'failed', failure: busy, evidence: 'refused' },
  },
  { pieces, outputTokens: null, ending: completed },
  {
    pieces: [],
    outputTokens: null,
    ending: { kind: 'failed', failure: gone, evidence: 'unknown' },
  },
  { pieces, outputTokens: 100_000, ending: completed },
  { pieces: [...pieces, ...pieces], outputTokens: null, ending: completed },
]

function soon(limitMs: number): (delayMs: number, run: () => void) => () => void {
  return (delayMs, run) => {
    if (delayMs >= limitMs) return () => {}
    const timer = setTimeout(run, 1)
    return () => clearTimeout(timer)
  }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
