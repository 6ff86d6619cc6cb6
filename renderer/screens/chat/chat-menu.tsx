import type { ReactNode } from 'react'
import type { ConversationSummary } from '../../../shared/chat/message.ts'
import { Menu, MenuItem, MenuLine } from '../../parts/menu.tsx'
import { openList } from '../../state/screen.ts'
import { pinConversation, removeConversation } from '../../state/summaries.ts'
import { exportConversation } from '../../state/transfer.ts'
import { say } from '../../words/say.tsx'
import { startRenaming, useListState } from '../frame/list-state.ts'

/** Then the name that is written has the focus. */
function isRenaming(conversationId: string): boolean {
  return useListState.getState().renamingKey === conversationId
}

/** What can be done with the conversation on the screen, as in its row of the list. */
export function ChatMenu({
  summary,
  button,
  onClose,
}: {
  summary: ConversationSummary
  /** What it was opened with: it hangs below, and the focus goes back there. */
  button: HTMLElement
  onClose: () => void
}): ReactNode {
  const { conversationId, isPinned } = summary
  const { left, bottom } = button.getBoundingClientRect()
  return (
    <Menu
      name={say('header.more')}
      x={left}
      y={bottom}
      returnTo={() => (isRenaming(conversationId) ? null : button)}
      onClose={onClose}
    >
      <MenuItem
        label={say('row.rename')}
        onClick={() => {
          openList(true, false)
          startRenaming(conversationId)
        }}
      />
      <MenuItem
        label={say(isPinned ? 'row.unpin' : 'row.pin')}
        onClick={() => void pinConversation(summary, !isPinned)}
      />
      <MenuLine />
      <MenuItem
        label={say('header.export-markdown')}
        onClick={() => void exportConversation(conversationId, 'markdown')}
      />
      <MenuItem
        label={say('header.export-json')}
        onClick={() => void exportConversation(conversationId, 'json')}
      />
      <MenuLine />
      <MenuItem label={say('row.delete')} onClick={() => void removeConversation(summary)} />
    </Menu>
  )
}
