import { Search } from 'lucide-react'
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react'
import type { ModelKey } from '../../../shared/chat/message.ts'
import type { TypicalTurn } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { PricesLine } from '../../parts/prices-line.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { useModels } from '../../state/catalog.ts'
import { useProfile } from '../../state/profile.ts'
import { showSettings } from '../../state/screen.ts'
import { Say, say, sayCount } from '../../words/say.tsx'
import { costsByKey, type ModelLine, type ModelOrder, modelLines } from './model-rows.ts'
import { ModelTable } from './model-table.tsx'
import { useTypicalTurn } from './use-typical-turn.ts'

const orders = ['provider', 'cost', 'name'] as const

/** The table of all models, what a typical turn is taken to be, and which list the prices are from. */
export function ModelList({
  asked,
}: {
  /** The model to show with its details, because its price was asked for. */
  asked: ModelKey | null
}): ReactNode {
  const { name } = useProfile()
  const models = useModels()
  const typical = useTypicalTurn()
  const [typed, setTyped] = useState('')
  const [order, setOrder] = useState<ModelOrder>('provider')
  const [isReadyOnly, setIsReadyOnly] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLDivElement>(null)
  const costs = useMemo(() => costsByKey(typical), [typical])
  const lines = useMemo(
    () => modelLines({ models, costs, typed, order, isReadyOnly }),
    [models, costs, typed, order, isReadyOnly],
  )
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
      <div className="px-8 pt-5 pb-12 max-[960px]:px-5">
        <TypicalLine typical={typical} />
        {name === 'personal' && <PricesLine ask={say('prices.update')} />}
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <FindField typed={typed} onType={setTyped} table={table} />
          <Segmented
            name={say('models.order')}
            value={order}
            onChange={setOrder}
            choices={orders.map((value) => ({ value, label: say(`models.order.${value}`) }))}
          />
          <Segmented
            name={say('models.which')}
            value={isReadyOnly ? 'ready' : 'all'}
            onChange={(which) => setIsReadyOnly(which === 'ready')}
            choices={[
              { value: 'all', label: say('models.which.all') },
              { value: 'ready', label: say('models.which.ready') },
            ]}
          />
        </div>
        <p role="status" className="mt-3 min-h-4 text-note text-ink-3">
          <Units lines={lines} />
        </p>
        <ModelTable
          lines={lines}
          asked={asked}
          isGrouped={order === 'provider'}
          scroller={scroller}
          tableRef={table}
        />
        {lines.length === 0 && <NothingFound isReadyOnly={isReadyOnly} typed={typed} />}
      </div>
    </div>
  )
}

function TypicalLine({ typical }: { typical: TypicalTurn | null }): ReactNode {
  return (
    <p className="min-h-5">
      {typical && (
        <Say
          id={typical.turnCount === 0 ? 'models.typical-guess' : 'models.typical'}
          values={{
            input: <Figure className="font-medium">{sayCount(typical.inputTokens)}</Figure>,
            output: <Figure className="font-medium">{sayCount(typical.outputTokens)}</Figure>,
            count: typical.turnCount,
            shown: <Figure>{sayCount(typical.turnCount)}</Figure>,
          }}
        />
      )}
    </p>
  )
}

/** Filters as it is typed into; the arrow down goes on into the table. */
function FindField({
  typed,
  onType,
  table,
}: {
  typed: string
  onType: (typed: string) => void
  table: RefObject<HTMLDivElement | null>
}): ReactNode {
  return (
    <label className="flex h-8 w-64 items-center gap-2 rounded-row bg-wash px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-copper">
      <Search aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none text-ink-3" />
      <input
        type="text"
        aria-label={say('models.find')}
        placeholder={say('models.find')}
        autoComplete="off"
        spellCheck={false}
        className="min-w-0 flex-1 bg-transparent outline-none"
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            table.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus()
          } else if (event.key === 'Escape' && typed !== '') {
            onType('')
          }
        }}
      />
    </label>
  )
}

function Units({ lines }: { lines: readonly ModelLine[] }): ReactNode {
  const count = lines.reduce((sum, { kind }) => sum + (kind === 'model' ? 1 : 0), 0)
  const models = (
    <Say id="models.shown" values={{ count, shown: <Figure>{sayCount(count)}</Figure> }} />
  )
  return count > 0 && <Say id="models.units" values={{ models }} />
}

function NothingFound({ isReadyOnly, typed }: { isReadyOnly: boolean; typed: string }): ReactNode {
  const id =
    typed.trim() !== '' ? 'models.none' : isReadyOnly ? 'models.none-ready' : 'models.none-at-all'
  return (
    <p className="py-4 text-ink-2">
      <Say
        id={id}
        values={{
          act: (chunks) => (
            <Button look="link" onClick={() => showSettings('providers')}>
              {chunks}
            </Button>
          ),
        }}
      />
    </p>
  )
}
