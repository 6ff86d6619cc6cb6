import { onOneLine } from '../../shared/chat/title.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Folder } from '../../shared/ipc/shapes.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import { readChatOptions } from './chat-options.ts'
import type { TurnsOptions } from './options.ts'

/** Nothing set, as it is stored. */
const NO_OPTIONS = '{}'

/** Folders of conversations, with what a new one in each begins with. Oldest first. */
export function openFolders(
  { storage, tell, nowMs }: Pick<TurnsOptions, 'storage' | 'tell' | 'nowMs'>,
  /** A folder is gone, and with it its envelope. */
  removed: () => void,
) {
  function list(): Folder[] {
    return storage.folders.list().map(({ folderId, name, optionsJson }) => ({
      folderId,
      name,
      options: optionsJson === NO_OPTIONS ? null : readChatOptions(optionsJson),
    }))
  }

  return {
    folders: (): Result<Folder[]> => done(list()),
    /** Adds it, or changes the one with this id. */
    saveFolder({ folderId, name, options }: Input<'folder.save'>): Result<Folder[]> {
      const kept = onOneLine(name)
      if (kept !== '') {
        const optionsJson = options === null ? NO_OPTIONS : JSON.stringify(options)
        storage.folders.save({ folderId, name: kept, optionsJson }, nowMs())
      }
      return done(list())
    },
    /** Its conversations stay, in no folder. Its envelope goes with it. */
    removeFolder(folderId: string): Result<Folder[]> {
      if (!storage.folders.has(folderId)) return failed({ kind: 'unknown-folder' })
      storage.folders.remove(folderId)
      removed()
      tell('conversation.listChanged', {})
      return done(list())
    },
  }
}
