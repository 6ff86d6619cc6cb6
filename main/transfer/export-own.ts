import type { ImageAttachment, Part } from '../../shared/chat/part.ts'
import {
  MAX_OWN_IMAGE_BYTES,
  type OwnConversation,
  type OwnPart,
  type OwnTurn,
  OWN_VERSION,
} from './own-format.ts'
import type { WholeConversation, WholeReader, WholeTurn } from './whole-conversation.ts'

/** A conversation with all its versions, as JSON that can be imported again. */
export function ownJsonOf(
  conversation: WholeConversation,
  { image, exportedAtMs }: Pick<WholeReader, 'image'> & { exportedAtMs: number },
): string {
  const { conversationId, importId, title, createdAtMs, updatedAtMs, turns } = conversation
  const own: OwnConversation = {
    format: 'farthing-conversation',
    version: OWN_VERSION,
    exportedAt: dateText(exportedAtMs),
    conversation: {
      id: conversationId,
      importId,
      title,
      createdAt: dateText(createdAtMs),
      updatedAt: dateText(updatedAtMs),
      options: JSON.parse(conversation.optionsJson) as OwnConversation['conversation']['options'],
    },
    turns: turns.map(ownTurnOf),
    images: imagesOf(turns, image),
  }
  return `${JSON.stringify(own, null, 2)}\n`
}

function ownTurnOf(turn: WholeTurn): OwnTurn {
  const { turnId: id, parentId, isShown, createdAtMs } = turn
  return {
    id,
    parentId,
    isShown,
    createdAt: dateText(createdAtMs),
    user: { parts: turn.userParts.map(ownPartOf), createdAt: dateText(turn.userAtMs) },
    answer: {
      parts: turn.answerParts.map(ownPartOf),
      createdAt: dateText(turn.answerAtMs),
      state: turn.state === 'writing' ? 'interrupted' : turn.state,
      provider: turn.providerId,
      model: turn.modelId,
      providerName: turn.providerName,
      modelName: turn.modelName,
      receipt: turn.receipt,
    },
  }
}

function ownPartOf(part: Part): OwnPart {
  if (part.type === 'thinking') return { type: 'thinking', text: part.text }
  if (part.type !== 'image') return part
  const { attachmentId: imageId, name, mediaType, widthPx, heightPx, sizeBytes } = part
  return { type: 'image', imageId, name, mediaType, widthPx, heightPx, sizeBytes }
}

/** As many images as fit, in the order in which they were sent. */
function imagesOf(
  turns: readonly WholeTurn[],
  image: WholeReader['image'],
): OwnConversation['images'] {
  const images: OwnConversation['images'] = {}
  let sizeBytes = 0
  for (const { attachmentId } of turns.flatMap(({ userParts }) => userParts.flatMap(imageIn))) {
    const bytes = attachmentId in images ? undefined : image(attachmentId)?.bytes
    if (!bytes || sizeBytes + bytes.length > MAX_OWN_IMAGE_BYTES) continue
    sizeBytes += bytes.length
    images[attachmentId] = { base64: bytes.toString('base64') }
  }
  return images
}

function imageIn(part: Part): ImageAttachment[] {
  return part.type === 'image' ? [part] : []
}

function dateText(atMs: number): string {
  return new Date(atMs).toISOString()
}
