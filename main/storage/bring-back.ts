import type { Database } from 'better-sqlite3'
import { openAttempts } from './attempts.ts'
import { openBudgetRow } from './budget-row.ts'
import { readParts } from './messages.ts'
import { openCopy, whileReadable, wholly } from './copy-rows.ts'
import { openTurnTree } from './turns.ts'
import { BEFORE_THE_FIRST, follows, type Link, openEntries, type StoredEntry } from './entries.ts'

/**
 * Adds to a restored database what the damaged one still has beyond it, as far as that can be read:
 * entries while they are chained to what is there, with their attempts and evidence; then the rules
 * of the budget, turns, and what is sent instead of them. Everything passes the ordinary triggers.
 */
export function bringBack(from: Database, to: Database): void {
  const copyRows = openCopy(from, to)
  // Another message may have its id here; its words have to be put in the index of this file.
  const copyMessages = openCopy(from, to, { without: ['id', 'index_place'] })
  const rules = openBudgetRow(to)
  const restored = rules.read()
  const last = openEntries(to).last()
  // What was once allowed or agreed to is so again, whatever the rules are by now.
  rules.write({ ...restored, mode: 'watch', turnLimitNanoUsd: null })
  const addEntry = openAddEntry(from, to, copyRows)
  for (const entries of inWholes(whileReadable(() => laterEntries(from, last)))) {
    if (!wholly(to, () => entries.forEach(addEntry))) break
  }
  wholly(to, () => describeEnded(from, to))
  rules.write(restored)
  wholly(to, () => rules.write(openBudgetRow(from).read()))
  const turnIds = [...whileReadable(() => missingTurns(from, to))]
  for (const turnId of turnIds)
    wholly(to, () => addTurn(from, to, turnId, { copyRows, copyMessages }))
  bringSummaries(from, to, copyRows)
  wholly(to, () => bringDropped(from, to))
  wholly(to, () => addUpConversations(to))
}

/** What came back of a conversation came after its cost, so that is added up again. */
function addUpConversations(to: Database): void {
  to.exec(`
    UPDATE conversation SET spent_nano_usd = 0;
    UPDATE conversation SET spent_nano_usd = cost.spent_nano_usd FROM (
      SELECT conversation_id, sum(attempt.spent_nano_usd) AS spent_nano_usd
      FROM attempt JOIN turn ON turn.id = attempt.turn_id
      WHERE attempt.spent_nano_usd > 0 GROUP BY conversation_id) AS cost
    WHERE cost.conversation_id = conversation.id`)
}

type CopyRows = ReturnType<typeof openCopy>

/** Summaries of turns that are there, each as it is now: what is sent instead stays so. */
function bringSummaries(from: Database, to: Database, copyRows: CopyRows): void {
  // All of them first: nothing else is read from a file while its rows are gone through.
  const ids = Array.from(
    whileReadable(() => from.prepare<[], string>('SELECT id FROM summary').pluck().iterate()),
  )
  const forget = to.prepare<[string]>('DELETE FROM summary WHERE id = ?')
  for (const id of ids) {
    wholly(to, () => {
      forget.run(id)
      copyRows('summary', 'id', id)
    })
  }
}

/** Which attachments are not sent any more is as it is now, wherever the turn is known. */
function bringDropped(from: Database, to: Database): void {
  const rows = from
    .prepare<[], [string, number]>('SELECT turn_id, place FROM dropped_attachment')
    .raw()
    .all()
  const known = from.prepare<[string], number>('SELECT 1 FROM turn WHERE id = ?').pluck()
  const turnIds = to
    .prepare<[], string>('SELECT DISTINCT turn_id FROM dropped_attachment')
    .pluck()
    .all()
  const forget = to.prepare<[string]>('DELETE FROM dropped_attachment WHERE turn_id = ?')
  for (const turnId of turnIds) if (known.get(turnId) !== undefined) forget.run(turnId)
  const add = to.prepare<[number, string]>(
    `INSERT INTO dropped_attachment(place, turn_id) SELECT ?, id FROM turn WHERE id = ?
     ON CONFLICT DO NOTHING`,
  )
  for (const [turnId, place] of rows) add.run(place, turnId)
}

/** The entries after the last of another ledger, if both went the same way until there. */
function* laterEntries(from: Database, last: Link | null): Generator<StoredEntry> {
  let before = BEFORE_THE_FIRST
  for (const entry of openEntries(from).all()) {
    if (!follows(before, entry)) return
    if (entry.sequence === last?.sequence && !entry.chain.equals(last.chain)) return
    before = entry
    if (entry.sequence > (last?.sequence ?? 0)) yield entry
  }
}

/**
 * What an attempt was allowed comes with its reservation or not at all: without it, there would be
 * an attempt that reserved nothing. A settlement comes with the overrun that follows it, if that
 * was read: without it, it would be too low. Every other entry stands by itself.
 */
function* inWholes(entries: Iterable<StoredEntry>): Generator<StoredEntry[]> {
  let whole: StoredEntry[] = []
  for (const entry of entries) {
    if (whole[0]?.kind === 'settle' && entry.kind !== 'overrun') {
      yield whole
      whole = []
    }
    whole.push(entry)
    const isAllowed = whole[0]?.kind === 'allow' && entry.kind !== 'reserve'
    if (isAllowed || entry.kind === 'settle') continue
    yield whole
    whole = []
  }
  if (whole[0]?.kind === 'settle') yield whole
}

/** Adds one entry, with its period and its attempt if they are not there yet. */
function openAddEntry(from: Database, to: Database, copyRows: CopyRows) {
  const attempts = openAttempts(to)
  const newest = to.prepare<[], number>('SELECT max(sequence) FROM entry').pluck()
  let findSource: ReturnType<typeof openAttempts>['find'] | null = null

  function addAttempt(attemptId: string): void {
    findSource ??= openAttempts(from).find
    const source = findSource(attemptId)
    if (!source) return
    if (!attempts.find(attemptId)) {
      copyRows('price', 'id', source.priceId)
      attempts.add(source)
    }
    if (source.reference !== null) attempts.setReference(attemptId, source.reference)
  }

  return ({ sequence, kind, attemptId, periodId, atMs }: StoredEntry): void => {
    copyRows('period', 'id', periodId)
    if (attemptId !== null) {
      addAttempt(attemptId)
      const isUnsent = attempts.find(attemptId)?.state === 'reserved'
      if (kind === 'settle' && isUnsent) attempts.move(attemptId, 'dispatched', atMs)
      // Evidence is worth keeping, but nothing rests on it.
      wholly(to, () => {
        for (const id of reportIds(from, attemptId)) copyRows('usage_report', 'id', id)
      })
    }
    copyRows('entry', 'sequence', sequence)
    if (newest.get() !== sequence) throw new Error('It was not added')
  }
}

/**
 * How well the cost of an attempt is known is what the damaged ledger says, if it says it of the
 * same cost. Of another one the entries are lost: what is left of it is an estimate, which can be
 * corrected.
 */
function describeEnded(from: Database, to: Database): void {
  const attempts = openAttempts(to)
  const sources = openAttempts(from)
  const endedIds = to
    .prepare<[], string>('SELECT id FROM attempt WHERE spent_nano_usd IS NOT NULL')
    .pluck()
    .all()
  for (const attemptId of endedIds) {
    wholly(to, () => {
      const here = attempts.find(attemptId)
      const source = sources.find(attemptId)
      if (!source || source.spentNanoUsd === null) return
      const isSame = source.spentNanoUsd === here?.spentNanoUsd
      const quality = isSame ? source.quality : 'estimated'
      if (quality !== null && quality !== here?.quality) attempts.setQuality(attemptId, quality)
    })
  }
}

function reportIds(from: Database, attemptId: string): number[] {
  return from
    .prepare<[string], number>('SELECT id FROM usage_report WHERE attempt_id = ? ORDER BY id')
    .pluck()
    .all(attemptId)
}

/** Turns that are not there, or whose answer was still being written when the backup was taken. */
function* missingTurns(from: Database, to: Database): Generator<string> {
  const isThere = to
    .prepare<[string], number>(
      `SELECT 1 FROM turn WHERE id = ? AND NOT EXISTS(
         SELECT 1 FROM message WHERE turn_id = turn.id AND state = 'writing')`,
    )
    .pluck()
  const all = from
    .prepare<[], string>('SELECT id FROM turn ORDER BY position, created_at_ms, id')
    .pluck()
  for (const id of all.iterate()) if (isThere.get(id) === undefined) yield id
}

function copyFolder(from: Database, copyRows: CopyRows, conversationId: string): void {
  const folderIds = from
    .prepare<[string], string>(
      'SELECT folder_id FROM conversation WHERE id = ? AND folder_id IS NOT NULL',
    )
    .pluck()
    .all(conversationId)
  for (const folderId of folderIds) copyRows('folder', 'id', folderId)
}

/** After its parent, or after what is left where that was lost. */
function addToTree(from: Database, to: Database, turnId: string): void {
  const turn = openTurnTree(from).find(turnId)
  if (!turn) return
  const tree = openTurnTree(to)
  const { conversationId, parentId } = turn
  const isLost = parentId !== null && !tree.find(parentId)
  const parent = isLost ? (tree.lastShown(conversationId)?.turnId ?? null) : parentId
  tree.add({ ...turn, parentId: parent }, turn.isShown === 1)
}

const partsOfTurn = 'SELECT parts_json FROM message WHERE turn_id = ?'

function attachmentsOf(partsJsons: readonly string[]): string[] {
  return partsJsons
    .flatMap(readParts)
    .flatMap((part) => (part.type === 'image' ? [part.attachmentId] : []))
}

/**
 * A question, its answer and the conversation they are in, together or not at all. An image that
 * cannot be read, and most of a file may be images, costs itself alone.
 */
function addTurn(
  from: Database,
  to: Database,
  turnId: string,
  { copyRows, copyMessages }: { copyRows: CopyRows; copyMessages: CopyRows },
): void {
  const select = <T>(sql: string): T[] => from.prepare<[string], T>(sql).pluck().all(turnId)
  to.prepare<[string]>('DELETE FROM turn WHERE id = ?').run(turnId)
  for (const id of select<string>('SELECT conversation_id FROM turn WHERE id = ?')) {
    copyFolder(from, copyRows, id)
    copyRows('conversation', 'id', id)
  }
  addToTree(from, to, turnId)
  copyMessages('message', 'turn_id', turnId)
  for (const attachmentId of attachmentsOf(select<string>(partsOfTurn))) {
    wholly(to, () => copyRows('attachment', 'id', attachmentId))
  }
  const answerId = "SELECT id FROM message WHERE turn_id = ? AND state = 'writing'"
  const addChunk = to.prepare<[string, number, string, string]>(
    `INSERT INTO message_chunk(message_id, number, type, text) VALUES((${answerId}), ?, ?, ?)`,
  )
  const chunks = from
    .prepare<[string], [number, string, string]>(
      `SELECT number, type, text FROM message_chunk WHERE message_id = (${answerId})`,
    )
    .raw()
  for (const chunk of chunks.all(turnId)) addChunk.run(turnId, ...chunk)
}
