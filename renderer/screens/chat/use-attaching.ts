import { type DragEvent, useState } from 'react'
import { attachFiles, type NotAttached } from '../../state/attach.ts'
import { useConversations } from '../../state/conversations.ts'

/** Files dragged over the composer, dropped on it, pasted or chosen, and what was not attached. */
export function useAttaching() {
  const [isOver, setIsOver] = useState(false)
  const [notAttached, setNotAttached] = useState<readonly NotAttached[]>([])
  const attach = async (files: readonly File[]): Promise<void> => {
    setNotAttached(await attachFiles(useConversations.getState().currentId, files))
  }
  return {
    isOver,
    notAttached,
    attach,
    forget: () => setNotAttached([]),
    dropTarget: {
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setIsOver(true)
      },
      onDragLeave(event: DragEvent) {
        const { relatedTarget, currentTarget } = event
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) {
          setIsOver(false)
        }
      },
      onDrop(event: DragEvent) {
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        setIsOver(false)
        void attach([...event.dataTransfer.files])
      },
    },
  }
}
