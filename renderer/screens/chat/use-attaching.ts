import { type DragEvent, useCallback, useState } from 'react'
import { attachFiles, type NotAttached } from '../../state/attach.ts'
import { useDraftRevision } from '../../state/drafts.ts'
import { useDraftId } from '../../state/rewriting.ts'

/** What was said about files holds for one draft: it goes once that is sent or another is shown. */
type Said = { about: string; notAttached: readonly NotAttached[] }

/** What is read sooner than this is simply there. */
const NOTICED_MS = 300

/** Files dragged over the composer, dropped on it, pasted or chosen, and what was not attached. */
export function useAttaching() {
  const [isOver, setIsOver] = useState(false)
  const [said, setSaid] = useState<Said>({ about: '', notAttached: [] })
  const [isReading, setIsReading] = useState(false)
  const draftId = useDraftId()
  const about = `${draftId} ${useDraftRevision()}`
  const say = useCallback(
    (notAttached: readonly NotAttached[]) => setSaid({ about, notAttached }),
    [about],
  )
  const attach = useCallback(
    async (files: readonly File[]) => {
      const noticed = setTimeout(() => setIsReading(true), NOTICED_MS)
      say(await attachFiles(draftId, files))
      clearTimeout(noticed)
      setIsReading(false)
    },
    [draftId, say],
  )
  return {
    isOver,
    isReading,
    notAttached: said.about === about ? said.notAttached : [],
    attach,
    say,
    forget: () => say([]),
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
