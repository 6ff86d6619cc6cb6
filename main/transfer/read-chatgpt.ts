import { z } from 'zod'
import type { AnswerState } from '../../shared/chat/message.ts'
import { type ChatGptContent, chatGptContent, chatGptParts } from './chatgpt-parts.ts'
import { finishReading } from './finish-reading.ts'
import type { ReadItem } from './imported.ts'
import { openProblemCounts, type ProblemCounts } from './problem-counts.ts'
import { readDate } from './read-date.ts'
import type { SourceNode } from './source-node.ts'

const text = z.string().nullish().catch(null)

const messageSchema = z.looseObject({
  author: z.looseObject({ role: text }).catch({ role: null }),
  create_time: z.unknown().optional(),
  content: chatGptContent,
  status: text,
  recipient: text,
  metadata: z
    .looseObject({
      model_slug: text,
      is_visually_hidden_from_conversation: z.boolean().nullish().catch(null),
      attachments: z
        .array(z.looseObject({ name: text }).catch({ name: null }))
        .nullish()
        .catch(null),
      finish_details: z.looseObject({ type: text }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})

type Message = z.infer<typeof messageSchema>

const nodeSchema = z.looseObject({
  parent: text,
  children: z.array(z.string()).nullish().catch(null),
  message: messageSchema.nullish().catch(null),
})

/** One conversation of an export: messages in a tree, by id. */
const conversationSchema = z.looseObject({
  id: text,
  conversation_id: text,
  title: text,
  create_time: z.unknown().optional(),
  update_time: z.unknown().optional(),
  current_node: text,
  mapping: z.record(z.string(), z.unknown()),
})

/** Whether an item of an export looks like one of ChatGPT's. */
export function isChatGpt(item: object): boolean {
  return 'mapping' in item
}

/**
 * A conversation of a ChatGPT export. What that program does not show stays behind: hidden and
 * system messages, and what it told its tools; of what they answered, the output of code is kept.
 */
export function readChatGpt(item: unknown, sha256: string, nowMs: number): ReadItem {
  const parsed = conversationSchema.safeParse(item)
  if (!parsed.success) {
    return { conversation: null, title: '', problems: [{ kind: 'not-a-conversation' }] }
  }
  const { mapping, title, current_node: currentId, ...source } = parsed.data
  const problems = openProblemCounts()
  return finishReading({
    from: 'chatgpt',
    id: source.conversation_id ?? source.id ?? null,
    sha256,
    title: title ?? '',
    createdAtMs: readDate(source.create_time, problems),
    updatedAtMs: readDate(source.update_time, problems),
    nodes: readNodes(mapping, problems),
    currentId: currentId ?? null,
    problems,
    nowMs,
  })
}

function readNodes(mapping: Record<string, unknown>, problems: ProblemCounts): SourceNode[] {
  const read = new Map<string, z.infer<typeof nodeSchema>>()
  for (const [id, value] of Object.entries(mapping)) {
    const parsed = nodeSchema.safeParse(value)
    if (parsed.success) read.set(id, parsed.data)
    else problems.add('unknown-parts')
  }
  const parentByChild = new Map<string, string>()
  const placeOf = new Map<string, number>()
  for (const [id, { children }] of read) {
    for (const [place, child] of (children ?? []).entries()) {
      if (!parentByChild.has(child)) parentByChild.set(child, id)
      placeOf.set(child, place)
    }
  }
  const nodes = [...read].map(([id, { parent, message }]) =>
    nodeOf(id, parent ?? parentByChild.get(id) ?? null, message ?? null, problems),
  )
  // Versions stand in the order of their parent's list, oldest first.
  return nodes.toSorted((one, other) => (placeOf.get(one.id) ?? 0) - (placeOf.get(other.id) ?? 0))
}

function nodeOf(
  id: string,
  parentId: string | null,
  message: Message | null,
  problems: ProblemCounts,
): SourceNode {
  const role = message?.author.role === 'user' ? 'user' : 'assistant'
  const shown = message !== null && isShownThere(message) ? message : null
  const names = shown ? attachedNames(shown, problems) : []
  const content = shown && contentShown(shown)
  const said = content ? chatGptParts(content, { marksImages: names.length === 0 }, problems) : []
  return {
    id,
    parentId,
    role,
    parts: [...names, ...said],
    atMs: readDate(message?.create_time, problems),
    modelName: role === 'assistant' ? (message?.metadata?.model_slug ?? null) : null,
    state: message ? stateOf(message) : 'completed',
  }
}

const outputs = new Set(['execution_output', 'multimodal_text'])

function isShownThere({ author, content, recipient, metadata }: Message): boolean {
  if (metadata?.is_visually_hidden_from_conversation === true) return false
  switch (author.role) {
    case 'user':
      return true
    case 'assistant':
      return isForPerson(content ?? null, recipient ?? 'all')
    case 'tool':
      return outputs.has(content?.content_type ?? '')
    default:
      return false
  }
}

/** Words to a tool are machinery; code that was run is what the answer rests on. */
function isForPerson(content: ChatGptContent | null, recipient: string): boolean {
  return recipient === 'all' || (recipient === 'python' && content?.content_type === 'code')
}

/** Of what a tool answered only images and the output of code: the rest is for the model. */
function contentShown({ author, content }: Message): ChatGptContent | null {
  if (!content || author.role !== 'tool') return content ?? null
  return { ...content, parts: (content.parts ?? []).filter((part) => typeof part !== 'string') }
}

/** The files of a message are not in the text of an export; their names stay. */
function attachedNames({ metadata, content }: Message, problems: ProblemCounts) {
  const names = (metadata?.attachments ?? []).map(({ name }) => name ?? '')
  const imageCount = (content?.parts ?? []).filter((part) => typeof part === 'object').length
  problems.add('missing-files', Math.max(0, names.length - imageCount))
  const said = names.filter((name) => name !== '').map((name) => `[${name}]`)
  return said.length === 0 ? [] : [{ type: 'text' as const, text: said.join(' ') }]
}

function stateOf({ status, metadata }: Message): AnswerState {
  if (metadata?.finish_details?.type === 'max_tokens') return 'length'
  if (metadata?.finish_details?.type === 'interrupted') return 'stopped'
  return status === 'finished_partial_completion' ? 'stopped' : 'completed'
}
