import { useRef, useState } from 'react'
import type { Failure } from '../../shared/failures.ts'
import type { Provider } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { putProvider } from '../state/catalog.ts'
import { creditsText } from '../state/profile.ts'
import { failureWords } from '../words/failure-words.ts'
import { say } from '../words/say.tsx'
import { isThisComputer } from '../words/this-computer.ts'
import { checkedWords } from './check-words.ts'

/** How saving and trying a key stands, in words. */
export type KeyProgress =
  | { kind: 'idle' }
  | { kind: 'busy'; text: string }
  | { kind: 'works'; text: string }
  /** The key is not kept. */
  | { kind: 'refused'; text: string }
  /** The key is kept, and the provider did not answer well. */
  | { kind: 'failed'; text: string }

/** Saves a key and asks its provider for the models, which costs nothing. */
export function useKey(): {
  progress: KeyProgress
  save: (provider: Provider, key: string) => Promise<boolean>
  check: (provider: Provider) => Promise<void>
  reset: () => void
} {
  const [progress, setProgress] = useState<KeyProgress>({ kind: 'idle' })
  /** Counts what was begun: what comes of an earlier one is not told any more. */
  const begun = useRef(0)
  const begin = () => {
    begun.current += 1
    const mine = begun.current
    const isNewest = (): boolean => mine === begun.current
    return { isNewest, tell: (next: KeyProgress): void => void (isNewest() && setProgress(next)) }
  }
  const check = async (provider: Provider): Promise<void> => {
    const { tell } = begin()
    tell({ kind: 'busy', text: say('key.checking', { provider: provider.name }) })
    const checked = await call('providers.check', { providerId: provider.providerId })
    if (!checked.ok) {
      tell({ kind: 'failed', text: wordsFor(checked.failure) })
      return
    }
    putProvider(checked.value.provider)
    tell({ kind: 'works', text: checkedWords(checked.value) })
  }
  const save = async (provider: Provider, key: string): Promise<boolean> => {
    const { tell, isNewest } = begin()
    const saved = await call('providers.saveKey', {
      providerId: provider.providerId,
      key: key.trim(),
    })
    if (!saved.ok) {
      tell({ kind: 'refused', text: wordsFor(saved.failure) })
      return false
    }
    putProvider(saved.value)
    if (isNewest()) await check(saved.value)
    return true
  }
  const reset = (): void => begin().tell({ kind: 'idle' })
  return { progress, save, check, reset }
}

/** Nothing was sent but a question for models, so nothing is to be sent again. */
function wordsFor(failure: Failure): string {
  return failure.kind === 'unreachable' && !isThisComputer(failure.host)
    ? say('key.unreachable', { host: failure.host })
    : failureWords(failure, creditsText).text
}
