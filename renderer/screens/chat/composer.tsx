import { type ReactNode, lazy, Suspense, useEffect, useRef } from 'react'
import { useSending } from '../../state/sending.ts'
import { openPicker, useScreen } from '../../state/screen.ts'
import { CostLine } from './cost-line.tsx'
import { MessageField } from './message-field.tsx'
import { ModelButton } from './model-button.tsx'
import { FreeModelLine, OverBudgetLine } from './over-budget.tsx'
import { loadPicker } from './preload.ts'
import { SendButton } from './send-button.tsx'
import { SendProblem } from './send-problem.tsx'

const Picker = lazy(async () => ({ default: (await loadPicker()).Picker }))

/** Where a turn is written and priced. Stands outside the conversation's tree: typing moves only it. */
export function Composer(): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const isPickerOpen = useScreen((screen) => screen.isPickerOpen)
  const hasProblem = useSending(({ problem }) => problem !== null)
  usePickerKeys()
  return (
    <div className="mx-auto w-full max-w-[752px] flex-none px-6 pb-4">
      {hasProblem && <SendProblem />}
      <OverBudgetLine />
      <div
        ref={box}
        className="rounded-panel border border-line-2 bg-raised shadow-low has-[textarea:focus]:border-copper"
      >
        <MessageField fieldRef={field} />
        <div className="flex items-center gap-3 pr-2 pb-2 pl-2">
          <ModelButton />
          <CostLine />
          <SendButton />
        </div>
      </div>
      <FreeModelLine />
      {isPickerOpen && (
        <Suspense fallback={null}>
          <Picker anchor={box} returnTo={field} />
        </Suspense>
      )}
    </div>
  )
}

/** Ctrl+M, or the command key on a Mac, opens and closes the list of models from anywhere. */
function usePickerKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'm' || event.altKey || event.shiftKey) return
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      openPicker(!useScreen.getState().isPickerOpen)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
