import katex from 'katex'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { say } from '../../../words/say.tsx'
import { showingHidden } from './visible-text.ts'
import 'katex/dist/katex.min.css'

/** Longer formulas, and those that define what they are made of, are shown as they were written. */
const MOST_CHARACTERS = 4_000

/**
 * A formula as it is set. It can load, link and run nothing (`trust`), and it cannot grow without end:
 * what it may expand to is limited, and so are its sizes, in em.
 */
export function Typeset({ tex, isDisplay }: { tex: string; isDisplay: boolean }): ReactNode {
  const place = useRef<HTMLSpanElement>(null)
  const [isOdd, setIsOdd] = useState(false)
  useLayoutEffect(() => {
    if (!place.current) return
    setIsOdd(!typeset(tex, isDisplay, place.current))
  }, [tex, isDisplay])
  return (
    <>
      {isOdd && <span className="formula-source">{showingHidden(tex)}</span>}
      <span
        ref={place}
        hidden={isOdd}
        className={isDisplay ? 'formula display' : 'formula'}
        // A wide formula scrolls, so the keyboard must reach it
        tabIndex={isDisplay && !isOdd ? 0 : undefined}
        role={isDisplay && !isOdd ? 'group' : undefined}
        aria-label={isDisplay && !isOdd ? say('read.formula') : undefined}
      />
    </>
  )
}

/** False where it is no formula that can be set. */
function typeset(tex: string, isDisplay: boolean, element: HTMLElement): boolean {
  element.replaceChildren()
  if (
    tex.length > MOST_CHARACTERS ||
    /\\(?:def|gdef|edef|xdef|let|newcommand|global)\b/u.test(tex)
  ) {
    return false
  }
  try {
    katex.render(tex, element, {
      displayMode: isDisplay,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxExpand: 400,
      maxSize: 20,
      output: 'htmlAndMathml',
    })
    return true
  } catch {
    element.replaceChildren()
    return false
  }
}
