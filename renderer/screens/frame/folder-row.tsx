import { Folder, FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { Credits } from '../../parts/figure.tsx'
import { openFolder, renameFolder } from '../../state/folders.ts'
import { say } from '../../words/say.tsx'
import type { ListRow } from './list-rows.ts'
import { startRenaming, useListState } from './list-state.ts'
import { RenameField } from './rename-field.tsx'
import { RowFrame } from './row-frame.tsx'

/** A folder, open or closed, with what all of it has cost. */
export function FolderRow({
  row: { key, folder, spentNanoUsd, isOpen },
  isReached,
  top,
}: {
  row: Extract<ListRow, { kind: 'folder' }>
  isReached: boolean
  top: number
}): ReactNode {
  const isRenaming = useListState(({ renamingKey }) => renamingKey === key)
  if (isRenaming) {
    return (
      <RenameField
        rowKey={key}
        name={say('folder.name-field')}
        value={folder.name}
        mostCharacters={120}
        top={top}
        isNested
        onDone={(typed) => void renameFolder(key, typed)}
      />
    )
  }
  const Icon = isOpen ? FolderOpen : Folder
  return (
    <RowFrame
      rowKey={key}
      title={folder.name}
      top={top}
      isReached={isReached}
      isExpanded={isOpen}
      folderId={key}
      onOpen={() => openFolder(key, !isOpen)}
      onRename={() => startRenaming(key)}
      figure={<Credits nanoUsd={spentNanoUsd} />}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none text-ink-3" />
      <span className="truncate">{folder.name}</span>
    </RowFrame>
  )
}
