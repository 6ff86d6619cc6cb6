import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import type { ImportedFrom } from '../../shared/chat/message.ts'
import type { ImportedItem, ImportReport } from '../../shared/ipc/shapes.ts'
import { type Result, done } from '../../shared/result.ts'
import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'
import { lackOfRoom, SPARE_BYTES, sizeOf } from '../storage/files.ts'
import type { ReadItem } from './imported.ts'
import { openItemSplitter } from './json-items.ts'
import { MAX_ITEMS, MAX_JSON_BYTES } from './limits.ts'
import { openBackupToRead } from './read-backup.ts'
import { isChatGpt, readChatGpt } from './read-chatgpt.ts'
import { isClaude, readClaude } from './read-claude.ts'
import { type JsonSource, openFile } from './read-file.ts'
import { type ImageFactsOf, isNewerOwn, isOwn, readOwn } from './read-own.ts'
import { FileRefused, refuseFile } from './refuse-file.ts'
import { type ImportTarget, writeItem } from './write-imported.ts'

/**
 * How long one slice of work may keep everything else waiting, in milliseconds, as far as it can be
 * cut.
 */
const SLICE_MS = 8

export type ImportOptions = ImportTarget & {
  imageFacts: ImageFactsOf
  steps: readonly string[]
  nativeBinding: string | undefined
  /** Called after each conversation. */
  progress: (doneCount: number, totalCount: number) => void
  /** The profile is being closed: what is not yet begun is left. */
  isCalledOff: () => boolean
  /** Room left on the disk of the profile, in bytes; null where that cannot be told. */
  freeBytes: () => number | null
}

/** What an import writes for each byte it reads, at most: the text, and about twice that to find it. */
const WRITTEN_PER_BYTE = 3

/**
 * Takes the conversations of a file. It is first read to its end: what is refused as a whole has
 * changed nothing. Then each conversation is written whole or not at all, in slices between which
 * the program goes on. The ledger is not touched.
 */
export async function importFile(
  path: string,
  options: ImportOptions,
): Promise<Result<ImportReport>> {
  const opened = await openFile(path)
  if (!opened.ok) return opened
  try {
    if (opened.value.kind === 'backup') return await importBackup(path, options)
    try {
      return await importJson(path, opened.value.sources, options)
    } finally {
      opened.value.close()
    }
  } catch (error) {
    return error instanceof FileRefused
      ? refuseFile(path, error.reason)
      : { ok: false, failure: failureOfSqlite(error) }
  }
}

async function importBackup(path: string, options: ImportOptions): Promise<Result<ImportReport>> {
  const opened = openBackupToRead(path, options.steps, options.nativeBinding)
  if (!opened.ok) return opened
  const { conversationIds, read, close } = opened.value
  const report = openReport(path)
  try {
    const lack = lackOfRoom(options.freeBytes(), sizeOf(path) + SPARE_BYTES)
    if (lack) return lack
    const rest = openSlices()
    for (const conversationId of conversationIds) {
      if (options.isCalledOff()) break
      report.add(writeItem(read(conversationId), options), 'farthing')
      options.progress(report.count(), conversationIds.length)
      await rest()
    }
  } finally {
    close()
  }
  return done(report.whole())
}

async function importJson(
  path: string,
  sources: readonly JsonSource[],
  options: ImportOptions,
): Promise<Result<ImportReport>> {
  const report = openReport(path)
  const checked = await checkSources(sources, options.isCalledOff)
  if (!checked) return done(report.whole())
  const { totalCount, byteCount } = checked
  const neededBytes = byteCount * WRITTEN_PER_BYTE + SPARE_BYTES
  const lack = lackOfRoom(options.freeBytes(), neededBytes)
  if (lack) return lack
  const rest = openSlices()
  for (const source of sources) {
    const splitter = openItemSplitter({ collects: true })
    for await (const chunk of bytesOf(source)) {
      if (options.isCalledOff()) return done(report.whole())
      for (const { text } of splitter.push(chunk)) {
        if (options.isCalledOff()) return done(report.whole())
        const { read, from, isNewer } = readItem(text, options)
        if (isNewer && totalCount === 1) throw new FileRefused('newer-version')
        report.add(writeItem(read, options), from)
        options.progress(report.count(), totalCount)
        await rest()
      }
    }
  }
  const isForeign = totalCount > 0 && report.whole().from === null
  return isForeign ? refuseFile(path, 'not-an-export') : done(report.whole())
}

/** Reads everything once: how much there is, null if called off. Throws for what is not taken. */
async function checkSources(
  sources: readonly JsonSource[],
  isCalledOff: () => boolean,
): Promise<{ totalCount: number; byteCount: number } | null> {
  let totalCount = 0
  let byteCount = 0
  for (const source of sources) {
    const splitter = openItemSplitter({ collects: false })
    let sum = 0
    for await (const chunk of bytesOf(source)) {
      if (isCalledOff()) return null
      byteCount += chunk.length
      if (source.crc32 !== null) sum = crc32(chunk, sum)
      for (const _ of splitter.push(chunk)) totalCount += 1
      if (byteCount > MAX_JSON_BYTES || totalCount > MAX_ITEMS) throw new FileRefused('too-large')
    }
    const end = splitter.end()
    if (end === 'not-json') throw new FileRefused('not-an-export')
    const isOther = source.crc32 !== null && source.crc32 !== sum
    if (end === 'cut-off' || isOther) throw new FileRefused('damaged')
  }
  return { totalCount, byteCount }
}

/** What cannot be read, or does not unpack to what was declared, is a damaged file. */
async function* bytesOf(source: JsonSource): AsyncGenerator<Uint8Array> {
  try {
    const stream: AsyncIterable<Uint8Array> = await source.open()
    yield* stream
  } catch {
    throw new FileRefused('damaged')
  }
}

function readItem(
  text: string | null,
  { imageFacts, nowMs }: ImportOptions,
): { read: ReadItem; from: ImportedFrom | null; isNewer?: boolean } {
  if (text === null) return { read: refused('too-long'), from: null }
  const item = parsed(text)
  if (typeof item !== 'object' || item === null) {
    return { read: refused('not-a-conversation'), from: null }
  }
  const sha256 = (): string => createHash('sha256').update(text).digest('hex')
  if (isNewerOwn(item)) return { read: refused('not-a-conversation'), from: null, isNewer: true }
  if (isOwn(item)) return { read: readOwn(item, imageFacts), from: 'farthing' }
  if (isChatGpt(item)) return { read: readChatGpt(item, sha256(), nowMs()), from: 'chatgpt' }
  if (isClaude(item)) return { read: readClaude(item, sha256(), nowMs()), from: 'claude' }
  return { read: refused('not-a-conversation'), from: null }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refused(why: 'too-long' | 'not-a-conversation'): ReadItem {
  const problem = why === 'too-long' ? { kind: why, count: 1 } : { kind: why }
  return { conversation: null, title: '', problems: [problem] }
}

function openReport(path: string) {
  const items: ImportedItem[] = []
  let from: ImportedFrom | null = null
  return {
    add(item: ImportedItem, itemFrom: ImportedFrom | null): void {
      items.push(item)
      from ??= itemFrom
    },
    count: (): number => items.length,
    whole: (): ImportReport => ({
      from,
      fileName: basename(path),
      items,
      messageCount: items.reduce((sum, { messageCount }) => sum + messageCount, 0),
    }),
  }
}

/** Returns at once, or once whatever else waits had its turn. */
function openSlices(): () => Promise<void> {
  let startedAt = performance.now()
  return async () => {
    if (performance.now() - startedAt < SLICE_MS) return
    await setImmediate()
    startedAt = performance.now()
  }
}
