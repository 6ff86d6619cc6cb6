import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openImports } from '../../main/storage/imports.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openWholeConversations } from '../../main/storage/whole-conversations.ts'
import { type ImportOptions, importFile } from '../../main/transfer/import-file.ts'
import { openWholeReader } from '../../main/transfer/whole-conversation.ts'
import { imageFacts } from '../../main/turns/image-facts.ts'
import { type Part, textOf } from '../../shared/chat/part.ts'
import type { ImportReport } from '../../shared/ipc/shapes.ts'
import { NOVEMBER_10, type ProfileOnDisk } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Imports a file into a profile as the program does, but for what a test says otherwise. */
export function importInto(
  { database, storage }: ProfileOnDisk,
  path: string,
  other: Partial<ImportOptions> = {},
) {
  return importFile(path, {
    imports: openImports(database),
    transact: storage.transact,
    newId: () => crypto.randomUUID(),
    nowMs: () => NOVEMBER_10,
    imageFacts,
    steps: migrations,
    nativeBinding: undefined,
    progress: () => undefined,
    isCalledOff: () => false,
    freeBytes: () => null,
    ...other,
  })
}

export async function imported(profile: ProfileOnDisk, path: string): Promise<ImportReport> {
  const report = await importInto(profile, path)
  if (!report.ok) throw new Error(JSON.stringify(report.failure))
  return report.value
}

/** A file of this text, in a folder of its own. */
export function fileWith(content: string | Uint8Array, name = 'conversations.json'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

export function wholeReader({ database, storage }: ProfileOnDisk) {
  const { messages, usageReports } = storage
  return openWholeReader({ whole: openWholeConversations(database), messages, usageReports })
}

/**
 * The conversations of a profile, by what they were called before, as lines: each turn by its depth, with a star where
 * it is shown, its question and its answer.
 */
export function outline(profile: ProfileOnDisk): string[][] {
  const reader = wholeReader(profile)
  return openWholeConversations(profile.database)
    .ids()
    .flatMap((id) => reader.read(id) ?? [])
    .toSorted((one, other) => ((one.importId ?? '') < (other.importId ?? '') ? -1 : 1))
    .map((conversation) => {
      const depthOf = new Map<string, number>()
      const lines = conversation.turns.map((turn) => {
        const depth = turn.parentId === null ? 0 : (depthOf.get(turn.parentId) ?? 0) + 1
        depthOf.set(turn.turnId, depth)
        const mark = turn.isShown ? '*' : '-'
        return `${'  '.repeat(depth)}${mark} ${said(turn.userParts)} | ${said(turn.answerParts)}`
      })
      return [conversation.title, ...lines]
    })
}

function said(parts: readonly Part[]): string {
  const files = parts.flatMap((part) => (part.type === 'file' ? [`<${part.name}>`] : []))
  const thought = textOf(parts, 'thinking')
  return [...files, ...(thought ? [`(${thought})`] : []), textOf(parts)].join(' ').trim()
}
