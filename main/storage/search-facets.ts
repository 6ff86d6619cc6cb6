import { createHash } from 'node:crypto'
import type { ModelKey } from '../../shared/chat/message.ts'

/** Words of the index that no text has: what a search can be narrowed to. */
export function modelFacet({ providerId, modelId }: ModelKey): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([providerId, modelId]))
    .digest('hex')
  return `=m${hash.slice(0, 16)}`
}

export function conversationFacet(conversationId: string): string {
  return `=c${conversationId}`
}
