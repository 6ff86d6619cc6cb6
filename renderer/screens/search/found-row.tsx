import { Autocomplete } from '@base-ui/react/autocomplete'
import type { ReactNode } from 'react'
import type { SearchHit } from '../../../shared/ipc/shapes.ts'
import { useNowMs } from '../../state/clock.ts'
import { say } from '../../words/say.tsx'
import { sayMoment } from '../../words/when.ts'
import { type FoundItem, type FoundTitle, openFound } from './found-items.ts'
import { Marked } from './marked.tsx'

const row = 'rounded-row px-3 outline-none data-highlighted:bg-hover'

export function FoundRow({ item }: { item: FoundItem }): ReactNode {
  return item.kind === 'titles' ? (
    <TitleRow item={item} />
  ) : (
    <Autocomplete.Item
      value={item}
      onClick={() => openFound(item)}
      className={`${row} flex flex-col gap-0.5 py-2`}
    >
      <MessageRow hit={item.hit} />
    </Autocomplete.Item>
  )
}

function TitleRow({ item }: { item: FoundTitle }): ReactNode {
  const nowMs = useNowMs()
  const { title, updatedAtMs } = item.summary
  return (
    <Autocomplete.Item
      value={item}
      onClick={() => openFound(item)}
      className={`${row} flex h-8 items-center justify-between gap-4`}
    >
      <span className="truncate">
        <Marked text={title} ranges={item.ranges} />
      </span>
      <span className="figure text-note text-ink-3">{sayMoment(updatedAtMs, nowMs)}</span>
    </Autocomplete.Item>
  )
}

function MessageRow({ hit }: { hit: SearchHit }): ReactNode {
  const nowMs = useNowMs()
  const who = hit.role === 'user' ? say('search.you') : (hit.modelName ?? say('search.a-model'))
  return (
    <>
      <span className="flex items-baseline gap-2 text-note text-ink-3">
        <span className="flex-none text-ink-2">
          <bdi>{who}</bdi>
        </span>
        <span aria-hidden="true">·</span>
        <span className="min-w-0 flex-1 truncate">
          <bdi>{hit.title}</bdi>
        </span>
        <span className="figure flex-none">{sayMoment(hit.createdAtMs, nowMs)}</span>
      </span>
      <span className="line-clamp-2 wrap-anywhere text-ink">
        <Marked text={hit.excerpt} ranges={hit.ranges} />
      </span>
    </>
  )
}
