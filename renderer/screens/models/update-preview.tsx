import { type ReactNode, useState } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import type { PriceChange, PriceUpdate } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { findModel, findProvider } from '../../state/catalog.ts'
import { Say, say, sayCount, sayDate } from '../../words/say.tsx'
import { changeWords } from './change-words.ts'
import { RateFigure } from './rate.tsx'

/** A table of this many rows is drawn at once; more are asked for. */
const MOST_ROWS = 200
const MOST_REFUSED = 50

/** What a list would change, before it counts: each price before and after, and what is left out. */
export function UpdatePreview({
  update,
  onUse,
  onKeep,
}: {
  update: PriceUpdate
  onUse: () => Promise<void>
  onKeep: () => void
}): ReactNode {
  const [isTaking, setIsTaking] = useState(false)
  const { edition, changed, refused } = update
  const largeCount = changed.filter(({ isLarge }) => isLarge).length
  return (
    <section aria-labelledby="preview" className="mt-6">
      <h2 id="preview" className="text-section" tabIndex={-1} ref={focus}>
        {say('update.title')}
      </h2>
      <p className="text-ink-3">
        <Say
          id="update.edition"
          values={{
            version: edition.version,
            date: sayDate(edition.takenOn),
            count: edition.modelCount,
            shown: <Figure>{sayCount(edition.modelCount)}</Figure>,
          }}
        />
      </p>
      <p className="mt-3">
        <Counts update={update} />
      </p>
      {largeCount > 0 && (
        <p className="mt-1 font-medium">
          <Say
            id="update.large"
            values={{ count: largeCount, shown: <Figure>{sayCount(largeCount)}</Figure> }}
          />
        </p>
      )}
      {changed.length > 0 && <Changes changed={changed} />}
      {refused.length > 0 && <Refused refused={refused} />}
      <div className="sticky bottom-0 mt-5 flex gap-2 border-t border-line bg-paper py-3">
        <Button
          look="main"
          disabled={isTaking}
          onClick={async () => {
            setIsTaking(true)
            await onUse()
            setIsTaking(false)
          }}
        >
          {say('update.use')}
        </Button>
        <Button onClick={onKeep}>{say('update.keep')}</Button>
      </div>
    </section>
  )
}

/** Where the eyes go on, a screen reader does too. */
function focus(heading: HTMLHeadingElement | null): void {
  heading?.focus()
}

function Counts({
  update: { changed, addedCount, removedCount, sameCount },
}: {
  update: PriceUpdate
}): ReactNode {
  if (changed.length + addedCount + removedCount === 0) return say('update.nothing')
  const shown = (count: number): ReactNode => <Figure>{sayCount(count)}</Figure>
  return (
    <Say
      id="update.counts"
      values={{
        changed: changed.length,
        shownChanged: shown(changed.length),
        added: addedCount,
        shownAdded: shown(addedCount),
        removed: removedCount,
        shownRemoved: shown(removedCount),
        same: sameCount,
        shownSame: shown(sameCount),
      }}
    />
  )
}

function Changes({ changed }: { changed: readonly PriceChange[] }): ReactNode {
  const [isWhole, setIsWhole] = useState(false)
  const rows = isWhole ? changed : changed.slice(0, MOST_ROWS)
  const heads = ['in-before', 'in-after', 'out-before', 'out-after'] as const
  return (
    <table className="mt-3 w-full">
      <caption className="pb-1 text-left text-note text-ink-3">{say('update.units')}</caption>
      <thead>
        <tr className="h-8 border-b border-line text-note text-ink-2">
          <th scope="col" className="text-left font-normal">
            {say('models.column.name')}
          </th>
          {heads.map((head) => (
            <th key={head} scope="col" className="w-22 pr-4 text-right font-normal">
              {say(`update.${head}`)}
            </th>
          ))}
          <th scope="col" className="w-36 pl-5 text-left font-normal">
            <span className="sr-only">{say('update.title')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((change) => (
          <ChangeRow key={modelKeyText(change.key)} change={change} />
        ))}
      </tbody>
      {rows.length < changed.length && (
        <tfoot>
          <tr>
            <td colSpan={6} className="py-2">
              <Button look="link" onClick={() => setIsWhole(true)}>
                <More count={changed.length - rows.length} />
              </Button>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function ChangeRow({ change }: { change: PriceChange }): ReactNode {
  const { key, before, after, isLarge } = change
  const providerName = findProvider(key.providerId)?.name ?? key.providerId
  return (
    <tr className="h-[31px] border-b border-line last:border-0">
      <th scope="row" className="text-left font-normal">
        {findModel(key)?.name ?? key.modelId}{' '}
        <span className="pl-1 text-note text-ink-3">{providerName}</span>
      </th>
      <td className="text-right text-ink-3">
        <RateFigure picoUsd={before.inputPicoUsd} />
      </td>
      <td className="text-right font-medium">
        <RateFigure picoUsd={after.inputPicoUsd} />
      </td>
      <td className="text-right text-ink-3">
        <RateFigure picoUsd={before.outputPicoUsd} />
      </td>
      <td className="text-right font-medium">
        <RateFigure picoUsd={after.outputPicoUsd} />
      </td>
      <td className={isLarge ? 'pl-5 text-note font-medium' : 'pl-5 text-note text-ink-3'}>
        {changeWords(change)}
      </td>
    </tr>
  )
}

function Refused({ refused }: { refused: PriceUpdate['refused'] }): ReactNode {
  return (
    <details className="mt-3">
      <summary className="w-fit rounded-code text-ink-2 hover:text-ink">
        <Say
          id="update.refused"
          values={{
            count: refused.length,
            shown: <Figure>{sayCount(refused.length)}</Figure>,
          }}
        />
      </summary>
      <ul className="mt-2 border-l border-line-2 pl-3 text-note text-ink-2">
        {refused.slice(0, MOST_REFUSED).map(({ modelId, reason }, place) => (
          <li key={`${modelId} ${place}`} className="py-0.5">
            <span className="font-mono">{modelId}</span>{' '}
            <span className="text-ink-3">{reason}</span>
          </li>
        ))}
        {refused.length > MOST_REFUSED && (
          <li className="py-0.5 text-ink-3">
            <More count={refused.length - MOST_REFUSED} />
          </li>
        )}
      </ul>
    </details>
  )
}

function More({ count }: { count: number }): ReactNode {
  return <Say id="update.more" values={{ count, shown: <Figure>{sayCount(count)}</Figure> }} />
}
