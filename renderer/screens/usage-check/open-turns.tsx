import type { ReactNode } from 'react'
import type { DriftOpen, DriftTurn } from '../../../shared/usage/drift.ts'
import { Credits } from '../../parts/figure.tsx'
import { useNowMs } from '../../state/clock.ts'
import { openConversation } from '../../state/conversations.ts'
import { useCreditsText } from '../../state/profile.ts'
import { leaveList, showChat } from '../../state/screen.ts'
import { say, sayCount } from '../../words/say.tsx'
import { sayMoment } from '../../words/when.ts'
import { cells } from '../usage/table-look.ts'

/** What of the ledger's side is not certain, and the way to each such turn. */
export function OpenTurns({
  open,
  providerName,
}: {
  open: DriftOpen
  providerName: string
}): ReactNode {
  const credits = useCreditsText()
  const { uncertainCount, uncertainNanoUsd, estimatedCount, uncountedCount } = open
  if (uncertainCount + estimatedCount + uncountedCount === 0) return null
  return (
    <section aria-labelledby="drift-open" className="mt-6">
      <h3 id="drift-open" className="font-semibold">
        {say('drift.open-title')}
      </h3>
      <div className="text-ink-2">
        {uncertainCount > 0 && (
          <p>
            {say('drift.uncertain', {
              count: uncertainCount,
              shown: sayCount(uncertainCount),
              amount: say('drift.in-credits', { amount: credits(uncertainNanoUsd) }),
            })}
          </p>
        )}
        {estimatedCount > 0 && (
          <p>
            {say('drift.estimated', {
              count: estimatedCount,
              shown: sayCount(estimatedCount),
              provider: providerName,
            })}
          </p>
        )}
        {uncountedCount > 0 && (
          <p>
            {say('drift.uncounted', { count: uncountedCount, shown: sayCount(uncountedCount) })}
          </p>
        )}
        {open.turns.length > 0 && <p>{say('drift.open-note', { provider: providerName })}</p>}
      </div>
      {open.turns.length > 0 && <TurnsTable turns={open.turns} />}
      {open.restCount > 0 && (
        <p className="mt-2 text-note text-ink-3">
          {say('drift.more-turns', { count: open.restCount, shown: sayCount(open.restCount) })}
        </p>
      )}
    </section>
  )
}

function TurnsTable({ turns }: { turns: readonly DriftTurn[] }): ReactNode {
  const nowMs = useNowMs()
  return (
    <table aria-labelledby="drift-open" className={`${cells.table} mt-1`}>
      <thead>
        <tr className={cells.head}>
          <th scope="col" className={cells.name}>
            {say('drift.turn')}
          </th>
          <th scope="col" className={`${cells.name} w-[24%]`}>
            {say('drift.turn-model')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-24`}>
            {say('drift.turn-sent')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-32`}>
            {say('drift.turn-state')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-20`}>
            {say('usage.credits')}
          </th>
        </tr>
      </thead>
      <tbody>
        {turns.map((turn) => (
          <tr key={turn.turnId} className={cells.row}>
            <th scope="row" className={`${cells.name} truncate font-normal`}>
              <TurnLink turn={turn} />
            </th>
            <td className="truncate pr-3 text-ink-2">
              <bdi>{turn.modelName}</bdi>
            </td>
            <td className={`${cells.figure} text-ink-2`}>{sayMoment(turn.sentAtMs, nowMs)}</td>
            <td className={`${cells.figure} text-ink-2`}>{say(`drift.turn-${turn.state}`)}</td>
            <td className={cells.figure}>
              <Credits nanoUsd={turn.nanoUsd} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TurnLink({ turn }: { turn: DriftTurn }): ReactNode {
  const { conversationId, turnId, title } = turn
  if (conversationId === null) return <span className="text-ink-2">{say('drift.deleted')}</span>
  return (
    <button
      type="button"
      title={title ?? undefined}
      className="focus-inside max-w-full truncate rounded-code text-left underline-offset-3 hover:underline"
      onClick={() => {
        showChat()
        leaveList()
        void openConversation(conversationId, turnId, 'assistant')
      }}
    >
      <bdi>{title}</bdi>
    </button>
  )
}
