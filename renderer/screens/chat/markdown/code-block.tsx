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
            {[...text.groups, text.rest].map((lines, place) => (
              <Lines key={place} lines={lines} runs={colours[place]} />
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
