import { clsx } from 'clsx'
import { memo, type ReactNode } from 'react'
import type { ConversationSummary } from '../../../shared/chat/message.ts'
import { Credits } from '../../parts/figure.tsx'
import { useActivity } from '../../state/activity.ts'
import { showConversation } from '../../state/go.ts'
import { renameConversation } from '../../state/summaries.ts'
import { say } from '../../words/say.tsx'
import { startRenaming, useListState } from './list-state.ts'
import { RowFrame } from './row-frame.tsx'
import { RenameField } from './rename-field.tsx'

/** One conversation: its title, whether an answer is written in it, and what it has cost. */
export const ConversationRow = memo(function ConversationRow({
  summary,
  isNested,
  isCurrent,
  isReached,
  top,
}: {
  summary: ConversationSummary
  isNested: boolean
  isCurrent: boolean
  isReached: boolean
  top: number
}): ReactNode {
  const { conversationId: key, title } = summary
  const activity = useActivity(key)
  const isRenaming = useListState(({ renamingKey }) => renamingKey === key)
  if (isRenaming) {
    return (
      <RenameField
        rowKey={key}
        name={say('row.title-field')}
        value={title}
        mostCharacters={200}
        top={top}
        isNested={isNested}
        onDone={(typed) => void renameConversation(summary, typed)}
      />
    )
  }
  return (
    <RowFrame
      rowKey={key}
      title={title}
      top={top}
      isReached={isReached}
      isCurrent={isCurrent}
      isNested={isNested}
      folderId={isNested ? summary.folderId : null}
      isDraggable
      onOpen={() => showConversation(key)}
      onRename={() => startRenaming(key)}
      figure={<Credits nanoUsd={summary.spentNanoUsd} />}
    >
      <span className={clsx('truncate', activity === 'new' && 'font-semibold text-ink')}>
        {title}
      </span>
      {activity && (
        <span className="flex flex-none items-center gap-1.5 text-label font-normal text-ink-3">
          {activity === 'writing' && (
            <span aria-hidden="true" className="h-3 w-1 rounded-[1px] bg-copper" />
          )}
          {say(activity === 'writing' ? 'list.writing' : 'list.new-answer')}
        </span>
      )}
    </RowFrame>
  )
})
