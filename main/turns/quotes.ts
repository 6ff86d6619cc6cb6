/* LEAD TO HELPER E (replace this file with yours):
Lead to helper E (estimates), 03:30:
- main/turns/context.ts: `openContexts(storage).of(conversationId | null): Context` = { turns: ContextMessage[][] } (answered turns oldest first; ContextMessage = {turnId, role, parts: Part[]}; the same Context object while unchanged).
  leftOutTurns of ChatOptions = `turns.slice(leftOutTurns)`.
- main/turns/sent-parts.ts: `sentParts(parts, seesImages)` -> text parts and images as they will really be sent (file parts fenced, tool calls and unseen images in words). Weigh THESE (remember per ContextMessage object, e.g. WeakMap).
- main/turns/chat-options.ts: `chatOptionsOf(storage, conversationId): ChatOptions` (systemText, effort, temperature, maxOutputTokens, leftOutTurns); systemText is weighed too. What is sent as max output:
  min(options.maxOutputTokens ?? model.maxOutputTokens, model.mostOutputTokens ?? Infinity), lowered by turn.send's own maxOutputTokens. Put that into one exported function in main/turns/quotes.ts: `sentMaxOutputTokens(model, options, once?)`. effort only if model.efforts includes it.
- main/turns/attachments.ts: `openAttachments(storage, nowMs).partsOf(text, attachments): Result<Part[]>` gives the parts of a draft.
- I call from turns.ts: `const quotes = openQuotes({ storage, catalog, contexts, attachments, counter, nowMs, available: () => number|null })` with
    quotes.all(input: Input<'estimate.quote'>): Result<Quotes>; quotes.ways(input): Result<Ways>; quotes.trackRecord(); quotes.typicalTurn();
    quotes.forSend({conversationId, parts, model, price, options, maxOutputTokens, leftOutTurns}): Promise<{ expectedNanoUsd, ceilingNanoUsd, inputTokens, textTokens: number|null, maxOutputTokens, isTooLong }> (waits at most ~300 ms for exact counts);
    quotes.settled() after a turn ended (forget what was learned), quotes.close().
  If you need other shapes, fine: tell me in your report and keep those names where you can. `counter` = your token counter, made in session.ts by me: `openTokenCounter({ report })`.
- `tell('estimate.counted', {conversationId})` is to be called when exact counts arrive for the draft last quoted: take a callback `counted: (conversationId) => void` in openQuotes and `after(delayMs, run)` for the pause.
*/
export {}
