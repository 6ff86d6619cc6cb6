import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useState,
} from 'react'
import type { Prompt } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { openLibrary, useLibrary } from '../../state/library.ts'
import { say } from '../../words/say.tsx'

/** The prompts that match what is typed. Arrow keys move, Enter takes one. */
export function PromptList({
  fieldRef,
  typed,
  onType,
  onChoose,
  onManage,
}: {
  fieldRef: RefObject<HTMLInputElement | null>
  typed: string
  onType: (typed: string) => void
  onChoose: (prompt: Prompt) => void
  onManage: () => void
}): ReactNode {
  const { prompts } = useLibrary()
  const listId = useId()
  const [pointedAt, setPointedAt] = useState<string | null>(null)
  const found = matching(prompts ?? [], typed)
  const place = Math.max(
    0,
    found.findIndex(({ promptId }) => promptId === pointedAt),
  )
  const current = found[place] ?? null
  const optionId = ({ promptId }: Prompt): string => `${listId}-${promptId}`
  useEffect(() => {
    if (current) document.getElementById(optionId(current))?.scrollIntoView({ block: 'nearest' })
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setPointedAt(found[place + step]?.promptId ?? current?.promptId ?? null)
    } else if (event.key === 'Enter' && current && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onChoose(current)
    }
  }
  const manage = (): void => {
    onManage()
    openLibrary('prompts')
  }
  return (
    <>
      <div className="flex h-11 flex-none items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none text-ink-3" />
        <input
          ref={fieldRef}
          type="text"
          role="combobox"
          aria-label={say('prompts.find')}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={current ? optionId(current) : undefined}
          placeholder={say('prompts.find')}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent text-[14px] outline-none"
          onChange={({ target }) => {
            onType(target.value)
            setPointedAt(null)
          }}
          onKeyDown={onKeyDown}
        />
        <span aria-hidden="true" className="text-label text-ink-3">
          {say('prompts.keys')}
        </span>
      </div>
      {found.length === 0 && (
        <p role="status" className="px-4 py-3 text-ink-2">
          {say(prompts?.length === 0 ? 'prompts.none' : 'prompts.none-found')}
        </p>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label={say('prompts.list')}
        className={clsx('min-h-0 flex-1 overflow-y-auto px-2', found.length > 0 && 'py-2')}
      >
        {found.map((prompt) => (
          // The field keeps the focus, names the row it is at and hears the keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={prompt.promptId}
            id={optionId(prompt)}
            role="option"
            aria-selected={prompt === current}
            tabIndex={-1}
            className={clsx(
              'flex h-[30px] items-center gap-3 rounded-row px-2',
              prompt === current && 'bg-hover outline-2 -outline-offset-2 outline-copper',
            )}
            onPointerMove={() => setPointedAt(prompt.promptId)}
            onClick={() => onChoose(prompt)}
          >
            <span className="max-w-[40%] flex-none truncate">{prompt.name}</span>
            <span className="min-w-0 truncate text-note text-ink-3">{prompt.text}</span>
          </div>
        ))}
      </div>
      <div className="flex flex-none justify-end border-t border-line bg-shelf px-4 py-2 text-note">
        <Button look="link" onClick={manage}>
          {say(prompts?.length === 0 ? 'prompts.write' : 'prompts.manage')}
        </Button>
      </div>
    </>
  )
}

/** Those whose name begins so come first. */
function matching(prompts: readonly Prompt[], typed: string): Prompt[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean)
  const found = prompts.filter(({ name, text }) => {
    const searched = `${name} ${text}`.toLowerCase()
    return words.every((word) => searched.includes(word))
  })
  const beginsSo = ({ name }: Prompt): boolean => name.toLowerCase().startsWith(words[0] ?? '')
  return [...found.filter(beginsSo), ...found.filter((prompt) => !beginsSo(prompt))]
}
