import { createHash } from 'node:crypto'
import type { ImageType, Part } from '../../shared/chat/part.ts'
import { arrangeTurns, countMessages, type OwnSourceTurn } from './arrange-turns.ts'
import { cleanTitle } from './clean-text.ts'
import type { ImportedImage, ReadItem } from './imported.ts'
import { MAX_TEXT_CHARACTERS } from './limits.ts'
import {
  OWN_VERSION,
  type OwnConversation,
  ownConversation,
  ownPart,
  ownTurn,
} from './own-format.ts'
import { openProblemCounts, type ProblemCounts } from './problem-counts.ts'
import { nearestDate } from './read-date.ts'

/** What an image is by its own bytes; null for what is none. */
export type ImageFactsOf = (
  bytes: Uint8Array,
) => { mediaType: ImageType; widthPx: number; heightPx: number } | null

/** Whether an item is a conversation that this program wrote, of whatever version. */
export function isOwn(item: object): boolean {
  return 'format' in item && item.format === 'farthing-conversation'
}

/** Whether a later version of this program wrote it, in a form that is not known here. */
export function isNewerOwn(item: object): boolean {
  return isOwn(item) && 'version' in item && Number(item.version) > OWN_VERSION
}

/**
 * A conversation that this program wrote. What it cost stays in the file: here it costs nothing.
 */
export function readOwn(item: unknown, imageFacts: ImageFactsOf): ReadItem {
  const parsed = ownConversation.safeParse(item)
  if (!parsed.success) {
    return { conversation: null, title: '', problems: [{ kind: 'not-a-conversation' }] }
  }
  const { conversation, turns: values } = parsed.data
  const problems = openProblemCounts()
  const title = cleanTitle(conversation.title)
  const images = readImages(parsed.data.images, imageFacts)
  const arranged = arrangeTurns(values.flatMap((value) => turnOf(value, images, problems)))
  if (!arranged) return { conversation: null, title, problems: [{ kind: 'too-long', count: 1 }] }
  if (arranged.turns.length === 0) {
    return { conversation: null, title, problems: [{ kind: 'no-messages' }] }
  }
  problems.add('broken-links', arranged.brokenLinkCount)
  return {
    title,
    conversation: {
      from: 'farthing',
      ...namesOf(conversation.id, conversation.importId),
      title,
      optionsJson: JSON.stringify(conversation.options ?? {}),
      createdAtMs: dateOf(conversation.createdAt),
      updatedAtMs: dateOf(conversation.updatedAt),
      turns: arranged.turns,
      messageCount: countMessages(arranged.turns),
      images: images.values(),
      problems: problems.list(),
    },
  }
}

/** One that was imported before it was written keeps the name it had then. */
export function namesOf(
  conversationId: string,
  importId: string | null,
): { importId: string; knownAs: string[] } {
  const own = `farthing:${conversationId}`
  return { importId: importId ?? own, knownAs: [own, conversationId] }
}

function turnOf(
  value: unknown,
  images: ReadonlyMap<string, ImportedImage>,
  problems: ProblemCounts,
): OwnSourceTurn[] {
  const parsed = ownTurn.safeParse(value)
  if (!parsed.success) {
    problems.add('unknown-parts')
    return []
  }
  const { id, parentId, isShown, user, answer } = parsed.data
  const read = (parts: readonly unknown[]): Part[] =>
    parts.flatMap((part) => partOf(part, images, problems))
  return [
    {
      id,
      parentId,
      isShown,
      userParts: read(user.parts),
      userAtMs: dateOf(user.createdAt),
      answerParts: read(answer.parts),
      answerAtMs: dateOf(answer.createdAt),
      state: answer.state,
      model:
        answer.provider === null || answer.model === null
          ? null
          : { providerId: answer.provider, modelId: answer.model },
      modelName: answer.modelName,
      providerName: answer.providerName,
    },
  ]
}

function partOf(
  value: unknown,
  images: ReadonlyMap<string, ImportedImage>,
  problems: ProblemCounts,
): Part[] {
  const parsed = ownPart.safeParse(value)
  if (!parsed.success) {
    problems.add('unknown-parts')
    return []
  }
  const part = parsed.data
  if ('text' in part && part.text.length > MAX_TEXT_CHARACTERS) {
    problems.add('too-long')
    return []
  }
  if (part.type === 'thinking') return [{ ...part, provider: null, opaque: null }]
  if (part.type !== 'image') return [part]
  const image = images.get(part.imageId)
  if (!image) {
    problems.add('missing-files')
    return [{ type: 'text', text: `[${part.name}]` }]
  }
  const { bytes, ...facts } = image
  return [{ type: 'image', name: part.name, ...facts, sizeBytes: bytes.length }]
}

function dateOf(text: string): number {
  return nearestDate(Date.parse(text))
}

/** The images that are what their names say: the hash of their bytes. */
function readImages(
  images: OwnConversation['images'],
  imageFacts: ImageFactsOf,
): Map<string, ImportedImage> {
  const read = new Map<string, ImportedImage>()
  for (const [attachmentId, { base64 }] of Object.entries(images)) {
    const bytes = Buffer.from(base64, 'base64')
    const facts = imageFacts(bytes)
    const isItself = createHash('sha256').update(bytes).digest('hex') === attachmentId
    if (facts && isItself) read.set(attachmentId, { attachmentId, ...facts, bytes })
  }
  return read
}
