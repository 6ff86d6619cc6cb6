import { clsx } from 'clsx'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useCompared, useMustKeepFirst } from '../../state/comparing.ts'
import { canBeginWithPrompt, useOpenLibrary } from '../../state/library.ts'
import { useSending } from '../../state/sending.ts'
import { useScreen } from '../../state/screen.ts'
import { pickCompared } from '../compare/pick-compared.ts'
import { say } from '../../words/say.tsx'
import { AttachButton } from './attach-button.tsx'
import { AttachmentChips } from './attachment-chips.tsx'
import { CannotSeeLine } from './cannot-see.tsx'
import { CostLine } from './cost-line.tsx'
import { ComparedChips, Library, Picker, PromptPicker } from './fetched-parts.ts'
import { MessageField } from './message-field.tsx'
import { ModelButton } from './model-button.tsx'
import { NotAttachedLines } from './not-attached.tsx'
import { FreeModelLine, OverBudgetLine } from './over-budget.tsx'
import { PastedLine } from './pasted-line.tsx'
import { PromptsButton } from './prompts-button.tsx'
import { RewritingLine } from './rewriting-line.tsx'
import { SendButton } from './send-button.tsx'
import { SendProblem } from './send-problem.tsx'
import { useAttaching } from './use-attaching.ts'
import { usePasted } from './use-pasted.ts'

/** Where a turn is written and priced. Stands outside the conversation's tree: typing moves only it. */
export function Composer(): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isAtPrompts, setAtPrompts] = useState(false)
  const isLibraryOpen = useOpenLibrary() !== null
  const isPickerOpen = useScreen((screen) => screen.isPickerOpen)
  const compared = useCompared()
  const keepsFirst = useMustKeepFirst()
  const hasProblem = useSending(({ problem }) => problem !== null)
  const {
    isOver,
    isReading,
    notAttached,
    attach,
    say: sayNotAttached,
    forget,
    dropTarget,
  } = useAttaching()
  const { pasted, offer, attach: attachPasted, forget: forgetPasted } = usePasted()
  const openAtSlash = useCallback(() => {
    void canBeginWithPrompt().then((canBegin) => {
      if (canBegin && field.current?.value.startsWith('/')) setAtPrompts(true)
    })
  }, [])
  return (
    <div className="mx-auto w-full max-w-[752px] flex-none px-6 pb-4">
      {hasProblem && <SendProblem />}
      <NotAttachedLines notAttached={notAttached} onClose={forget} />
      {pasted !== '' && (
        <PastedLine
          characters={pasted.length}
          onClose={forgetPasted}
          onAttach={() => {
            field.current?.focus()
            void attachPasted().then(sayNotAttached)
          }}
        />
      )}
      <CannotSeeLine />
      <OverBudgetLine />
      <div ref={box} className="relative rounded-panel bg-raised shadow-low" {...dropTarget}>
        <RewritingLine />
        {compared && !keepsFirst && <ComparedChips />}
        <AttachmentChips />
        {isReading && (
          <p role="status" className="px-4.25 pt-3.25 text-note text-ink-3">
            {say('attach.reading')}
          </p>
        )}
        <MessageField
          fieldRef={field}
          onFiles={attach}
          onPastedLong={offer}
          onSlash={openAtSlash}
        />
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
          <span className="-ml-2 flex">
            <AttachButton onFiles={attach} />
            <PromptsButton isOpen={isAtPrompts} onOpen={setAtPrompts} />
          </span>
          <CostLine />
          <SendButton />
        </div>
      </div>
      <FreeModelLine />
      {isPickerOpen && (
        <Picker
          anchor={box}
          returnTo={field}
          {...(compared && { chosen: compared, onChoose: pickCompared })}
        />
      )}
      {isAtPrompts && (
        <PromptPicker anchor={box} field={field} onClose={() => setAtPrompts(false)} />
      )}
      {isLibraryOpen && <Library />}
    </div>
  )
}
