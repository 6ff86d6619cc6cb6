import type { ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { useBudget } from '../../state/budget.ts'
import { useModel } from '../../state/catalog.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { fitOf } from '../../state/fit.ts'
import { hasRead } from '../../state/model-choice.ts'
import { useQuote } from '../../state/quotes.ts'
import { Say, say, sayCount } from '../../words/say.tsx'

/** What the row in focus would cost at most, and beside the model that has read all of this. */
export function PickerFoot({ model }: { model: Model }): ReactNode {
  return (
    <div className="min-h-14 flex-none border-t border-line bg-shelf px-4 py-2.5 text-note leading-[18px]">
      <p className="font-medium text-ink">
        <Price model={model} />
      </p>
      <p className="text-ink-2">
        <Remark model={model} />
      </p>
    </div>
  )
}

function Price({ model }: { model: Model }): ReactNode {
  const fit = fitOf(model, useQuote(model.key), useBudget())
  switch (fit.kind) {
    case 'no-key':
      return say('picker.foot-no-key', { provider: model.providerName })
    case 'no-price':
      return say('picker.foot-no-price', { model: model.name })
    case 'counting':
      return model.name
    case 'always':
      return say(model.onThisComputer ? 'picker.foot-free' : 'picker.foot-free-elsewhere', {
        model: model.name,
      })
    case 'fits':
    case 'short':
    case 'asks':
    case 'beyond':
      return (
        <Say
          id="picker.foot"
          values={{
            model: model.name,
            about: <Credits nanoUsd={fit.expectedNanoUsd} />,
            most: <Credits nanoUsd={fit.ceilingNanoUsd} />,
          }}
        />
      )
  }
}

function Remark({ model }: { model: Model }): ReactNode {
  const lastKey = useConversations((state) => currentSummary(state)?.model) ?? null
  const reader = useModel(lastKey)
  const readerQuote = useQuote(lastKey)
  const fit = fitOf(model, useQuote(model.key), useBudget())
  if (fit.kind === 'short' || fit.kind === 'asks' || fit.kind === 'beyond') {
    const id = fit.kind === 'beyond' ? 'picker.foot-beyond' : 'picker.foot-short'
    return <Say id={id} values={{ short: <Credits nanoUsd={fit.shortNanoUsd} /> }} />
  }
  const readerNanoUsd = readerQuote?.expectedNanoUsd ?? null
  if (reader && readerNanoUsd !== null && !hasRead(model.key, lastKey)) {
    return (
      <Say
        id="picker.foot-read"
        values={{ model: reader.name, about: <Credits nanoUsd={readerNanoUsd} /> }}
      />
    )
  }
  if (model.contextTokens === null) return null
  return say('picker.foot-window', {
    context: sayCount(model.contextTokens),
    output: sayCount(model.maxOutputTokens),
  })
}
