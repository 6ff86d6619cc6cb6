import { z } from 'zod'
import type { Part } from '../../shared/chat/part.ts'
import { fenced } from './clean-text.ts'
import type { ProblemCounts } from './problem-counts.ts'
import { textPart, thinkingPart } from './text-parts.ts'

const text = z.string().nullish().catch(null)

const contentSchema = z.looseObject({
  content_type: z.string().catch(''),
  parts: z.array(z.unknown()).nullish().catch(null),
  text,
  language: text,
  result: text,
  content: text,
  thoughts: z
    .array(z.looseObject({ summary: text, content: text }).catch({}))
    .nullish()
    .catch(null),
})

export type ChatGptContent = z.infer<typeof contentSchema>

export const chatGptContent = contentSchema.nullish().catch(null)

/**
 * What a message says, as parts. Content of an unknown kind is counted. An image that is not in the
 * text leaves a mark, unless its name stands there already.
 */
export function chatGptParts(
  content: ChatGptContent,
  { marksImages }: { marksImages: boolean },
  problems: ProblemCounts,
): Part[] {
  const say = (said: string | null | undefined): Part[] => textPart(said, problems)
  switch (content.content_type) {
    case 'text':
    case 'multimodal_text':
      return (content.parts ?? []).flatMap((part) => piece(part, marksImages, problems))
    case 'code':
      return codePart(content.text, content.language, problems)
    case 'execution_output':
      return codePart(content.text, '', problems)
    case 'tether_quote':
    case 'system_error':
      return say(content.text)
    case 'tether_browsing_display':
      return say(content.result)
    case 'thoughts':
      return (content.thoughts ?? []).flatMap(({ summary, content: thought }) =>
        thinkingPart([summary, thought], problems),
      )
    case 'reasoning_recap':
    case 'user_editable_context':
    case 'model_editable_context':
      // How long it thought, and what a person set for all chats: no part of what was said.
      return []
    default:
      if (typeof content.text === 'string') return say(content.text)
      problems.add('unknown-parts')
      return []
  }
}

const pieceSchema = z.looseObject({ content_type: z.string(), text })

/** A part of a message: words, or something that stands in a file of its own. */
function piece(part: unknown, marksImages: boolean, problems: ProblemCounts): Part[] {
  if (typeof part === 'string') return textPart(part, problems)
  const parsed = pieceSchema.safeParse(part)
  if (!parsed.success) {
    problems.add('unknown-parts')
    return []
  }
  const { content_type: kind, text: said } = parsed.data
  if (kind === 'audio_transcription') return textPart(said, problems)
  if (kind.endsWith('_asset_pointer')) {
    problems.add('missing-files')
    return marksImages && kind.startsWith('image') ? [{ type: 'text', text: '[image]' }] : []
  }
  problems.add('unknown-parts')
  return []
}

function codePart(
  code: string | null | undefined,
  language: string | null | undefined,
  problems: ProblemCounts,
): Part[] {
  if ((code ?? '').trim() === '') return []
  return textPart(fenced(code ?? '', language === 'unknown' ? '' : (language ?? '')), problems)
}
