import { memo, type ReactNode, useEffect, useReducer, useState } from 'react'
import { BlockView } from './markdown/block-view.tsx'
import { type BlockGroup, createReader } from './markdown/reader.ts'
import './prose.css'

/** What a model wrote, as it is written. Loaded after first paint. */
export const Markdown = memo(function Markdown({
  text,
  isWriting,
}: {
  text: string
  isWriting: boolean
}): ReactNode {
  const groups = useReading(text, isWriting)
  const [wasWritten] = useState(isWriting)
  return (
    <div
      className="prose"
      data-writing={isWriting || undefined}
      data-written={wasWritten || undefined}
    >
      {sectionsOf(groups).map((section, place) => (
        <Section key={place} section={section} />
      ))}
    </div>
  )
})

/** Groups of groups: of a long answer the browser, too, passes over all but the last few. */
const GROUPS_A_SECTION = 12

function sectionsOf(groups: readonly BlockGroup[]): (readonly BlockGroup[])[] {
  return Array.from({ length: Math.ceil(groups.length / GROUPS_A_SECTION) }, (_, place) =>
    groups.slice(place * GROUPS_A_SECTION, (place + 1) * GROUPS_A_SECTION),
  )
}

const Section = memo(
  function Section({ section }: { section: readonly BlockGroup[] }): ReactNode {
    return (
      <div>
        {section.map((group, place) => (
          <Group key={place} group={group} />
        ))}
      </div>
    )
  },
  ({ section: before }, { section: after }) =>
    before.length === after.length && before.every((group, place) => group === after[place]),
)

/** Passed over at once unless one of its blocks is another. */
const Group = memo(
  function Group({ group }: { group: BlockGroup }): ReactNode {
    return (
      <div>
        {group.map((block, place) => (
          <BlockView key={place} block={block} />
        ))}
      </div>
    )
  },
  ({ group: before }, { group: after }) =>
    before.length === after.length && before.every((block, place) => block === after[place]),
)

/**
 * The blocks of an answer. Reading a long open block takes long, so it is then read less often. Once
 * the answer is complete it is read as a whole, in a quiet moment.
 */
function useReading(text: string, isWriting: boolean): readonly BlockGroup[] {
  const [reader] = useState(() => createReader(() => performance.now()))
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const groups = reader.read(text, isWriting)
  const waitMs = isWriting ? reader.waitMs(text) : 0
  useEffect(() => {
    if (waitMs === 0) return
    const timer = setTimeout(draw, waitMs)
    return () => clearTimeout(timer)
  }, [waitMs])
  const isPieced = reader.isPieced()
  useEffect(() => {
    if (!isPieced) return
    const idle = requestIdleCallback(() => {
      if (reader.readAgain()) draw()
    })
    return () => cancelIdleCallback(idle)
  }, [isPieced, reader])
  return groups
}
