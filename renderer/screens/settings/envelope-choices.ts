import { useMemo } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import type { Envelope, EnvelopeOf } from '../../../shared/ipc/shapes.ts'
import { isSameScope } from '../../state/bounds.ts'
import { useModels } from '../../state/catalog.ts'
import { useFolders } from '../../state/folders.ts'
import { isUsable } from '../../state/model-choice.ts'
import { say } from '../../words/say.tsx'

type Choice = { value: string; label: string; of: EnvelopeOf }

/** What may have an envelope and has none: folders, then providers and models that can be asked now. */
export function useEnvelopeChoices(envelopes: readonly Envelope[]): Choice[] {
  const folders = useFolders((state) => state.folders)
  const models = useModels()
  return useMemo(() => {
    const usable = models.filter(isUsable)
    const providers = new Map(usable.map(({ key, providerName }) => [key.providerId, providerName]))
    const all: Choice[] = [
      ...folders.map(({ folderId, name }) => ({
        value: `folder ${folderId}`,
        label: say('envelopes.choice.folder', { name }),
        of: { kind: 'folder' as const, folderId },
      })),
      ...[...providers].map(([providerId, name]) => ({
        value: `provider ${providerId}`,
        label: say('envelopes.choice.provider', { name }),
        of: { kind: 'provider' as const, providerId },
      })),
      ...usable.map(({ key, name, providerName }) => ({
        value: `model ${modelKeyText(key)}`,
        label: say('envelopes.choice.model', { name, provider: providerName }),
        of: { kind: 'model' as const, model: key },
      })),
    ]
    return all.filter(({ of }) => !envelopes.some((envelope) => isSameScope(envelope.of, of)))
  }, [envelopes, folders, models])
}
