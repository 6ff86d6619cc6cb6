import { cleanText, conversationOf, plainText } from '../conversation.ts'
import type { ProviderRequest } from '../provider.ts'

/** What the practice models count as one token, in characters (code points). */
const CHARACTERS_PER_TOKEN = 4

/** What each message costs beside its text, as real models charge for marking who speaks. */
const TOKENS_PER_MESSAGE = 4

/** The practice models' own count of a text: a token for each 4 characters or part of them. */
export function countPracticeTokens(text: string): number {
  return Math.ceil(Array.from(text).length / CHARACTERS_PER_TOKEN)
}

/** The practice models' own count of a request: exactly the input they will report. */
export function countPracticeInput({
  system,
  messages,
}: Pick<ProviderRequest, 'system' | 'messages'>): number {
  const above = cleanText(system)
  const texts = [...(above === null ? [] : [above]), ...conversationOf(messages).map(plainText)]
  return texts.reduce((sum, text) => sum + TOKENS_PER_MESSAGE + countPracticeTokens(text), 0)
}

/** The beginning of a text that is at most so many tokens. */
export function cutToPracticeTokens(text: string, maxTokens: number): string {
  return Array.from(text)
    .slice(0, Math.max(0, maxTokens) * CHARACTERS_PER_TOKEN)
    .join('')
}
