import type { ModelKey } from '../../shared/chat/message.ts'
import type { Price } from '../../shared/money/price.ts'

/** What is known of a model before it is asked: limits, and the price in force. */
export type CatalogModel = {
  key: ModelKey
  name: string
  contextTokens: number | null
  /** Output tokens a request allows. */
  maxOutputTokens: number
  /** This model's tokens per hundred of o200k. */
  tokenPercent: number
  /** Output tokens of a typical answer. */
  typicalOutputTokens: number
  seesImages: boolean
  onThisComputer: boolean
  /** Null: unknown, so it cannot be asked. */
  price: Price | null
}
