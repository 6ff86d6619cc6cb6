import type { Effort, ModelKey } from '../../shared/chat/message.ts'
import type { Price } from '../../shared/money/price.ts'

/** What is known of a model before it is asked: limits, and the price in force. */
export type CatalogModel = {
  key: ModelKey
  name: string
  contextTokens: number | null
  /** Output tokens a request allows, unless the person says otherwise. */
  maxOutputTokens: number
  /** The model's own limit; null: unknown. */
  mostOutputTokens: number | null
  /** This model's tokens per hundred of o200k. */
  tokenPercent: number
  /** Output tokens of a typical answer. */
  typicalOutputTokens: number
  seesImages: boolean
  /** How its tokens are counted, and those of an image. */
  family: ModelFamily
  /** How hard it can be told to think; none where it cannot be told. */
  efforts: readonly Effort[]
  takesTemperature: boolean
  /** The day its provider takes it away, YYYY-MM-DD. */
  retiresOn: string | null
  onThisComputer: boolean
  /** Null: unknown, so it cannot be asked. */
  price: Price | null
}

/**
 * Models whose tokenizers and image formulas are alike. `openai-tiles`: those before GPT-5.5 that cut
 * images into 512-pixel tiles. `claude-4`: up to 4.6 and Haiku 4.5; `claude`: later ones.
 */
export type ModelFamily =
  | 'openai'
  | 'openai-tiles'
  | 'claude'
  | 'claude-4'
  | 'gemini'
  | 'open-weights'
  | 'practice'
  | 'unknown'
