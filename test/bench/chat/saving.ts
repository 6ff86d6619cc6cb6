import { statSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../../../main/new-id.ts'
import { openDatabase } from '../../../main/storage/open.ts'
import { openStorage } from '../../../main/storage/storage.ts'
import { startLiveAnswer } from '../../../main/turns/live-answer.ts'
import { markdownOf } from './long-text.ts'
import { measured, type Measured } from './measured.ts'

const LENGTH = 200_000
/** 50,000 tokens at 200 a second: an answer of 250 s, saved each second. */
const PIECES = 50_000
const PIECES_A_SECOND = 200
const GOAL_MB = 15

/**
 * What the log of the database takes while a long answer streams, the whole text at its end included;
 * beside it what rewriting the text at each save would take. The clock is the measurement's own.
 */
export function saving(folder: string): Promise<Measured[]> {
  const oursMb = logOf(join(folder, 'ours'), 'pieces')
  const rewrittenMb = logOf(join(folder, 'rewritten'), 'whole')
  const figures = { logMb: oursMb, rewrittenMb, ofRewritten: oursMb / rewrittenMb }
  return Promise.resolve([measured('P11 log of a 200 kB answer, in MB', oursMb, GOAL_MB, figures)])
}

function logOf(folder: string, way: 'pieces' | 'whole'): number {
  const path = join(folder, 'farthing.db')
  const opened = openDatabase({ path })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  // The log is never begun anew, so that its size is all that was written.
  database.pragma('wal_autocheckpoint = 0')
  const messageId = addAnswer(storage)
  const before = statSync(`${path}-wal`).size
  let due: (() => void)[] = []
  let number = 0
  let whole = ''
  const rewrite = database.prepare('UPDATE message SET parts_json = ? WHERE id = ?')
  const answer = startLiveAnswer({
    after(delayMs, run) {
      if (delayMs >= 1_000) due.push(run)
      return () => {}
    },
    tell: () => {},
    keep(type, text) {
      number += 1
      whole += text
      if (way === 'pieces') storage.messages.addChunk(messageId, number, type, text)
      else rewrite.run(JSON.stringify([{ type, text: whole }]), messageId)
      return true
    },
  })
  const text = markdownOf(LENGTH, 1)
  const size = LENGTH / PIECES
  for (let piece = 0; piece < PIECES; piece += 1) {
    answer.take({ type: 'text', text: text.slice(piece * size, (piece + 1) * size) })
    if (piece % PIECES_A_SECOND !== PIECES_A_SECOND - 1) continue
    const now = due
    due = []
    for (const run of now) run()
  }
  answer.end()
  const parts = answer.parts('anthropic')
  storage.messages.finish(messageId, { state: 'completed', parts, failure: null })
  const written = statSync(`${path}-wal`).size - before
  storage.close()
  return written / 1_000_000
}

function addAnswer(storage: ReturnType<typeof openStorage>): number {
  const [conversationId, turnId] = [newId(1), newId(2)]
  storage.conversations.add({
    conversationId,
    title: 'Long',
    titleFrom: 'person',
    optionsJson: '{}',
    folderId: null,
    createdAtMs: 1,
    updatedAtMs: 1,
  })
  const turn = { turnId, conversationId, parentId: null, comparisonId: null, createdAtMs: 1 }
  storage.turns.add(turn)
  return storage.messages.add({
    turnId,
    role: 'assistant',
    state: 'writing',
    partsJson: '[]',
    attemptId: null,
    providerId: null,
    modelId: null,
    providerName: null,
    modelName: null,
    failureJson: null,
    createdAtMs: 1,
  })
}
