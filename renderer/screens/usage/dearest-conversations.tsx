import type { ReactNode } from 'react'
import type { Usage, UsageConversation } from '../../../shared/usage/usage.ts'
import { Figure } from '../../parts/figure.tsx'
import { showConversation } from '../../state/go.ts'
import { say, sayCount } from '../../words/say.tsx'
import { type Amounts, columnOf } from './amounts.ts'
import { cells } from './table-look.ts'

/** The conversations that cost most, each a way to it, and all others as one row. */
export function DearestConversations({
  usage,
  amounts,
}: {
  usage: Usage
  amounts: Amounts
}): ReactNode {
  const { byConversation, total } = usage
  const column = columnOf(
    byConversation.map(({ spentNanoUsd }) => spentNanoUsd),
    total.spentNanoUsd,
    amounts,
  )
  return (
    <section aria-labelledby="usage-dearest" className="min-w-0">
      <div className="flex min-h-7 items-center">
        <h2 id="usage-dearest" className="text-section">
          {say('usage.dearest')}
        </h2>
      </div>
      {byConversation.length === 0 ? (
        <p className="mt-1 text-ink-2">{say('usage.nothing-spent')}</p>
      ) : (
        <table aria-labelledby="usage-dearest" className={cells.table}>
          <thead>
            <tr className={cells.head}>
              <th scope="col" className={cells.name}>
                {say('usage.conversation')}
              </th>
              <th scope="col" className={`${cells.name} w-[26%]`}>
                {say('usage.mostly')}
              </th>
              <th scope="col" className={`${cells.figureHead} w-16`}>
                {say('usage.turns')}
              </th>
              <th scope="col" className={`${cells.figureHead} w-20`}>
                {amounts.unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {byConversation.map((row, place) => (
              <tr key={row.conversationId ?? row.kind} className={cells.row}>
                <th scope="row" className={`${cells.name} truncate font-normal`}>
                  <Name row={row} />
                </th>
                <td className="truncate pr-3 text-ink-2">{row.mostlyName}</td>
                <td className={`${cells.figure} text-ink-2`}>
                  <Figure>{sayCount(row.turnCount)}</Figure>
                </td>
                <td className={cells.figure}>
                  <Figure>{column[place]?.text}</Figure>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Name({ row }: { row: UsageConversation }): ReactNode {
  const { conversationId, title, kind, conversationCount } = row
  if (kind === 'deleted') return <span className="text-ink-2">{say('usage.deleted')}</span>
  if (conversationId === null) {
    const count = conversationCount ?? 0
    return <span className="text-ink-2">{say('usage.other-conversations', { count })}</span>
  }
  return (
    <button
      type="button"
      title={title ?? undefined}
      className="focus-inside max-w-full truncate rounded-code text-left underline-offset-3 hover:underline"
      onClick={() => showConversation(conversationId)}
    >
      {title}
    </button>
  )
}
