import type { ModelKey } from '../../shared/chat/message.ts'
import type { EnvelopeOf } from '../../shared/ipc/shapes.ts'
import type { Storage } from '../storage/storage.ts'

/** What is sent, as far as envelopes ask. */
type Sent = {
  conversationId: string
  /** Where the conversation begins, if this is its first turn. */
  folderId?: string | null | undefined
  model: ModelKey
}

/** The envelopes that something counts in, by where its conversation is at this moment. */
export function envelopesOf({ envelopes, folders }: Storage, sent: Sent): string[] {
  const known = envelopes.list()
  // Nothing is asked of the database where there are none.
  if (known.length === 0) return []
  const folderId = known.some(({ of }) => of.kind === 'folder') ? folderOf() : null
  return known.flatMap(({ envelopeId, of }) => (counts(of, sent.model, folderId) ? envelopeId : []))

  function folderOf(): string | null {
    const stored = envelopes.folderOf(sent.conversationId)
    if (stored !== undefined) return stored
    const { folderId: begunIn = null } = sent
    return begunIn !== null && folders.has(begunIn) ? begunIn : null
  }
}

function counts(of: EnvelopeOf, model: ModelKey, folderId: string | null): boolean {
  switch (of.kind) {
    case 'folder':
      return of.folderId === folderId
    case 'provider':
      return of.providerId === model.providerId
    case 'model':
      return of.model.providerId === model.providerId && of.model.modelId === model.modelId
  }
}
