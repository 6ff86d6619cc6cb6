import type { Part } from '../../shared/chat/part.ts'
import { type Usage, unknownUsage } from '../../shared/money/usage.ts'
import { roughTokens } from '../estimate/weigh.ts'
import type { StreamEvent } from '../providers/provider.ts'
import type { ChunkType } from '../storage/messages.ts'

/** One piece for the window: what arrived since the last, and where it goes. */
type Piece = { type: ChunkType; offset: number; text: string }

export type LiveAnswer = ReturnType<typeof startLiveAnswer>

export type LiveAnswerOptions = {
  /** Runs a function later; returns how to call it off. */
  after: (delayMs: number, run: () => void) => () => void
  /** Called with what the window has not been told. */
  tell: (piece: Piece) => void
  /** Called with what is not on disk yet; false if it could not be written, and will be given again. */
  keep: (type: ChunkType, text: string) => boolean
}

/** One frame at 60 Hz: more messages than frames are work nobody sees. */
const FRAME_MS = 16

/** A crash loses at most this much of an answer. */
const KEEP_EVERY_MS = 1_000

/**
 * An answer while it arrives. The first piece goes to the window at once, later ones at most once
 * a frame; text goes to disk at least each second.
 */
export function startLiveAnswer({ after, tell, keep }: LiveAnswerOptions) {
  const text: Record<ChunkType, string> = { text: '', thinking: '' }
  const told: Record<ChunkType, number> = { text: 0, thinking: 0 }
  const onDisk: Record<ChunkType, number> = { text: 0, thinking: 0 }
  const toolCalls = new Map<number, { callId: string; name: string; argumentsJson: string }>()
  let opaque: string | null = null
  let usage: Usage = unknownUsage
  let costNanoUsd: number | null = null
  let rawUsage: string | null = null
  let isBehind = false
  let reference: string | null = null
  let tokens = 0
  let cancelTell: (() => void) | null = null
  let cancelKeep: (() => void) | null = null
  let isOver = false

  function flushTold(): void {
    cancelTell = null
    for (const type of ['thinking', 'text'] as const) {
      const piece = text[type].slice(told[type])
      if (piece === '') continue
      const offset = told[type]
      told[type] = text[type].length
      tell({ type, offset, text: piece })
    }
  }

  function flushKept(): void {
    cancelKeep = null
    for (const type of ['thinking', 'text'] as const) {
      const piece = text[type].slice(onDisk[type])
      if (piece === '') continue
      if (keep(type, piece)) onDisk[type] += piece.length
    }
  }

  function grow(type: ChunkType, piece: string): void {
    const isFirst = text.text === '' && text.thinking === ''
    text[type] += piece
    isBehind = true
    tokens += roughTokens(piece)
    if (isOver) return
    if (isFirst) flushTold()
    else cancelTell ??= after(FRAME_MS, flushTold)
    cancelKeep ??= after(KEEP_EVERY_MS, flushKept)
  }

  /** Kept at the end, with the whole answer: a call that breaks off is of no use. */
  function growToolCall(piece: Extract<StreamEvent, { type: 'tool-call' }>): void {
    const known = toolCalls.get(piece.call) ?? { callId: '', name: '', argumentsJson: '' }
    toolCalls.set(piece.call, {
      callId: known.callId || piece.callId,
      name: known.name || piece.name,
      argumentsJson: known.argumentsJson + piece.argumentsJson,
    })
    isBehind = true
    tokens += roughTokens(piece.name + piece.argumentsJson)
  }

  return {
    take(event: StreamEvent): void {
      switch (event.type) {
        case 'text':
        case 'thinking':
          grow(event.type, event.text)
          break
        case 'opaque':
          opaque = event.opaque
          break
        case 'tool-call':
          growToolCall(event)
          break
        case 'usage':
          usage = event.usage
          costNanoUsd = event.costNanoUsd
          rawUsage = event.raw
          isBehind = false
          break
        case 'reference':
          reference = event.reference
          break
      }
    },
    /**
     * Tells the window the rest and stops all timers. The disk gets the whole at the end. What still
     * arrives is counted and shown to nobody.
     */
    end(): void {
      if (isOver) return
      isOver = true
      cancelTell?.()
      cancelKeep?.()
      flushTold()
    },
    /** Roughly what has arrived, for "about 22 so far". */
    tokensSoFar: (): number => Math.ceil(tokens),
    /** `isBehind`: some of the answer came after the usage, which does not hold it. */
    evidence: () => ({ usage, costNanoUsd, rawUsage, reference, isBehind }),
    parts(provider: string): Part[] {
      const parts: Part[] = []
      if (text.thinking !== '' || opaque !== null) {
        parts.push({ type: 'thinking', text: text.thinking, provider, opaque })
      }
      if (text.text !== '') parts.push({ type: 'text', text: text.text })
      for (const call of toolCalls.values()) parts.push({ type: 'tool-call', ...call })
      return parts
    },
    /** All that the model wrote, for a count of our own. */
    received(): string {
      const calls = [...toolCalls.values()].map((call) => call.name + call.argumentsJson)
      return text.thinking + text.text + calls.join('')
    },
  }
}
