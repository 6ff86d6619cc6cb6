import { create } from 'zustand'
import { type ModelKey, modelKeyText } from '../../shared/chat/message.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import { quoteAt } from '../../shared/ipc/quote-at.ts'
import type { Quote, Quotes } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { catalogRevision, placeOf, readCatalog } from './catalog.ts'
import { optionsOf } from './chat-options.ts'
import { useConversations } from './conversations.ts'
import { draftOf, isEmptyDraft } from './drafts.ts'
import { draftIdNow, rewritingNow } from './rewriting.ts'

/** A figure that comes sooner than this is never shown as old. */
const NOTICED_MS = 150

type QuoteState = {
  /** In the order of the catalogue, as it came; null before the first. */
  quotes: Quotes | null
  /** The figures belong to an older draft; the newer ones are on their way. */
  isCounting: boolean
  isDraftEmpty: boolean
}

export const useQuotes = create<QuoteState>()(() => ({
  quotes: null,
  isCounting: false,
  isDraftEmpty: true,
}))

let isWanted = false
let isInFlight = false

/** Asks what a turn with the draft of now would cost. At most one question is on its way. */
export function quoteDraft(): void {
  isWanted = true
  const isDraftEmpty = isEmptyDraft(draftOf(draftIdNow()))
  if (isDraftEmpty !== useQuotes.getState().isDraftEmpty) useQuotes.setState({ isDraftEmpty })
  if (!isInFlight) void ask()
}

/** What is asked about the draft of now, or about another version of a turn; what is set for a stored conversation is known there. */
export function draftQuestion(): Input<'estimate.quote'> {
  const { currentId, isStored } = useConversations.getState()
  const { text, attachments } = draftOf(draftIdNow())
  const rewriting = rewritingNow()
  return {
    conversationId: isStored ? currentId : null,
    ...(rewriting && { parentTurnId: rewriting.parentTurnId }),
    draft: text,
    ...(attachments.length > 0 && { attachments: [...attachments] }),
    ...(!isStored && { options: optionsOf(currentId) }),
  }
}

/** One model's figures; drawn anew only when they differ. */
export function useQuote(key: ModelKey | null): Quote | null {
  return useQuotes(() => (key ? quoteOf(key) : null))
}

/** The same object as long as it says the same, so that what shows it is not drawn anew. */
export function quoteOf(key: ModelKey): Quote | null {
  const { quotes } = useQuotes.getState()
  const quote = quotes && quoteIn(quotes, key)
  if (!quote) return null
  const text = modelKeyText(key)
  const shown = lastShown.get(text)
  if (shown && isSame(shown, quote)) return shown
  lastShown.set(text, quote)
  return quote
}

/** Null for a model that these figures are not about. */
export function quoteIn(quotes: Quotes, key: ModelKey): Quote | null {
  const place = placeOf(key)
  if (place === null || quotes.catalogRevision !== catalogRevision()) return null
  return quoteAt(quotes, place, key)
}

/** Only of models that are on the screen. */
const lastShown = new Map<string, Quote>()

async function ask(): Promise<void> {
  isInFlight = true
  const noticed = setTimeout(() => useQuotes.setState({ isCounting: true }), NOTICED_MS)
  while (isWanted) {
    isWanted = false
    const result = await call('estimate.quote', draftQuestion())
    if (result.ok && result.value.catalogRevision !== catalogRevision()) await readCatalog()
    if (!isWanted) clearTimeout(noticed)
    const isCounting = isWanted && useQuotes.getState().isCounting
    useQuotes.setState(result.ok ? { quotes: result.value, isCounting } : { isCounting })
  }
  isInFlight = false
}

/** As it is shown: the tokens of a draft change at each key, and stand nowhere beside its cost. */
function isSame(one: Quote, other: Quote): boolean {
  return (
    one.expectedNanoUsd === other.expectedNanoUsd &&
    one.ceilingNanoUsd === other.ceilingNanoUsd &&
    one.thenNanoUsd === other.thenNanoUsd &&
    one.isTooLong === other.isTooLong
  )
}
