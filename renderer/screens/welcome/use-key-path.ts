import { useRef, useState } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { type KeyProgress, useKey } from '../../parts/use-key.ts'
import { findProvider, useProviders } from '../../state/catalog.ts'
import { guessProvider, shownKey } from './guess-provider.ts'

export type KeyPathState = {
  /** What stands in the field: a key as it is typed, or what is shown of one that works. */
  text: string
  /** The key is stored and its provider has answered. */
  works: boolean
  type: (key: string) => void
  /** Stores and tries a key at once where its beginning says whose it is. */
  paste: (key: string) => void
  providers: Provider[]
  providerId: string | null
  choose: (providerId: string) => void
  progress: KeyProgress
  save: () => Promise<boolean>
  /** Saves what is typed and not yet saved. */
  ready: () => Promise<'ready' | 'no-key' | 'no-provider' | { refusedBy: string }>
}

/** The state of pasting a key: which provider it belongs to, and whether it is kept. */
export function useKeyPath(): KeyPathState {
  const all = useProviders()
  const providers = all.filter(({ custom, keyState }) => !custom && keyState !== 'not-needed')
  const [typedKey, setTypedKey] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  /** What was stored last, and how it is shown once it works: the key itself is then forgotten. */
  const [saved, setSaved] = useState<{ key: string; shown: string | null } | null>(null)
  const { progress, save, reset } = useKey()
  const providerId = chosenId ?? guessProvider(typedKey, providers)?.provider.providerId ?? null
  const provider = providers.find((candidate) => candidate.providerId === providerId)
  const works = saved?.shown != null

  /** Of what is being tried: what was begun since counts, and the same is not tried twice. */
  const trying = useRef<{ key: string; ended: Promise<boolean> } | null>(null)

  const keep = (owner: Provider, key: string): Promise<boolean> => {
    if (trying.current?.key === key) return trying.current.ended
    const ended = tryKey(owner, key)
    trying.current = { key, ended }
    return ended
  }
  const tryKey = async (owner: Provider, key: string): Promise<boolean> => {
    const isSaved = await save(owner, key)
    if (trying.current?.key !== key) return isSaved
    trying.current = null
    const now = findProvider(owner.providerId)
    const hasAnswered = isSaved && now?.status?.failure === null
    if (hasAnswered) {
      setChosenId(owner.providerId)
      setTypedKey('')
    }
    const shown = hasAnswered ? shownKey(key, now.keyEnding) : null
    if (isSaved) setSaved({ key: hasAnswered ? '' : key, shown })
    return isSaved
  }
  const saveTyped = async (): Promise<boolean> => provider !== undefined && keep(provider, typedKey)
  const type = (key: string): void => {
    if (works || key === '') setChosenId(null)
    setTypedKey(key)
    if (key === saved?.key && !works) return
    trying.current = null
    setSaved(null)
    reset()
  }

  return {
    text: saved?.shown ?? typedKey,
    works,
    providers,
    providerId,
    progress,
    type,
    paste(key) {
      type(key)
      const guess = guessProvider(key, providers)
      if (guess?.isCertain === true) void keep(guess.provider, key)
    },
    choose(id) {
      trying.current = null
      setChosenId(id)
      setSaved(null)
      reset()
    },
    save: saveTyped,
    async ready() {
      const isNew = typedKey.trim() !== '' && typedKey !== saved?.key
      if (isNew && !provider) return 'no-provider'
      if (isNew && !(await saveTyped())) return 'no-key'
      const known = providers.flatMap(({ providerId: id }) => findProvider(id) ?? [])
      const having = known.filter(
        ({ keyState }) => keyState === 'stored' || keyState === 'memory-only',
      )
      const refused = having.find(({ status }) => status?.failure?.kind === 'key-refused')
      if (having.length === 0) return 'no-key'
      const isAnyLeft = having.some(({ status }) => status?.failure?.kind !== 'key-refused')
      return refused && !isAnyLeft ? { refusedBy: refused.name } : 'ready'
    },
  }
}
