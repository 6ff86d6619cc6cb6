import type { Turn } from '../../shared/chat/message.ts'
import { type Part, textOf } from '../../shared/chat/part.ts'
import type { Events } from '../../shared/ipc/contract.ts'

export type Piece = Events['turn.piece']

/** `gap`: something before this piece was missed, so the whole must be read again. */
export type PieceOutcome = { kind: 'applied'; turn: Turn } | { kind: 'known' } | { kind: 'gap' }

/** Adds a piece to its turn if it continues what is there; skips what is there already. */
export function applyPiece(turn: Turn, piece: Piece): PieceOutcome {
  const known = textOf(turn.answer.parts, piece.type).length
  if (piece.offset > known) return { kind: 'gap' }
  const added = piece.text.slice(known - piece.offset)
  if (added === '') return { kind: 'known' }
  const parts = appendTo(turn.answer.parts, piece.type, added)
  return { kind: 'applied', turn: { ...turn, answer: { ...turn.answer, parts } } }
}

function appendTo(parts: Part[], type: Piece['type'], text: string): Part[] {
  const last = parts.at(-1)
  if (last && (last.type === 'text' || last.type === 'thinking') && last.type === type) {
    return parts.with(-1, { ...last, text: last.text + text })
  }
  const part: Part = type === 'text' ? { type, text } : { type, text, provider: null, opaque: null }
  return [...parts, part]
}
