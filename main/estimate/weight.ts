import { families, mostTokensFor, type PerFamily, perFamily } from './families.ts'
import { type ImageSize, imageTokens, mostImageTokens } from './images.ts'
import { mostTokens, roughTokens } from './weigh.ts'

/** One text. Exact tokens are o200k's; null until they were counted. */
export type TextWeight = { bytes: number; roughTokens: number; exactTokens: number | null }

/**
 * What of a request is known before it is sent: sums over its messages, so that history is added
 * up once and a key press adds the draft to it.
 */
export type Weight = {
  messages: number
  /** In o200k's, exact where counted, else by class of character. */
  tokens: number
  /** Texts among them that were not counted exactly. */
  uncounted: number
  /** The most tokens all text can be, for each family. */
  mostTokens: PerFamily
  images: number
  imageTokens: PerFamily
  mostImageTokens: PerFamily
  /** What the images come to for a model that cannot see, which is told their names. */
  unseenTokens: number
}

/** An image, and what it is called where it is not seen. */
export type WeighedImage = ImageSize & { name: string }

export function noWeight(): Weight {
  return {
    messages: 0,
    tokens: 0,
    uncounted: 0,
    mostTokens: perFamily(() => 0),
    images: 0,
    imageTokens: perFamily(() => 0),
    mostImageTokens: perFamily(() => 0),
    unseenTokens: 0,
  }
}

export function textWeight(text: string, exactTokens: number | null): TextWeight {
  return { bytes: mostTokens(text), roughTokens: roughTokens(text), exactTokens }
}

/** One message: its texts and images. What stands around a message is counted by `messages`. */
export function messageWeight(
  texts: readonly TextWeight[],
  images: readonly WeighedImage[] = [],
): Weight {
  const weight = noWeight()
  weight.messages = 1
  for (const text of texts) addText(weight, text)
  for (const image of images) addImage(weight, image)
  return weight
}

function addText(sum: Weight, { bytes, roughTokens, exactTokens }: TextWeight): void {
  sum.tokens += exactTokens ?? roughTokens
  if (exactTokens === null) sum.uncounted += 1
  families.forEach((family, index) => {
    sum.mostTokens[index] = (sum.mostTokens[index] ?? 0) + mostTokensFor(family, bytes, exactTokens)
  })
}

function addImage(sum: Weight, image: WeighedImage): void {
  sum.images += 1
  sum.unseenTokens += UNSEEN_IMAGE_TOKENS + mostTokens(image.name)
  families.forEach((family, index) => {
    sum.imageTokens[index] = (sum.imageTokens[index] ?? 0) + imageTokens(family, image)
    sum.mostImageTokens[index] = (sum.mostImageTokens[index] ?? 0) + mostImageTokens(family, image)
  })
}

/** Two parts of one request. The weights given stay as they are. */
export function addWeights(one: Weight, other: Weight): Weight {
  const sum = noWeight()
  addTo(sum, one)
  addTo(sum, other)
  return sum
}

/** Adds to a sum that is being made, without a new one for each of thousands of messages. */
export function addTo(sum: Weight, part: Weight): void {
  sum.messages += part.messages
  sum.tokens += part.tokens
  sum.uncounted += part.uncounted
  sum.images += part.images
  sum.unseenTokens += part.unseenTokens
  addFigures(sum.mostTokens, part.mostTokens)
  if (part.images === 0) return
  addFigures(sum.imageTokens, part.imageTokens)
  addFigures(sum.mostImageTokens, part.mostImageTokens)
}

function addFigures(sum: PerFamily, part: PerFamily): void {
  for (let index = 0; index < sum.length; index += 1) {
    sum[index] = (sum[index] ?? 0) + (part[index] ?? 0)
  }
}

/** The words that stand for an image which a model cannot see, without its name; every byte a token. */
const UNSEEN_IMAGE_TOKENS = 60

/** What every provider we know adds around a message, and around a request. */
const TOKENS_PER_MESSAGE = 4
const TOKENS_PER_REQUEST = 3
const MOST_TOKENS_PER_MESSAGE = 16
const MOST_TOKENS_PER_REQUEST = 64

/**
 * Input tokens without images, as o200k counts them, with what stands around messages: what a
 * model's own factor is learned from and applied to.
 */
function plainTokens({ tokens, messages }: Weight): number {
  return tokens + messages * TOKENS_PER_MESSAGE + TOKENS_PER_REQUEST
}

/** Input tokens of a model, images included. */
export function inputTokens(
  weight: Weight,
  family: number,
  seesImages: boolean,
  factor: number,
): number {
  const images = seesImages ? (weight.imageTokens[family] ?? 0) : weight.unseenTokens
  return Math.ceil(plainTokens(weight) * factor) + images
}

/** Its plain tokens where all was counted exactly and nothing but text is in it; else null. */
export function countedTokens(weight: Weight): number | null {
  const isWhole = weight.uncounted === 0 && weight.images === 0
  return isWhole ? Math.round(plainTokens(weight)) : null
}

/** The most input tokens a request can be for a family, by its index. */
export function mostInputTokens(weight: Weight, family: number, seesImages: boolean): number {
  return (
    (weight.mostTokens[family] ?? 0) +
    (seesImages ? (weight.mostImageTokens[family] ?? 0) : weight.unseenTokens) +
    weight.messages * MOST_TOKENS_PER_MESSAGE +
    MOST_TOKENS_PER_REQUEST
  )
}
