import { clsx } from 'clsx'
import { type ReactNode, useId, useState } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { CustomProviderForm } from '../../parts/custom-provider-form.tsx'
import { KeyProgressLine } from '../../parts/key-progress.tsx'
import { isByPointer } from '../../parts/is-by-pointer.ts'
import { useKey } from '../../parts/use-key.ts'
import { useModels } from '../../state/catalog.ts'
import { useProfile } from '../../state/profile.ts'
import { say, sayList } from '../../words/say.tsx'
import { KeyPath } from './key-path.tsx'
import type { KeyPathState } from './use-key-path.ts'

/** `local <providerId>`: a server that was found on this computer. */
export type PathName = 'practise' | 'key' | 'server' | `local ${string}`

/**
 * Three ways to a model; only the chosen one is unfolded. Where a server was found on this computer,
 * it takes the place of the one that has to be described, which is then a link in it.
 */
export function Paths({
  path,
  isByPointer: isChosenByPointer,
  onPath,
  keyPath,
  locals,
}: {
  path: PathName
  isByPointer: boolean
  onPath: (path: PathName, isByPointer: boolean) => void
  keyPath: KeyPathState
  /** Servers that were found running on this computer, ready to be used. */
  locals: readonly Provider[]
}): ReactNode {
  const isMemoryOnly = useProfile().keyStore === 'memory-only'
  const [wantsServer, setWantsServer] = useState(false)
  return (
    <fieldset className="mt-[54px] max-[960px]:mt-6">
      <legend className="text-section">{say('welcome.how')}</legend>
      <p className="text-ink-3">{say('welcome.how-note')}</p>
      <div className="mt-3 flex flex-col gap-2">
        <Path
          name="practise"
          path={path}
          onPath={onPath}
          title={say('welcome.practise')}
          note={say('welcome.practise-note')}
        />
        <Path
          name="key"
          path={path}
          onPath={onPath}
          title={say('welcome.key')}
          note={say(isMemoryOnly ? 'welcome.key-note-memory' : 'welcome.key-note')}
        >
          <KeyPath state={keyPath} isFocused={isChosenByPointer} />
        </Path>
        {locals.map((local) => (
          <Path
            key={local.providerId}
            name={`local ${local.providerId}`}
            path={path}
            onPath={onPath}
            title={say('welcome.local', { provider: local.name })}
            note={<LocalNote local={local} />}
          >
            {!wantsServer && (
              <Button
                look="link"
                onClick={() => {
                  setWantsServer(true)
                  onPath('server', false)
                }}
              >
                {say('welcome.another-server')}
              </Button>
            )}
          </Path>
        ))}
        {(locals.length === 0 || wantsServer || path === 'server') && (
          <Path
            name="server"
            path={path}
            onPath={onPath}
            title={say('welcome.server')}
            note={say('welcome.server-note')}
          >
            <ServerPath />
          </Path>
        )}
      </div>
    </fieldset>
  )
}

function Path({
  name,
  path,
  onPath,
  title,
  note,
  children,
}: {
  name: PathName
  path: PathName
  onPath: (path: PathName, isByPointer: boolean) => void
  title: string
  note: ReactNode
  children?: ReactNode
}): ReactNode {
  const isChosen = path === name
  const noteId = useId()
  return (
    <div
      className={clsx(
        'rounded-card border p-4',
        'has-[>label>input:focus-visible]:outline-2 has-[>label>input:focus-visible]:outline-offset-2 has-[>label>input:focus-visible]:outline-copper',
        isChosen ? 'border-edge bg-raised' : 'border-line',
      )}
    >
      <label className="flex gap-3">
        <input
          type="radio"
          name="path"
          aria-label={title}
          aria-describedby={noteId}
          className="radio mt-0.5 outline-none"
          checked={isChosen}
          onChange={({ nativeEvent }) => onPath(name, isByPointer(nativeEvent))}
        />
        <span>
          <span className="block font-semibold">{title}</span>
          <span id={noteId} className="block text-ink-2">
            {note}
          </span>
        </span>
      </label>
      {isChosen && children && <div className="mt-2.5 pl-7">{children}</div>}
    </div>
  )
}

/** So many models are named; the rest are counted by the screen of models. */
const MOST_NAMED = 3

function LocalNote({ local }: { local: Provider }): ReactNode {
  const names = useModels()
    .filter(({ key }) => key.providerId === local.providerId)
    .slice(0, MOST_NAMED)
    .map(({ name }) => name)
  return say('welcome.local-note', { provider: local.name, models: sayList(names) })
}

function ServerPath(): ReactNode {
  const [added, setAdded] = useState<Provider | null>(null)
  const { progress, check } = useKey()
  if (added) {
    return (
      <>
        <p>{say('server.added', { name: added.name })}</p>
        <KeyProgressLine progress={progress} />
      </>
    )
  }
  return (
    <CustomProviderForm
      onAdded={(provider) => {
        setAdded(provider)
        void check(provider)
      }}
    />
  )
}
