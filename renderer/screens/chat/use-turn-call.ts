import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { Failure } from '../../../shared/failures.ts'
import { isPaid, type Turn } from '../../../shared/chat/message.ts'
import type { Result } from '../../../shared/result.ts'
import { announce } from '../../state/announcements.ts'
import { useConversations } from '../../state/conversations.ts'
import { endTurn } from '../../state/turn-news.ts'
import { creditsText } from '../../state/profile.ts'
import { receiptLineText } from '../../words/receipt-words.ts'
import { receiptButtonId } from './receipt-button-id.ts'

/**
 * Asks something about the cost of a turn and shows what came of it. The button that was pressed
 * may be gone then, so the focus goes to the receipt, and the line is read out.
 */
export function useTurnCall(): {
  /** A button that is off would lose the focus, so it is only said to be. */
  isAsking: boolean
  failure: Failure | null
  ask: (asked: () => Promise<Result<Turn>>) => Promise<boolean>
  forget: () => void
} {
  const [isAsking, setIsAsking] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const ask = async (asked: () => Promise<Result<Turn>>): Promise<boolean> => {
    if (isAsking) return false
    const { currentId } = useConversations.getState()
    setIsAsking(true)
    setFailure(null)
    const result = await asked()
    setIsAsking(false)
    if (!result.ok) {
      setFailure(result.failure)
      return false
    }
    flushSync(() => endTurn(currentId, result.value))
    const { answer } = result.value
    if (isPaid(answer)) announce(receiptLineText(answer, creditsText))
    document.getElementById(receiptButtonId(result.value.turnId))?.focus()
    return true
  }
  return { isAsking, failure, ask, forget: () => setFailure(null) }
}
