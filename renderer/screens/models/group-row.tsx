import { memo, type ReactNode } from 'react'
import { Figure } from '../../parts/figure.tsx'
import { Say, sayCount } from '../../words/say.tsx'
import type { ModelLine } from './model-rows.ts'

/** The name of a provider over its models. */
export const GroupRow = memo(function GroupRow({
  line: { providerName, count, isReady },
  rowIndex,
  topPx,
}: {
  line: Extract<ModelLine, { kind: 'group' }>
  rowIndex: number
  topPx: number
}): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className="absolute inset-x-0 flex h-[31px] items-end border-b border-line pb-1"
      style={{ top: topPx }}
    >
      <span role="cell" className="text-note font-semibold">
        <Say
          id={isReady ? 'models.group' : 'models.group-no-key'}
          values={{
            provider: providerName,
            count,
            shown: <Figure>{sayCount(count)}</Figure>,
            quiet: (chunks) => <span className="pl-1.5 font-normal text-ink-3">{chunks}</span>,
          }}
        />
      </span>
    </div>
  )
})
