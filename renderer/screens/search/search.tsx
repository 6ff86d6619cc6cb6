import { Autocomplete } from '@base-ui/react/autocomplete'
import { Search as Glass, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { announce } from '../../state/announcements.ts'
import { useConversations } from '../../state/conversations.ts'
import { showChat } from '../../state/screen.ts'
import { ask, readMore, refresh, useSearch } from '../../state/search.ts'
import { say, sayCount } from '../../words/say.tsx'
import { Filters } from './filters.tsx'
import { type FoundGroup, foundGroups, type FoundItem } from './found-items.ts'
import { FoundRow } from './found-row.tsx'
import { NothingYet } from './nothing-yet.tsx'

/** So many pixels before the end of the list, more of it is read. */
const READ_MORE_PX = 400

/** Long enough that a screen reader says what was found, not what was found while typing. */
const SAY_AFTER_MS = 700

const groupWords = { titles: 'search.titles', messages: 'search.messages' } as const

/** Everything that was said, by its words. */
export function Search(): ReactNode {
  const { asked, answered, hits, hasMore, failure } = useSearch()
  const summaries = useConversations((state) => state.summaries)
  const groups = foundGroups(answered, summaries, hits)
  const count = groups.find(({ kind }) => kind === 'messages')?.items.length ?? 0
  const last = groups.at(-1)?.items.at(-1)
  useEffect(refresh, [])
  useSaid(answered === null ? null : countText(count, hasMore))
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <div
        role="presentation"
        className="contents"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          showChat()
        }}
      >
        <header className="flex h-12 flex-none items-center border-b border-line px-6">
          <h1 className="font-semibold">{say('search.title')}</h1>
        </header>
        <Autocomplete.Root
          inline
          open
          items={groups}
          filter={null}
          mode="none"
          autoHighlight="always"
          keepHighlight
          value={asked.text}
          onValueChange={(text, { reason }) => {
            // Choosing a row would write its words into the field on its way out.
            if (reason === 'input-change') ask({ text })
          }}
          itemToStringValue={({ id }: FoundItem) => id}
          onItemHighlighted={(item) => {
            if (item && item.id === last?.id) void readMore()
          }}
        >
          <div className="mx-auto flex w-full max-w-188 flex-none flex-col gap-2 px-6 pt-4 pb-3">
            <SearchField text={asked.text} />
            <Filters />
          </div>
          <div
            className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable_both-edges]"
            onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
              if (scrollHeight - scrollTop - clientHeight < READ_MORE_PX) void readMore()
            }}
          >
            <div className="mx-auto w-full max-w-188 px-3 pb-6">
              {failure && (
                <div className="px-3 py-2">
                  <ProblemLine failure={failure} role="alert" />
                </div>
              )}
              {groups.length === 0 && !failure && <NothingYet answered={answered} />}
              <Autocomplete.List
                aria-label={say('search.results')}
                className="outline-none empty:hidden"
              >
                {(group: FoundGroup) => (
                  <Autocomplete.Group key={group.kind} items={group.items}>
                    <Autocomplete.GroupLabel className="px-3 pt-3 pb-1 text-label font-medium text-ink-3">
                      {say(groupWords[group.kind])}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(item: FoundItem) => <FoundRow key={item.id} item={item} />}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </div>
        </Autocomplete.Root>
      </div>
    </main>
  )
}

function SearchField({ text }: { text: string }): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  return (
    <div className="flex h-9 items-center gap-2.5 rounded-row bg-wash px-3 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-copper">
      <Glass aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none text-ink-3" />
      <Autocomplete.Input
        ref={field}
        autoFocus
        aria-label={say('search.field')}
        placeholder={say('search.field')}
        spellCheck={false}
        className="min-w-0 flex-1 bg-transparent text-[14px] outline-none"
      />
      {text !== '' && (
        <IconButton
          name={say('search.clear')}
          className="-mr-1.5"
          onClick={() => {
            ask({ text: '' })
            field.current?.focus()
          }}
        >
          <X aria-hidden="true" size={16} strokeWidth={1.6} />
        </IconButton>
      )}
    </div>
  )
}

function countText(count: number, hasMore: boolean): string {
  const shown = sayCount(count)
  return hasMore ? say('search.found-more', { shown }) : say('search.found', { count, shown })
}

/** Tells a screen reader, once it rests. */
function useSaid(text: string | null): void {
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => announce(text), SAY_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text])
}
