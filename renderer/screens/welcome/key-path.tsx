import { type ReactNode, useState } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { KeyField } from '../../parts/key-field.tsx'
import { KeyProgressLine } from '../../parts/key-progress.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { Select } from '../../parts/select.tsx'
import { type KeyProgress, useKey } from '../../parts/use-key.ts'
import { useProviders } from '../../state/catalog.ts'
import { say } from '../../words/say.tsx'
import { guessProvider } from './guess-provider.ts'

export type KeyPathState = {
  typedKey: string
  type: (key: string) => void
  providers: Provider[]
  providerId: string | null
  choose: (providerId: string) => void
  progress: KeyProgress
  save: () => Promise<boolean>
  /** Saves what is typed and not yet saved; false while there is no key at all. */
  isReady: () => Promise<boolean>
}

/** The state of pasting a key: which provider it belongs to, and whether it is kept. */
export function useKeyPath(): KeyPathState {
  const all = useProviders()
  const providers = all.filter(({ custom, keyState }) => !custom && keyState !== 'not-needed')
  const [typedKey, setTypedKey] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [savedKey, setSavedKey] = useState<string | null>(null)
  const { progress, save, reset } = useKey()
  const providerId = chosenId ?? guessProvider(typedKey, providers)?.providerId ?? null
  const provider = providers.find((candidate) => candidate.providerId === providerId)
  const saveTyped = async (): Promise<boolean> => {
    if (!provider) return false
    const isSaved = await save(provider, typedKey)
    if (isSaved) setSavedKey(typedKey)
    return isSaved
  }
  return {
    typedKey,
    providers,
    providerId,
    progress,
    type: (key) => {
      setTypedKey(key)
      if (key !== savedKey) reset()
    },
    choose: (id) => {
      setChosenId(id)
      setSavedKey(null)
      reset()
    },
    save: saveTyped,
    isReady: async () => {
      if (typedKey.trim() !== '' && typedKey !== savedKey) return saveTyped()
      return providers.some(({ keyState }) => keyState === 'stored' || keyState === 'memory-only')
    },
  }
}

export function KeyPath({
  state,
  isFocused,
}: {
  state: KeyPathState
  isFocused: boolean
}): ReactNode {
  const { typedKey, progress, providers, providerId } = state
  const isTyped = typedKey.trim() !== ''
  return (
    <div className="flex flex-col gap-2.5">
      <KeyField
        isLabelHidden
        autoFocus={isFocused}
        value={typedKey}
        failure={progress.kind === 'refused' ? progress.text : null}
        onChange={(event) => state.type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isTyped) void state.save()
        }}
      />
      {isTyped && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <WhichProvider providers={providers} providerId={providerId} onChoose={state.choose} />
          <Button
            small
            disabled={progress.kind === 'busy' || providerId === null}
            onClick={() => state.save()}
          >
            {say('key.save')}
          </Button>
        </div>
      )}
      {progress.kind !== 'refused' && <KeyProgressLine progress={progress} />}
    </div>
  )
}

/** So many stand side by side; the rest behind one more word. */
const MOST_SIDE_BY_SIDE = 3
const ANOTHER = 'another'

/** Whose key it is: the most used at hand, the others in a list. */
function WhichProvider({
  providers,
  providerId,
  onChoose,
}: {
  providers: readonly Provider[]
  providerId: string | null
  onChoose: (providerId: string) => void
}): ReactNode {
  const usual = providers.slice(0, MOST_SIDE_BY_SIDE)
  const others = providers.slice(MOST_SIDE_BY_SIDE)
  const other = others.find((provider) => provider.providerId === providerId)
  const choose = (id: string): void => {
    const chosen = id === ANOTHER ? others[0]?.providerId : id
    if (chosen !== undefined) onChoose(chosen)
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        name={say('key.provider')}
        value={other ? ANOTHER : (providerId ?? '')}
        onChange={choose}
        choices={[
          ...usual.map((provider) => ({ value: provider.providerId, label: provider.name })),
          ...(others.length > 0 ? [{ value: ANOTHER, label: say('welcome.another') }] : []),
        ]}
      />
      {other && (
        <Select
          name={say('welcome.another-field')}
          value={other.providerId}
          choices={others.map((provider) => ({
            value: provider.providerId,
            label: provider.name,
          }))}
          onChange={onChoose}
        />
      )}
    </div>
  )
}
