import type { ReactNode } from 'react'
import type { ConversationSummary } from '../../../shared/chat/message.ts'
import type { Folder } from '../../../shared/ipc/shapes.ts'
import { Menu, MenuItem, MenuLine, Submenu } from '../../parts/menu.tsx'
import { addFolder, removeFolder, useFolders } from '../../state/folders.ts'
import { newChatIn } from '../../state/go.ts'
import { moveConversation, pinConversation } from '../../state/summaries.ts'
import { exportConversation } from '../../state/transfer.ts'
import { say } from '../../words/say.tsx'
import { removeRow } from './remove-row.ts'
import { FolderDefaults } from './folder-defaults.tsx'
import { type ListRow, nameOf } from './list-rows.ts'
import {
  closeMenu,
  focusRow,
  rowId,
  setForFolder,
  startRenaming,
  useListState,
} from './list-state.ts'

/** What can be done with a row, by pointer and by keys. */
export function RowMenu({
  row,
  nextKey,
}: {
  row: ListRow
  /** The row that takes the focus if this one goes. */
  nextKey: string | null
}): ReactNode {
  const menu = useListState((state) => state.menu)
  const isSetting = useListState(({ settingKey }) => settingKey === row.key)
  if (row.kind === 'folder' && isSetting) {
    return (
      <FolderDefaults
        folder={row.folder}
        onClose={() => {
          setForFolder(null)
          focusRow(row.key)
        }}
      />
    )
  }
  if (!menu) return null
  return (
    <Menu
      name={say('row.more', { title: nameOf(row) })}
      x={menu.x}
      y={menu.y}
      returnTo={focusAfterwards}
      onClose={closeMenu}
    >
      {row.kind === 'conversation' && <ConversationItems summary={row.summary} nextKey={nextKey} />}
      {row.kind === 'folder' && <FolderItems folder={row.folder} />}
    </Menu>
  )
}

/** Something else may have the focus by then: a name that is written, or the next row. */
function focusAfterwards(): HTMLElement | null {
  const { focusKey, renamingKey, settingKey } = useListState.getState()
  return focusKey === null || renamingKey !== null || settingKey !== null
    ? null
    : document.getElementById(rowId(focusKey))
}

function ConversationItems({
  summary,
  nextKey,
}: {
  summary: ConversationSummary
  nextKey: string | null
}): ReactNode {
  const { conversationId, isPinned, folderId } = summary
  const folders = useFolders((state) => state.folders)
  // A row that goes elsewhere is another element there, which takes the focus along.
  const move = (toFolderId: string | null): void =>
    void moveConversation(summary, toFolderId).then(() => focusRow(conversationId))
  const moveToNew = async (): Promise<void> => {
    const newId = await addFolder()
    if (newId === null) return
    await moveConversation(summary, newId)
    startRenaming(newId)
  }
  return (
    <>
      <MenuItem label={say('row.rename')} keys="F2" onClick={() => startRenaming(conversationId)} />
      <MenuItem
        label={say(isPinned ? 'row.unpin' : 'row.pin')}
        onClick={() =>
          void pinConversation(summary, !isPinned).then(() => focusRow(conversationId))
        }
      />
      <Submenu label={say('row.move')}>
        {folders.map((folder) => (
          <MenuItem
            key={folder.folderId}
            label={folder.name}
            isChecked={folder.folderId === folderId}
            onClick={() => move(folder.folderId)}
          />
        ))}
        {folders.length > 0 && (
          <>
            <MenuItem
              label={say('row.no-folder')}
              isChecked={folderId === null}
              onClick={() => move(null)}
            />
            <MenuLine />
          </>
        )}
        <MenuItem label={say('row.new-folder')} onClick={() => void moveToNew()} />
      </Submenu>
      <Submenu label={say('row.export')}>
        <MenuItem
          label={say('export.as-markdown')}
          onClick={() => void exportConversation(conversationId, 'markdown')}
        />
        <MenuItem
          label={say('export.as-json')}
          onClick={() => void exportConversation(conversationId, 'json')}
        />
      </Submenu>
      <MenuLine />
      <MenuItem
        label={say('row.delete')}
        keys="Delete"
        onClick={() => removeRow(summary, nextKey)}
      />
    </>
  )
}

function FolderItems({ folder }: { folder: Folder }): ReactNode {
  const { folderId } = folder
  return (
    <>
      <MenuItem label={say('folder.new-chat')} onClick={() => newChatIn(folderId)} />
      <MenuItem label={say('folder.defaults')} onClick={() => setForFolder(folderId)} />
      <MenuItem label={say('folder.rename')} keys="F2" onClick={() => startRenaming(folderId)} />
      <MenuLine />
      <MenuItem label={say('folder.delete')} onClick={() => void removeFolder(folderId)} />
    </>
  )
}
