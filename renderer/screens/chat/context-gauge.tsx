import type { ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { quoteIn, useQuotes } from '../../state/quotes.ts'
import { say, sayCount, sayTokensShort } from '../../words/say.tsx'

/** How much of what a model reads this turn fills: the conversation, and what is being written. */
export function ContextGauge({ model }: { model: Model }): ReactNode {
  const inputTokens = useQuotes(({ quotes }) =>
    quotes ? roughly(quoteIn(quotes, model.key)?.inputTokens ?? 0) : 0,
  )
  const { contextTokens } = model
  if (contextTokens === null || inputTokens === 0) return null
  const share = Math.min(1, inputTokens / contextTokens)
  const values = { tokens: sayTokensShort(inputTokens), context: sayTokensShort(contextTokens) }
  const name = say('picker.fills-name', {
    model: model.name,
    tokens: sayCount(inputTokens),
    context: sayCount(contextTokens),
  })
  return (
    <span className="flex flex-none items-center gap-2 whitespace-nowrap text-ink-3" title={name}>
      <span
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="h-[3px] w-[72px] overflow-hidden rounded-full bg-line-2"
      >
        <span
          className="block h-full rounded-full bg-ink-3"
          style={{ width: `max(2px, ${share * 100}%)` }}
        />
      </span>
      <span aria-hidden="true" className="figure">
        {say('picker.fills', values)}
      </span>
    </span>
  )
}

/** To two digits: a key press changes no more than is worth showing. */
function roughly(tokens: number): number {
  return Number(tokens.toPrecision(2))
}
