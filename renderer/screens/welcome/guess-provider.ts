import type { Provider } from '../../../shared/ipc/shapes.ts'

/** How keys begin, the longer beginnings first, and the provider that gives such keys. */
const beginnings = [
  ['sk-ant-', 'anthropic'],
  ['sk-or-', 'openrouter'],
  ['gsk_', 'groq'],
  ['xai-', 'xai'],
  ['AIza', 'gemini'],
  ['tgp_', 'together'],
  ['sk-', 'openai'],
] as const

/** Whose a key is, by how it begins. A guess, which is shown and can be changed. */
export function guessProvider(key: string, providers: readonly Provider[]): Provider | undefined {
  const typed = key.trim()
  const id = beginnings.find(([beginning]) => typed.startsWith(beginning))?.[1]
  return providers.find(({ providerId }) => providerId === id)
}
