import katex from 'katex'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { say } from '../../../words/say.tsx'
import { showingHidden } from './visible-text.ts'
import 'katex/dist/katex.min.css'

/** Longer formulas, and those that define what they are made of, are shown as they were written. */
const MOST_CHARACTERS = 4_000
/** Each level is a dozen elements in one another, and the browser breaks at some thousand. */
const DEEPEST = 30
const definition =
  /\\(?:def|gdef|edef|xdef|let|futurelet|newcommand|renewcommand|global)(?![a-zA-Z])/u

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

/** How deep brackets and environments stand in one another. */
function depthOf(tex: string): number {
  let depth = 0
  let deepest = 0
  for (const [mark] of tex.matchAll(/\\[{}]|[{}]|\\(?:left|begin|right|end)(?![a-zA-Z])/gu)) {
    if (mark === '{' || mark === '\\left' || mark === '\\begin') depth += 1
    else if (mark === '}' || mark === '\\right' || mark === '\\end') depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** False where it is no formula that can be set. */
function typeset(tex: string, isDisplay: boolean, element: HTMLElement): boolean {
  element.replaceChildren()
  if (tex.length > MOST_CHARACTERS || depthOf(tex) > DEEPEST || definition.test(tex)) return false
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
