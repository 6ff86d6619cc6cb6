import { CircleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { AnswerMessage } from '../../../shared/chat/message.ts'
import type { Failure } from '../../../shared/failures.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useNowMs } from '../../state/clock.ts'
import { endTurn, useConversations } from '../../state/conversations.ts'
import { Say, say } from '../../words/say.tsx'
import { sayBy } from '../../words/when.ts'

/** What is known of an uncertain turn, what happens by itself, and what can be done now. */
export function UncertainBox({ answer }: { answer: AnswerMessage }): ReactNode {
  const { receipt } = answer
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isToldWhy, setIsToldWhy] = useState(false)
  const { providerName: provider } = answer
  const nowMs = useNowMs()
  const wouldNanoUsd = receipt.uncertain?.wouldSpendNanoUsd ?? null
  const would = wouldNanoUsd === null ? null : <Credits nanoUsd={wouldNanoUsd} />
  return (
    <section
      aria-label={say('uncertain.title', { provider })}
      className="mt-3 flex gap-2.5 rounded-card border border-dashed border-edge px-4 py-3.5"
    >
      <CircleAlert
        aria-hidden="true"
        size={16}
        strokeWidth={1.6}
        className="mt-0.5 flex-none text-ink-2"
      />
      <div className="min-w-0">
        <h3 className="font-semibold">{say('uncertain.title', { provider })}</h3>
        {receipt.uncertain && wouldNanoUsd !== null && (
          <p className="text-ink-2">
            <Say
              id="uncertain.text"
              values={{
                reserved: <Credits nanoUsd={receipt.reservedNanoUsd} />,
                when: sayBy(receipt.uncertain.resolvesAtMs, nowMs),
                would,
                released: <Credits nanoUsd={Math.max(0, receipt.reservedNanoUsd - wouldNanoUsd)} />,
              }}
            />
          </p>
        )}
        {isToldWhy && receipt.failure && (
          <div className="mt-2">
            <ProblemLine failure={receipt.failure} />
          </div>
        )}
        {failure && (
          <div className="mt-2">
            <ProblemLine failure={failure} role="alert" />
          </div>
        )}
        <div className="mt-3 flex gap-2">
          {would && (
            <Button
              small
              onClick={async () => {
                const result = await call('turn.countNow', { turnId: answer.turnId })
                if (!result.ok) setFailure(result.failure)
                else endTurn(useConversations.getState().currentId, result.value)
              }}
            >
              <span>
                <Say id="uncertain.count-now" values={{ would }} />
              </span>
            </Button>
          )}
          {receipt.failure && (
            <Button
              look="quiet"
              small
              aria-expanded={isToldWhy}
              onClick={() => setIsToldWhy(!isToldWhy)}
            >
              {say('uncertain.what')}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}
