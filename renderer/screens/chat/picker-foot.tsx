import type { ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { useBounds } from '../../state/bounds.ts'
import { useModel } from '../../state/catalog.ts'
import { MAX_COMPARED } from '../../state/comparing.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { fitOf } from '../../state/fit.ts'
import { hasRead } from '../../state/model-choice.ts'
import { useQuote } from '../../state/quotes.ts'
import { Say, say, sayCount } from '../../words/say.tsx'
import { ContextGauge } from './context-gauge.tsx'
import { useTrackRecord } from './use-track-record.ts'

/** What the row in focus would cost at most, and beside the model that has read all of this. */
export function PickerFoot({
  model,
  isOneTooMany,
}: {
  model: Model
  /** Whether it cannot be compared with, beside so many others. */
  isOneTooMany: boolean
}): ReactNode {
  return (
    <div className="min-h-14 flex-none border-t border-line bg-shelf px-4 py-2.5 text-note leading-[18px]">
      <div className="flex justify-between gap-4">
        <p className="flex-none font-medium text-ink">
          <Price model={model} />
        </p>
        <TrackRecordLine />
      </div>
      <div className="flex items-end justify-between gap-4">
        <p className="text-ink-2">
          {isOneTooMany ? say('compare.full', { most: MAX_COMPARED }) : <Remark model={model} />}
        </p>
        <ContextGauge model={model} />
      </div>
    </div>
  )
}

/** How good estimates have been. Nothing is said before there is enough to go by. */
function TrackRecordLine(): ReactNode {
  const record = useTrackRecord()
  if (!record || record.withinPercent === null) return null
  const { turnCount, withinPercent, ceilingHeldCount } = record
  return (
    <p className="truncate text-ink-3">
      {say('picker.track', {
        count: turnCount,
        percent: withinPercent,
        held: ceilingHeldCount === turnCount ? 'all' : ceilingHeldCount,
      })}
    </p>
  )
}

function Price({ model }: { model: Model }): ReactNode {
  const fit = fitOf(model, useQuote(model.key), useBounds())
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
    case 'above-limit':
    case 'too-long':
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

/** The first that applies: what is in the way, what switching costs, or what the model can. */
function Remark({ model }: { model: Model }): ReactNode {
  const quote = useQuote(model.key)
  const bounds = useBounds()
  const fit = fitOf(model, quote, bounds)
  if (fit.kind === 'short' || fit.kind === 'asks' || fit.kind === 'beyond') {
    const id = fit.kind === 'beyond' ? 'picker.foot-beyond' : 'picker.foot-short'
    const { envelope, shortNanoUsd } = fit
    return (
      <Say
        id={envelope ? `${id}-in` : id}
        values={{
          short: <Credits nanoUsd={shortNanoUsd} />,
          name: envelope && envelopeName(envelope.of),
        }}
      />
    )
  }
  if (fit.kind === 'above-limit') {
    const limit = <Credits nanoUsd={bounds.budget?.turnLimitNanoUsd ?? 0} />
    return <Say id="picker.foot-above" values={{ limit }} />
  }
  if (fit.kind === 'too-long' && quote) {
    return say('picker.foot-too-long', {
      context: sayCount(model.contextTokens ?? 0),
      tokens: sayCount(quote.inputTokens),
    })
  }
  return (
    <>
      <Switching model={model} />
      {model.price?.match === 'inferred' && say('picker.foot-inferred')}
    </>
  )
}

/** What it takes for a model that has not read this conversation, beside the one that has. */
function Switching({ model }: { model: Model }): ReactNode {
  const lastKey = useConversations((state) => currentSummary(state)?.model) ?? null
  const reader = useModel(lastKey)
  const readerNanoUsd = useQuote(lastKey)?.expectedNanoUsd ?? null
  const quote = useQuote(model.key)
  if (!reader || readerNanoUsd === null || !quote || hasRead(model.key, lastKey)) {
    return <Window model={model} />
  }
  const { expectedNanoUsd, thenNanoUsd } = quote
  const isCheaperThen =
    expectedNanoUsd !== null && thenNanoUsd !== null && thenNanoUsd < expectedNanoUsd
  return (
    <>
      {isCheaperThen && (
        <Say id="picker.foot-first" values={{ later: <Credits nanoUsd={thenNanoUsd} /> }} />
      )}{' '}
      <Say
        id={isCheaperThen ? 'picker.foot-read-it' : 'picker.foot-read'}
        values={{ model: reader.name, about: <Credits nanoUsd={readerNanoUsd} /> }}
      />{' '}
    </>
  )
}

function Window({ model: { contextTokens, maxOutputTokens } }: { model: Model }): ReactNode {
  if (contextTokens === null) return null
  const context = sayCount(contextTokens)
  return <>{say('picker.foot-window', { context, output: sayCount(maxOutputTokens) })} </>
}
