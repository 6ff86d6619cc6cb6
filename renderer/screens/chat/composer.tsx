import { clsx } from 'clsx'
import { type ReactNode, useRef } from 'react'
import { useSending } from '../../state/sending.ts'
import { useScreen } from '../../state/screen.ts'
import { AttachButton } from './attach-button.tsx'
import { AttachmentChips } from './attachment-chips.tsx'
import { CannotSeeLine } from './cannot-see.tsx'
import { CostLine } from './cost-line.tsx'
import { Picker } from './fetched-parts.ts'
import { MessageField } from './message-field.tsx'
import { ModelButton } from './model-button.tsx'
import { NotAttachedLines } from './not-attached.tsx'
import { FreeModelLine, OverBudgetLine } from './over-budget.tsx'
import { SendButton } from './send-button.tsx'
import { SendProblem } from './send-problem.tsx'
import { useAttaching } from './use-attaching.ts'

/** Where a turn is written and priced. Stands outside the conversation's tree: typing moves only it. */
export function Composer(): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const isPickerOpen = useScreen((screen) => screen.isPickerOpen)
  const hasProblem = useSending(({ problem }) => problem !== null)
  const { isOver, notAttached, attach, forget, dropTarget } = useAttaching()
  return (
    <div className="mx-auto w-full max-w-[752px] flex-none px-6 pb-4">
      {hasProblem && <SendProblem />}
      <NotAttachedLines notAttached={notAttached} onClose={forget} />
      <CannotSeeLine />
      <OverBudgetLine />
      <div ref={box} className="relative rounded-panel bg-raised shadow-low" {...dropTarget}>
        <AttachmentChips />
        <MessageField fieldRef={field} onFiles={attach} />
        {/* The outline is a thing of its own: a rule that looks inside would be weighed at each key. */}
        <span
          aria-hidden="true"
          className={clsx(
            'pointer-events-none absolute inset-0 rounded-panel border peer-focus:border-copper',
            isOver ? 'border-copper' : 'border-line-2',
          )}
        />
        <div className="flex items-center gap-3 px-2.25 pb-2.25">
          <ModelButton />
          <AttachButton onFiles={attach} />
          <CostLine />
          <SendButton />
        </div>
      </div>
      <FreeModelLine />
      {isPickerOpen && <Picker anchor={box} returnTo={field} />}
    </div>
  )
}
