import type { ReactNode } from 'react'
import type { Part } from '../../../shared/chat/part.ts'
import { say } from '../../words/say.tsx'

type ToolCall = Extract<Part, { type: 'tool-call' }>

/** Tools the model wanted to have run, each folded. They are kept and shown, and not run. */
export function ToolCalls({ parts }: { parts: readonly Part[] }): ReactNode {
  const calls = parts.filter((part) => part.type === 'tool-call')
  if (calls.length === 0) return null
  return (
    <div className="mt-3 flex flex-col gap-2">
      {calls.map((call) => (
        <Call key={call.callId} call={call} />
      ))}
    </div>
  )
}

function Call({ call: { name, argumentsJson } }: { call: ToolCall }): ReactNode {
  return (
    <details>
      <summary className="w-fit max-w-full rounded-code text-note text-ink-3 wrap-anywhere hover:text-ink">
        {say('chat.wanted-tool', { name })}
      </summary>
      <pre
        tabIndex={0}
        aria-label={say('chat.tool-arguments')}
        className="mt-2 max-h-[320px] overflow-auto rounded-card bg-shelf px-3.5 py-2.5 font-mono text-note"
      >
        {laidOut(argumentsJson)}
      </pre>
    </details>
  )
}

/** One argument a line, where the model wrote them as it should. */
function laidOut(argumentsJson: string): string {
  try {
    return JSON.stringify(JSON.parse(argumentsJson), null, 2)
  } catch {
    return argumentsJson
  }
}
