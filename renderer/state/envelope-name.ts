import type { EnvelopeOf } from '../../shared/ipc/shapes.ts'
import { findModel, findProvider } from './catalog.ts'
import { findFolder } from './folders.ts'

/** What an envelope is for, by the name a person knows it by. */
export function envelopeName(of: EnvelopeOf): string {
  switch (of.kind) {
    case 'folder':
      return findFolder(of.folderId)?.name ?? ''
    case 'provider':
      return findProvider(of.providerId)?.name ?? of.providerId
    case 'model':
      return findModel(of.model)?.name ?? of.model.modelId
  }
}
