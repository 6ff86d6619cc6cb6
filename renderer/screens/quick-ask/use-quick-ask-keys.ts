import { useEffect } from 'react'
import { call } from '../../api.ts'
import { useConversations, writingTurn } from '../../state/conversations.ts'
import { goToMessage, newChat } from '../../state/go.ts'

/** Who comes back later than this has another question. */
const SAME_QUESTION_MS = 5 * 60_000

/**
 * Escape puts the window out of sight, unless something in it is open that Escape closes first. Shown
 * again, the caret is in the message; after a while it is a new one.
 */
export function useQuickAskKeys(): void {
  useEffect(() => {
    let hiddenAtMs = Date.now()
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return
      event.preventDefault()
      void call('desktop.hideQuickAsk', {})
    }
    const onVisible = (): void => {
      if (document.hidden) {
        hiddenAtMs = Date.now()
        return
      }
      const isWriting = writingTurn(useConversations.getState()) !== null
      if (!isWriting && Date.now() - hiddenAtMs > SAME_QUESTION_MS) newChat()
      goToMessage()
    }
    addEventListener('keydown', onKeyDown, { capture: true })
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      removeEventListener('keydown', onKeyDown, { capture: true })
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [])
}
