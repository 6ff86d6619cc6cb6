import type { ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import type { Price, Rates } from '../../../shared/money/price.ts'
import { Figure } from '../../parts/figure.tsx'
import { priceFrom } from '../../words/price-words.ts'
import { Say, say, sayCount } from '../../words/say.tsx'
import { sayFee } from '../../words/usd-rate.ts'
import { RateFigure } from './rate.tsx'

const classes = [
  ['input', 'inputPicoUsd'],
  ['cache-read', 'cacheReadPicoUsd'],
  ['cache-write-short', 'cacheWriteShortPicoUsd'],
  ['cache-write-long', 'cacheWriteLongPicoUsd'],
  ['output', 'outputPicoUsd'],
] as const satisfies [string, keyof Rates][]

/** Every rate of a price, where it is from, and what is not sure about it. */
export function PriceTable({ model }: { model: Model }): ReactNode {
  const { price, providerName } = model
  if (price === null) return <p className="text-ink-2">{say('details.no-price')}</p>
  if (price.source === 'this-computer') {
    return <p className="text-ink-2">{say('details.free')}</p>
  }
  return (
    <>
      <RatesTable price={price} />
      {price.searchPicoUsd !== null && price.searchPicoUsd > 0 && (
        <p className="mt-2 text-note text-ink-3">
          <Say
            id="details.search"
            values={{ usd: <Figure>{sayFee(price.searchPicoUsd)}</Figure> }}
          />
        </p>
      )}
      <p className="mt-2 text-note text-ink-3">
        {fromWords(price, providerName)}
        {price.match === 'alias' && ` ${say('price.alias-note')}`}
      </p>
      {price.match === 'inferred' && (
        <p className="text-note text-ink-2">{say('price.inferred-note')}</p>
      )}
    </>
  )
}

function fromWords(price: Price, providerName: string): string {
  const from = priceFrom(price, providerName)
  if (price.version === null) return say('price.from', { from })
  return say('price.from-version', { from, version: price.version })
}

function RatesTable({ price: { rates, longContext } }: { price: Price }): ReactNode {
  const shown = classes.filter(
    ([, name]) => rates[name] !== null || (longContext?.rates[name] ?? null) !== null,
  )
  return (
    <table className="w-full" aria-label={say('details.price')}>
      <thead>
        <tr className="h-7 border-b border-line text-note text-ink-2">
          <th scope="col" className="text-left font-normal">
            {say('details.per-million')}
          </th>
          <th scope="col" className="w-36 pr-4 text-right font-normal">
            {longContext ? (
              <Say
                id="details.up-to"
                values={{ tokens: <Figure>{sayCount(longContext.aboveInputTokens)}</Figure> }}
              />
            ) : (
              <span className="sr-only">{say('details.price')}</span>
            )}
          </th>
          {longContext && (
            <th scope="col" className="w-28 pr-4 text-right font-normal">
              {say('details.above')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {shown.map(([words, name]) => (
          <tr key={name} className="h-7 border-b border-line last:border-0">
            <th scope="row" className="text-left font-normal text-ink-2">
              {say(`details.rate.${words}`)}
            </th>
            <td className="text-right">
              <RateFigure picoUsd={rates[name]} />
            </td>
            {longContext && (
              <td className="text-right">
                <RateFigure picoUsd={longContext.rates[name]} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
