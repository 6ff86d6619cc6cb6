import { textOf } from '../../shared/chat/part.ts'
import type { ProviderMessage } from './provider.ts'

export type PlainMessage = { role: ProviderMessage['role']; text: string }

/**
 * A conversation as text alone, in turns. Thinking is left out: no provider needs it back when no
 * tool is in use, and none may see another's. Messages without text are left out, since providers
 * refuse them; neighbours of one role are joined, since some insist on taking turns.
 */
export function plainMessages(messages: readonly ProviderMessage[]): PlainMessage[] {
  const plain: PlainMessage[] = []
  for (const { role, parts } of messages) {
    const text = textOf(parts)
    const last = plain.at(-1)
    if (text.trim() === '') continue
    if (last?.role === role) last.text += `\n\n${text}`
    else plain.push({ role, text })
  }
  return plain
}
