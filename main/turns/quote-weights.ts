import type { Part } from '../../shared/chat/part.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { openDraftWeigher } from '../estimate/draft-weight.ts'
import type { TokenCounter } from '../estimate/token-counter.ts'
import {
  addTo,
  messageWeight,
  noWeight,
  type TextWeight,
  textWeight,
  type WeighedImage,
  type Weight,
} from '../estimate/weight.ts'
import { type Context, type ContextMessage, type ContextSummary, sentHistory } from './context.ts'
import { sentParts } from './sent-parts.ts'

/** Conversations whose weighed messages are kept. */
const MOST_KEPT = 8

/** A message and what it weighs, part by part, so that a text counted later can be weighed anew. */
type Weighed = { texts: string[]; images: WeighedImage[]; bytes: number; weight: Weight }

/** With what was weighed: a message may be sent without its attachments by now. */
type WeighedMessage = Weighed & { parts: readonly Part[] }

type Kept = {
  context: Context
  messages: Map<string, WeighedMessage>
  turns: Weight[]
  /** The sum of all turns but the oldest, by how many are left out. */
  sums: Map<number, Weight>
}

/** The draft with everything attached, and what it weighs. */
export type WeighedDraft = {
  weight: Weight
  questionBytes: number
  texts: string[]
  /** What the person wrote, without what is attached. */
  words: string
}

/**
 * What conversations and drafts weigh. Each message is weighed once, and again once it was counted;
 * a key press weighs the draft.
 */
export function openQuoteWeights(counter: TokenCounter) {
  const kept = new Map<string, Kept>()
  const draftWeigher = openDraftWeigher(counter.known)
  /** What the draft last weighed had attached, each by itself. */
  let attached: { names: string; each: Weighed[] } = { names: '', each: [] }
  let system: { text: string; weight: Weight } | null = null
  let summed: { text: string; weight: Weight } | null = null

  function weigh(parts: readonly Part[]): Weighed {
    const texts: string[] = []
    const images: WeighedImage[] = []
    for (const part of sentParts(parts, true)) {
      if (part.type === 'text') texts.push(part.text)
      else images.push(part)
    }
    const weights = texts.map((text) => textWeight(text, counter.known(text)))
    return { texts, images, bytes: bytesOf(texts), weight: messageWeight(weights, images) }
  }

  function keep(conversationId: string, context: Context): Kept {
    const before = kept.get(conversationId)
    if (before?.context === context) return before
    const messages = new Map<string, WeighedMessage>()
    const turns = context.turns.map((turn) => turnWeight(turn, messages, before?.messages))
    const now = { context, messages, turns, sums: new Map<number, Weight>() }
    kept.delete(conversationId)
    kept.set(conversationId, now)
    const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    return now
  }

  function turnWeight(
    turn: readonly ContextMessage[],
    messages: Map<string, WeighedMessage>,
    before: ReadonlyMap<string, WeighedMessage> | undefined,
  ): Weight {
    const sum = noWeight()
    for (const { turnId, role, parts } of turn) {
      const name = `${turnId} ${role}`
      const known = before?.get(name)
      const weighed = known?.parts === parts ? known : { ...weigh(parts), parts }
      messages.set(name, weighed)
      addTo(sum, weighed.weight)
    }
    return sum
  }

  function sum(
    turns: readonly Weight[],
    { summary, leftOutTurns }: { summary: Context['summary']; leftOutTurns: number },
  ): Weight {
    const total = noWeight()
    const sent = sentHistory({ summary }, leftOutTurns)
    if (sent.summary) addTo(total, summaryWeight(sent.summary))
    for (const turn of turns.slice(sent.fromTurn)) addTo(total, turn)
    return total
  }

  /** It is no message by itself, but the beginning of one. */
  function summaryWeight({ text }: Pick<ContextSummary, 'text'>): Weight {
    if (summed?.text !== text) {
      const weight = messageWeight([textWeight(text, counter.known(text))])
      summed = { text, weight: { ...weight, messages: 0 } }
    }
    return summed.weight
  }

  function weighAttached(
    from: readonly DraftAttachment[],
    parts: () => readonly Part[],
  ): readonly Weighed[] {
    const names = from.map(({ type, attachmentId, name }) => `${type} ${attachmentId} ${name}`)
    const together = names.join('\n')
    if (attached.names !== together) {
      attached = { names: together, each: parts().map((part) => weigh([part])) }
    }
    return attached.each
  }

  return {
    /** Each turn of a conversation, oldest first. */
    turns: (conversationId: string | null, context: Context): readonly Weight[] =>
      conversationId === null ? [] : keep(conversationId, context).turns,

    /** What goes before the draft. The same object until it changes. */
    history(conversationId: string | null, context: Context, leftOutTurns: number): Weight {
      if (conversationId === null) return nothing
      const { sums, turns } = keep(conversationId, context)
      const known = sums.get(leftOutTurns)
      if (known) return known
      const { summary } = context
      const history = sum(turns, { summary, leftOutTurns })
      sums.set(leftOutTurns, history)
      return history
    },

    /**
     * What would go before the draft if some of the turns were others, or another summary stood for
     * the oldest. Nothing of it is kept.
     */
    historyIf(conversationId: string, context: Context, changed: Context, leftOutTurns: number) {
      const before = keep(conversationId, context)
      const turns = changed.turns.map((turn, place) => {
        const isSame = turn === context.turns[place]
        const known = isSame ? before.turns[place] : undefined
        return known ?? turnWeight(turn, new Map(), before.messages)
      })
      const { summary } = changed
      return sum(turns, { summary, leftOutTurns })
    },

    /** What a summary weighs; nothing where there is none. */
    summary: (summary: ContextSummary | null): Weight =>
      summary ? summaryWeight(summary) : nothing,

    /** What stands above a conversation; nothing for a blank text. */
    system(text: string): Weight {
      if (text.trim() === '') return nothing
      if (system?.text !== text) {
        system = { text, weight: messageWeight([textWeight(text, counter.known(text))]) }
      }
      return system.weight
    },

    /**
     * What is being written. `parts` are those of its attachments, asked for once they change; the
     * one at the place `without`, if it is given, is not counted.
     */
    draft(
      text: string,
      from: readonly DraftAttachment[],
      parts: () => readonly Part[],
      without: number | null = null,
    ): WeighedDraft {
      const words = draftWeigher.weigh(text)
      const weight = messageWeight([words])
      const texts: string[] = []
      let { bytes } = words
      let images = 0
      weighAttached(from, parts).forEach((each, place) => {
        if (place === without) return
        addTo(weight, each.weight)
        texts.push(...each.texts)
        bytes += each.bytes
        images += each.images.length
      })
      // All of it is one message.
      weight.messages = 1
      texts.push(text)
      return {
        weight,
        questionBytes: storedBytes(bytes, texts.length, images),
        texts,
        words: text,
      }
    },

    /** A whole message about to be sent. */
    message(parts: readonly Part[]): WeighedDraft {
      const { texts, images, weight, bytes } = weigh(parts)
      const questionBytes = storedBytes(bytes, texts.length, images.length)
      const last = parts.at(-1)
      return { weight, questionBytes, texts, words: last?.type === 'text' ? last.text : '' }
    },

    /** Every text of a request that was not counted exactly. */
    uncounted(
      conversationId: string | null,
      context: Context,
      { systemText, texts }: { systemText: string; texts: readonly string[] },
    ): string[] {
      const history =
        conversationId === null
          ? []
          : [...keep(conversationId, context).messages.values()].flatMap((message) =>
              message.weight.uncounted === 0 ? [] : message.texts,
            )
      const summary = context.summary ? [context.summary.text] : []
      const others = [...texts, systemText, ...summary].filter((text) => text.trim() !== '')
      return [...history, ...others].filter((text) => counter.known(text) === null)
    },

    /** Texts were counted: what holds them is weighed anew. */
    lookAgain(conversationId: string | null): void {
      draftWeigher.lookAgain()
      // A long file is not weighed again at the next key press if it was counted long ago.
      attached.each.forEach(weighAgain)
      if (system && system.weight.uncounted > 0) system = null
      if (summed && summed.weight.uncounted > 0) summed = null
      const found = conversationId === null ? undefined : kept.get(conversationId)
      if (!found) return
      for (const weighed of found.messages.values()) weighAgain(weighed)
      found.turns = found.context.turns.map((turn) =>
        turnWeight(turn, found.messages, found.messages),
      )
      found.sums.clear()
    },
  }

  function weighAgain(weighed: Weighed): void {
    if (weighed.weight.uncounted === 0) return
    const weights = weighed.texts.map((text): TextWeight => textWeight(text, counter.known(text)))
    weighed.weight = messageWeight(weights, weighed.images)
  }
}

const nothing = noWeight()

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

/** About what a message comes to as it is stored, which is what lengths of answers are learned from. */
function storedBytes(bytes: number, texts: number, images: number): number {
  return bytes + texts * 30 + images * 250
}
