import { type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { CatalogEdition, PriceUpdate } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useEdition } from '../../parts/use-edition.ts'
import { readCatalog } from '../../state/catalog.ts'
import { useNowMs } from '../../state/clock.ts'
import { Say, say, sayCount, sayDate } from '../../words/say.tsx'
import { saySince } from '../../words/when.ts'
import { UpdateForm } from './update-form.tsx'
import { UpdatePreview } from './update-preview.tsx'

/** Which lists the prices come from, and another list: read, shown as a difference, then taken or not. */
export function Prices(): ReactNode {
  const [edition, setEdition] = useEdition()
  const [update, setUpdate] = useState<PriceUpdate | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const changeTo = async (
    change: 'catalog.applyUpdate' | 'catalog.rollBack',
    updateId: string,
  ): Promise<void> => {
    const result =
      change === 'catalog.applyUpdate' ? await call(change, { updateId }) : await call(change, {})
    setFailure(result.ok ? null : result.failure)
    if (!result.ok) return
    setEdition(result.value)
    setUpdate(null)
    setSaid(say(change === 'catalog.applyUpdate' ? 'update.used' : 'prices.went-back'))
    await readCatalog()
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
      <div className="max-w-[808px] px-8 pt-5 pb-12 max-[960px]:px-5">
        <section aria-labelledby="in-use">
          <h2 id="in-use" className="text-section">
            {say('prices.in-use')}
          </h2>
          <p className="text-ink-3">{say('prices.in-use-note')}</p>
          {edition && (
            <ListsInUse edition={edition}>
              {edition.canRollBack && !update && (
                <Button small onClick={() => changeTo('catalog.rollBack', '')}>
                  {say('prices.back')}
                </Button>
              )}
            </ListsInUse>
          )}
        </section>
        <p role="status" className="mt-2 min-h-4 text-note text-ink-2">
          {said}
        </p>
        {failure && <ProblemLine failure={failure} role="alert" />}
        {update ? (
          <UpdatePreview
            update={update}
            onUse={() => changeTo('catalog.applyUpdate', update.updateId)}
            onKeep={() => {
              setUpdate(null)
              setSaid(say('update.kept'))
            }}
          />
        ) : (
          <UpdateForm
            onRead={(read) => {
              setSaid(null)
              setFailure(null)
              setUpdate(read)
            }}
          />
        )}
      </div>
    </div>
  )
}

function ListsInUse({
  edition: { bundled, downloaded, ownPriceCount },
  children,
}: {
  edition: CatalogEdition
  children: ReactNode
}): ReactNode {
  const nowMs = useNowMs()
  return (
    <div className="mt-3 divide-y divide-line rounded-card border border-line bg-raised">
      <List name={say('prices.own')}>
        <Say
          id="prices.own-text"
          values={{ count: ownPriceCount, shown: <Figure>{sayCount(ownPriceCount)}</Figure> }}
        />
      </List>
      {downloaded && (
        <List
          name={say('prices.downloaded')}
          note={say('prices.downloaded-from', {
            when: saySince(downloaded.importedAtMs, nowMs),
            from: downloaded.from,
          })}
          end={children}
        >
          <EditionText id="prices.downloaded-text" edition={downloaded} />
        </List>
      )}
      <List name={say('prices.bundled')} note={bundled.version} end={!downloaded && children}>
        <EditionText id="prices.bundled-text" edition={bundled} />
      </List>
    </div>
  )
}

function List({
  name,
  note,
  end,
  children,
}: {
  name: string
  note?: string
  end?: ReactNode
  children: ReactNode
}): ReactNode {
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <h3 className="w-32 flex-none font-semibold">{name}</h3>
      <div className="min-w-0 flex-1">
        <p>{children}</p>
        {note && <p className="text-note text-ink-3 wrap-anywhere">{note}</p>}
      </div>
      {end}
    </div>
  )
}

function EditionText({
  id,
  edition: { takenOn, modelCount },
}: {
  id: 'prices.bundled-text' | 'prices.downloaded-text'
  edition: { takenOn: string; modelCount: number }
}): ReactNode {
  return (
    <Say
      id={id}
      values={{
        date: sayDate(takenOn),
        count: modelCount,
        shown: <Figure>{sayCount(modelCount)}</Figure>,
      }}
    />
  )
}
