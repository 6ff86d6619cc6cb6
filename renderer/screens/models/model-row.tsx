import { clsx } from 'clsx'
import { ChevronDown, ChevronUp, Eye } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { ModelKey } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useNowMs } from '../../state/clock.ts'
import { priceFromShort } from '../../words/price-words.ts'
import { say, sayTokensShort } from '../../words/say.tsx'
import { sayRetirement } from '../../words/when.ts'
import { columns } from './columns.ts'
import type { ModelLine } from './model-rows.ts'
import { Rate } from './rate.tsx'

/** One model: what it is, what it reads and writes, its price, and a typical turn in credits. */
export const ModelRow = memo(function ModelRow({
  line: { model, costNanoUsd },
  rowIndex,
  topPx,
  isOpen,
  isCurrent,
  isGrouped,
  onToggle,
}: {
  line: Extract<ModelLine, { kind: 'model' }>
  rowIndex: number
  topPx: number
  isOpen: boolean
  isCurrent: boolean
  isGrouped: boolean
  onToggle: (model: ModelKey) => void
}): ReactNode {
  const { price } = model
  const Chevron = isOpen ? ChevronUp : ChevronDown
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={clsx(
        columns.grid,
        'absolute -inset-x-2 h-[31px] px-2 hover:rounded-row hover:bg-hover has-focus-visible:rounded-row has-focus-visible:bg-hover',
        'before:absolute before:inset-x-2 before:bottom-0 before:border-b',
        isOpen ? 'before:border-transparent' : 'before:border-line',
        !model.ready && 'text-ink-2',
      )}
      style={{ top: topPx }}
    >
      <span role="rowheader" className="flex min-w-0 items-baseline gap-2">
        <button
          type="button"
          data-row=""
          tabIndex={isCurrent ? 0 : -1}
          aria-expanded={isOpen}
          className="focus-inside min-w-0 scroll-mt-10 scroll-mb-4 truncate text-left outline-none after:absolute after:inset-0 after:rounded-row focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-copper"
          onClick={() => onToggle(model.key)}
        >
          {model.name}
        </button>
        <Remark model={model} isGrouped={isGrouped} />
      </span>
      <span role="cell" className="text-ink-3">
        {model.seesImages && (
          <Eye role="img" aria-label={say('models.sees')} size={14} strokeWidth={1.6} />
        )}
      </span>
      <Tokens count={model.contextTokens} />
      <Tokens count={model.mostOutputTokens} className={columns.wideOnly} />
      <Rate picoUsd={price?.rates.inputPicoUsd ?? null} />
      <Rate picoUsd={price?.rates.cacheReadPicoUsd ?? null} />
      <Rate picoUsd={price?.rates.outputPicoUsd ?? null} />
      <span role="cell" className="text-right">
        {price === null ? (
          <span className="pr-2.5 text-note text-ink-3">{say('models.no-price')}</span>
        ) : (
          costNanoUsd !== null && <Credits nanoUsd={costNanoUsd} aligned className="font-medium" />
        )}
      </span>
      <span
        role="cell"
        className={clsx(
          'flex items-center justify-between gap-2 pl-7 text-note text-ink-3',
          columns.wideOnly,
        )}
      >
        {price === null ? (
          <span className="text-copper">{say('models.set-price')}</span>
        ) : (
          <span className="truncate">{priceFromShort(price, model.providerName)}</span>
        )}
        <Chevron
          aria-hidden="true"
          size={14}
          strokeWidth={1.6}
          className="mr-1 flex-none text-ink-3"
        />
      </span>
    </div>
  )
})

/** The provider where it does not stand above, and the first of what one must know. */
function Remark({ model, isGrouped }: { model: Model; isGrouped: boolean }): ReactNode {
  const { retiresOn, ready, providerName } = model
  const nowMs = useNowMs()
  const remarks = [
    !isGrouped && providerName,
    retiresOn !== null && sayRetirement(retiresOn, nowMs),
    !ready && !isGrouped && say('models.no-key'),
  ].filter((remark) => remark !== false)
  if (remarks.length === 0) return null
  return <span className="truncate text-note text-ink-3">{remarks.slice(0, 2).join(' · ')}</span>
}

function Tokens({ count, className }: { count: number | null; className?: string }): ReactNode {
  return (
    <span role="cell" className={clsx('text-right text-ink-2', className)}>
      {count === null ? <Unknown /> : <Figure>{sayTokensShort(count)}</Figure>}
    </span>
  )
}

function Unknown(): ReactNode {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{say('models.unknown')}</span>
    </>
  )
}
