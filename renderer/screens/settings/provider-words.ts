import type { Provider } from '../../../shared/ipc/shapes.ts'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'
import { saySince } from '../../words/when.ts'

/** `unknown`: there is a key, or none is needed, and nothing has shown yet whether it works. */
export type Standing = 'works' | 'absent' | 'unknown' | 'refused'

export function standing(provider: Provider): Standing {
  const { keyState, status } = provider
  if (keyState === 'absent' || (isFoundByItself(provider) && !isRunning(provider))) return 'absent'
  if (keyState === 'unreadable') return 'refused'
  if (!status) return 'unknown'
  if (!status.failure) return 'works'
  const { kind } = status.failure
  return kind === 'key-refused' || kind === 'not-allowed' ? 'refused' : 'unknown'
}

/** A server that Farthing looks for on this computer; nobody has to add it. */
export function isFoundByItself({ custom, onThisComputer }: Provider): boolean {
  return onThisComputer && !custom
}

function isRunning({ status }: Provider): boolean {
  return status !== null && status.failure === null
}

export function keyWords(provider: Provider): string {
  const { keyState, keyEnding, host } = provider
  if (isFoundByItself(provider) && keyState === 'not-needed') {
    return say('settings.port', { port: host.split(':').at(-1) ?? host })
  }
  const ending = keyEnding ?? '…'
  switch (keyState) {
    case 'absent':
      return say('settings.no-key')
    case 'stored':
      return say('settings.key-ends', { ending })
    case 'memory-only':
      return say('settings.key-until-quit', { ending })
    case 'unreadable':
      return say('settings.key-unreadable')
    case 'not-needed':
      return host
  }
}

export function statusWords(provider: Provider, nowMs: number): string {
  const { keyState, status } = provider
  if (keyState === 'absent' || keyState === 'unreadable') return ''
  if (isFoundByItself(provider)) {
    return say(isRunning(provider) ? 'settings.found' : 'settings.not-running')
  }
  if (!status) return say('settings.not-checked')
  const when = saySince(status.checkedAtMs, nowMs)
  if (!status.failure) return say('settings.works', { when })
  if (standing(provider) === 'refused') return say('settings.refused', { when })
  const { short } = failureWords(status.failure, creditsText)
  return say('settings.failed', { why: asBeginning(short), when })
}

/** As the beginning of a line. */
function asBeginning(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
