import type { ReactNode } from 'react'
import { Say, sayCount } from '../../../words/say.tsx'
import { withoutPiles } from './visible-text.ts'

/** Lines of millions of characters take the browser seconds to lay out. */
const MOST_CHARACTERS = 20_000

/** What is shown as it was written: HTML, and what is too long to be read as anything else. */
export function Plain({ text }: { text: string }): ReactNode {
  const left = text.length - MOST_CHARACTERS
  if (left <= 0) return <p className="plain">{withoutPiles(text)}</p>
  return (
    <>
      <p className="plain">{withoutPiles(text.slice(0, MOST_CHARACTERS))}</p>
      <p className="footnote">
        <Say id="read.not-shown" values={{ count: sayCount(left) }} />
      </p>
    </>
  )
}
