import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { SavingAttachment } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useCreditsText } from '../../state/profile.ts'
import { dropAttachment } from '../../state/savings.ts'
import { isEven, isSaving, lastingNanoUsd, sayingOf } from '../../words/saving-text.ts'
import { say } from '../../words/say.tsx'
import { Way } from './conversation-cost-ways.tsx'

/** Everything attached to earlier turns: what is ticked is dropped at once, and costs nothing. */
export function DroppedAttachments({
  attachments,
}: {
  attachments: readonly SavingAttachment[]
}): ReactNode {
  const [failure, setFailure] = useState<Failure | null>(null)
  const credits = useCreditsText()
  const isMixed = attachments.some((one) => /[.,]\d$/u.test(credits(lastingNanoUsd(one))))
  return (
    <Way title={say('savings.attachments')} cost={null} note={say('savings.attachments-note')}>
      {failure && <ProblemLine failure={failure} role="alert" />}
      <p aria-hidden="true" className="pb-0.5 text-right text-note text-ink-2">
        {say('savings.column')}
      </p>
      <ul className="-mx-2">
        {attachments.map((attachment) => (
          <Row
            key={`${attachment.turnId} ${attachment.place}`}
            attachment={attachment}
            isMixed={isMixed}
            onFailed={setFailure}
          />
        ))}
      </ul>
    </Way>
  )
}

/** Ticked as soon as it is pressed: what it saves follows. */
function Row({
  attachment,
  isMixed,
  onFailed,
}: {
  attachment: SavingAttachment
  /** Whether the column has decimals, so that units have to be lined up. */
  isMixed: boolean
  onFailed: (failure: Failure | null) => void
}): ReactNode {
  const { name, position, isDropped } = attachment
  const credits = useCreditsText()
  const [wanted, setWanted] = useState<boolean | null>(null)
  const isTicked = wanted ?? isDropped
  const saves = isSaving(attachment)
  return (
    <li>
      <label className="flex min-h-[28px] items-center gap-2.5 rounded-row px-2 py-1 hover:bg-hover">
        <span className="relative flex flex-none">
          <input
            type="checkbox"
            className="peer size-4 appearance-none rounded-code border border-edge bg-raised checked:border-copper-fill checked:bg-copper-fill"
            checked={isTicked}
            onChange={({ target }) => {
              setWanted(target.checked)
              void dropAttachment(attachment, target.checked).then((failure) => {
                onFailed(failure)
                setWanted(null)
              })
            }}
          />
          <Check
            aria-hidden="true"
            size={12}
            strokeWidth={2.4}
            className="pointer-events-none absolute top-0.5 left-0.5 hidden text-on-copper peer-checked:block"
          />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="truncate" title={name}>
              {name}
            </span>
            <span className="flex-none text-note text-ink-2">
              {say('savings.turn', { number: position })}
            </span>
          </span>
          {saves && !isEven(attachment) && (
            <span className="block text-note text-ink-2">{sayingOf(attachment, credits)}</span>
          )}
        </span>
        {saves && (
          <span className="flex-none text-right">
            {isEven(attachment) && <span className="sr-only">{say('savings.column')} </span>}
            <Credits nanoUsd={lastingNanoUsd(attachment)} aligned={isMixed} />
          </span>
        )}
      </label>
    </li>
  )
}
