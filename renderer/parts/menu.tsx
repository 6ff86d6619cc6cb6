import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { KeyCaps } from './key-caps.tsx'

const popupLook =
  'appear flex max-h-(--available-height) min-w-44 max-w-80 flex-col overflow-y-auto rounded-card border border-line-2 bg-raised p-1 shadow-mid outline-none'
const itemLook =
  'flex h-7 flex-none cursor-default items-center gap-2 rounded-row px-2 text-ink outline-none select-none data-highlighted:bg-hover data-popup-open:bg-hover'

/** Where menus of this one go. */
const Container = createContext<HTMLElement>(document.body)

/** A menu that is open at a place in the window, in px. The focus goes back to `returnTo`. */
export function Menu({
  name,
  x,
  y,
  returnTo,
  onClose,
  children,
}: {
  name: string
  x: number
  y: number
  returnTo: () => HTMLElement | null
  onClose: () => void
  children: ReactNode
}): ReactNode {
  // Inside what the row is in, so that it is found by who goes from landmark to landmark.
  const [container] = useState(
    () => returnTo()?.closest<HTMLElement>('header, main') ?? document.body,
  )
  const anchor = { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal container={container}>
        <Base.Positioner
          anchor={anchor}
          positionMethod="fixed"
          side="bottom"
          align="start"
          sideOffset={2}
          collisionPadding={8}
          className="z-30"
        >
          <Base.Popup
            aria-label={name}
            finalFocus={() => returnTo() ?? false}
            className={popupLook}
          >
            <Container value={container}>{children}</Container>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function MenuItem({
  label,
  keys,
  isChecked,
  onClick,
}: {
  label: string
  /** Keys that do the same. */
  keys?: string
  /** Undefined where nothing can be checked. */
  isChecked?: boolean
  onClick: () => void
}): ReactNode {
  const mark =
    isChecked === undefined ? null : (
      <span className="w-4 flex-none">
        {isChecked && <Check aria-hidden="true" size={16} strokeWidth={1.6} />}
      </span>
    )
  if (isChecked !== undefined) {
    return (
      <Base.CheckboxItem checked={isChecked} closeOnClick className={itemLook} onClick={onClick}>
        {mark}
        <span className="truncate">{label}</span>
      </Base.CheckboxItem>
    )
  }
  return (
    <Base.Item className={itemLook} onClick={onClick}>
      <span className="flex-1 truncate">{label}</span>
      {keys && (
        <span aria-hidden="true" className="pl-6">
          <KeyCaps keys={keys} />
        </span>
      )}
    </Base.Item>
  )
}

export function MenuLine(): ReactNode {
  return <Base.Separator className="mx-1 my-1 h-px flex-none bg-line" />
}

/** An item that opens a menu beside it. */
export function Submenu({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={itemLook}>
        <span className="flex-1 truncate">{label}</span>
        <ChevronRight aria-hidden="true" size={16} strokeWidth={1.6} className="text-ink-3" />
      </Base.SubmenuTrigger>
      <Base.Portal container={useContext(Container)}>
        <Base.Positioner
          positionMethod="fixed"
          sideOffset={2}
          alignOffset={-5}
          collisionPadding={8}
          className="z-30"
        >
          <Base.Popup className={popupLook}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}
