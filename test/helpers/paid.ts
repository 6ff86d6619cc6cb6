import { isPaid, type PaidAnswer, type Turn } from '../../shared/chat/message.ts'

/** A turn whose answer came from an attempt here. */
export type PaidTurn = Turn & { answer: PaidAnswer }

/** The turn, which has a receipt; a test that meets one without fails. */
export function paid(turn: Turn): PaidTurn {
  const { answer } = turn
  if (!isPaid(answer)) throw new Error(`The answer of turn ${turn.turnId} has no receipt`)
  return { ...turn, answer }
}
