import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'

/** A question that must be answered before going on. Escape and a press outside answer "not now". */
export function Dialog({
  title,
  children,
  onClose,
}: {
  title: ReactNode
  children: ReactNode
  onClose: () => void
}): ReactNode {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-veil" />
        <Base.Popup
          data-modal
          className="appear fixed top-1/2 left-1/2 z-30 flex max-h-[calc(100vh-32px)] w-[min(600px,calc(100vw-32px))] -translate-1/2 flex-col overflow-y-auto rounded-panel border border-line-2 bg-raised pt-6 pb-6 shadow-high outline-none"
        >
          <Base.Title className="px-7 text-title">{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The ways out, at the end. They stay in sight where the window is too low for all of it. */
export function DialogButtons({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="sticky -bottom-6 -mb-6 flex justify-end gap-2 bg-raised px-7 pt-5 pb-6">
      {children}
    </div>
  )
}
