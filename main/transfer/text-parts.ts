import type { Part } from '../../shared/chat/part.ts'
import { MAX_TEXT_CHARACTERS } from './limits.ts'
import type { ProblemCounts } from './problem-counts.ts'

/** Marks that stand for citations in the program itself and for nothing outside of it. */
const citations =
  /\u{e200}[^\u{e200}\u{e201}]{0,2000}\u{e201}|【[^【】†]{0,200}†[^【】†]{0,200}】/gu

/** Nothing for blank text; one that is too long is counted and left out, not cut. */
export function textPart(said: string | null | undefined, problems: ProblemCounts): Part[] {
  const clean = (said ?? '').replace(citations, '').toWellFormed()
  if (clean.trim() === '') return []
  if (clean.length <= MAX_TEXT_CHARACTERS) return [{ type: 'text', text: clean }]
  problems.add('too-long')
  return []
}

/** What a model thought, without the signatures that only its provider could read. */
export function thinkingPart(
  thoughts: readonly (string | null | undefined)[],
  problems: ProblemCounts,
): Part[] {
  const said = thoughts.filter((thought) => thought?.trim()).join('\n\n')
  return textPart(said, problems).flatMap((part) =>
    part.type === 'text'
      ? [{ type: 'thinking' as const, text: part.text, provider: null, opaque: null }]
      : [],
  )
}
