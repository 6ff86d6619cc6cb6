import { clsx } from 'clsx'
import { ChartNoAxesColumn, PanelLeft, Search, Settings, SquarePen, Tag } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../parts/button.tsx'
import { KeyCaps } from '../../parts/key-caps.tsx'
import { useMedia } from '../../parts/use-media.ts'
import { newChat } from '../../state/go.ts'
import {
  leaveList,
  NARROW,
  openList,
  showModels,
  showSearch,
  showSettings,
  showUsage,
  useScreen,
} from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { BudgetFoot } from './budget-foot.tsx'
import { ConversationList } from './conversation-list.tsx'

/** Name, conversations and the coin. Under 960 it is a rail, and the list lies over the screen. */
export function Sidebar(): ReactNode {
  const isNarrow = useMedia(NARROW)
  const isOpen = useScreen(({ isListAway, isListOver }) => (isNarrow ? isListOver : !isListAway))
  if (!isOpen) return <Rail />
  return (
    <>
      {isNarrow && <div className="w-14 flex-none border-r border-line bg-shelf" />}
      <Wide isOver={isNarrow} />
    </>
  )
}

function Wide({ isOver }: { isOver: boolean }): ReactNode {
  return (
    <div
      role="presentation"
      className="contents"
      onKeyDown={(event) => {
        if (isOver && event.key === 'Escape') openList(false)
      }}
    >
      {isOver && (
        <div
          aria-hidden="true"
          className="fixed inset-0 z-20 bg-veil"
          onPointerDown={() => openList(false)}
        />
      )}
      <header
        aria-label={say('app.sidebar')}
        className={clsx(
          'flex w-68 flex-none flex-col border-r border-line bg-shelf',
          isOver && 'absolute inset-y-0 left-0 z-20 shadow-high',
        )}
      >
        <div className="flex h-12 flex-none items-center gap-2 pr-3 pl-4">
          <p className="flex-1 text-[14px] font-semibold">{say('app.name')}</p>
          <ListButton isOpen />
          <NewChatButton />
        </div>
        <div className="flex-none px-2 pb-1">
          <SearchField />
        </div>
        <ConversationList />
        <div className="border-t border-line">
          <div className="flex flex-wrap gap-x-0.5 gap-y-px px-2 pt-2">
            <PlaceButton place="models" isRail={false} />
            <PlaceButton place="usage" isRail={false} />
            <PlaceButton place="settings" isRail={false} />
          </div>
          <BudgetFoot isRail={false} />
        </div>
      </header>
    </div>
  )
}

function Rail(): ReactNode {
  return (
    <header
      aria-label={say('app.sidebar')}
      className="flex w-14 flex-none flex-col items-center gap-3 border-r border-line bg-shelf pt-2.5"
    >
      <NewChatButton />
      <ListButton isOpen={false} />
      <IconButton name={say('list.search')} onClick={search}>
        <Search aria-hidden="true" size={18} strokeWidth={1.6} />
      </IconButton>
      <div className="flex-1" />
      <PlaceButton place="models" isRail />
      <PlaceButton place="usage" isRail />
      <PlaceButton place="settings" isRail />
      <BudgetFoot isRail />
    </header>
  )
}

function search(): void {
  leaveList()
  showSearch()
}

/** Looks like the field it leads to. */
function SearchField(): ReactNode {
  const isCurrent = useScreen(({ name }) => name === 'search')
  return (
    <button
      type="button"
      aria-current={isCurrent ? 'page' : undefined}
      className="focus-inside flex h-8 w-full items-center gap-2 rounded-row bg-wash px-2 text-left text-ink-3 hover:text-ink"
      onClick={search}
    >
      <Search aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none" />
      <span className="flex-1">{say('list.search')}</span>
      <span aria-hidden="true" className="flex-none">
        <KeyCaps keys="Mod+Shift+F" />
      </span>
    </button>
  )
}

function NewChatButton(): ReactNode {
  return (
    <IconButton name={say('chat.new')} onClick={newChat}>
      <SquarePen aria-hidden="true" size={18} strokeWidth={1.6} />
    </IconButton>
  )
}

/** Opening and closing put one button in the other's place, so the focus is handed over. */
function ListButton({ isOpen }: { isOpen: boolean }): ReactNode {
  const isFocused = useScreen(({ isListFocused }) => isListFocused)
  return (
    <IconButton
      name={say(isOpen ? 'app.hide-list' : 'app.show-list')}
      aria-expanded={isOpen}
      autoFocus={isFocused}
      onClick={() => openList(!isOpen)}
    >
      <PanelLeft aria-hidden="true" size={isOpen ? 16 : 18} strokeWidth={1.6} />
    </IconButton>
  )
}

const places = {
  models: { icon: Tag, words: 'app.models', open: () => showModels() },
  usage: { icon: ChartNoAxesColumn, words: 'usage.title', open: showUsage },
  settings: { icon: Settings, words: 'app.settings', open: () => showSettings() },
} as const

/** A way to a screen: an icon in the rail, with its name beside it where there is room. */
function PlaceButton({
  place,
  isRail,
}: {
  place: keyof typeof places
  isRail: boolean
}): ReactNode {
  const isCurrent = useScreen(({ name }) => (name === 'usage-check' ? 'usage' : name) === place)
  const { icon: Icon, words, open: show } = places[place]
  const open = (): void => {
    show()
    leaveList()
  }
  const icon = <Icon aria-hidden="true" size={isRail ? 18 : 16} strokeWidth={1.6} />
  if (isRail) {
    return (
      <IconButton
        name={say(words)}
        aria-current={isCurrent ? 'page' : undefined}
        className={clsx(isCurrent && 'bg-hover')}
        onClick={open}
      >
        {icon}
      </IconButton>
    )
  }
  return (
    <button
      type="button"
      aria-current={isCurrent ? 'page' : undefined}
      className={clsx(
        'focus-inside flex h-7 flex-auto items-center justify-center gap-1.5 rounded-row px-1.5 text-note text-ink-2 hover:bg-hover hover:text-ink',
        isCurrent && 'bg-hover font-medium text-ink',
      )}
      onClick={open}
    >
      {icon}
      {say(words)}
    </button>
  )
}
