import { useEffect, useRef, useState } from 'react'
import { askForColours, forgetBlock, newBlockId } from './colour-thread.ts'
import type { Run } from './colours.ts'
import { languageOf } from './languages.ts'
import type { CodeText } from './open-fence.ts'

/** Code of more groups of lines than this stays plain from there on: 8,000 lines. */
const MOST_GROUPS = 200
/** A group of longer lines than code has stays plain. */
const MOST_CHARACTERS = 20_000
/** What is still being written is coloured when it rests. */
const REST_MS = 150

type Known = { readonly lines: string; readonly runs: readonly Run[] }

/** The colours of each group of lines, as far as they are known; the rest of the code comes last. */
export function useColours(
  name: string,
  { groups, rest }: CodeText,
): readonly (readonly Run[] | undefined)[] {
  const language = languageOf(name)
  const [known, setKnown] = useState<readonly (Known | undefined)[]>([])
  const asked = useRef<{ blockId: number; groups: readonly string[] } | null>(null)

  useEffect(() => {
    if (!language) return
    const isContinued = asked.current?.groups.every((lines, place) => lines === groups[place])
    if (!asked.current || !isContinued) {
      if (asked.current) forgetBlock(asked.current.blockId)
      asked.current = { blockId: newBlockId(), groups: [] }
    }
    const { blockId, groups: before } = asked.current
    const ask = (lines: string, place: number, isLast: boolean): void => {
      if (place >= MOST_GROUPS || lines.length > MOST_CHARACTERS) return
      askForColours({ blockId, language, lines, isLast }, (runs) => {
        if (runs) setKnown((others) => putAt(others, place, { lines, runs }))
      })
    }
    for (const [place, lines] of groups.entries())
      if (place >= before.length) ask(lines, place, false)
    asked.current = { blockId, groups }
    const timer = setTimeout(() => ask(rest, groups.length, true), REST_MS)
    return () => clearTimeout(timer)
  }, [language, groups, rest])

  useEffect(
    () => () => {
      if (asked.current) forgetBlock(asked.current.blockId)
      asked.current = null
    },
    [],
  )
  return [...groups, rest].map((lines, place) => {
    const found = known[place]
    return found?.lines === lines ? found.runs : undefined
  })
}

function putAt(
  others: readonly (Known | undefined)[],
  place: number,
  found: Known,
): readonly (Known | undefined)[] {
  const copy = [...others]
  copy[place] = found
  return copy
}
