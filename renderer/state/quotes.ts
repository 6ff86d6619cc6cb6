import { create } from 'zustand'
import { type ModelKey, modelKeyText } from '../../shared/chat/message.ts'
import type { Quote } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { useConversations } from './conversations.ts'
import { draftOf } from './drafts.ts'

/** A figure that comes sooner than this is never shown as old. */
const NOTICED_MS = 150

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
  const isDraftEmpty = isEmpty(currentDraft())
  if (isDraftEmpty !== useQuotes.getState().isDraftEmpty) useQuotes.setState({ isDraftEmpty })
  if (!isInFlight) void ask()
}

export function useQuote(key: ModelKey | null): Quote | null {
  return useQuotes(({ byKey }) => (key && byKey.get(modelKeyText(key))) ?? null)
}

async function ask(): Promise<void> {
  isInFlight = true
  const noticed = setTimeout(() => useQuotes.setState({ isCounting: true }), NOTICED_MS)
  while (isWanted) {
    isWanted = false
    const { currentId, isStored } = useConversations.getState()
    const result = await call('estimate.quote', {
      conversationId: isStored ? currentId : null,
      draft: currentDraft(),
    })
    if (!isWanted) {
      clearTimeout(noticed)
      useQuotes.setState({ isCounting: false })
    }
    if (result.ok) {
      useQuotes.setState(({ byKey }) => ({ byKey: replaced(byKey, result.value) }))
    }
  }
  isInFlight = false
}

/** A quote that says the same stays the same object, so that what shows it is not drawn anew. */
function replaced(
  known: ReadonlyMap<string, Quote>,
  quotes: readonly Quote[],
): ReadonlyMap<string, Quote> {
  return new Map(
    quotes.map((quote) => {
      const text = modelKeyText(quote.key)
      const old = known.get(text)
      return [text, old && isSame(old, quote) ? old : quote]
    }),
  )
}

function isSame(one: Quote, other: Quote): boolean {
  return (
    one.expectedNanoUsd === other.expectedNanoUsd && one.ceilingNanoUsd === other.ceilingNanoUsd
  )
}

function currentDraft(): string {
  return draftOf(useConversations.getState().currentId)
}

function isEmpty(draft: string): boolean {
  return draft.trim() === ''
}
