import { type ReactNode, useState } from 'react'
import { NANO_PER_USD } from '../../../shared/money/nano-usd.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { TopUpForm } from '../../parts/top-up-form.tsx'
import { useTopUp } from '../../parts/use-top-up.ts'
import { Say, say } from '../../words/say.tsx'

/**
 * Adding credits, as words under the offers; unfolds into an amount that would do: what is short, and
 * what went beyond the budget before, which credits that are added come to first.
 */
export function AddCredits({
  shortNanoUsd,
  allowedNanoUsd,
}: {
  shortNanoUsd: number
  allowedNanoUsd: number
}): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  const topUp = useTopUp(enoughUsd(shortNanoUsd + allowedNanoUsd))
  if (shortNanoUsd <= 0) {
    return (
      <p role="status" className="text-ink-2">
        {topUp.said}
      </p>
    )
  }
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <p>
          {say('fit.add')}{' '}
          <span className="text-ink-3">
            {allowedNanoUsd > 0 ? (
              <Say
                id="fit.add-note-beyond"
                values={{ beyond: <Credits nanoUsd={allowedNanoUsd} /> }}
              />
            ) : (
              say('fit.add-note')
            )}
          </span>
        </p>
        {!isOpen && (
          <Button look="link" onClick={() => setIsOpen(true)}>
            {say('fit.add-do')}
          </Button>
        )}
      </div>
      {isOpen && <TopUpForm topUp={topUp} isFocused />}
      <p role="status" className="text-note text-ink-2 empty:hidden">
        {topUp.said}
      </p>
    </>
  )
}

/** Sending all the same, where the person wants to be asked. */
export function SendOver({
  shortNanoUsd,
  onSend,
}: {
  shortNanoUsd: number
  onSend: () => void
}): ReactNode {
  return (
    <div className="flex items-center justify-between gap-4">
      <p>
        {say('fit.over')}{' '}
        <span className="text-ink-3">
          <Say id="fit.over-note" values={{ short: <Credits nanoUsd={shortNanoUsd} /> }} />
        </span>
      </p>
      <Button look="link" onClick={onSend}>
        {say('fit.over-do')}
      </Button>
    </div>
  )
}

/** The first of 0.01, 0.02, 0.05, 0.10 and so on that covers an amount, as it would be typed. */
function enoughUsd(shortNanoUsd: number): string {
  const usd = shortNanoUsd / NANO_PER_USD
  const power = 10 ** Math.max(-2, Math.floor(Math.log10(usd)))
  const enough = [1, 2, 5, 10].map((step) => step * power).find((amount) => amount >= usd)
  return (enough ?? usd).toFixed(power < 1 ? 2 : 0)
}
