import { create } from 'zustand'
import { type ModelKey, modelKeyText } from '../../shared/chat/message.ts'
import type { Quote } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { useConversations } from './conversations.ts'
import { draftOf } from './drafts.ts'

type QuoteState = {
  byKey: ReadonlyMap<string, Quote>
  /** The figures belong to an older draft; the newer ones are on their way. */
  isCounting: boolean
  isDraftEmpty: boolean
}

export const useQuotes = create<QuoteState>()(() => ({
  byKey: new Map(),
  isCounting: false,
  isDraftEmpty: true,
}))

let isWanted = false
let isInFlight = false

/** Asks what a turn with the draft of now would cost. At most one question is on its way. */
export function quoteDraft(): void {
  isWanted = true
  useQuotes.setState({ isCounting: true, isDraftEmpty: isEmpty(currentDraft()) })
  if (!isInFlight) void ask()
}

export function useQuote(key: ModelKey | null): Quote | null {
  return useQuotes(({ byKey }) => (key && byKey.get(modelKeyText(key))) ?? null)
}

async function ask(): Promise<void> {
  isInFlight = true
  while (isWanted) {
    isWanted = false
    const { currentId, isStored } = useConversations.getState()
    const result = await call('estimate.quote', {
      conversationId: isStored ? currentId : null,
      draft: currentDraft(),
    })
    useQuotes.setState({
      ...(result.ok && {
        byKey: new Map(result.value.quotes.map((quote) => [modelKeyText(quote.key), quote])),
      }),
      isCounting: isWanted,
    })
  }
  isInFlight = false
}

function currentDraft(): string {
  return draftOf(useConversations.getState().currentId)
}

function isEmpty(draft: string): boolean {
  return draft.trim() === ''
}
