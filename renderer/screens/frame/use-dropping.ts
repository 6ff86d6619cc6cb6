import { type DragEvent, useRef } from 'react'
import { useConversations } from '../../state/conversations.ts'
import { moveConversation } from '../../state/summaries.ts'
import { DRAGGED_TYPE } from './dragged.ts'

type Handlers = {
  onDragOver: (event: DragEvent) => void
  onDragLeave: (event: DragEvent) => void
  onDrop: (event: DragEvent) => void
}

/** A conversation dropped on a folder, or on what is in it, goes there; anywhere else, out of all. */
export function useDropping(): Handlers {
  const marked = useRef<HTMLElement | null>(null)
  const mark = (row: HTMLElement | null): void => {
    if (marked.current === row) return
    if (marked.current) delete marked.current.dataset['dropping']
    if (row) row.dataset['dropping'] = ''
    marked.current = row
  }
  return {
    onDragOver(event) {
      if (!event.dataTransfer.types.includes(DRAGGED_TYPE)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      mark(folderRowAt(event.target))
    },
    onDragLeave(event) {
      const isInside =
        event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)
      if (!isInside) mark(null)
    },
    onDrop(event) {
      const conversationId = event.dataTransfer.getData(DRAGGED_TYPE)
      const folderId = folderRowAt(event.target)?.dataset['folder'] ?? null
      mark(null)
      const summary = useConversations
        .getState()
        .summaries.find((one) => one.conversationId === conversationId)
      if (!summary) return
      event.preventDefault()
      if (summary.folderId !== folderId) void moveConversation(summary, folderId)
    },
  }
}

function folderRowAt(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-folder]') : null
}
