import type { Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import { costOf } from '../../helpers/fake-provider/bill.ts'
import { billOfTurn, type House } from './houses.ts'
import { paid } from '../../helpers/paid.ts'

/** A turn that was accepted, and whom it was sent to. */
export type Sent = { turnId: string; mark: string; house: House; conversationId: string }

/** How far a count of ours may be above the price of what arrived, in parts of it and in tokens. */
const MOST_TIMES = 2.2
const MOST_TOKENS = 40

/**
 * Holds a turn that has its ending against the bill of its house. What is wrong, in plain words;
 * null where it agrees.
 *
 * The bound of a count of ours: at least the plain price of the input and of all that arrived, and
 * no more than about twice that; never more than was reserved. Where the house bills on, never less
 * than the bill.
 */
export function judge({ mark, house }: Sent, turn: Turn): string | null {
  const { answer } = paid(turn)
  const { receipt } = answer
  const { state, quality, reservedNanoUsd, number } = receipt
  const { rows, requests } = billOfTurn(house, mark)
  const bill = rows.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0)
  const spent = receipt.spentNanoUsd ?? 0
  const wrong = (rule: string): string =>
    `${rule}: ${mark} at ${house.name} is ${answer.state}, ${state} ${quality}, reserved ` +
    `${reservedNanoUsd}, spent ${spent}, billed ${bill}\n  ${JSON.stringify(rows)}\n  ` +
    JSON.stringify({ usage: receipt.usage, failure: receipt.failure, parts: answer.parts })
  if (requests > number) return wrong(`${requests} requests in ${number} attempts`)
  if (rows.length > 1) return wrong('one turn is billed once')
  if (state === 'released') return bill === 0 ? null : wrong('released is not billed')
  if (bill > reservedNanoUsd) return wrong('no bill is beyond its reservation')
  if (state === 'uncertain') return null
  if (state !== 'settled') return wrong('an ending is settled, released or uncertain')
  if (quality === 'exact' || quality === 'person') {
    return spent === bill ? null : wrong('exact is to the nano-USD')
  }
  if (spent > reservedNanoUsd) return wrong('a count of ours stays within its reservation')
  if (house.name === 'runs-on') return spent >= bill ? null : wrong('what runs on is not below')
  const row = rows[0]
  if (!row) return null
  const received = textOf(answer.parts, 'thinking') + textOf(answer.parts)
  const arrived = (times: number, tokens: number): number =>
    costOf(house.price, {
      inputTokens: Math.ceil(row.inputTokens * times) + tokens,
      cacheReadTokens: 0,
      cacheWriteShortTokens: 0,
      cacheWriteLongTokens: 0,
      outputTokens: Math.ceil((Buffer.byteLength(received) / 4) * times) + tokens,
    })
  const outputTokens = Math.ceil(Buffer.byteLength(received) / 4)
  // Where the input was told, so was its part in the cache.
  const least =
    quality === 'partial' ? costOf(house.price, { ...row, outputTokens }) : arrived(1, 0)
  if (spent < least) return wrong('a count of ours is not below what arrived')
  const reasoning = receipt.usage?.reasoningTokens ?? 0
  const most = arrived(MOST_TIMES, MOST_TOKENS + reasoning + (receipt.usage?.outputTokens ?? 0))
  return spent <= most ? null : wrong(`a count of ours is not above ${most}`)
}
