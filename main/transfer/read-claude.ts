import { z } from 'zod'
import type { Part } from '../../shared/chat/part.ts'
import { cleanTitle as cleanName, fenced } from './clean-text.ts'
import { finishReading } from './finish-reading.ts'
import type { ReadItem } from './imported.ts'
import { MAX_TEXT_CHARACTERS } from './limits.ts'
import { openProblemCounts, type ProblemCounts } from './problem-counts.ts'
import { readDate } from './read-date.ts'
import type { SourceNode } from './source-node.ts'
import { textPart, thinkingPart } from './text-parts.ts'

const text = z.string().nullish().catch(null)
const list = z.array(z.unknown()).nullish().catch(null)

const messageSchema = z.looseObject({
  uuid: text,
  sender: text,
  text,
  content: list,
  attachments: list,
  files: list,
  created_at: z.unknown().optional(),
  parent_message_uuid: text,
})

type Message = z.infer<typeof messageSchema>

const conversationSchema = z.looseObject({
  uuid: text,
  name: text,
  model: text,
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
  current_leaf_message_uuid: text,
  chat_messages: z.array(z.unknown()),
})

/** Whether an item of an export looks like one of Claude's. */
export function isClaude(item: object): boolean {
  return 'chat_messages' in item
}

/**
 * A conversation of a Claude export: messages in a row, or in a tree where each says which one it
 * came after. Texts that were attached are in it; files are only named.
 */
export function readClaude(item: unknown, sha256: string, nowMs: number): ReadItem {
  const parsed = conversationSchema.safeParse(item)
  if (!parsed.success) {
    return { conversation: null, title: '', problems: [{ kind: 'not-a-conversation' }] }
  }
  const { name, model, chat_messages: messages, ...source } = parsed.data
  const problems = openProblemCounts()
  return finishReading({
    from: 'claude',
    id: source.uuid ?? null,
    sha256,
    title: name ?? '',
    createdAtMs: readDate(source.created_at, problems),
    updatedAtMs: readDate(source.updated_at, problems),
    nodes: readMessages(messages, model ?? null, problems),
    currentId: source.current_leaf_message_uuid ?? null,
    problems,
    nowMs,
  })
}

function readMessages(
  values: readonly unknown[],
  model: string | null,
  problems: ProblemCounts,
): SourceNode[] {
  const messages = values.flatMap((value) => {
    const parsed = messageSchema.safeParse(value)
    if (!parsed.success) problems.add('unknown-parts')
    return parsed.success ? [parsed.data] : []
  })
  const ids = new Set(messages.map(({ uuid }) => uuid))
  // The first one names a root that is in no export; without any link, they stand in a row.
  const isTree = messages.some(({ parent_message_uuid: parent }) => parent && ids.has(parent))
  let before: string | null = null
  return messages.map((message, index) => {
    const id = message.uuid ?? `#${index}`
    const parent = message.parent_message_uuid ?? null
    const isRoot = parent === null || isNobody(parent) || index === 0
    const inTree = isRoot ? null : parent
    const node = {
      id,
      parentId: isTree ? inTree : before,
      role: message.sender === 'human' ? ('user' as const) : ('assistant' as const),
      parts: partsOf(message, problems),
      atMs: readDate(message.created_at, problems),
      modelName: message.sender === 'human' ? null : model,
      state: 'completed' as const,
    }
    before = id
    return node
  })
}

/** The id that stands for no message, as in 00000000-0000-4000-8000-000000000000. */
function isNobody(id: string): boolean {
  return /^0{8}-0{4}-[04]0{3}-[08]0{3}-0{12}$/u.test(id)
}

function partsOf(message: Message, problems: ProblemCounts): Part[] {
  const blocks = message.content ?? []
  const said = blocks.flatMap((block) => blockParts(block, problems))
  return [
    ...(message.attachments ?? []).flatMap((attached) => attachedText(attached, problems)),
    ...(message.files ?? []).flatMap((file) => fileName(file, problems)),
    ...(blocks.length > 0 ? said : textPart(message.text, problems)),
  ]
}

const blockSchema = z.looseObject({
  type: z.string(),
  text,
  thinking: text,
  name: text,
  input: z.unknown().optional(),
})

function blockParts(block: unknown, problems: ProblemCounts): Part[] {
  const parsed = blockSchema.safeParse(block)
  if (!parsed.success) {
    problems.add('unknown-parts')
    return []
  }
  const { type, name, input } = parsed.data
  switch (type) {
    case 'text':
      return textPart(parsed.data.text, problems)
    case 'thinking':
      return thinkingPart([parsed.data.thinking], problems)
    case 'tool_use':
      return name === 'artifacts' ? artifact(input, problems) : []
    case 'tool_result':
    case 'token_budget':
    case 'flag':
      // What its tools were told and answered is not shown there either.
      return []
    default:
      problems.add('unknown-parts')
      return []
  }
}

const artifactSchema = z.looseObject({
  title: text,
  language: text,
  type: text,
  content: text,
  old_str: text,
  new_str: text,
})

/** A document that was written beside the chat: its text, as code or as it is. */
function artifact(input: unknown, problems: ProblemCounts): Part[] {
  const parsed = artifactSchema.safeParse(input)
  if (!parsed.success) {
    problems.add('unknown-parts')
    return []
  }
  const { title, language, type, content, new_str: changed } = parsed.data
  const body = content ?? changed ?? ''
  if (body.trim() === '') return []
  const shown = type === 'text/markdown' ? body : fenced(body, language ?? '')
  return textPart(
    title ? `**${title.replace(/[\\*_`[\]<>]/gu, '\\$&')}**\n\n${shown}` : shown,
    problems,
  )
}

const attachmentSchema = z.looseObject({ file_name: text, extracted_content: text })

function attachedText(attached: unknown, problems: ProblemCounts): Part[] {
  const parsed = attachmentSchema.safeParse(attached)
  const content = parsed.success ? parsed.data.extracted_content : null
  if (!parsed.success || !content) return fileName(attached, problems)
  if (content.length > MAX_TEXT_CHARACTERS) {
    problems.add('too-long')
    return []
  }
  const name = parsed.data.file_name ?? ''
  return [{ type: 'file', name: cleanName(name), text: content.toWellFormed() }]
}

/** A file that the export does not hold: its name stays. */
function fileName(file: unknown, problems: ProblemCounts): Part[] {
  problems.add('missing-files')
  const parsed = attachmentSchema.safeParse(file)
  const name = cleanName((parsed.success ? parsed.data.file_name : null) ?? '')
  return name === '' ? [] : [{ type: 'text', text: `[${name}]` }]
}
