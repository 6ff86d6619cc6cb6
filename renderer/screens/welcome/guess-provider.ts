import type { Provider } from '../../../shared/ipc/shapes.ts'

/**
 * How keys begin, the longer beginnings first, and the provider that gives such keys. Others than
 * OpenAI give keys that begin with a bare `sk-`, so that says too little to act on it.
 */
const beginnings = [
  { start: 'sk-ant-', providerId: 'anthropic', isCertain: true },
  { start: 'sk-or-', providerId: 'openrouter', isCertain: true },
  { start: 'sk-proj-', providerId: 'openai', isCertain: true },
  { start: 'sk-svcacct-', providerId: 'openai', isCertain: true },
  { start: 'gsk_', providerId: 'groq', isCertain: true },
  { start: 'xai-', providerId: 'xai', isCertain: true },
  { start: 'AIza', providerId: 'gemini', isCertain: true },
  { start: 'tgp_', providerId: 'together', isCertain: true },
  { start: 'sk-', providerId: 'openai', isCertain: false },
] as const

type Guess = { provider: Provider; isCertain: boolean }

/** Whose a key is, by how it begins. A guess, which is shown and can be changed. */
export function guessProvider(key: string, providers: readonly Provider[]): Guess | null {
  const found = beginningOf(key)
  const provider = providers.find(({ providerId }) => providerId === found?.providerId)
  return found && provider ? { provider, isCertain: found.isCertain } : null
}

/** "sk-ant-••••••••••••••••4f2a": enough to know a key again, and of no use. */
export function shownKey(key: string, ending: string | null): string {
  return `${beginningOf(key)?.start ?? ''}${'•'.repeat(16)}${ending ?? ''}`
}

function beginningOf(key: string) {
  const typed = key.trim()
  return beginnings.find(({ start }) => typed.startsWith(start))
}
