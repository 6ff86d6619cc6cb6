import { useEffect, useState } from 'react'
import type { Quotes, Ways } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { type Bounds, leftForNanoUsd } from '../../state/bounds.ts'
import { catalogRevision, readCatalog, useModels } from '../../state/catalog.ts'
import { draftQuestion } from '../../state/quotes.ts'
import type { Misfit } from '../../state/sending.ts'

const noWays: Ways = { shorter: null, trimmed: null }

/** What this turn costs on each model, and other ways to send it to the one it was meant for. */
export type FoundWays = { quotes: Quotes; ways: Ways }

/** Asked for the very turn, which need not be the draft any more; null until it is known. */
export function useWays({ model, draft, parentTurnId }: Misfit, bounds: Bounds): FoundWays | null {
  const [found, setFound] = useState<FoundWays | null>(null)
  const models = useModels()
  useEffect(() => {
    let isOver = false
    const { text, attachments } = draft
    const question = {
      ...draftQuestion(),
      draft: text,
      attachments: [...attachments],
      ...(parentTurnId !== undefined && { parentTurnId }),
    }
    const within = {
      ceilingNanoUsd: leftForNanoUsd(model, bounds),
      expectedNanoUsd: bounds.budget?.turnLimitNanoUsd ?? null,
    }
    const both = Promise.all([
      call('estimate.quote', question),
      call('estimate.ways', { ...question, model, within }),
    ])
    void both.then(([quotes, ways]) => {
      if (isOver || !quotes.ok) return
      // Figures stand in the order of a catalogue: read anew, they are asked for anew.
      if (quotes.value.catalogRevision !== catalogRevision()) return void readCatalog()
      setFound({ quotes: quotes.value, ways: ways.ok ? ways.value : noWays })
    })
    return () => {
      isOver = true
    }
    // What is available decides what fits, so it is asked anew once that changes.
  }, [model, draft, parentTurnId, bounds, models])
  return found
}
