import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { useCompared, useMustKeepFirst } from '../../state/comparing.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { useQuotes } from '../../state/quotes.ts'
import { showModels, showSettings } from '../../state/screen.ts'
import { Say, say } from '../../words/say.tsx'
import { ComparedCost } from './fetched-parts.ts'
import { useShownFit } from './use-shown-fit.ts'

/**
 * What sending the draft would cost. Not read out at each key press; it describes the message, so
 * it is read where that is.
 */
export function CostLine(): ReactNode {
  const isDraftEmpty = useQuotes((quotes) => quotes.isDraftEmpty)
  const isCounting = useQuotes((quotes) => quotes.isCounting)
  return (
    <p
      id="cost"
      role="status"
      aria-live="off"
      aria-label={say('composer.cost')}
      className={clsx(
        // Of a size of its own, so that another figure lays out this line alone.
        'h-5 min-w-0 flex-1 truncate text-right contain-strict',
        isCounting ? 'text-ink-3 [&_b]:text-ink-3' : 'text-ink-2',
      )}
    >
      {!isDraftEmpty && <Cost />}
    </p>
  )
}

function Cost(): ReactNode {
  const model = useChosenModel()
  const compared = useCompared()
  const keepsFirst = useMustKeepFirst()
  if (keepsFirst) return say('compare.keep-first')
  if (compared) return <ComparedCost keys={compared} />
  return model && <CostOf model={model} />
}

function CostOf({ model }: { model: Model }): ReactNode {
  const fit = useShownFit(model)
  switch (fit.kind) {
    case 'counting':
      return null
    case 'no-key':
      return (
        <Say
          id="cost.no-key"
          values={{
            provider: model.providerName,
            act: (words) => (
              <Button look="link" onClick={() => showSettings('providers', model.key.providerId)}>
                {words}
              </Button>
            ),
          }}
        />
      )
    case 'no-price':
      return (
        <Say
          id="cost.no-price"
          values={{
            act: (words) => (
              <Button look="link" onClick={() => showModels(model.key)}>
                {words}
              </Button>
            ),
          }}
        />
      )
    case 'always':
      return <Say id="cost.free" />
    case 'fits':
    case 'above-limit':
    case 'too-long':
      return (
        <Say
          id={pricedWords[fit.kind]}
          values={{
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
          id={fit.envelope ? `${tooMuchWords[fit.kind]}-in` : tooMuchWords[fit.kind]}
          values={{
            about: <Credits nanoUsd={fit.expectedNanoUsd} />,
            most: <Credits nanoUsd={fit.ceilingNanoUsd} />,
            short: <Credits nanoUsd={fit.shortNanoUsd} />,
            name: fit.envelope && envelopeName(fit.envelope.of),
          }}
        />
      )
  }
}

const pricedWords = {
  fits: 'cost.priced',
  'above-limit': 'cost.priced-above',
  'too-long': 'cost.too-long',
} as const

/** Red is for what will not be sent: neither for what is asked about nor for what is only watched. */
const tooMuchWords = {
  short: 'cost.priced-over',
  asks: 'cost.priced-asks',
  beyond: 'cost.priced-beyond',
} as const
