import type { ReactNode } from 'react'
import { say } from '../../words/say.tsx'

const always = [
  'drift.why-others',
  'drift.why-before',
  'drift.why-batch',
  'drift.why-rounding',
] as const

/** What an ordinary difference comes from. */
export function Reasons({ isOfExport }: { isOfExport: boolean }): ReactNode {
  const reasons = isOfExport ? [...always, 'drift.why-late' as const] : always
  return (
    <section aria-labelledby="drift-why" className="mt-6">
      <h3 id="drift-why" className="font-semibold">
        {say('drift.why')}
      </h3>
      <ul className="mt-0.5 text-ink-2">
        {reasons.map((id) => (
          <li key={id}>{say(id)}</li>
        ))}
      </ul>
    </section>
  )
}
