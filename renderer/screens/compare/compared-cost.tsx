import { type ReactNode, useMemo } from 'react'
import { type ModelKey, sameModel } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { type Bounds, useBounds } from '../../state/bounds.ts'
import { useModels } from '../../state/catalog.ts'
import { type ComparedFit, comparedFit } from '../../state/compared-fit.ts'
import { MIN_COMPARED } from '../../state/comparing.ts'
import { useProfile } from '../../state/profile.ts'
import { quoteOf, useQuotes } from '../../state/quotes.ts'
import { showModels, showSettings } from '../../state/screen.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { Say, say } from '../../words/say.tsx'
import { readsAs } from '../chat/use-shown-fit.ts'

/** One price for all the models that the draft goes to. */
export function ComparedCost({ keys }: { keys: readonly ModelKey[] }): ReactNode {
  const fit = useShownComparedFit(keys)
  const count = keys.length
  if (count < MIN_COMPARED) return say('compare.need-more', { count })
  switch (fit.kind) {
    case 'counting':
      return null
    case 'no-key':
      return (
        <Say
          id="compare.cost-no-key"
          values={{
            provider: fit.model.providerName,
            act: link(() => showSettings('providers', fit.model.key.providerId)),
          }}
        />
      )
    case 'no-price':
      return (
        <Say
          id="compare.cost-no-price"
          values={{ model: fit.model.name, act: link(() => showModels(fit.model.key)) }}
        />
      )
    case 'too-long':
      return <Say id="compare.cost-too-long" values={{ model: fit.model.name }} />
    case 'always':
      return <Say id="compare.cost-free" values={{ count }} />
    case 'fits':
    case 'above-limit':
      return (
        <Say
          id={fit.kind === 'fits' ? 'compare.cost' : 'compare.cost-above'}
          values={{
            count,
            about: <Credits nanoUsd={fit.expectedNanoUsd} />,
            most: <Credits nanoUsd={fit.ceilingNanoUsd} />,
          }}
        />
      )
    case 'short':
    case 'asks':
    case 'beyond':
      return (
        <Say
          id={fit.envelope ? `compare.cost-${fit.kind}-in` : `compare.cost-${fit.kind}`}
          values={{
            count,
            about: <Credits nanoUsd={fit.expectedNanoUsd} />,
            most: <Credits nanoUsd={fit.ceilingNanoUsd} />,
            short: <Credits nanoUsd={fit.shortNanoUsd} />,
            name: fit.envelope && envelopeName(fit.envelope.of),
          }}
        />
      )
  }
}

function link(go: () => void) {
  return (words: ReactNode[]): ReactNode => (
    <Button look="link" onClick={go}>
      {words}
    </Button>
  )
}

/** The same object until a figure reads otherwise: at most key presses nothing is drawn anew. */
function useShownComparedFit(keys: readonly ModelKey[]): ComparedFit {
  const bounds = useBounds()
  const catalog = useModels()
  const { creditsPerUsd } = useProfile().settings
  const select = useMemo(
    () => shownFit(modelsOf(keys, catalog), bounds, creditsPerUsd),
    [keys, bounds, creditsPerUsd, catalog],
  )
  return useQuotes(select)
}

function modelsOf(keys: readonly ModelKey[], catalog: readonly Model[]): Model[] {
  return keys.flatMap((key) => catalog.find((model) => sameModel(model.key, key)) ?? [])
}

function shownFit(
  models: readonly Model[],
  bounds: Bounds,
  creditsPerUsd: number,
): () => ComparedFit {
  let last: { fit: ComparedFit; read: string } | null = null
  return () => {
    const fit = comparedFit(models, ({ key }) => quoteOf(key), bounds)
    const read = readsAs(fit, creditsPerUsd)
    if (last?.read === read) return last.fit
    last = { fit, read }
    return fit
  }
}
