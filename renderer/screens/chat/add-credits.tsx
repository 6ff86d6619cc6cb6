import { type ReactNode, useState } from 'react'
import { AlsoIn } from '../../parts/also-in.tsx'
import { Button } from '../../parts/button.tsx'
import { Credits, Figure } from '../../parts/figure.tsx'
import { TopUpForm } from '../../parts/top-up-form.tsx'
import { useTopUp } from '../../parts/use-top-up.ts'
import { Say, say } from '../../words/say.tsx'
import { enoughNanoUsd, typedUsd } from './enough-usd.ts'

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
  const [enough] = useState(() => enoughNanoUsd(shortNanoUsd + allowedNanoUsd))
  const topUp = useTopUp(typedUsd(enough))
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
          {isOpen ? (
            say('fit.add')
          ) : (
            <Say id="fit.add-enough" values={{ credits: <Credits nanoUsd={enough} /> }} />
          )}{' '}
          <span className="text-ink-3">
            {allowedNanoUsd > 0 ? (
              <Say
                id="fit.add-note-beyond"
                values={{ beyond: <Credits nanoUsd={allowedNanoUsd} /> }}
              />
            ) : isOpen ? (
              say('fit.add-note')
            ) : (
              <>
                <Say
                  id="fit.add-enough-note"
                  values={{ usd: <Figure>{typedUsd(enough)}</Figure> }}
                />
                <AlsoIn isSentence nanoUsd={enough} />
              </>
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
