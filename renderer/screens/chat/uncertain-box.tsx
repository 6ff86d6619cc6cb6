import { CircleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { PaidAnswer } from '../../../shared/chat/message.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useNowMs } from '../../state/clock.ts'
import { Say, say } from '../../words/say.tsx'
import { sayBy } from '../../words/when.ts'
import { FigureForm } from './figure-form.tsx'
import { useTurnCall } from './use-turn-call.ts'

type Unfolded = 'nothing' | 'figure' | 'why' | null

/** What is known of an uncertain turn, what happens by itself, and what can be done now. */
export function UncertainBox({ answer }: { answer: PaidAnswer }): ReactNode {
  const [unfolded, setUnfolded] = useState<Unfolded>(null)
  const [folded, setFolded] = useState<Unfolded>(null)
  const { receipt } = answer
  const title = titleOf(answer)
  const fold = (): void => {
    setFolded(unfolded)
    setUnfolded(null)
  }
  return (
    <section
      aria-label={title}
      className="mt-3 flex gap-2.5 rounded-card border border-dashed border-edge px-4 py-3.5"
    >
      <CircleAlert
        aria-hidden="true"
        size={16}
        strokeWidth={1.6}
        className="mt-0.5 flex-none text-ink-2"
      />
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">{title}</h3>
        <ByItself answer={answer} />
        {unfolded === 'why' && receipt.failure && (
          <div className="mt-2">
            <ProblemLine failure={receipt.failure} />
          </div>
        )}
        {unfolded === 'figure' && <FigureForm answer={answer} onClose={fold} />}
        {unfolded === 'nothing' && <ItCostNothing answer={answer} onClose={fold} />}
        {(unfolded === null || unfolded === 'why') && (
          <Actions answer={answer} unfolded={unfolded} folded={folded} onUnfold={setUnfolded} />
        )}
      </div>
    </section>
  )
}

/** Why it is not known: the connection, this program, or the provider itself. */
function titleOf({ receipt: { failure }, providerName: provider }: PaidAnswer): string {
  if (!failure) return say('uncertain.title-closed', { provider })
  const isConnection = failure.kind === 'connection-ended' || failure.kind === 'stalled'
  return say(isConnection ? 'uncertain.title' : 'uncertain.title-unsaid', { provider })
}

function ByItself({ answer: { receipt } }: { answer: PaidAnswer }): ReactNode {
  const nowMs = useNowMs()
  if (!receipt.uncertain) return null
  const { wouldSpendNanoUsd, resolvesAtMs } = receipt.uncertain
  return (
    <p className="text-ink-2">
      <Say
        id="uncertain.text"
        values={{
          reserved: <Credits nanoUsd={receipt.reservedNanoUsd} />,
          when: sayBy(resolvesAtMs, nowMs),
          would: <Credits nanoUsd={wouldSpendNanoUsd} />,
          released: <Credits nanoUsd={Math.max(0, receipt.reservedNanoUsd - wouldSpendNanoUsd)} />,
        }}
      />
    </p>
  )
}

type UnfoldProps = {
  answer: PaidAnswer
  unfolded: Unfolded
  /** What was folded up again: the focus goes back to where it was unfolded. */
  folded: Unfolded
  onUnfold: (unfolded: Unfolded) => void
}

/** Whoever knows the figure is asked first; what Farthing would count is at hand without waiting. */
function Actions(props: UnfoldProps): ReactNode {
  const { turnId, receipt, providerName: provider } = props.answer
  const { isAsking, failure, ask } = useTurnCall()
  return (
    <>
      {failure && (
        <div className="mt-2">
          <ProblemLine failure={failure} role="alert" />
        </div>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {receipt.canLookUp && (
          <Button
            small
            aria-disabled={isAsking}
            onClick={() => ask(() => call('turn.lookUp', { turnId }))}
          >
            {say(isAsking ? 'figure.asking' : 'figure.ask', { provider })}
          </Button>
        )}
        {receipt.uncertain && (
          <Button
            small
            aria-disabled={isAsking}
            onClick={() => ask(() => call('turn.countNow', { turnId }))}
          >
            <span>
              <Say
                id="uncertain.count-now"
                values={{ would: <Credits nanoUsd={receipt.uncertain.wouldSpendNanoUsd} /> }}
              />
            </span>
          </Button>
        )}
        <Unfolders {...props} />
      </div>
    </>
  )
}

/** What needs a word more than a press. */
function Unfolders({ answer, unfolded, folded, onUnfold }: UnfoldProps): ReactNode {
  return (
    <>
      <Button small autoFocus={folded === 'figure'} onClick={() => onUnfold('figure')}>
        {say('figure.know')}
      </Button>
      <Button small autoFocus={folded === 'nothing'} onClick={() => onUnfold('nothing')}>
        {say('uncertain.nothing')}
      </Button>
      {answer.receipt.failure && (
        <Button
          look="quiet"
          small
          aria-expanded={unfolded === 'why'}
          onClick={() => onUnfold(unfolded === 'why' ? null : 'why')}
        >
          {say('uncertain.what')}
        </Button>
      )}
    </>
  )
}

/** Asks once: this is the one answer that nobody can check later. */
function ItCostNothing({
  answer: { turnId, receipt, providerName: provider },
  onClose,
}: {
  answer: PaidAnswer
  onClose: () => void
}): ReactNode {
  const { isAsking, failure, ask } = useTurnCall()
  return (
    <div role="group" aria-label={say('uncertain.nothing')} className="mt-2">
      <p className="text-ink">
        <Say
          id="uncertain.nothing-text"
          values={{ reserved: <Credits nanoUsd={receipt.reservedNanoUsd} />, provider }}
        />
      </p>
      {failure && (
        <div className="mt-2">
          <ProblemLine failure={failure} role="alert" />
        </div>
      )}
      <div className="mt-3 flex gap-2">
        <Button
          small
          autoFocus
          aria-disabled={isAsking}
          onClick={() => ask(() => call('turn.costNothing', { turnId }))}
        >
          {say('uncertain.nothing-do')}
        </Button>
        <Button look="quiet" small onClick={onClose}>
          {say('uncertain.nothing-not')}
        </Button>
      </div>
    </div>
  )
}
