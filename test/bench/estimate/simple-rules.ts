import type { ChatOptions } from '../../../shared/chat/message.ts'
import type { Part } from '../../../shared/chat/part.ts'
import { costNanoUsd } from '../../../shared/money/cost.ts'
import type { Price } from '../../../shared/money/price.ts'
import { unknownUsage } from '../../../shared/money/usage.ts'
import type { ContextMessage } from '../../../main/turns/context.ts'

/** Four characters a token with all the output allowed; and an answer of a tenth of what is sent. */
export function simpleRules(
  talk: { turns: readonly (readonly ContextMessage[])[]; options: ChatOptions },
  parts: readonly Part[],
  price: Price,
  maxOutputTokens: number,
) {
  const characters = [...talk.turns.flat().flatMap((message) => message.parts), ...parts].reduce(
    (sum, part) => sum + (part.type === 'text' ? part.text.length : 0),
    talk.options.systemText.length,
  )
  const inputTokens = Math.ceil(characters / 4)
  const costing = (outputTokens: number): number =>
    costNanoUsd(price, { ...unknownUsage, inputTokens, outputTokens }) ?? 0
  return {
    fourCharactersNanoUsd: costing(maxOutputTokens),
    tenPercentNanoUsd: costing(Math.ceil(inputTokens / 10)),
  }
}
