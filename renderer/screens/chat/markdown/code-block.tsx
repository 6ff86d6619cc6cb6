import { memo, type ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { say } from '../../../words/say.tsx'
import { type CodeText, joinLines } from './open-fence.ts'
import type { Run } from './colours.ts'
import { useColours } from './use-colours.ts'
import { showingHidden } from './visible-text.ts'

/** Code that stands by itself: its language, a way to copy it, and the lines as they are. */
export const CodeBlock = memo(
  function CodeBlock({ info, text }: { info: string; text: CodeText }): ReactNode {
    const language = /^[^\s{]+/u.exec(info)?.[0] ?? ''
    const colours = useColours(language, text)
    return (
      <div className="code-block">
        <div className="code-head">
          <span className="truncate">{language || say('chat.code')}</span>
          <CopyButton name={say('app.copy')} text={() => joinLines(text)} />
        </div>
        {/* Long lines scroll, so the keyboard must reach them */}
        <pre tabIndex={0}>
          <code>
            {sectionsOf([...text.groups, text.rest], colours).map((section, place) => (
              <Section key={place} section={section} />
            ))}
          </code>
        </pre>
      </div>
    )
  },
  (before, after) =>
    before.info === after.info &&
    before.text.rest === after.text.rest &&
    before.text.groups.length === after.text.groups.length &&
    before.text.groups.every((group, place) => group === after.text.groups[place]),
)

type Coloured = { readonly lines: string; readonly runs: readonly Run[] | undefined }

/** Groups of groups: of long code React and the browser, too, pass over all but the last few. */
const GROUPS_A_SECTION = 12

function sectionsOf(
  groups: readonly string[],
  colours: readonly (readonly Run[] | undefined)[],
): (readonly Coloured[])[] {
  return Array.from({ length: Math.ceil(groups.length / GROUPS_A_SECTION) }, (_, section) => {
    const from = section * GROUPS_A_SECTION
    return groups
      .slice(from, from + GROUPS_A_SECTION)
      .map((lines, place) => ({ lines, runs: colours[from + place] }))
  })
}

const Section = memo(
  function Section({ section }: { section: readonly Coloured[] }): ReactNode {
    return (
      <span className="code-section">
        {section.map(({ lines, runs }, place) => (
          <Lines key={place} lines={lines} runs={runs} />
        ))}
      </span>
    )
  },
  ({ section: before }, { section: after }) =>
    before.length === after.length &&
    before.every(
      ({ lines, runs }, place) => lines === after[place]?.lines && runs === after[place].runs,
    ),
)

/** Lines that are laid out by themselves: what is added below never moves them. */
const Lines = memo(function Lines({
  lines,
  runs,
}: {
  lines: string
  runs: readonly Run[] | undefined
}): ReactNode {
  return (
    <span className="lines">
      {runs
        ? runs.map(({ look, text }, place) =>
            look ? (
              <span key={place} className={look}>
                {showingHidden(text)}
              </span>
            ) : (
              showingHidden(text)
            ),
          )
        : showingHidden(lines)}
      {'\n'}
    </span>
  )
})
