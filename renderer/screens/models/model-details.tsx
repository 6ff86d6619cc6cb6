import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { putModel } from '../../state/catalog.ts'
import { chooseModel } from '../../state/model-choice.ts'
import { showChat, showSettings } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { ModelFacts } from './model-facts.tsx'
import { OwnPriceForm } from './own-price-form.tsx'
import { PriceTable } from './price-table.tsx'

/** What is known of one model, its whole price, and a price of the person's own. */
export function ModelDetails({
  model,
  topPx,
  onHeight,
  onClose,
}: {
  model: Model
  topPx: number
  onHeight: (heightPx: number) => void
  onClose: () => void
}): ReactNode {
  const element = useRef<HTMLDivElement>(null)
  // Without a price there is nothing else to do here.
  const [isPricing, setIsPricing] = useState(model.price === null)
  const [said, setSaid] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    const row = element.current
    if (!row) return
    const sizes = new ResizeObserver(() => onHeight(row.offsetHeight))
    sizes.observe(row)
    return () => sizes.disconnect()
  }, [onHeight])
  const take = (result: Result<Model>, saidThen: (changed: Model) => string): void => {
    setFailure(result.ok ? null : result.failure)
    if (!result.ok) return
    putModel(result.value)
    setIsPricing(false)
    setSaid(saidThen(result.value))
  }
  const clear = async (): Promise<void> =>
    take(await call('catalog.clearPrice', { model: model.key }), ({ price }) =>
      say(price === null ? 'details.cleared-none' : 'details.cleared'),
    )
  return (
    <div
      ref={element}
      role="row"
      className="absolute inset-x-0 border-b border-line"
      style={{ top: topPx }}
    >
      <div role="cell" aria-colspan={9}>
        <div
          role="presentation"
          className="contents"
          onKeyDown={({ key }) => {
            if (key === 'Escape') onClose()
          }}
        >
          <section
            aria-label={say('details.label', { model: model.name })}
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,416px)] gap-x-8 gap-y-4 pt-1 pb-5 max-[960px]:grid-cols-1"
          >
            <ModelFacts model={model} />
            <div>
              {isPricing && model.price === null && (
                <p className="mb-3 text-ink-2">{say('details.no-price')}</p>
              )}
              {isPricing ? (
                <OwnPriceForm
                  model={model}
                  onSaved={(result) => take(result, () => say('details.saved'))}
                  onClose={() => setIsPricing(false)}
                />
              ) : (
                <PriceTable model={model} />
              )}
              {failure && (
                <div className="mt-3">
                  <ProblemLine failure={failure} role="alert" />
                </div>
              )}
              <div className="mt-3 flex flex-wrap items-center gap-2">
                {!isPricing && (
                  <>
                    <UseButton model={model} />
                    {model.price?.source !== 'practice' && (
                      <Button small onClick={() => setIsPricing(true)}>
                        {say(
                          model.price?.source === 'own'
                            ? 'details.own-price-change'
                            : 'details.own-price',
                        )}
                      </Button>
                    )}
                    {model.price?.source === 'own' && (
                      <Button look="quiet" small onClick={clear}>
                        {say('details.list-again')}
                      </Button>
                    )}
                  </>
                )}
                <p role="status" className="text-note text-ink-2">
                  {said}
                </p>
              </div>
            </div>
          </section>
        </div>
      </div>
    </div>
  )
}

/** On to a chat with it, or to what is missing for one. */
function UseButton({ model: { key, ready, price } }: { model: Model }): ReactNode {
  if (!ready) {
    return (
      <Button small onClick={() => showSettings('providers', key.providerId)}>
        {say('details.add-key')}
      </Button>
    )
  }
  if (price === null) return null
  return (
    <Button
      small
      onClick={() => {
        chooseModel(key)
        showChat()
      }}
    >
      {say('details.use')}
    </Button>
  )
}
