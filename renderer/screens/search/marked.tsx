import type { ReactNode } from 'react'
import type { TextRange } from '../../../shared/ipc/shapes.ts'

/** A text with what was found in it marked, read in its own direction whatever stands around it. */
export function Marked({
  text,
  ranges,
}: {
  text: string
  ranges: readonly TextRange[]
}): ReactNode {
  const pieces: ReactNode[] = []
  let place = 0
  for (const { start, end } of ranges) {
    pieces.push(text.slice(place, start))
    pieces.push(
      <mark key={start} className="rounded-[3px] bg-copper-wash font-medium text-ink">
        {text.slice(start, end)}
      </mark>,
    )
    place = end
  }
  return (
    <bdi>
      {pieces}
      {text.slice(place)}
    </bdi>
  )
}
