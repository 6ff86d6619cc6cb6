import { FileText } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { Part } from '../../../shared/chat/part.ts'
import { Figure } from '../../parts/figure.tsx'
import { say } from '../../words/say.tsx'
import { StoredImage } from './stored-image.tsx'

/** What went with a message: images small, files folded under their names. */
export function SentAttachments({
  parts,
  droppedPlaces,
}: {
  parts: readonly Part[]
  /** Those that are named from now on instead of being sent. */
  droppedPlaces: readonly number[]
}): ReactNode {
  const attached = parts.flatMap((part, place) =>
    part.type === 'image' || part.type === 'file'
      ? [{ part, isDropped: droppedPlaces.includes(place) }]
      : [],
  )
  if (attached.length === 0) return null
  return (
    <div className="flex flex-wrap items-start gap-2 pt-2 pb-1 whitespace-normal first:pt-1">
      {attached.map(({ part, isDropped }, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- what was sent does not change
        <Fragment key={place}>
          {part.type === 'image' ? (
            <StoredImage
              image={part}
              alt={part.name}
              className="h-auto max-h-[180px] w-auto max-w-[240px] rounded-row object-contain"
            />
          ) : (
            <SentFile name={part.name} text={part.text} />
          )}
          {isDropped && (
            <span className="self-center text-note text-ink-2">{say('savings.dropped')}</span>
          )}
        </Fragment>
      ))}
    </div>
  )
}

function SentFile({ name, text }: { name: string; text: string }): ReactNode {
  return (
    <details className="max-w-full min-w-0 open:w-full">
      <summary className="flex h-6 w-fit max-w-full items-center gap-1.5 rounded-code border border-line-2 bg-raised px-2 text-note hover:bg-hover">
        <FileText aria-hidden="true" size={14} strokeWidth={1.6} className="flex-none text-ink-3" />
        <span className="truncate">{name}</span>
        <Figure className="flex-none text-ink-3">
          {say('attach.characters', { count: text.length })}
        </Figure>
      </summary>
      {/* Long lines scroll, so the keyboard must reach them */}
      <pre
        tabIndex={0}
        aria-label={name}
        className="mt-2 max-h-[320px] overflow-auto rounded-row bg-raised p-3 font-mono text-note"
      >
        {text}
      </pre>
    </details>
  )
}
