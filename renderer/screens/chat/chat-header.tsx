import { Ellipsis } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ConversationSummary } from '../../../shared/chat/message.ts'
import { IconButton } from '../../parts/button.tsx'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { useFolderOf } from '../../state/folders.ts'
import { say } from '../../words/say.tsx'
import { ConversationCostButton } from './conversation-cost-button.tsx'
import { ChatMenu } from './fetched-parts.ts'
import { OptionsButton } from './options-button.tsx'

/** Title at the left, what the conversation has cost at the right. */
export function ChatHeader(): ReactNode {
  const summary = useConversations(currentSummary)
  const folder = useFolderOf(useConversations(({ currentId }) => currentId))
  return (
    <header className="flex h-12 flex-none items-center border-b border-line px-6">
      <div className="flex min-w-0 flex-1 items-baseline gap-2 pr-4">
        {folder && (
          <>
            <p className="max-w-[40%] flex-none truncate text-ink-2">{folder.name}</p>
            <span aria-hidden="true" className="text-ink-3">
              /
            </span>
          </>
        )}
        <h1 className="truncate font-semibold">{summary?.title ?? say('chat.new')}</h1>
      </div>
      <div className="flex flex-none items-center gap-1">
        {summary && <ConversationCostButton {...summary} />}
        <div className="flex">
          <OptionsButton />
          {summary && <MoreButton summary={summary} />}
        </div>
      </div>
    </header>
  )
}

function MoreButton({ summary }: { summary: ConversationSummary }): ReactNode {
  const [openedWith, setOpenedWith] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconButton
        name={say('header.more')}
        aria-haspopup="menu"
        aria-expanded={openedWith !== null}
        className="-mr-1.5"
        onPointerEnter={ChatMenu.fetch}
        onClick={({ currentTarget }) => setOpenedWith(openedWith ? null : currentTarget)}
      >
        <Ellipsis aria-hidden="true" size={16} strokeWidth={1.6} />
      </IconButton>
      {openedWith && (
        <ChatMenu summary={summary} button={openedWith} onClose={() => setOpenedWith(null)} />
      )}
    </>
  )
}
